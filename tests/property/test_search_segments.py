"""A segment prices the rest of a route as its slow twin does, whenever a vehicle gets there."""

from dataclasses import replace
from random import Random

from hypothesis import assume, given, settings

from solver.engines.search.kernels import layout as at
from solver.engines.search.kernels.layout import Ints
from solver.problem import Problem, VehiclePrices
from tests.property.test_search_kernels import (
    Loaded,
    days,
    from_ready,
    has_errands,
    randoms,
    some_route,
    understood,
    wishes,
)

MOMENTS = range(30)


@settings(max_examples=200, deadline=None)
@given(days, randoms)
def test_a_segment_says_what_the_rest_of_a_route_costs_from_any_moment_on(
    problem: Problem, random: Random
) -> None:
    """Exactly so without breaks and depot; with them the rest may be cheaper than it says."""
    loaded = a_priced_route(problem, random)
    vehicle, twin = loaded.problem.vehicles[loaded.k], loaded.twin
    for position in range(len(loaded.tasks)):
        for taken, bounds in enumerate(stop_at(loaded, position)):
            done = frozenset(b for b in range(len(twin.rests)) if taken >> b & 1)
            for ready in priced_moments(bounds):
                ends = max(ready, bounds[at.EARLY]) + bounds[at.SPENT]
                says = vehicle.prices.working_second * int(ends - twin.opening)
                says += int(bounds[at.DETOURS])
                cost = from_ready(twin, loaded.tasks, position, ready, done)
                assert cost is not None
                assert cost - twin.driving(loaded.tasks) <= says
                assert has_errands(vehicle) or cost - twin.driving(loaded.tasks) == says


@settings(max_examples=200, deadline=None)
@given(days, randoms)
def test_a_rest_with_one_window_each_and_nothing_to_pay_or_take_is_always_priced(
    problem: Problem, random: Random
) -> None:
    loaded = a_priced_route(plain(problem), random)
    for position in range(len(loaded.tasks)):
        bounds = stop_at(loaded, position)[0]
        assert priced_moments(bounds) == [r for r in MOMENTS if r <= bounds[at.UNTIL]]


def stop_at(loaded: Loaded, position: int) -> Ints:
    """What is known at a position, by set of breaks taken."""
    stops: Ints = loaded.plan.stops[loaded.plan.row[loaded.k], position]
    return stops[: 1 << len(loaded.twin.rests)]


def priced_moments(bounds: Ints) -> list[int]:
    return [ready for ready in MOMENTS if bounds[at.SINCE] <= ready <= bounds[at.FREE]]


def plain(problem: Problem) -> Problem:
    """The problem without breaks, deadlines, second windows and prices but on working time."""
    prices = VehiclePrices(working_second=1)
    vehicles = [
        replace(v, breaks=(), overtime=0, prices=prices, restock=None) for v in problem.vehicles
    ]
    tasks = [replace(task, lateness=None, windows=task.windows[:1]) for task in problem.tasks]
    return replace(problem, vehicles=tuple(vehicles), tasks=tuple(tasks))


def a_priced_route(problem: Problem, random: Random) -> Loaded:
    """A route of a vehicle whose working time has a price."""
    k, tasks = some_route(understood(problem), random)
    assume(tasks and problem.vehicles[k].prices.working_second and not wishes(problem))
    return Loaded(problem, k, tasks)
