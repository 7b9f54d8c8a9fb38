"""The schedule of a sequence is the cheapest there is: every tick of small days is visited."""

from dataclasses import replace
from functools import cache
from itertools import pairwise
from random import Random

import hypothesis.strategies as st
from hypothesis import given, settings

from solver.check import check
from solver.incumbent import as_solution
from solver.problem import (
    Break,
    Lateness,
    Problem,
    TimeWindow,
    Vehicle,
    VehiclePrices,
    scaled,
)
from solver.schedule import Planner, priced_schedule, schedule, trial_cost
from tests.builders.problems import random_problem

seeds = st.integers(0, 10**6)


def draw(seed: int, tasks: int = 3) -> tuple[Problem, tuple[int, ...]]:
    """A problem of one vehicle, and all its tasks in a random order."""
    random = Random(seed)
    problem = random_problem(random, tasks=tasks, vehicles=1)
    order = list(range(tasks))
    random.shuffle(order)
    return problem, tuple(order)


def draw_with_dear_working_time(seed: int, tasks: int = 2) -> tuple[Problem, tuple[int, ...]]:
    """A long shift with breaks, in which each second away from home costs: departures matter."""
    random = Random(seed)
    problem, order = draw(seed, tasks)
    rests = tuple(
        Break(f"break{k}", random.randint(1, 4), (TimeWindow(start, start + random.randint(0, 3)),))
        for k, start in enumerate(random.sample(range(3, 16), random.choice((1, 1, 2))))
    )
    vehicle = replace(
        problem.vehicles[0],
        shift=TimeWindow(0, 18),
        breaks=rests,
        prices=VehiclePrices(working_second=random.choice((1, 3)), overtime_second=2),
    )
    eager = tuple(
        replace(task, lateness=Lateness(random.randint(4, 18), random.choice((2, 2, 5))))
        for task in problem.tasks
    )
    return replace(problem, vehicles=(vehicle,), tasks=eager), order


def cheapest_by_visiting_every_tick(
    problem: Problem, vehicle: Vehicle, sequence: tuple[int, ...]
) -> int | None:
    """Cost of the best day for the sequence, which at each tick drives, waits, rests or serves."""
    prices, closing = vehicle.prices, vehicle.shift.end + vehicle.overtime
    tasks = [problem.tasks[task] for task in sequence]
    places = [vehicle.start_place, *(task.place for task in tasks), vehicle.end_place]
    travel = problem.travel[vehicle.profile]
    legs, metres = [], 0
    for a, b in pairwise(places):
        near = a is None or b is None
        legs.append(0 if near else scaled(int(travel.seconds[a, b]), vehicle.travel_factor))
        metres += 0 if near else int(travel.metres[a, b])

    def best_from(departure: int) -> int | None:
        @cache
        def go(time: int, ahead: int, driving: int, rested: frozenset[str]) -> int | None:
            if time > closing:
                return None
            options = []
            if driving:
                options.append(go(time + 1, ahead, driving - 1, rested))
            else:
                options.append(arrive(time, ahead, rested))
                options.append(go(time + 1, ahead, 0, rested))
            for rest in vehicle.breaks:
                if rest.id not in rested and any(time in window for window in rest.windows):
                    options.append(go(time + rest.duration, ahead, driving, rested | {rest.id}))
            return min((cost for cost in options if cost is not None), default=None)

        def arrive(time: int, ahead: int, rested: frozenset[str]) -> int | None:
            if ahead == len(tasks):
                owed = [
                    rest
                    for rest in vehicle.breaks
                    if rest.id not in rested
                    and not any(w.end >= time for w in rest.windows)
                    and not any(w.start + rest.duration <= departure for w in rest.windows)
                ]
                overtime = prices.overtime_second * max(0, time - vehicle.shift.end)
                return None if owed else overtime + prices.working_second * (time - departure)
            task = tasks[ahead]
            if task.windows and not any(time in window for window in task.windows):
                return None
            if task.release is not None and time < task.release:
                return None
            late = task.lateness
            extra = late.per_second * max(0, time - late.deadline) if late else 0
            leaves = time + scaled(task.duration, vehicle.duration_factor)
            rest_of_day = go(leaves, ahead + 1, legs[ahead + 1], rested)
            return None if rest_of_day is None else extra + rest_of_day

        return go(departure, 0, legs[0], frozenset())

    departures = range(vehicle.shift.start, closing + 1)
    costs = [cost for departure in departures if (cost := best_from(departure)) is not None]
    if not costs:
        return None
    driving = prices.travel_second * sum(legs) + prices.metre * metres
    return min(costs) + driving + prices.fixed


@settings(max_examples=300)
@given(seeds)
def test_no_day_is_cheaper_than_the_schedule(seed: int) -> None:
    problem, order = draw(seed)
    priced = priced_schedule(problem, 0, order)
    expected = cheapest_by_visiting_every_tick(problem, problem.vehicles[0], order)
    assert (None if priced is None else priced[1]) == expected


@settings(max_examples=400)
@given(seeds)
def test_no_departure_is_cheaper_where_working_time_is_dear(seed: int) -> None:
    problem, order = draw_with_dear_working_time(seed)
    priced = priced_schedule(problem, 0, order)
    expected = cheapest_by_visiting_every_tick(problem, problem.vehicles[0], order)
    assert (None if priced is None else priced[1]) == expected


@settings(max_examples=200)
@given(seeds)
def test_the_checker_accepts_times_and_cost_of_every_schedule(seed: int) -> None:
    problem, order = draw(seed)
    anyone = tuple(
        replace(task, skills=(), required_vehicles=None, excluded_vehicles=frozenset(), demand=())
        for task in problem.tasks
    )
    problem = replace(problem, tasks=anyone)
    plan = Planner(problem).plan({0: order})
    if plan is not None:
        report = check(problem, as_solution(problem, *plan))
        assert report.ok, report.violations


@settings(max_examples=200)
@given(seeds)
def test_without_a_price_on_working_time_the_day_starts_with_the_shift(seed: int) -> None:
    problem, order = draw(seed)
    vehicle = problem.vehicles[0]
    free = replace(vehicle, breaks=(), prices=replace(vehicle.prices, working_second=0))
    problem = replace(problem, vehicles=(free,))
    route = schedule(problem, 0, order)
    if route is not None:
        assert route.start == vehicle.shift.start


@settings(max_examples=200)
@given(seeds)
def test_a_trial_is_possible_when_a_schedule_is_and_never_cheaper(seed: int) -> None:
    problem, order = draw(seed)
    exact, trial = priced_schedule(problem, 0, order), trial_cost(problem, 0, order)
    assert (exact is None) == (trial is None)
    if exact is not None and trial is not None:
        assert trial >= exact[1]
