"""How the problem is numbered in the model: nodes, terminals and a time axis that begins at 0."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from solver.problem import IntMatrix, Problem
from solver.schedule import Timetable, timetables


@dataclass(frozen=True)
class Layout:
    """Tasks come first, as in `order`, then each place (or None) where vehicles start or end.

    The search has no seed of its own worth the name; permuted nodes do what a seed should.
    """

    problem: Problem
    order: tuple[int, ...]
    terminals: tuple[int | None, ...]
    vehicles: tuple[int, ...]

    @property
    def size(self) -> int:
        return len(self.order) + len(self.terminals)

    @cached_property
    def tables(self) -> tuple[Timetable, ...]:
        """Timetables of the vehicles in the model, in the model's order."""
        known = timetables(self.problem)
        return tuple(known[vehicle] for vehicle in self.vehicles)

    @cached_property
    def starts(self) -> list[int]:
        """Start node per vehicle."""
        return [self._terminal(table.vehicle.start_place) for table in self.tables]

    @cached_property
    def ends(self) -> list[int]:
        """End node per vehicle."""
        return [self._terminal(table.vehicle.end_place) for table in self.tables]

    @cached_property
    def origin(self) -> int:
        """The instant that is 0 in the model: nothing that has a price or a bound lies before."""
        moments = [table.vehicle.shift.start for table in self.tables]
        moments += [task.lateness.deadline for task in self.problem.tasks if task.lateness]
        moments += [task.reference.start for task in self.problem.tasks if task.reference]
        moments += [
            start for table in self.tables for spans in table.rest_spans for start, _ in spans
        ]
        return min(moments)

    @cached_property
    def horizon(self) -> int:
        """The last end of any route in the model."""
        return max(table.latest_end for table in self.tables) - self.origin

    def spread(self, nominal: IntMatrix) -> IntMatrix:
        """A matrix between places as one between nodes: nowhere is next door to everything.

        Between terminals it is 0: only the route of an unused vehicle goes there, and it is free.
        """
        tasks = [self.problem.tasks[task].place for task in self.order]
        rows = np.array([0 if p is None else p for p in (*tasks, *self.terminals)], dtype=np.int64)
        spread = np.asarray(nominal, dtype=np.int64)[np.ix_(rows, rows)]
        count = len(tasks)
        spread[count:, count:] = 0
        for node, place in enumerate(self.terminals, start=count):
            if place is None:
                spread[node, :] = spread[:, node] = 0
        return spread

    def _terminal(self, place: int | None) -> int:
        return len(self.order) + self.terminals.index(place)


def lay_out(problem: Problem, seed: int) -> Layout:
    """Number the nodes by a seed; leave out vehicles whose breaks allow no day at all."""
    order = list(range(len(problem.tasks)))
    random.Random(seed).shuffle(order)  # noqa: S311 - a permutation, not a secret
    tables = [table for table in timetables(problem) if _may_leave(table)]
    terminals: dict[int | None, None] = {}
    for table in tables:
        terminals[table.vehicle.start_place] = terminals[table.vehicle.end_place] = None
    return Layout(problem, tuple(order), tuple(terminals), tuple(table.index for table in tables))


def _may_leave(table: Timetable) -> bool:
    """Whether each break can be taken in the shift, before a late departure or after the day."""
    opening = table.vehicle.shift.start
    times: Sequence[tuple[int, int]] = tuple(
        (max(end for _, end in spans), min(start for start, _ in spans) + duration)
        for spans, duration in zip(table.rest_spans, table.rest_times, strict=True)
    )
    return all(last >= opening or over <= table.latest_end for last, over in times)
