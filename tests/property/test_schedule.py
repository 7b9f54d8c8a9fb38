"""The schedule of a sequence is the cheapest there is: every tick of small days is visited."""

from dataclasses import replace
from random import Random

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from solver.check import check
from solver.incumbent import as_solution
from solver.schedule import Planner, priced_schedule, schedule, trial_cost
from tests.property.every_tick import EveryTick
from tests.property.single_days import (
    FEATURES,
    draw,
    draw_with,
    draw_with_dear_working_time,
    with_kinks,
)

seeds = st.integers(0, 10**6)


@settings(max_examples=300)
@given(seeds)
def test_no_day_is_cheaper_than_the_schedule(seed: int) -> None:
    problem, order = draw(seed)
    priced = priced_schedule(problem, 0, order)
    expected = EveryTick(problem, problem.vehicles[0], order).cheapest()
    assert (None if priced is None else priced[1]) == expected


@settings(max_examples=400)
@given(seeds)
def test_no_departure_is_cheaper_where_working_time_is_dear(seed: int) -> None:
    problem, order = draw_with_dear_working_time(seed)
    priced = priced_schedule(problem, 0, order)
    expected = EveryTick(problem, problem.vehicles[0], order).cheapest()
    assert (None if priced is None else priced[1]) == expected


@pytest.mark.parametrize("feature", [*FEATURES, "all"])
@settings(max_examples=120)
@given(seed=seeds)
def test_no_day_is_cheaper_whatever_is_asked_of_it(feature: str, seed: int) -> None:
    problem, order = draw_with(feature, seed)
    priced = priced_schedule(problem, 0, order)
    expected = EveryTick(problem, problem.vehicles[0], order).cheapest()
    assert (None if priced is None else priced[1]) == expected


@settings(max_examples=150)
@given(seeds)
def test_no_day_that_keeps_the_cap_on_changes_is_cheaper(seed: int) -> None:
    problem, order = draw_with("references", seed)
    if seed % 2:
        problem = with_kinks(problem, Random(seed), order)
    cap = seed % 3
    problem = replace(problem, max_changed=cap, change_tolerance=seed % 4)
    plan = Planner(problem).plan({0: order})
    expected = EveryTick(problem, problem.vehicles[0], order).cheapest(most_touched=cap)
    assert (None if plan is None else plan[1]) == expected


@settings(max_examples=200)
@given(seeds)
def test_the_checker_accepts_times_and_cost_of_every_schedule(seed: int) -> None:
    problem, order = draw_with("all", seed)
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


@settings(max_examples=300)
@given(seeds)
def test_a_trial_is_possible_when_a_schedule_is_and_never_cheaper(seed: int) -> None:
    problem, order = draw_with("all", seed)
    exact, trial = priced_schedule(problem, 0, order), trial_cost(problem, 0, order)
    assert (exact is None) == (trial is None)
    if exact is not None and trial is not None:
        assert trial >= exact[1]
