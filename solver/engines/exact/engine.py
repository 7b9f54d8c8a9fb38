"""The exact engine: the cheapest plan of a tiny problem, and the proof that it is."""

from collections.abc import Generator, Iterator
from itertools import accumulate
from typing import NamedTuple

from solver.engines.exact.routes import Option, Routes
from solver.engines.protocol import Assignment, Finding, Heartbeat, Proof
from solver.problem import Problem
from solver.schedule import Planner, timetables

MOST_EFFORT = 60_000
"""Most sequences that may have to be looked at, by a rough count: a second or two."""
BEAT_EVERY = 100


def is_tiny(problem: Problem) -> bool:
    """Whether the engine is likely to be through in a second or two."""
    efforts = (_effort(problem, vehicle) for vehicle in range(len(problem.vehicles)))
    return all(total <= MOST_EFFORT for total in accumulate(efforts))


def _effort(problem: Problem, vehicle: int) -> int:
    """Sequences of one vehicle: each set of stops once per last one, or each order by itself."""
    spec, table = problem.vehicles[vehicle], timetables(problem)[vehicle]
    stops = sum(problem.may_serve(spec, task) for task in problem.tasks) + len(table.stationed)
    stops += table.depot is not None
    if spec.max_duration is None:
        return stops << min(stops, 40)
    orders = 1
    for count in range(1, min(stops, 20) + 1):
        orders = orders * count + 1
    return 10 * orders


class _Choice(NamedTuple):
    """Routes chosen so far, as a chain: the last one, and those before."""

    cost: int
    vehicle: int
    option: Option | None
    before: "_Choice | None"


class Exact:
    """Every route worth having, and the best choice among them; ends with a proof."""

    @property
    def name(self) -> str:
        """Name in options and results."""
        return "exact"

    def search(self, asked: Assignment) -> Iterator[Finding | Heartbeat | Proof]:
        """Yield the cheapest plan and the proof that none is cheaper, if the problem is tiny.

        What it looks at are routes, none of them a plan: so it counts no iterations.
        """
        if not is_tiny(asked.problem):
            return
        crews: list[Routes] = []
        looked = 0
        for table in timetables(asked.problem):
            crews.append(Routes(asked.problem, table))
            for _ in crews[-1].grow():
                looked += 1
                if looked % BEAT_EVERY == 0:
                    yield Heartbeat()
        best = yield from _choose(asked.problem, crews)
        if best is None:
            yield Proof(None)
            return
        plan = Planner(asked.problem).plan(_sequences(best))
        assert plan is not None
        yield Finding(*plan)
        yield Proof(plan[1])


def _choose(problem: Problem, crews: list[Routes]) -> Generator[Heartbeat, None, _Choice | None]:
    """The cheapest choice of one route per vehicle, each task in at most one of them."""
    best: dict[tuple[int, int], _Choice] = {(0, 0): _Choice(0, -1, None, None)}
    for vehicle, routes in enumerate(crews):
        yield Heartbeat()
        extended = dict(best)
        for mask, options in routes.options.items():
            for (served, touched), choice in best.items():
                if served & mask:
                    continue
                for option in options:
                    key = (served | mask, touched + option.touched)
                    cost = choice.cost + option.cost
                    if key not in extended or cost < extended[key].cost:
                        extended[key] = _Choice(cost, vehicle, option, choice)
        best = extended
    return _cheapest(problem, best)


def _cheapest(problem: Problem, found: dict[tuple[int, int], _Choice]) -> _Choice | None:
    """The best of these choices that serves what must be served, skip prices included."""
    totals = []
    for (served, touched), choice in found.items():
        left = [task for index, task in enumerate(problem.tasks) if not served >> index & 1]
        if any(problem.must_serve(task) for task in left):
            continue
        moved = touched + sum(task.reference is not None for task in left)
        if problem.max_changed is None or moved <= problem.max_changed:
            totals.append((choice.cost + sum(task.skip_price or 0 for task in left), choice))
    return min(totals, key=lambda total: total[0], default=(0, None))[1]


def _sequences(choice: _Choice) -> dict[int, tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = {}
    link: _Choice | None = choice
    while link is not None:
        if link.option is not None:
            found[link.vehicle] = link.option.tasks
        link = link.before
    return found
