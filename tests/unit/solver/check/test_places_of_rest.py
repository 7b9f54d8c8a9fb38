"""Breaks at a place: driven to like a task, and a place to come from."""

from dataclasses import replace

import pytest

from solver.check import Rule, check
from solver.problem import Break, Problem, TimeWindow
from solver.solution import CostTerms, Solution, Step, StepKind
from tests.builders.plans import HALF, delayed, the_days_plan, with_step, with_steps
from tests.builders.problems import HOUR, two_visits_and_a_lunch, with_ann, with_task

DAY = two_visits_and_a_lunch()
PLAN = the_days_plan()


def lunch_at_the_office() -> tuple[Problem, Solution]:
    """Lunch at the office, between two legs of half an hour that the day did not have before."""
    lunch = Break("lunch", HALF, (TimeWindow(6 * HALF, 7 * HALF),), place=0)
    problem = with_ann(DAY, breaks=(lunch,))
    rest = Step(StepKind.BREAK, 6 * HALF, 6 * HALF, 7 * HALF, "lunch", 0, HALF, HALF * 10)
    plan = with_steps(PLAN, lambda s: (*s[:2], rest, *s[3:]))
    return problem, replace(with_step(plan, "boiler", arrival=8 * HALF), cost=4 * HALF)


def test_a_break_at_a_place_is_driven_to_and_from() -> None:
    problem, plan = lunch_at_the_office()
    report = check(problem, plan)
    assert report.violations == ()
    assert report.terms == CostTerms(travel=4 * HALF)


def test_a_vehicle_may_wait_at_the_place_of_a_break() -> None:
    problem, plan = lunch_at_the_office()
    late = with_step(plan, "lunch", start=6 * HALF + 60, end=7 * HALF + 60)
    assert check(problem, late).rules == {Rule.TRAVEL}
    assert check(problem, delayed(late, "boiler", 60)).ok


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"place": None}, Rule.PLACE),
        ({"place": 1}, Rule.PLACE),
        ({"travel": 0}, Rule.TRAVEL),
        ({"metres": 0}, Rule.TRAVEL),
        ({"arrival": 6 * HALF - 1}, Rule.TRAVEL),
        ({"start": 6 * HALF - 1, "end": 7 * HALF - 1}, Rule.TRAVEL),
    ],
)
def test_a_break_at_a_place_keeps_the_rules_of_a_leg(
    changes: dict[str, object], rule: Rule
) -> None:
    problem, plan = lunch_at_the_office()
    assert rule in check(problem, with_step(plan, "lunch", **changes)).rules


def test_setup_falls_away_after_a_break_at_the_place() -> None:
    problem, plan = lunch_at_the_office()
    lunch = replace(problem.vehicles[0].breaks[0], place=2)
    problem = with_task(with_ann(problem, breaks=(lunch,)), "boiler", setup=60)
    there = with_step(plan, "lunch", place=2)
    there = with_step(there, "boiler", arrival=7 * HALF, travel=0, metres=0)
    assert check(problem, replace(there, cost=3 * HALF)).ok


def test_a_route_from_nowhere_may_begin_with_a_break_at_a_place() -> None:
    coffee = Break("coffee", 60, (TimeWindow(0, HOUR),), place=0)
    problem = with_ann(DAY, start_place=None, breaks=(*DAY.vehicles[0].breaks, coffee))
    rest = Step(StepKind.BREAK, HALF - 60, HALF - 60, HALF, "coffee", 0)
    leave = replace(PLAN.routes[0].steps[0], arrival=HALF - 60, start=HALF - 60, end=HALF - 60)
    plan = with_steps(PLAN, lambda s: (leave, rest, *s[1:]))
    plan = with_step(plan, "oven", arrival=2 * HALF, start=2 * HALF, end=6 * HALF)
    plan = with_step(plan, "boiler", arrival=9 * HALF, start=9 * HALF, end=13 * HALF)
    plan = delayed(plan, "end", HALF)
    assert check(problem, plan).ok
    assert check(problem, with_step(plan, "start", place=1)).rules == {Rule.PLACE}
