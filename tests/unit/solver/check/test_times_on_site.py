"""How long a service takes: setup, factors, the vehicle's kind."""

from dataclasses import replace

from solver.check import Rule, check
from solver.problem import KindTimes
from solver.solution import Route, Solution, Step, StepKind, Unassigned
from tests.builders.plans import HALF, delayed, the_days_plan, with_step
from tests.builders.problems import HOUR, two_visits_and_a_lunch, with_ann, with_task

DAY = two_visits_and_a_lunch()
PLAN = the_days_plan()


def test_service_and_setup_are_rounded_together() -> None:
    """Half of two seconds is one; half of one second, rounded up twice, would be two."""
    problem = with_task(with_ann(DAY, duration_factor=501), "oven", duration=1, setup=1)
    steps = (
        Step(StepKind.START, 0, 0, 0, place=0),
        Step(StepKind.TASK, HALF, HALF, HALF + 1, "oven", 1, HALF, HALF * 10),
        Step(StepKind.END, HOUR + 1, HOUR + 1, HOUR + 1, "", 0, HALF, HALF * 10),
    )
    plan = Solution((Route("Ann", steps),), (Unassigned("boiler"),), 50_000 + HOUR)
    assert check(problem, plan).violations == ()


def test_setup_is_paid_once_at_a_place() -> None:
    """The boiler stands where the oven is: the second service needs no setup."""
    problem = with_task(with_task(DAY, "oven", setup=HALF), "boiler", place=1, setup=HALF)
    steps = (
        Step(StepKind.START, 0, 0, 0, place=0),
        Step(StepKind.TASK, HALF, HALF, 6 * HALF, "oven", 1, HALF, HALF * 10),
        Step(StepKind.BREAK, 6 * HALF, 6 * HALF, 8 * HALF, "lunch"),
        Step(StepKind.TASK, 6 * HALF, 8 * HALF, 12 * HALF, "boiler", 1),
        Step(StepKind.END, 13 * HALF, 13 * HALF, 13 * HALF, "", 0, HALF, HALF * 10),
    )
    plan = Solution((Route("Ann", steps),), cost=2 * HALF)
    assert check(problem, plan).violations == ()
    twice = delayed(with_step(plan, "boiler", end=13 * HALF), "end", HALF)
    assert check(problem, twice).rules == {Rule.DURATION}


def test_a_vehicle_that_begins_nowhere_pays_setup_at_its_first_task() -> None:
    problem = with_task(with_ann(DAY, start_place=None), "oven", setup=60, duration=2 * HOUR - 60)
    plan = with_step(PLAN, "start", place=None, arrival=HALF, start=HALF, end=HALF)
    plan = replace(with_step(plan, "oven", travel=0, metres=0), cost=2 * HALF)
    assert check(problem, plan).ok


def test_times_on_site_are_those_of_the_vehicles_kind() -> None:
    by_kind = (KindTimes("junior", 9 * HOUR, 9), KindTimes("senior", 90 * 60, HALF))
    problem = with_task(DAY, "oven", by_kind=by_kind)
    assert check(with_ann(problem, kind="senior"), PLAN).ok
    assert check(with_ann(problem, kind="expert"), PLAN).ok
    assert check(with_ann(problem, kind="junior"), PLAN).rules == {Rule.DURATION}
