"""Several days as one problem: readable vehicles, windows on many days, one long axis."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

from dispatch.domain.hours import HoursSpan, WeeklyHours
from dispatch.domain.orders import AvailabilityWindow
from dispatch.domain.parts import PartStock
from dispatch.domain.team import Absence, Break, Shift
from solver.problem import Lateness, Pin, TimeWindow
from tests.builders.domain import minutes
from tests.builders.horizons import (
    ADA,
    BOB,
    DAY,
    HOUR,
    a_shift,
    a_visit,
    at,
    problem_of,
    translated,
)

NINE_TO_FIVE = WeeklyHours({day: (HoursSpan(time(9), time(17)),) for day in range(5)})


def test_each_shift_is_a_vehicle_named_after_its_technician_and_day() -> None:
    problem = problem_of([], a_shift(), a_shift(day=18), a_shift(BOB, day=18), days=2)
    assert [(vehicle.id, vehicle.shift) for vehicle in problem.vehicles] == [
        ("ADA 2026-03-17", TimeWindow(8 * HOUR, 17 * HOUR)),
        ("ADA 2026-03-18", TimeWindow(DAY + 8 * HOUR, DAY + 17 * HOUR)),
        ("BOB 2026-03-18", TimeWindow(DAY + 8 * HOUR, DAY + 17 * HOUR)),
    ]


def test_a_second_piece_of_one_of_several_days_has_a_number_too() -> None:
    away = [Absence(ADA, at(10, day=18), at(12, day=18))]
    problem = problem_of([], a_shift(), a_shift(day=18), days=2, absences=away)
    assert [v.id for v in problem.vehicles] == [
        "ADA 2026-03-17",
        "ADA 2026-03-18",
        "ADA 2026-03-18#2",
    ]


def test_a_shift_that_began_the_night_before_belongs_to_the_first_day() -> None:
    night = Shift(ADA, at(22, day=16), at(6))
    found = translated([], night, a_shift(day=18), days=2, now=at(0))
    assert {key: stretch.day.day for key, stretch in found.stretches.items()} == {
        "ADA 2026-03-17": 17,
        "ADA 2026-03-18": 18,
    }


def test_breaks_of_every_day_stand_on_the_one_axis() -> None:
    lunch = Break(minutes(30), at(12, day=18), at(13, day=18))
    problem = problem_of([], a_shift(), a_shift(day=18, breaks=[lunch]), days=2)
    tuesday, wednesday = problem.vehicles
    assert tuesday.breaks == ()
    assert wednesday.breaks[0].windows == (TimeWindow(DAY + 12 * HOUR, DAY + 13 * HOUR),)


def test_a_visit_may_move_to_any_day_on_which_its_site_is_open() -> None:
    visit = a_visit(site={"opening_hours": NINE_TO_FIVE})
    (task,) = problem_of([visit], days=3).tasks
    assert task.windows[:3] == tuple(
        TimeWindow(number * DAY + 9 * HOUR, number * DAY + 17 * HOUR) for number in range(3)
    )


def test_a_visit_promised_for_the_last_day_is_in_and_one_for_the_day_after_is_not() -> None:
    windows = [[AvailabilityWindow(at(9, day=d), at(12, day=d))] for d in (18, 19)]
    visits = [a_visit(f"WO-{n}", windows=window) for n, window in enumerate(windows, start=1)]
    assert [task.id for task in problem_of(visits, days=2).tasks] == ["WO-1"]


def test_lateness_is_counted_from_the_promise_on_whatever_day_that_falls() -> None:
    (task,) = problem_of([a_visit(arrive_by=at(10, day=18))], days=2).tasks
    assert task.lateness == Lateness(DAY + 10 * HOUR, 100 * 60)


def test_a_pinned_technician_may_come_on_any_of_the_days_and_must() -> None:
    visit = a_visit(pinned_to=ADA)
    (task,) = problem_of([visit], a_shift(), a_shift(day=18), a_shift(BOB), days=2).tasks
    assert task.required_vehicles == {"ADA 2026-03-17", "ADA 2026-03-18"}
    assert task.mandatory


def test_a_pinned_start_settles_the_day_of_the_pinned_technician() -> None:
    visit = a_visit(pinned_to=ADA, pinned_start=at(9, day=18))
    (task,) = problem_of([visit], a_shift(), a_shift(day=18), days=2).tasks
    assert task.pin == Pin("ADA 2026-03-18", DAY + 9 * HOUR)


def test_who_works_on_one_of_the_days_is_not_off() -> None:
    problem = problem_of([], a_shift(day=18), days=2, technicians=[ADA, BOB])
    assert [absentee.id for absentee in problem.absentees] == ["BOB"]


def test_after_the_clocks_go_forward_a_day_begins_an_hour_earlier_on_the_axis() -> None:
    saturday, sunday = (
        Shift(ADA, datetime(2026, 3, day, 8, tzinfo=UTC), datetime(2026, 3, day, 16, tzinfo=UTC))
        for day in (28, 29)
    )
    open_at_nine = WeeklyHours({day: (HoursSpan(time(9), time(17)),) for day in (5, 6)})
    visit = a_visit(site={"opening_hours": open_at_nine})
    problem = problem_of(
        [visit],
        saturday,
        sunday,
        first=date(2026, 3, 28),
        days=2,
        now=datetime(2026, 3, 28, tzinfo=UTC),
    )
    # London's Sunday begins after 24 hours and lasts 23; nine o'clock is eight hours into it.
    assert [vehicle.shift.start for vehicle in problem.vehicles] == [8 * HOUR, DAY + 8 * HOUR]
    assert [window.start for window in problem.tasks[0].windows[:2]] == [9 * HOUR, DAY + 8 * HOUR]


def test_a_van_is_filled_up_before_each_shift() -> None:
    stocked = replace(ADA, stock=[PartStock("valve", 2)])
    problem = problem_of([], a_shift(stocked), a_shift(stocked, day=18), days=2)
    assert [vehicle.stock for vehicle in problem.vehicles] == [{"valve": 2}, {"valve": 2}]
