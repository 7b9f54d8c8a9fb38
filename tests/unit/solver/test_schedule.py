"""Times of a fixed sequence, on days that are easy to follow."""

from dataclasses import replace

import pytest

from solver.engines.exact.routes import Routes
from solver.problem import (
    Break,
    FrozenStop,
    Kink,
    Lateness,
    PartNeed,
    Pin,
    Problem,
    Reference,
    Restock,
    TimeWindow,
    Travel,
    VehiclePrices,
)
from solver.schedule import Planner, admits, priced_schedule, route_cost, schedule, timetables
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


def with_task(problem: Problem, index: int, **changes: object) -> Problem:
    tasks = list(problem.tasks)
    tasks[index] = replace(tasks[index], **changes)  # type: ignore[arg-type]
    return replace(problem, tasks=tuple(tasks))


def start_of(route: Route, task: str) -> int:
    return next(step.start for step in route.steps if step.id == task)


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


def test_setup_is_paid_once_for_two_visits_at_one_place() -> None:
    problem = with_task(two_visits_and_a_lunch(), OVEN, setup=600)
    problem = with_task(problem, BOILER, setup=600, place=problem.tasks[OVEN].place)
    oven, boiler = (s for s in day(problem, OVEN, BOILER).steps if s.kind is StepKind.TASK)
    assert (oven.end - oven.start, boiler.end - boiler.start) == (2 * HOUR + 600, 2 * HOUR)


def rests(*windows: tuple[int, int]) -> tuple[Break, ...]:
    """A break of ten minutes in each of these windows."""
    return tuple(
        Break(f"rest {k}", 600, (TimeWindow(*window),)) for k, window in enumerate(windows)
    )


@pytest.mark.parametrize(
    "breaks",
    [
        rests(*((k * 1_000, k * 1_000 + 300) for k in range(12))),
        rests(*[(0, 10 * HOUR)] * 12),
    ],
    ids=["one after the other", "all alike"],
)
def test_many_breaks_are_not_tried_in_every_order(breaks: tuple[Break, ...]) -> None:
    table = timetables(with_vehicle(two_visits_and_a_lunch(), breaks=breaks))[0]
    taken = [after for _, after in table._ways(0, HOUR, 0)]
    assert taken == [(1 << k) - 1 for k in range(13)]
    assert [way.taken for way in table.fronts._ways(HOUR, 0)] == taken


def test_a_break_at_a_place_is_driven_to_and_may_wait_there_for_its_window() -> None:
    canteen = (Break("lunch", HOUR, (TimeWindow(3 * HOUR, 4 * HOUR),), place=0),)
    route = day(with_vehicle(two_visits_and_a_lunch(), breaks=canteen), OVEN, BOILER)
    assert kinds(route) == ["start", "oven", "lunch", "boiler", "end"]
    lunch = route.steps[2]
    assert (lunch.place, lunch.travel, lunch.arrival, lunch.start) == (0, 1800, 3 * HOUR, 3 * HOUR)
    assert route.steps[3].travel == 1800


def test_a_break_at_a_place_that_is_not_owed_is_not_driven_to() -> None:
    canteen = (Break("lunch", HOUR, (TimeWindow(3 * HOUR, 4 * HOUR),), place=0),)
    assert kinds(day(with_vehicle(two_visits_and_a_lunch(), breaks=canteen), OVEN)) == [
        "start", "oven", "end",
    ]  # fmt: skip


def test_a_longest_duration_makes_the_vehicle_leave_later_even_if_its_time_is_free() -> None:
    problem = with_vehicle(two_visits_and_a_lunch(), max_duration=3 * HOUR, breaks=())
    route = day(problem, BOILER)
    assert (route.start, route.duration) == (4 * HOUR - 1800, 3 * HOUR)
    assert schedule(with_vehicle(problem, max_duration=3 * HOUR - 1), 0, [BOILER]) is None


def test_a_service_waits_for_the_start_that_was_published() -> None:
    problem = with_task(two_visits_and_a_lunch(), OVEN, reference=Reference("Ann", HOUR))
    assert start_of(day(problem, OVEN), "oven") == 1800
    priced = replace(problem, prices=replace(problem.prices, change_second=1))
    assert start_of(day(priced, OVEN), "oven") == HOUR


def test_a_start_is_moved_no_further_than_the_published_ones_after_it_gain() -> None:
    """Waiting for its own hour would make the oven late for itself and the boiler for its own."""
    problem = with_vehicle(two_visits_and_a_lunch(), breaks=())
    problem = with_task(problem, BOILER, windows=(), reference=Reference("Ann", 4 * HOUR))
    problem = with_task(problem, OVEN, reference=Reference("Ann", 2 * HOUR))
    problem = replace(problem, prices=replace(problem.prices, change_second=1))
    route = day(problem, OVEN, BOILER)
    moved = (2 * HOUR - start_of(route, "oven")) + (start_of(route, "boiler") - 4 * HOUR)
    assert moved == 1800


def test_pinned_and_frozen_services_begin_exactly_then() -> None:
    pinned = with_task(two_visits_and_a_lunch(), OVEN, pin=Pin(start=5000))
    assert start_of(day(pinned, OVEN), "oven") == 5000
    begun = with_vehicle(two_visits_and_a_lunch(), frozen=(FrozenStop("boiler", HOUR),))
    assert start_of(day(begun, BOILER), "boiler") == HOUR


def test_lateness_grows_dearer_from_kink_to_kink_and_costs_a_step_besides() -> None:
    late = Lateness(0, 1, (Kink(600, 3), Kink(1200, 10)), step=50)
    free = with_task(two_visits_and_a_lunch(), OVEN, lateness=None)
    extra = (route_cost(with_task(free, OVEN, lateness=late), 0, [OVEN]) or 0) - 3600
    assert extra == 50 + 600 + 3 * 600 + 10 * 600


def test_driving_beyond_a_limit_is_no_route() -> None:
    problem = two_visits_and_a_lunch()
    assert route_cost(with_vehicle(problem, max_travel=3600), 0, [OVEN]) is not None
    assert route_cost(with_vehicle(problem, max_travel=3599), 0, [OVEN]) is None
    assert route_cost(with_vehicle(problem, max_distance=35_999), 0, [OVEN]) is None


def test_what_is_frozen_comes_first_and_a_pinned_order_is_kept() -> None:
    problem = two_visits_and_a_lunch()
    begun = with_vehicle(problem, frozen=(FrozenStop("boiler"),))
    assert admits(begun, 0, [BOILER, OVEN])
    assert not admits(begun, 0, [OVEN, BOILER])
    ordered = with_vehicle(problem, pinned_order=("boiler", "oven"))
    assert not admits(ordered, 0, [OVEN, BOILER])


def test_what_is_picked_up_shares_the_room_with_what_is_still_to_be_delivered() -> None:
    problem = with_vehicle(two_visits_and_a_lunch(), capacity=(2,))
    problem = with_task(problem, OVEN, demand=(), pickup=(1,))
    problem = with_task(problem, BOILER, demand=(2,), pickup=())
    assert admits(problem, 0, [BOILER, OVEN])
    assert not admits(problem, 0, [OVEN, BOILER])


def test_a_plan_that_would_touch_too_many_takes_a_dearer_schedule() -> None:
    problem = with_vehicle(two_visits_and_a_lunch(), breaks=())
    problem = with_task(
        problem, OVEN, reference=Reference("Ann", 2 * HOUR), lateness=Lateness(0, 1)
    )
    cheap = Planner(problem).plan({0: [OVEN]})
    held = Planner(replace(problem, max_changed=0, change_tolerance=600)).plan({0: [OVEN]})
    assert cheap is not None
    assert held is not None
    assert (start_of(cheap[0][0], "oven"), start_of(held[0][0], "oven")) == (1800, 2 * HOUR - 600)
    assert Planner(replace(problem, max_changed=0)).plan({}) is None


# --- the visit to the depot -----------------------------------------------------------------------

DRILL = frozenset({"drill"})


def lacking(problem: Problem, *tasks: int) -> Problem:
    """Ann may fetch at the office, at any time, the drill that these tasks need."""
    problem = with_vehicle(problem, restock=Restock(0))
    for task in tasks:
        problem = with_task(problem, task, tools=DRILL)
    return problem


def test_the_depot_is_visited_where_that_costs_least() -> None:
    """At the start, for she is there already; not on the way, which would be an hour longer."""
    assert kinds(day(lacking(two_visits_and_a_lunch(), BOILER), OVEN, BOILER)) == [
        "start", "restock", "oven", "lunch", "boiler", "end",
    ]  # fmt: skip


def test_the_depot_is_visited_before_the_first_task_that_lacks_something() -> None:
    problem = lacking(two_visits_and_a_lunch(), OVEN, BOILER)
    elsewhere = with_vehicle(problem, restock=Restock(2))
    assert kinds(day(elsewhere, OVEN, BOILER))[:3] == ["start", "restock", "oven"]
    late = with_vehicle(problem, restock=Restock(0, (TimeWindow(2 * HOUR, 9 * HOUR),)))
    late = with_task(with_task(late, OVEN, tools=frozenset()), BOILER, windows=())
    route = day(late, OVEN, BOILER)
    assert kinds(route) == ["start", "oven", "restock", "lunch", "boiler", "end"]
    assert route.steps[2].start == 3 * HOUR


def test_a_depot_that_opens_too_late_leaves_no_times() -> None:
    problem = with_task(lacking(two_visits_and_a_lunch(), OVEN), OVEN, windows=(TimeWindow(0, 1),))
    assert schedule(problem, 0, [OVEN]) is None


def test_who_lacks_nothing_does_not_go_to_the_depot_though_it_were_a_short_cut() -> None:
    problem = lacking(two_visits_and_a_lunch())
    seconds = problem.travel["default"].seconds.copy()
    seconds[0, 1] = 2 * HOUR
    odd = replace(problem, travel={"default": Travel(seconds, problem.travel["default"].metres)})
    odd = with_vehicle(odd, restock=Restock(2))
    assert "restock" not in kinds(day(odd, OVEN))
    routes = Routes(odd, timetables(odd)[0])
    assert list(routes.grow())
    for option in (option for options in routes.options.values() for option in options):
        assert option.cost == route_cost(odd, 0, option.tasks)


def test_parts_are_counted_up_to_the_depot() -> None:
    problem = with_vehicle(two_visits_and_a_lunch(), stock={"fuse": 2}, restock=Restock(0))
    for task in (OVEN, BOILER):
        problem = with_task(problem, task, parts=(PartNeed("fuse", 2),), windows=())
    assert kinds(day(problem, OVEN, BOILER)).index("restock") <= 2
    assert admits(problem, 0, [OVEN, BOILER])
    assert not admits(with_vehicle(problem, restock=None), 0, [OVEN, BOILER])


def test_a_tool_that_nobody_can_fetch_is_not_admitted() -> None:
    problem = lacking(two_visits_and_a_lunch(), OVEN)
    assert admits(problem, 0, [OVEN])
    assert not admits(with_vehicle(problem, restock=None), 0, [OVEN])
    assert admits(with_vehicle(problem, restock=None, tools=DRILL), 0, [OVEN])
