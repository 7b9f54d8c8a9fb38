"""A day as a problem: technicians become vehicles, visits become tasks, money becomes prices."""

from dataclasses import replace
from datetime import timedelta

import pytest

from dispatch.domain.orders import AvailabilityWindow, Visit
from dispatch.domain.skills import SkillLevel
from dispatch.domain.team import Absence, Break
from dispatch.errors import BadInput
from solver.problem import Lateness, Pin, SkillNeed, TimeWindow
from tests.builders.horizons import ADA, BOB, HOUR, URGENT, a_shift, a_visit, at, problem_of


def test_a_shift_becomes_a_vehicle_named_after_its_technician() -> None:
    lunch = Break(timedelta(minutes=30), at(11, 30), at(13, 30))
    problem = problem_of([], a_shift(max_overtime=timedelta(hours=1), breaks=[lunch]))
    (vehicle,) = problem.vehicles
    assert vehicle.id == "ADA"
    assert vehicle.shift == TimeWindow(8 * HOUR, 17 * HOUR)
    assert vehicle.overtime == HOUR
    assert vehicle.skills == {"gas": 3}
    assert (vehicle.duration_factor, vehicle.travel_factor) == (900, 1250)
    assert vehicle.breaks[0].windows == (TimeWindow(11 * HOUR + 1800, 13 * HOUR + 1800),)


def test_cents_an_hour_are_units_a_second_and_overtime_adds_only_what_it_costs_more() -> None:
    prices = problem_of([]).vehicles[0].prices
    assert prices.working_second == 4000
    assert prices.overtime_second == 2000 + 3000


def test_an_absence_in_the_middle_makes_two_vehicles_and_only_the_last_may_work_overtime() -> None:
    shift = a_shift(max_overtime=timedelta(hours=1))
    problem = problem_of([], shift, absences=[Absence(ADA, at(10), at(12))])
    assert [(v.id, v.shift.start, v.shift.end, v.overtime) for v in problem.vehicles] == [
        ("ADA", 8 * HOUR, 10 * HOUR, 0),
        ("ADA#2", 12 * HOUR, 17 * HOUR, HOUR),
    ]


def test_a_visit_becomes_a_task_named_after_its_order() -> None:
    visit = a_visit(
        skills=[SkillLevel("gas", 2)],
        windows=[AvailabilityWindow(at(9), at(11))],
        not_before=at(8, 30),
    )
    (task,) = problem_of([visit]).tasks
    assert task.id == "WO-1"
    assert task.duration == 45 * 60
    assert task.skills == (SkillNeed("gas", 2),)
    assert task.windows == (TimeWindow(9 * HOUR, 11 * HOUR),)
    assert task.release == 8 * HOUR + 1800
    assert task.lateness == Lateness(12 * HOUR, 100 * 60)


def test_a_promise_broken_before_the_day_began_is_priced_from_now() -> None:
    (task,) = problem_of([a_visit(arrive_by=at(6))]).tasks
    assert task.lateness is not None
    assert task.lateness.deadline == 7 * HOUR + 1800


def test_a_second_visit_of_an_order_has_a_name_of_its_own() -> None:
    first = a_visit()
    problem = problem_of([first, Visit(first.order, timedelta(hours=1))])
    assert [task.id for task in problem.tasks] == ["WO-1", "WO-1/2"]


def test_visits_at_one_site_share_a_place() -> None:
    problem = problem_of([a_visit("WO-1"), a_visit("WO-2")])
    assert problem.tasks[0].place == problem.tasks[1].place


def test_an_urgent_visit_outweighs_every_normal_one_that_its_place_could_hold() -> None:
    problem = problem_of([a_visit("WO-1", URGENT), *(a_visit(f"WO-{n}") for n in range(2, 12))])
    urgent, *normal = (task.skip_price for task in problem.tasks)
    assert urgent is not None
    assert urgent > sum(price or 0 for price in normal)


def test_a_pinned_visit_must_be_served_by_its_technician() -> None:
    (task,) = problem_of([a_visit(pinned_to=BOB)], a_shift(), a_shift(BOB)).tasks
    assert task.pin == Pin("BOB")
    assert task.mandatory


@pytest.mark.parametrize("wish", ["pinned_to", "required_technicians"])
def test_when_the_wished_technician_is_off_nobody_may_come_and_the_rest_is_still_planned(
    wish: str,
) -> None:
    visit = a_visit(**{wish: BOB if wish == "pinned_to" else [BOB]})
    problem = problem_of([visit], a_shift(ADA))
    (task,) = problem.tasks
    assert task.required_vehicles == {"BOB"}
    assert [absentee.id for absentee in problem.absentees] == ["BOB"]
    assert not task.mandatory


def test_an_excluded_technician_is_excluded_on_every_stretch_of_his_day() -> None:
    absences = [Absence(ADA, at(10), at(12))]
    (task,) = problem_of([a_visit(excluded_technicians=[ADA])], absences=absences).tasks
    assert task.excluded_vehicles == {"ADA", "ADA#2"}


def test_visits_promised_for_a_later_day_are_left_out() -> None:
    tomorrow = AvailabilityWindow(at(9) + timedelta(days=1), at(12) + timedelta(days=1))
    assert problem_of([a_visit(windows=[tomorrow])]).tasks == ()


def test_a_day_beyond_the_solvers_bounds_is_refused_with_the_fault_named() -> None:
    slow = replace(ADA, duration_factor=1e6)
    with pytest.raises(BadInput, match="duration_factor"):
        problem_of([a_visit()], a_shift(slow))
