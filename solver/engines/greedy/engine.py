"""The greedy engine: one plan by insertion, shown as it grows so that it may be cut short."""

from collections.abc import Iterator

from solver.engines.greedy.insertion import construct
from solver.engines.greedy.partial import PartialRoute
from solver.engines.greedy.repair import repair
from solver.engines.protocol import Assignment, Finding, Heartbeat
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
        """Complete the plan that was asked for; `start` is repaired first if it does not fit."""
        problem, planner = asked.problem, Planner(asked.problem)
        sequences = repair(problem, asked.start).sequences
        routes = [
            PartialRoute(problem, table, sequences.get(table.index, ()))
            for table in timetables(problem)
        ]
        served = {task for route in routes for task in route.tasks}
        todo = [task for task in range(len(problem.tasks)) if task not in served]
        shown = 0
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
