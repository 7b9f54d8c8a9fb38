"""The greedy engine: one plan by insertion, shown as it grows so that it may be cut short."""

from collections.abc import Iterator, Mapping, Sequence

from solver.engines.greedy.holding import hold, published
from solver.engines.greedy.insertion import construct
from solver.engines.greedy.partial import PartialRoute
from solver.engines.greedy.repair import repair
from solver.engines.protocol import Assignment, Finding, Heartbeat
from solver.problem import Problem
from solver.schedule import Planner, timetables

SHOW_EVERY = 50
"""Insertions between two unfinished plans that are shown."""


class Greedy:
    """Insertion by regret, or by price where the problem is large. Deterministic by seed."""

    @property
    def name(self) -> str:
        """Name in options and results."""
        return "greedy"

    def search(self, asked: Assignment) -> Iterator[Finding | Heartbeat]:
        """Complete the plan that was asked for; `start` is repaired first if it does not fit.

        Where changes are capped, what can stay as published is planned first and stays there.
        """
        problem = asked.problem
        if problem.max_changed is None:
            sequences = repair(problem, asked.start).sequences
            yield from _complete(problem, sequences, _open(problem, sequences), asked)
            return
        stay = published(problem)
        held = hold(problem, stay)
        sequences = repair(held, asked.start).sequences
        todo = [task for task in stay if task in _open(problem, sequences)]
        routes = _routes(held, sequences)
        for _ in construct(held, routes, todo, asked.seed):
            yield Heartbeat()
        sequences = {route.table.index: route.tasks for route in routes}
        left = set(_open(problem, sequences))
        held = hold(problem, [task for task in stay if task not in left])
        yield from _complete(held, sequences, sorted(left), asked)


def _open(problem: Problem, sequences: Mapping[int, Sequence[int]]) -> list[int]:
    served = {task for tasks in sequences.values() for task in tasks}
    return [task for task in range(len(problem.tasks)) if task not in served]


def _routes(problem: Problem, sequences: Mapping[int, Sequence[int]]) -> list[PartialRoute]:
    return [
        PartialRoute(problem, table, sequences.get(table.index, ()))
        for table in timetables(problem)
    ]


def _complete(
    problem: Problem,
    sequences: Mapping[int, Sequence[int]],
    todo: Sequence[int],
    asked: Assignment,
) -> Iterator[Finding | Heartbeat]:
    """Insert what is open by the rules of `problem`, and show plans for the problem asked."""
    planner, routes, shown = Planner(asked.problem), _routes(problem, sequences), 0
    for placed in construct(problem, routes, todo, asked.seed):
        if placed >= shown + SHOW_EVERY:
            shown = placed
            yield from _show(planner, routes)
        yield Heartbeat()
    yield from _show(planner, routes)


def _show(planner: Planner, routes: list[PartialRoute]) -> Iterator[Finding]:
    plan = planner.plan({route.table.index: route.tasks for route in routes})
    if plan is not None:
        yield Finding(*plan)
