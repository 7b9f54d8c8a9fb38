"""Whole plans from sequences: what engines hand over, with exact times and the exact cost."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from solver.problem import Problem
from solver.schedule.admission import admits
from solver.schedule.cheapest import Timed, cheapest
from solver.schedule.route import write
from solver.schedule.timetable import timetables
from solver.solution import Route

Sequences = Mapping[int, Sequence[int]]
_REMEMBERED = 20_000


class _Option(NamedTuple):
    """One schedule of a route; those of a list touch more tasks and cost less, one by one."""

    touched: int
    cost: int
    route: Route


class Planner:
    """Schedules plan after plan of one problem; routes it has seen before cost nothing."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._seen: dict[tuple[int, tuple[int, ...]], list[_Option]] = {}

    def plan(self, sequences: Sequences) -> tuple[tuple[Route, ...], int] | None:
        """Routes and total cost of task indices by vehicle index.

        None if one of them has no times or breaks a rule of its route, or if all together touch
        more tasks than the problem allows. That tasks are left out which must be served is allowed.
        """
        options: list[list[_Option]] = []
        for vehicle in sorted(sequences):
            if sequences[vehicle]:
                options.append(self._options(vehicle, tuple(sequences[vehicle])))
                if not options[-1]:
                    return None
        chosen = self._choose(options, sequences)
        if chosen is None:
            return None
        cost = self.skip_cost(sequences) + sum(option.cost for option in chosen)
        return tuple(option.route for option in chosen), cost

    def skip_cost(self, sequences: Sequences) -> int:
        """Price of the tasks in no sequence; mandatory tasks have none."""
        served = {task for tasks in sequences.values() for task in tasks}
        tasks = enumerate(self._problem.tasks)
        return sum(task.skip_price or 0 for index, task in tasks if index not in served)

    def _options(self, vehicle: int, tasks: tuple[int, ...]) -> list[_Option]:
        key = (vehicle, tasks)
        if key not in self._seen:
            if len(self._seen) >= _REMEMBERED:
                self._seen.clear()
            self._seen[key] = [
                _Option(timed.touched, timed.cost, write(self._problem, vehicle, timed))
                for timed in self._timed(vehicle, tasks)
            ]
        return self._seen[key]

    def _timed(self, vehicle: int, tasks: tuple[int, ...]) -> list[Timed]:
        if not admits(self._problem, vehicle, tasks):
            return []
        return cheapest(timetables(self._problem)[vehicle], tasks)

    def _choose(
        self, options: Sequence[Sequence[_Option]], sequences: Sequences
    ) -> Sequence[_Option] | None:
        """The cheapest choice of one option each that touches no more tasks than allowed."""
        if self._problem.max_changed is None:
            return [each[-1] for each in options]
        best: dict[int, tuple[int, tuple[_Option, ...]]] = {self._left_out(sequences): (0, ())}
        for each in options:
            extended: dict[int, tuple[int, tuple[_Option, ...]]] = {}
            for touched, (cost, chosen) in best.items():
                for option in each:
                    total, price = touched + option.touched, cost + option.cost
                    known = extended.get(total)
                    if total <= self._problem.max_changed and (known is None or price < known[0]):
                        extended[total] = (price, (*chosen, option))
            best = extended
        within = (found for touched, found in best.items() if touched <= self._problem.max_changed)
        cheapest_ = min(within, key=lambda found: found[0], default=None)
        return None if cheapest_ is None else cheapest_[1]

    def _left_out(self, sequences: Sequences) -> int:
        """How many tasks with a reference are in no sequence, and so touched."""
        served = {task for tasks in sequences.values() for task in tasks}
        tasks = enumerate(self._problem.tasks)
        return sum(task.reference is not None and index not in served for index, task in tasks)
