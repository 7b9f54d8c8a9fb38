"""What visits need and people decide: setup, parts, limits, places of rest, preferences, pins."""

from dataclasses import replace
from datetime import timedelta

import pytest

from dispatch.domain.geography import Coordinates
from dispatch.domain.hours import NEVER_OPEN
from dispatch.domain.orders import AvailabilityWindow
from dispatch.domain.parts import PartNeed, PartStock
from dispatch.domain.policy import LateKink, PlanningPolicy
from dispatch.domain.team import Absence, Break
from solver.problem import Kink, Lateness, Pin, TimeWindow
from solver.problem import PartNeed as SolverPartNeed
from tests.builders.horizons import (
    ADA,
    BOB,
    HOUR,
    NORMAL,
    URGENT,
    a_shift,
    a_visit,
    at,
    problem_of,
)

DEPOT = Coordinates(49.93, -9.02)
LIMITED = replace(
    ADA,
    stock=[PartStock("valve", 3), PartStock("pump", 1)],
    max_visits=5,
    max_travel=timedelta(hours=3),
)
STEEP = PlanningPolicy(
    late_minute={1: 100, 4: 2000},
    late_kinks={4: (LateKink(timedelta(minutes=30), 3000), LateKink(timedelta(hours=2), 9000))},
    late_step={4: 5000},
)


def test_setup_and_parts_come_with_the_task() -> None:
    parts = [PartNeed("valve", 2), PartNeed("hose"), PartNeed("valve")]
    (task,) = problem_of([a_visit(setup=timedelta(minutes=10), parts=parts)]).tasks
    assert task.setup == 600
    assert task.parts == (SolverPartNeed("valve", 3), SolverPartNeed("hose", 1))


def test_a_van_and_its_driver_bring_their_limits() -> None:
    shift = a_shift(LIMITED, max_duration=timedelta(hours=8))
    (vehicle,) = problem_of([], shift).vehicles
    assert vehicle.stock == {"valve": 3, "pump": 1}
    assert (vehicle.max_tasks, vehicle.max_travel) == (5, 3 * HOUR)
    assert (vehicle.max_duration, vehicle.max_distance) == (8 * HOUR, None)


def test_the_pieces_of_a_day_never_exceed_its_limits_together() -> None:
    shift = a_shift(LIMITED, max_duration=timedelta(hours=7))
    away = [Absence(LIMITED, at(10), at(11)), Absence(LIMITED, at(13), at(14))]
    vehicles = problem_of([], shift, absences=away).vehicles
    assert len(vehicles) == 3
    assert sum(vehicle.max_tasks or 0 for vehicle in vehicles) == 5
    assert sum(vehicle.max_travel or 0 for vehicle in vehicles) == 3 * HOUR
    assert sum(vehicle.max_duration or 0 for vehicle in vehicles) == 7 * HOUR
    assert sum(vehicle.stock.get("valve", 0) for vehicle in vehicles) == 3
    assert sum(vehicle.stock.get("pump", 0) for vehicle in vehicles) == 1


def test_a_fixed_break_at_a_place_is_driven_to() -> None:
    meeting = Break(timedelta(minutes=30), at(15), at(15), place=DEPOT)
    problem = problem_of([], a_shift(breaks=[meeting]))
    (rest,) = problem.vehicles[0].breaks
    assert rest.windows == (TimeWindow(15 * HOUR, 15 * HOUR),)
    assert rest.place is not None
    place = problem.places[rest.place]
    assert (place.y, place.x) == (DEPOT.latitude, DEPOT.longitude)


def test_a_visit_prefers_its_technicians_at_the_policys_price() -> None:
    visit = a_visit(preferred_technicians=[BOB])
    (task,) = problem_of([visit], a_shift(), a_shift(BOB)).tasks
    assert task.preferred_vehicles == {"BOB"}
    assert task.unpreferred_price == 500 * 3600


def test_when_all_preferred_technicians_are_off_nothing_is_charged() -> None:
    (task,) = problem_of([a_visit(preferred_technicians=[BOB])], a_shift(ADA)).tasks
    assert task.preferred_vehicles == frozenset()
    assert task.unpreferred_price == 0


def test_a_broken_promise_costs_its_step_and_ever_dearer_minutes_by_priority() -> None:
    urgent, normal = problem_of(
        [a_visit("WO-1", URGENT), a_visit("WO-2", NORMAL)], policy=STEEP
    ).tasks
    assert urgent.lateness == Lateness(
        12 * HOUR, 2000 * 60, (Kink(1800, 3000 * 60), Kink(2 * HOUR, 9000 * 60)), 5000 * 3600
    )
    assert normal.lateness == Lateness(12 * HOUR, 100 * 60)


def test_a_promise_long_broken_is_priced_from_now_at_what_its_next_minute_costs() -> None:
    (task,) = problem_of([a_visit(level=URGENT, arrive_by=at(6, 50))], policy=STEEP).tasks
    assert task.lateness == Lateness(7 * HOUR + 1800, 3000 * 60, (Kink(80 * 60, 9000 * 60),))


def test_a_pinned_start_must_be_kept_by_whoever_comes() -> None:
    (task,) = problem_of([a_visit(pinned_start=at(10, 15))]).tasks
    assert task.pin == Pin(None, 10 * HOUR + 900)
    assert task.mandatory


def test_a_pin_of_technician_and_start_chooses_the_piece_of_the_day() -> None:
    away = [Absence(ADA, at(10), at(12))]
    visit = a_visit(pinned_to=ADA, pinned_start=at(14))
    (task,) = problem_of([visit], a_shift(), absences=away).tasks
    assert task.pin == Pin("ADA#2", 14 * HOUR)


def test_a_pin_of_a_technician_with_a_split_day_holds_for_either_piece() -> None:
    away = [Absence(ADA, at(10), at(12))]
    (task,) = problem_of([a_visit(pinned_to=ADA)], a_shift(), a_shift(BOB), absences=away).tasks
    assert task.pin is None
    assert task.required_vehicles == {"ADA", "ADA#2"}
    assert task.mandatory


def test_a_pinned_start_outside_the_opening_hours_counts_as_agreed() -> None:
    visit = a_visit(pinned_start=at(10), site={"opening_hours": NEVER_OPEN})
    (task,) = problem_of([visit]).tasks
    assert task.windows == ()


def test_a_pinned_start_against_the_customers_windows_stays_a_conflict() -> None:
    window = AvailabilityWindow(at(13), at(15))
    (task,) = problem_of([a_visit(pinned_start=at(10), windows=[window])]).tasks
    assert task.windows == (TimeWindow(13 * HOUR, 15 * HOUR),)
    assert task.pin == Pin(None, 10 * HOUR)


@pytest.mark.parametrize("who", [None, ADA])
def test_a_pinned_start_that_has_passed_is_a_window_that_is_over(who: object) -> None:
    (task,) = problem_of([a_visit(pinned_start=at(7), pinned_to=who)]).tasks
    assert task.windows == (TimeWindow(7 * HOUR, 7 * HOUR),)
    assert task.required_vehicles == (None if who is None else {"ADA"})
    assert not task.mandatory


def test_a_pinned_start_on_a_later_day_is_for_that_day() -> None:
    assert problem_of([a_visit(pinned_start=at(9, day=18))]).tasks == ()


def test_visits_pinned_in_an_order_are_served_in_it() -> None:
    problem = problem_of(
        [
            a_visit("WO-1", pinned_to=ADA, pinned_position=3),
            a_visit("WO-2", pinned_to=ADA, pinned_position=1),
            a_visit("WO-3", pinned_to=ADA),
            a_visit("WO-4", pinned_to=BOB, pinned_position=2),
        ],
        a_shift(),
        a_shift(BOB),
    )
    assert [vehicle.pinned_order for vehicle in problem.vehicles] == [("WO-2", "WO-1"), ("WO-4",)]


def test_the_order_of_a_split_day_is_kept_on_the_first_piece_a_visit_may_start_in() -> None:
    away = [Absence(ADA, at(10), at(12))]
    afternoon = [AvailabilityWindow(at(13), at(15))]
    problem = problem_of(
        [
            a_visit("WO-1", pinned_to=ADA, pinned_position=1),
            a_visit("WO-2", pinned_to=ADA, pinned_position=2, windows=afternoon),
        ],
        a_shift(),
        absences=away,
    )
    assert [vehicle.pinned_order for vehicle in problem.vehicles] == [("WO-1",), ("WO-2",)]


def test_technicians_of_the_base_who_are_off_are_named_with_their_skills() -> None:
    ill = Absence(BOB, at(0), at(23))
    problem = problem_of([], a_shift(), a_shift(BOB), absences=[ill], technicians=[ADA, BOB])
    assert [(each.id, each.skills) for each in problem.absentees] == [("BOB", {"gas": 3})]
