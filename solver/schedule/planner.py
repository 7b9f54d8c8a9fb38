"""Whole plans from sequences: what engines hand over, with exact times and the exact cost."""

from collections.abc import Mapping, Sequence

from solver.problem import Problem
from solver.schedule.route import priced_schedule
from solver.solution import Route

Sequences = Mapping[int, Sequence[int]]
_REMEMBERED = 20_000


class Planner:
    """Schedules plan after plan of one problem; routes it has seen before cost nothing."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._seen: dict[tuple[int, tuple[int, ...]], tuple[Route, int] | None] = {}

    def plan(self, sequences: Sequences) -> tuple[tuple[Route, ...], int] | None:
        """Routes and total cost of task indices by vehicle index; None if one has no times."""
        routes: list[Route] = []
        cost = self.skip_cost(sequences)
        for vehicle in sorted(sequences):
            if not sequences[vehicle]:
                continue
            priced = self._route(vehicle, tuple(sequences[vehicle]))
            if priced is None:
                return None
            routes.append(priced[0])
            cost += priced[1]
        return tuple(routes), cost

    def skip_cost(self, sequences: Sequences) -> int:
        """Price of the tasks in no sequence; mandatory tasks have none."""
        served = {task for tasks in sequences.values() for task in tasks}
        tasks = enumerate(self._problem.tasks)
        return sum(task.skip_price or 0 for index, task in tasks if index not in served)

    def _route(self, vehicle: int, tasks: tuple[int, ...]) -> tuple[Route, int] | None:
        key = (vehicle, tasks)
        if key not in self._seen:
            if len(self._seen) >= _REMEMBERED:
                self._seen.clear()
            self._seen[key] = priced_schedule(self._problem, vehicle, tasks)
        return self._seen[key]
