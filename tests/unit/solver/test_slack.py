"""Slack on one written-out day: oven 0:30-2:30, lunch 3:00-4:00, boiler 4:00-6:00, home 6:30."""

from dataclasses import replace

from solver.check import check
from solver.problem import Break, FrozenStop, Pin, Problem, Restock, TimeWindow
from solver.slack import slacks
from solver.solution import Solution, Step, StepKind
from tests.builders.plans import delayed, the_days_plan, with_step
from tests.builders.problems import HOUR, two_visits_and_a_lunch

HALF = HOUR // 2


def with_ann(**fields: object) -> Problem:
    problem = two_visits_and_a_lunch()
    return replace(problem, vehicles=(replace(problem.vehicles[0], **fields),))  # type: ignore[arg-type]


def with_task(name: str, **fields: object) -> Problem:
    problem = two_visits_and_a_lunch()
    tasks = (replace(t, **fields) if t.id == name else t for t in problem.tasks)  # type: ignore[arg-type]
    return replace(problem, tasks=tuple(tasks))


def slack_of(problem: Problem, plan: Solution | None = None) -> tuple[int, int]:
    """Slack of the oven and of the boiler, in half hours, of a day that passes the checker."""
    solution = plan or the_days_plan()
    broken = [v for v in check(problem, solution).violations if v.rule.value != "cost"]
    assert broken == []
    found = slacks(problem, solution.routes[0])
    return found["oven"] // HALF, found["boiler"] // HALF


def test_a_day_may_slip_to_the_end_of_the_shift_and_the_last_moment_for_lunch() -> None:
    assert slack_of(two_visits_and_a_lunch()) == (3, 3)


def test_a_route_may_not_slip_beyond_its_longest_duration() -> None:
    assert slack_of(with_ann(max_duration=7 * HOUR)) == (1, 1)


def test_a_break_that_waits_until_after_the_route_must_still_find_its_moment() -> None:
    lunch = two_visits_and_a_lunch().vehicles[0].breaks[0]
    tea = Break("tea", HALF, (TimeWindow(13 * HALF, 14 * HALF),))
    assert slack_of(with_ann(breaks=(lunch, tea)))[1] == 1


def test_a_break_that_was_over_before_the_route_bounds_nothing() -> None:
    lunch = two_visits_and_a_lunch().vehicles[0].breaks[0]
    tea = Break("tea", HALF, (TimeWindow(-HOUR, -HALF),))
    assert slack_of(with_ann(breaks=(lunch, tea))) == (3, 3)


def test_a_pinned_start_has_no_slack_and_holds_what_comes_before_it() -> None:
    assert slack_of(with_task("boiler", pin=Pin(start=8 * HALF))) == (0, 0)


def test_what_has_begun_has_no_slack_although_its_window_is_over() -> None:
    problem = with_ann(frozen=(FrozenStop("oven", HALF),))
    oven = replace(problem.tasks[0], windows=(TimeWindow(0, 0),))
    assert slack_of(replace(problem, tasks=(oven, problem.tasks[1]))) == (0, 3)


def test_the_way_to_a_break_at_a_place_is_kept_free() -> None:
    (lunch,) = two_visits_and_a_lunch().vehicles[0].breaks
    plan = with_step(the_days_plan(), "lunch", place=0, travel=HALF, metres=HALF * 10)
    plan = delayed(plan, "boiler", HALF)
    plan = with_step(plan, "boiler", arrival=9 * HALF)
    assert slack_of(with_ann(breaks=(replace(lunch, place=0),)), plan) == (2, 2)


def test_setup_is_part_of_what_must_fit() -> None:
    problem = with_task("oven", setup=HALF, duration=3 * HALF)
    assert slack_of(problem) == (3, 3)


def test_a_route_may_not_slip_past_the_hours_of_the_depot() -> None:
    """Ann fetches something at the office between oven and boiler, which closes in half an hour."""
    plan = the_days_plan()
    steps = plan.routes[0].steps
    visit = Step(StepKind.RESTOCK, 6 * HALF, 6 * HALF, 6 * HALF, "", 0, HALF, HALF * 10)
    rest = delayed(plan, "boiler", HALF).routes[0].steps[2:]
    lunch, boiler, end = (steps[2], *rest[1:])
    boiler = replace(boiler, arrival=9 * HALF)
    route = replace(plan.routes[0], steps=(*steps[:2], visit, lunch, boiler, end))
    solution = replace(plan, routes=(route,))
    open_all_day = with_ann(restock=Restock(0))
    closing = with_ann(restock=Restock(0, (TimeWindow(0, 7 * HALF),)))
    assert slack_of(open_all_day, solution)[0] > 1
    assert slack_of(closing, solution)[0] == 1
