"""In which order tasks are inserted: by regret while that is quick, by price in large problems."""

import random
from collections.abc import Callable, Iterator, Sequence

from solver.engines.greedy.partial import Insertion, PartialRoute
from solver.problem import Problem

HOPELESS = 1 << 60
"""Regret of a mandatory task with no second vehicle: above any sum of prices."""
REGRET_PAIRS = 4_000
"""Most pairs of task and vehicle for which the regret is kept up to date."""


def construct(
    problem: Problem, routes: Sequence[PartialRoute], todo: Sequence[int], seed: int
) -> Iterator[int]:
    """Insert what fits and pays into the routes; yield the tasks placed so far, often.

    Mandatory tasks come first, whatever they cost; another is left out where its cheapest place
    costs more than its skip price. Deterministic by seed, which breaks ties.
    """
    chance = random.Random(seed)  # noqa: S311 - ties, not secrets
    order = [(chance.random(), task) for task in todo]
    able = {task: _able(problem, routes, task) for _, task in order}
    mandatory = [task for _, task in sorted(order) if problem.must_serve(problem.tasks[task])]
    optional = [task for _, task in sorted(order) if not problem.must_serve(problem.tasks[task])]
    placed = 0
    for group in (mandatory, optional):
        pairs = sum(len(able[task]) for task in group)
        insert = _by_regret if pairs <= REGRET_PAIRS else _by_price
        for placed_here in insert(problem, routes, group, able):
            yield placed + placed_here
        placed = sum(len(route.tasks) for route in routes)


def _able(problem: Problem, routes: Sequence[PartialRoute], task: int) -> list[int]:
    """Routes whose vehicle may serve the task."""
    spec = problem.tasks[task]
    return [k for k, route in enumerate(routes) if problem.may_serve(route.table.vehicle, spec)]


class _Regrets:
    """Best insertion per task and route, refreshed only for the route that changed.

    A task that no longer fits a route is not tried there again: more tasks leave no more room.
    """

    def __init__(
        self,
        problem: Problem,
        routes: Sequence[PartialRoute],
        able: dict[int, list[int]],
    ) -> None:
        self._problem, self._routes, self._able = problem, routes, able
        self.places: dict[int, dict[int, Insertion]] = {}

    def learn(self, task: int) -> None:
        """Try a task on every route that may serve it."""
        self.places[task] = {}
        for k in self._able[task]:
            self._try(task, k)

    def refresh(self, changed: int) -> None:
        """Try every task again that fitted the route which has changed."""
        for task, places in self.places.items():
            if changed in places:
                self._try(task, changed)

    def choose(self) -> tuple[int, int, int] | None:
        """(task, route, position) of the largest regret, or None when nothing fits and pays."""
        best, chosen = -1, None
        for task, places in self.places.items():
            if not places:
                continue
            skip = skip_price(self._problem, task)
            costs = sorted((cost, k) for k, (cost, _) in places.items())
            cost, k = costs[0]
            second = min(costs[1][0], skip) if len(costs) > 1 else skip
            if cost < skip and second - cost > best:
                best, chosen = second - cost, (task, k, places[k][1])
        return chosen

    def _try(self, task: int, k: int) -> None:
        found = self._routes[k].best_insertion(task)
        if found is None:
            self.places[task].pop(k, None)
        else:
            self.places[task][k] = found


def _by_regret(
    problem: Problem,
    routes: Sequence[PartialRoute],
    todo: Sequence[int],
    able: dict[int, list[int]],
) -> Iterator[int]:
    """Insert next what would lose most by not getting its best place (regret-2)."""
    regrets = _Regrets(problem, routes, able)
    for task in todo:
        regrets.learn(task)
        yield 0
    placed = 0
    while (choice := regrets.choose()) is not None:
        task, k, position = choice
        routes[k].insert(task, position)
        del regrets.places[task]
        regrets.refresh(k)
        placed += 1
        yield placed


def _by_price(
    problem: Problem,
    routes: Sequence[PartialRoute],
    todo: Sequence[int],
    able: dict[int, list[int]],
) -> Iterator[int]:
    """Insert the dearest to skip first, the tightest among equals, each at its best place."""
    placed = 0
    for task in sorted(todo, key=_urgency(problem, routes)):
        options = [(routes[k].best_insertion(task), k) for k in able[task]]
        found = min(((*place, k) for place, k in options if place is not None), default=None)
        if found is not None and found[0] < skip_price(problem, task):
            routes[found[2]].insert(task, found[1])
            placed += 1
        yield placed


def _urgency(problem: Problem, routes: Sequence[PartialRoute]) -> Callable[[int], tuple[int, int]]:
    def key(task: int) -> tuple[int, int]:
        times = routes[0].table.tasks[task]
        return -skip_price(problem, task), min(times.closes, times.deadline)

    return key


def skip_price(problem: Problem, task: int) -> int:
    """What leaving the task out costs; no price is high enough for one that must be served."""
    spec = problem.tasks[task]
    return HOPELESS if problem.must_serve(spec) else spec.skip_price or 0
