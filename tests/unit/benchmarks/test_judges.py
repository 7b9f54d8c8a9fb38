"""The independent judges on plans small enough to price by hand."""

import pytest

from benchmarks.compare.judges import days, routing, technicians
from benchmarks.compare.judges.days import DrawnDay, DrawnVisit, DrawnWorker

HOUR, MINUTE = 3600, 60
ALL_DAY = (7 * HOUR, 18 * HOUR)


def a_visit(window=ALL_DAY, duration=HOUR, deadline=None, late_price=2, needs=""):
    return DrawnVisit(duration, window, deadline, late_price, 9_000, frozenset(needs))


def a_day(*visits, shift=(8 * HOUR, 17 * HOUR), lunch=True, leg=10 * MINUTE):
    """One worker; all places are ten minutes apart."""
    size = len(visits) + 1
    travel = [[0 if a == b else leg for b in range(size)] for a in range(size)]
    worker = DrawnWorker(shift, frozenset("a"), lunch)
    window = (11 * HOUR + 30 * MINUTE, 13 * HOUR + 30 * MINUTE)
    return DrawnDay(travel, visits, (worker,), 30 * MINUTE, window)


def price(day, *visits):
    return days.opinion(day, {0: list(visits)}).price


def test_a_day_costs_its_driving_and_its_skips():
    day = a_day(a_visit(), a_visit(), a_visit())
    assert price(day, 0, 1) == 30 * MINUTE + 9_000
    assert price(day) == 27_000


def test_lunch_is_taken_where_it_delays_least():
    urgent = a_visit(window=(11 * HOUR, 18 * HOUR), deadline=11 * HOUR + 30 * MINUTE)
    assert price(a_day(a_visit(), urgent), 0, 1) == 30 * MINUTE


def test_lunch_delays_who_cannot_take_it_otherwise():
    late = a_visit(window=(13 * HOUR, 18 * HOUR), deadline=13 * HOUR + 50 * MINUTE)
    long = a_visit(window=(10 * HOUR, 18 * HOUR), duration=3 * HOUR + 20 * MINUTE)
    day = a_day(long, late)
    # done at 13:20, lunch until 14:00 with the way: ten minutes late
    assert price(day, 0, 1) == 30 * MINUTE + 10 * MINUTE * 2


def test_who_is_home_early_owes_no_lunch():
    day = a_day(a_visit(duration=3 * HOUR), shift=(8 * HOUR, 11 * HOUR + 40 * MINUTE))
    assert price(day, 0) == 20 * MINUTE


def test_a_service_over_lunch_time_leaves_no_lunch():
    day = a_day(a_visit(window=(11 * HOUR, 11 * HOUR), duration=3 * HOUR))
    assert "cannot serve" in days.opinion(day, {0: [0]}).fault


@pytest.mark.parametrize(
    ("plan", "fault"),
    [({0: [0, 0]}, "twice"), ({0: [1]}, "lacks the skills"), ({0: [2, 0]}, "cannot serve [2, 0]")],
)
def test_a_plan_of_a_day_that_breaks_a_rule_has_no_price(plan, fault):
    morning = a_visit(window=(8 * HOUR, 9 * HOUR))
    afternoon = a_visit(window=(12 * HOUR, 13 * HOUR))
    found = days.opinion(a_day(morning, a_visit(needs="b"), afternoon), plan)
    assert found.price is None
    assert fault in found.fault


def a_stop(x, first, last, service=0):
    return routing.Stop(x, 0, 1, (first, last), service)


def a_classic(longest=None, capacity=2):
    """Customers a, b and c at 3, 7 and 9 on a line from the depot; b opens late."""
    return routing.Classic(
        depot=a_stop(0, 0, 1000),
        customers={"a": a_stop(3, 0, 10), "b": a_stop(7, 100, 110, 5), "c": a_stop(9, 0, 999)},
        capacities=[capacity, 1],
        length=lambda square: round(square**0.5),
        able=[frozenset("abc"), frozenset("c")],
        longest=longest,
    )


def test_a_classic_costs_its_distance():
    assert routing.opinion(a_classic(), {0: ["a", "b"], 1: ["c"]}).price == 14 + 18


@pytest.mark.parametrize(
    ("routes", "fault"),
    [
        ({0: ["a", "b"], 1: []}, "left out"),
        ({0: ["a", "b"], 1: ["c", "c"]}, "twice"),
        ({0: ["b", "c"], 1: ["a"]}, "may not serve"),
        ({0: ["b", "a"], 1: ["c"]}, "late"),
        ({0: ["a"], 1: ["b", "c"]}, "overloaded"),
        ({0: ["a", "b"], 2: ["c"]}, "not in the fleet"),
    ],
)
def test_a_plan_of_a_classic_that_breaks_a_rule_has_no_price(routes, fault):
    found = routing.opinion(a_classic(), routes)
    assert found.price is None
    assert fault in found.fault


def test_a_route_leaves_as_late_as_its_windows_allow():
    # a closes at 10, so the route leaves at 7 at the latest; b begins at 100, home at 112
    routes = {0: ["a", "b"], 1: ["c"]}
    assert routing.opinion(a_classic(longest=105), routes).fault == ""
    assert "takes 105, at most 104" in routing.opinion(a_classic(longest=104), routes).fault


def test_lengths_of_solomons_files_are_truncated_and_those_of_site_dependent_ones_rounded():
    solomon = routing.read_solomon(
        "x\nVEHICLE\nNUMBER CAPACITY\n1 9\nCUSTOMER\nCUST NO.\n0 0 0 0 0 9 0\n1 1 1 1 0 9 0\n"
    )
    assert routing.opinion(solomon, {0: ["1"]}).price == 2 * 14
    assert solomon.customers["1"].window == (0, 90)


def a_node(x, first=0, last=1000, service=0, skills=(), tools=(), parts=()):
    return technicians.Node(
        x, 0, first, last, service, frozenset(skills), frozenset(tools), tuple(parts)
    )


def a_region(**requests):
    """One technician at 0 with tool 1 and one piece of the part; the depot is at -5."""
    return technicians.Region(
        depot=a_node(-5),
        technicians={1: a_node(0, skills=[1], tools=[1], parts=[1])},
        requests=dict(enumerate(requests.values(), start=2)),
    )


def working_time(region, *route):
    return technicians.opinion(region, {1: route}).price


def test_working_time_leaves_out_waiting_that_a_later_start_saves():
    region = a_region(a=a_node(10, first=100, service=5), b=a_node(20, first=130, service=5))
    # b begins at 130: leaving at 105, at a from 115 to 120, no wait; home at 135 + 20
    assert working_time(region, 2, 3) == pytest.approx(155 - 105)


def test_the_depot_is_passed_only_where_something_is_missing():
    plain, tool = a_node(10, parts=[1]), a_node(20, tools=[2])
    assert working_time(a_region(a=plain), 2) == pytest.approx(20)
    assert working_time(a_region(a=tool), 2) == pytest.approx(5 + 25 + 20)


def test_the_second_part_of_one_on_board_needs_the_depot_before_it():
    region = a_region(a=a_node(-5, parts=[1]), b=a_node(-10, parts=[1]))
    assert working_time(region, 2, 3) == pytest.approx(20)
    assert working_time(
        a_region(
            a=a_node(10, parts=[2]),
        ),
        2,
    ) == pytest.approx(5 + 15 + 10)


def test_who_lacks_the_skill_serves_nobody():
    found = technicians.opinion(a_region(a=a_node(10, skills=[2])), {1: [2]})
    assert (found.price, found.fault) == (None, "technician 1 cannot serve [2]")
