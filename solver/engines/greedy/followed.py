"""A route under construction, followed from its start to its end: labels, latest times, cost."""

from collections.abc import Container, Iterable, Sequence
from copy import copy
from itertools import accumulate, pairwise
from typing import Self

from solver.engines.greedy.cargo import Cargo
from solver.problem import Problem
from solver.schedule import Timetable
from solver.schedule.admission import keeps_order
from solver.schedule.cheapest import cheapest, placements
from solver.schedule.departure import departures
from solver.schedule.timetable import Label


class Followed:
    """Tasks of one vehicle in order, with labels after each and the latest starts before each.

    Times are those of the earliest departure. Working time is priced as driving plus service, since
    a schedule may leave later: exact when nobody waits. A start before its published one is as
    early as it can be or at that moment, nothing between. All other costs are exact.
    """

    def __init__(self, problem: Problem, table: Timetable, tasks: Iterable[int] = ()) -> None:
        self.table = table
        self.tasks: list[int] = []
        self._problem = problem
        self._second = table.vehicle.prices.working_second
        self._departures = _departures(table)
        self._end: Label | None = None
        self._change([*tasks])

    def insert(self, task: int, position: int) -> None:
        """Put a task at a position that `best_insertion` proposed."""
        self._change([*self.tasks[:position], task, *self.tasks[position:]])

    def remove(self, task: int) -> None:
        """Take a task out."""
        self._change([other for other in self.tasks if other != task])

    def copy(self) -> Self:
        """The same route, to be changed apart from this one."""
        return copy(self)

    def without(self, tasks: Container[int]) -> Self:
        """The route that is left when these tasks are taken out."""
        route = copy(self)
        route._change([task for task in self.tasks if task not in tasks])
        return route

    @property
    def cost(self) -> int:
        """What the route costs as this class prices it; 0 without tasks or if it is infeasible."""
        if self._end is None or not self.tasks:
            return 0
        work = sum(self._legs) + sum(self._services)
        return self.table.driving_cost(self._stops) + self._end[1] + self._second * work

    def has_room(self, task: int) -> bool:
        """Whether capacity allows one more task; a vehicle without capacity carries anything."""
        return self._cargo.has_capacity(task)

    @property
    def is_feasible(self) -> bool:
        """Whether the sequence can be driven at all, with all that it needs aboard and in order."""
        names = [self._problem.tasks[task].id for task in self.tasks]
        return (
            self._end is not None
            and self._cargo.is_feasible
            and keeps_order(self.table.vehicle, names)
            and (self.table.vehicle.max_duration is None or self._is_short_enough(self.tasks))
        )

    def _change(self, tasks: list[int]) -> None:
        self.tasks = tasks
        table, stops = self.table, self._placed(tasks)
        self._depot_at = None if table.depot not in stops else stops.index(table.depot)
        own = None if self._depot_at is None else sum(s >= 0 for s in stops[: self._depot_at])
        self._cargo = Cargo(self._problem, table, tasks, own)
        self._follow(stops)
        if self._depot_at is None and table.own_reach(tasks) is not None:
            self._end = None

    def _placed(self, tasks: list[int]) -> tuple[int, ...]:
        """The tasks with breaks that have a place, and the depot, where they cost least."""
        if not tasks or not (self.table.stationed or self.table.own_reach(tasks) is not None):
            return tuple(tasks)
        options = ((self._trial(stops), stops) for stops in placements(self.table, tasks))
        found = min((option for option in options if option[0] is not None), default=None)
        return tuple(tasks) if found is None else found[1]

    def _follow(self, stops: tuple[int, ...]) -> None:
        table = self.table
        self._stops = stops
        before = accumulate((stop >= 0 for stop in stops), initial=0)
        self._everywhere = list(enumerate(before))
        self._places = table.places(stops)
        self._legs = [table.leg(a, b) for a, b in pairwise(self._places)]
        self._services = table.services(stops)
        for departure in self._departures:
            self._leave(departure)
            if self._end is not None:
                break
        if not table.within_limits(stops):
            self._end = None
        self._metres = 0
        if table.vehicle.max_distance is not None:
            self._metres = sum(table.leg_metres(a, b) for a, b in pairwise(self._places))
        self._look_back()

    def _leave(self, departure: int) -> None:
        """The labels after each stop when the vehicle leaves then, and that of the end."""
        table = self.table
        self._labels = [table.depart(departure)]
        for leg, stop, service in zip(self._legs, self._stops, self._services, strict=False):
            self._labels.append(table.visit(self._labels[-1], leg, stop, service))
        self._end = table.finish(self._labels[-1], self._legs[-1])
        self._earliest = [min((label[0] for label in at), default=0) for at in self._labels]

    def _look_back(self) -> None:
        """The latest moment to leave each place, and the latest start before which that holds."""
        self._latest, self._leave_by = [self.table.latest_end], []
        for position in range(len(self._stops) - 1, -1, -1):
            self._leave_by.append(self._latest[-1] - self._legs[position + 1])
            start = self._leave_by[-1] - self._services[position]
            self._latest.append(min(start, self.table.tasks[self._stops[position]].closes))
        self._latest.reverse()
        self._leave_by.reverse()

    def _trial(self, stops: Sequence[int]) -> int | None:
        """Cost of a sequence of stops as this class prices it; None if it cannot be driven."""
        if not self.tasks and not stops:
            return 0
        table = self.table
        if not table.within_limits(stops):
            return None
        legs, services = table.legs(stops), table.services(stops)
        work = sum(legs) + sum(services)
        for departure in self._departures:
            labels = table.depart(departure)
            for leg, stop, service in zip(legs, stops, services, strict=False):
                labels = table.visit(labels, leg, stop, service)
            end = table.finish(labels, legs[-1])
            if end is not None:
                return table.driving_cost(stops) + end[1] + self._second * work
        return None

    def _is_short_enough(self, tasks: Sequence[int]) -> bool:
        return not tasks or bool(cheapest(self.table, tasks))


def _departures(table: Timetable) -> list[int]:
    """Departures to try in turn: the first at which no break is already missed, then later ones."""
    leaving = departures(table)
    for number, time in enumerate(leaving):
        over = table.before(time)
        if all(over >> k & 1 or call >= time for k, call in enumerate(table.last_calls)):
            return leaving[number:]
    return leaving
