"""Times of a fixed sequence, on days that are easy to follow."""

from dataclasses import replace

import pytest

from solver.problem import Break, Problem, TimeWindow, VehiclePrices
from solver.schedule import priced_schedule, route_cost, schedule
from solver.solution import Route, StepKind
from tests.builders.problems import HOUR, two_visits_and_a_lunch

OVEN, BOILER = 0, 1


def day(problem: Problem, *tasks: int) -> Route:
    route = schedule(problem, 0, tasks)
    assert route is not None
    return route


def with_vehicle(problem: Problem, **changes: object) -> Problem:
    vehicle = replace(problem.vehicles[0], **changes)  # type: ignore[arg-type]
    return replace(problem, vehicles=(vehicle,))


def kinds(route: Route) -> list[str]:
    return [step.id or step.kind.value for step in route.steps]


def test_lunch_falls_in_the_wait_before_a_window_opens() -> None:
    route = day(two_visits_and_a_lunch(), OVEN, BOILER)
    assert kinds(route) == ["start", "oven", "lunch", "boiler", "end"]
    lunch, boiler = route.steps[2], route.steps[3]
    assert (lunch.start, boiler.arrival, boiler.start) == (3 * HOUR, 3 * HOUR, 4 * HOUR)


def test_a_break_after_the_end_of_the_day_is_not_owed() -> None:
    assert kinds(day(two_visits_and_a_lunch(), OVEN)) == ["start", "oven", "end"]


def test_a_break_in_the_middle_of_a_leg_stops_its_clock() -> None:
    noon = (Break("lunch", HOUR, (TimeWindow(600, 900),)),)
    route = day(with_vehicle(two_visits_and_a_lunch(), breaks=noon), OVEN)
    lunch, oven = route.steps[1], route.steps[2]
    assert (lunch.start, oven.arrival, oven.travel) == (600, 1800 + HOUR, 1800)


def test_the_second_window_of_a_break_is_taken_when_the_first_is_missed() -> None:
    lunch = (Break("lunch", HOUR, (TimeWindow(HOUR, HOUR), TimeWindow(2 * HOUR, 3 * HOUR))),)
    route = day(with_vehicle(two_visits_and_a_lunch(), breaks=lunch), OVEN, BOILER)
    rest = next(step for step in route.steps if step.kind is StepKind.BREAK)
    assert rest.start == 9000


def test_a_route_without_a_price_on_working_time_leaves_at_once() -> None:
    assert day(two_visits_and_a_lunch(), BOILER).start == 0


def test_a_price_on_working_time_makes_the_vehicle_leave_later() -> None:
    prices = VehiclePrices(working_second=1)
    problem = with_vehicle(two_visits_and_a_lunch(), prices=prices, breaks=())
    route = day(problem, BOILER)
    assert (route.start, route.steps[1].start) == (4 * HOUR - 1800, 4 * HOUR)


def test_overtime_is_allowed_as_far_as_it_goes_and_priced() -> None:
    problem = two_visits_and_a_lunch()
    late = replace(problem.tasks[BOILER], windows=(TimeWindow(6 * HOUR, 6 * HOUR),))
    problem = replace(problem, tasks=(problem.tasks[OVEN], late))
    priced = priced_schedule(problem, 0, [BOILER])
    assert priced is not None
    assert (priced[0].end, priced[1]) == (8 * HOUR + 1800, 3600 + 2 * 1800)
    assert route_cost(with_vehicle(problem, overtime=1799), 0, [BOILER]) is None


def test_durations_and_driving_follow_the_factors_of_the_vehicle() -> None:
    problem = with_vehicle(two_visits_and_a_lunch(), duration_factor=1500, travel_factor=2000)
    oven = day(problem, OVEN).steps[1]
    assert (oven.travel, oven.end - oven.start) == (3600, 3 * HOUR)


def test_release_delays_a_service_and_a_closed_window_forbids_it() -> None:
    problem = two_visits_and_a_lunch()
    released = replace(problem.tasks[OVEN], release=2 * HOUR)
    assert day(replace(problem, tasks=(released,)), OVEN).steps[1].start == 2 * HOUR
    closed = replace(released, windows=(TimeWindow(0, HOUR),))
    assert schedule(replace(problem, tasks=(closed,)), 0, [OVEN]) is None


@pytest.mark.parametrize("ends", ["start_place", "end_place"])
def test_a_vehicle_may_begin_or_end_where_its_tasks_are(ends: str) -> None:
    problem = with_vehicle(two_visits_and_a_lunch(), **{ends: None})
    assert route_cost(problem, 0, [OVEN]) == 1800


def test_no_tasks_cost_nothing_and_make_no_route() -> None:
    problem = two_visits_and_a_lunch()
    assert (schedule(problem, 0, []), route_cost(problem, 0, [])) == (None, 0)
