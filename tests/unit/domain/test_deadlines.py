from datetime import UTC, datetime, timedelta

import pytest

from dispatch.domain.deadlines import (
    ClockStatus,
    NotClassified,
    clock_states,
    promise,
)
from dispatch.domain.hours import parse_hours
from dispatch.domain.orders import WorkOrder
from dispatch.domain.sla import Calendar, Clock, Pause, PauseReason, ServiceLevel, Target
from tests.builders.domain import a_work_order

OFFICE = Calendar("office", "Office", parse_hours("Mo-Fr 09:00-17:00"), "Europe/London")
MONDAY = datetime(2026, 3, 16, 10, tzinfo=UTC)


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


def level(clock: Clock = Clock.ELAPSED) -> ServiceLevel:
    targets = (Target(hours(number), clock) for number in (1, 4, 10))
    return ServiceLevel("gold", "Gold", 3, *targets)


def pause(start: float, end: float | None) -> Pause:
    """A pause given in hours after the report."""
    ends = None if end is None else MONDAY + hours(end)
    return Pause(MONDAY + hours(start), ends, PauseReason.PARTS)


def order(*pauses: Pause) -> WorkOrder:
    return a_work_order(reported_at=MONDAY, service_level=level(), pauses=list(pauses))


def after(instant: datetime) -> float:
    return (instant - MONDAY) / hours(1)


def test_without_pauses_each_target_counts_from_the_report():
    promised = promise(MONDAY, level(), OFFICE)
    assert [after(promised.respond_by), after(promised.arrive_by), after(promised.resolve_by)] == [
        1,
        4,
        10,
    ]


def test_working_targets_count_in_the_hours_of_the_calendar():
    promised = promise(MONDAY, level(Clock.WORKING), OFFICE)
    assert promised.resolve_by == datetime(2026, 3, 17, 12, tzinfo=UTC)


def test_a_pause_moves_arrival_and_resolution_but_never_the_response():
    promised = promise(MONDAY, level(), OFFICE, [pause(0.5, 2.5)])
    assert after(promised.respond_by) == 1
    assert after(promised.arrive_by) == 6
    assert after(promised.resolve_by) == 12


def test_a_pause_after_arrival_moves_only_the_resolution():
    promised = promise(MONDAY, level(), OFFICE, [pause(2, 5)], arrived_at=MONDAY + hours(2))
    assert after(promised.arrive_by) == 4
    assert after(promised.resolve_by) == 13


def test_a_pause_outside_working_hours_moves_no_working_deadline():
    overnight = pause(7, 23)
    assert promise(MONDAY, level(Clock.WORKING), OFFICE, [overnight]) == promise(
        MONDAY, level(Clock.WORKING), OFFICE
    )


def test_overlapping_pauses_count_once():
    promised = promise(MONDAY, level(), OFFICE, [pause(2, 4), pause(1, 3)])
    assert after(promised.arrive_by) == 7


def test_a_pause_that_starts_when_the_promise_ends_changes_nothing():
    assert after(promise(MONDAY, level(), OFFICE, [pause(4, 9)]).arrive_by) == 4


def test_a_pause_before_the_report_does_not_count():
    assert promise(MONDAY, level(), OFFICE, [pause(-3, -1)]) == promise(MONDAY, level(), OFFICE)


def test_a_running_pause_counts_up_to_now():
    running = [pause(1, None)]
    assert after(promise(MONDAY, level(), OFFICE, running).resolve_by) == 10
    moved = promise(MONDAY, level(), OFFICE, running, now=MONDAY + hours(4))
    assert after(moved.resolve_by) == 13


def test_an_order_without_a_level_has_no_clocks():
    with pytest.raises(NotClassified, match="WO-2026-000001"):
        clock_states(a_work_order(number="WO-2026-000001"), OFFICE, MONDAY)


def test_clocks_run_until_met_and_say_how_much_is_left():
    work = order()
    work.responded_at = MONDAY + hours(0.5)
    response, arrival, resolution = clock_states(work, OFFICE, MONDAY + hours(3))
    assert (response.status, response.remaining) == (ClockStatus.MET, hours(0.5))
    assert (arrival.status, arrival.remaining) == (ClockStatus.RUNNING, hours(1))
    assert (resolution.status, resolution.remaining) == (ClockStatus.RUNNING, hours(7))


def test_a_clock_past_its_deadline_is_overdue_and_one_met_after_it_is_met_late():
    work = order()
    work.responded_at = MONDAY + hours(2)
    response, arrival, _ = clock_states(work, OFFICE, MONDAY + hours(6))
    assert (response.status, response.remaining) == (ClockStatus.MET_LATE, hours(-1))
    assert (arrival.status, arrival.remaining) == (ClockStatus.OVERDUE, hours(-2))


def test_a_paused_clock_stands_still():
    work = order(pause(1, None))
    earlier, later = (clock_states(work, OFFICE, MONDAY + hours(now)) for now in (2, 50))
    assert [state.status for state in later] == [
        ClockStatus.OVERDUE,
        ClockStatus.PAUSED,
        ClockStatus.PAUSED,
    ]
    assert earlier[2].remaining == later[2].remaining == hours(9)
