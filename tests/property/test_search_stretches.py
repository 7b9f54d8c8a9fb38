"""Routes that have exchanged stretches keep every rule and cost what is said, or are as before."""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise, permutations, product
from random import Random

import hypothesis.strategies as st
from hypothesis import assume, given, settings

from solver.engines.search.kernels import layout as at
from solver.engines.search.kernels.layout import Guide, Plan, Record, Terms, Work
from solver.engines.search.state import (
    best_sequences,
    new_plan,
    new_record,
    new_work,
    sequences_of,
)
from solver.engines.search.terms import compile_problem
from solver.engines.search.warm import exchanging, kernels
from solver.model import Model
from solver.problem import Problem, VehiclePrices
from solver.schedule import admits, route_cost
from tests.property.search_twin import Twin
from tests.property.test_search_kernels import days, understood

TRIES = 20
WITH_COST = [at.CURRENT, at.TRUE_COST]
"""Where the record says what the plan costs: at present prices, and at true ones."""


@settings(max_examples=100, deadline=None)
@given(days, st.integers(0, 2**32))
def test_an_exchange_keeps_all_rules_and_tells_the_change_of_cost_or_leaves_the_plan_as_it_was(
    problem: Problem, seed: int
) -> None:
    arrays = planned(understood(problem), seed)
    _, guide, plan, _, record = arrays
    for _ in range(TRIES):
        before, cost, told = sequences_of(plan), total(plan), record.state[WITH_COST].tolist()
        exchange(*arrays, 1, math.inf)
        after, change = sequences_of(plan), total(plan) - cost
        assert record.state[WITH_COST].tolist() == [known + change for known in told]
        if after == before:
            assert change == 0
            continue
        assert after in list(exchanged(before))
        for k, tasks in after.items():
            assert all(guide.able[task, k] and plan.host[task] == k for task in tasks)
            assert admits(problem, k, tasks)
            exact = route_cost(problem, k, tasks)
            assert exact is not None
            assert exact <= plan.sums[plan.row[k], at.TOTAL]


@settings(max_examples=100, deadline=None)
@given(days, st.integers(0, 2**32), st.randoms(use_true_random=False))
def test_the_new_legs_of_an_exchange_cost_what_driving_both_routes_anew_does(
    problem: Problem, seed: int, random: Random
) -> None:
    terms, _, plan, *_ = planned(understood(problem), seed)
    routes = sequences_of(plan)
    assume(len(plan.row) > 1)
    k, j = random.sample(range(len(plan.row)), 2)
    (x, s), (y, t) = (stretch(len(routes.get(one, [])), random) for one in (k, j))
    before = [routes.get(one, []) for one in (k, j)]
    after = joined(before[0], before[1], x, s, y, t)
    first, second = before[0][x : x + s], before[1][y : y + t]
    twin = outer_legs(problem, k, after[0], second) + outer_legs(problem, j, after[1], first)
    twin -= outer_legs(problem, k, before[0], first) + outer_legs(problem, j, before[1], second)
    assert change_of_legs(terms, plan, k, x, s, j, y, t) == twin


def test_two_routes_that_cross_take_a_street_each() -> None:
    terms, guide, plan, work, record = planned(two_streets(), 1)
    write_routes(terms, plan, ([0, 1, 6, 7], [4, 5, 2, 3]))
    record.state[[*WITH_COST, at.BEST_COST]] = total(plan)
    exchange(terms, guide, plan, work, record, 400, 0.0)
    streets = {k: set(tasks) for k, tasks in sequences_of(plan).items()}
    assert streets == {0: {0, 1, 2, 3}, 1: {4, 5, 6, 7}}
    assert best_sequences(record) == sequences_of(plan)
    assert record.state[[*WITH_COST, at.BEST_COST]].tolist() == [total(plan)] * 3


@settings(max_examples=40, deadline=None)
@given(days, st.integers(0, 2**32))
def test_without_heat_no_exchange_makes_a_plan_dearer(problem: Problem, seed: int) -> None:
    arrays = planned(understood(problem), seed)
    for _ in range(TRIES):
        before = total(arrays[2])
        exchange(*arrays, 5, 0.0)
        assert total(arrays[2]) <= before


def exchange(*asked: object) -> None:
    """The kernel, imported once the folder for compiled code is chosen."""
    exchanging().exchange_stretches(*asked)


def change_of_legs(terms: Terms, plan: Plan, *stretches: int) -> int:
    """The price of the new legs, likewise."""
    return int(exchanging().change_of_legs(terms, plan, *stretches))


def exchanged(routes: dict[int, list[int]]) -> Iterator[dict[int, list[int]]]:
    """All plans that one exchange can make of these routes, in plain lists."""
    for k, j in permutations(routes, 2):
        sizes = (len(routes[k]), len(routes[j]))
        for (x, s), (y, t) in product(*(all_stretches(size) for size in sizes)):
            one, other = joined(routes[k], routes[j], x, s, y, t)
            after = routes | {k: one, j: other}
            yield {vehicle: tasks for vehicle, tasks in after.items() if tasks}


def all_stretches(size: int) -> Iterator[tuple[int, int]]:
    """Where each stretch of a route begins, and how many tasks it has."""
    return ((x, s) for x in range(size + 1) for s in range(size + 1 - x))


def stretch(size: int, random: Random) -> tuple[int, int]:
    return random.choice(list(all_stretches(size)))


def joined(
    one: list[int], other: list[int], x: int, s: int, y: int, t: int
) -> tuple[list[int], list[int]]:
    """Both routes after `s` tasks from `x` on and `t` from `y` on have changed places."""
    return (
        one[:x] + other[y : y + t] + one[x + s :],
        other[:y] + one[x : x + s] + other[y + t :],
    )


def outer_legs(problem: Problem, k: int, tasks: list[int], inside: list[int]) -> int:
    """What the vehicle pays for driving from start to end, but within a stretch of tasks."""
    vehicle = problem.vehicles[k]
    stops, within = ([problem.tasks[task].place for task in some] for some in (tasks, inside))
    leg_price = Twin(problem, vehicle, 0).leg_price
    route = pairwise([vehicle.start_place, *stops, vehicle.end_place])
    return sum(leg_price(*leg) for leg in route) - sum(leg_price(*leg) for leg in pairwise(within))


def two_streets() -> Problem:
    """Four tasks in each of two streets, where a vehicle begins at one end and ends at the other.

    It is a second from house to house and ten to the other street.
    """
    model = Model("two streets")
    houses = [(house, street) for street in range(2) for house in range(6)]
    places = [model.add_place() for _ in houses]
    for street in range(2):
        first, last = places[6 * street], places[6 * street + 5]
        prices = VehiclePrices(travel_second=1)
        model.add_vehicle(
            f"street {street}", shift=(0, 99), start_place=first, end_place=last, prices=prices
        )
    for place, (house, _) in zip(places, houses, strict=True):
        if 0 < house < 5:
            model.add_task(place)
    model.set_travel([[abs(a - c) + 10 * abs(b - d) for c, d in houses] for a, b in houses])
    return model.problem()


def planned(problem: Problem, seed: int) -> tuple[Terms, Guide, Plan, Work, Record]:
    """A complete plan in the kernels' arrays."""
    terms, guide = compile_problem(problem)
    plan, work = new_plan(terms, guide, seed), new_work(terms, guide, 10.0)
    record, entry = new_record(plan, 10.0), kernels()
    entry.load_plan(terms, plan, record.tasks, record.length)
    entry.construct(terms, guide, plan, work, record)
    return terms, guide, plan, work, record


def write_routes(terms: Terms, plan: Plan, routes: Sequence[Sequence[int]]) -> None:
    """Let the plan serve these routes, one for each vehicle."""
    record = new_record(plan, 10.0)
    for k, tasks in enumerate(routes):
        record.length[k] = len(tasks)
        record.tasks[k, : len(tasks)] = tasks
    kernels().load_plan(terms, plan, record.tasks, record.length)


def total(plan: Plan) -> int:
    return int(plan.sums[plan.row, at.TOTAL].sum())
