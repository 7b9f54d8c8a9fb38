"""When a visit may start and when a technician is really there."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from dispatch.domain.geography import Coordinates
from dispatch.domain.hours import NEVER_OPEN, HoursSpan, WeeklyHours
from dispatch.domain.orders import AvailabilityWindow, Visit
from dispatch.domain.team import Absence, Shift, Technician
from dispatch.planning.availability import is_for_day, present_spans, start_spans
from tests.builders.domain import a_base, a_site, a_work_order

TUESDAY = date(2026, 3, 17)
WEDNESDAY_MIDNIGHT = datetime(2026, 3, 18, tzinfo=UTC)


def at(hour: int, minute: int = 0, day: int = 17) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


def open_on_tuesdays(start: int, end: int) -> WeeklyHours:
    return WeeklyHours({1: (HoursSpan(time(start), time(end)),)})


def a_visit(windows: list[tuple[datetime, datetime]] | None = None, **site: object) -> Visit:
    order = a_work_order(site=a_site(**site))
    spans = [AvailabilityWindow(*window) for window in windows or []]
    return Visit(order, timedelta(hours=1), windows=spans)


def a_shift(start: int, end: int, code: str = "T1") -> Shift:
    technician = Technician(code, "Ada", a_base(), Coordinates(49.9, -9.0))
    return Shift(technician, at(start), at(end))


def test_a_visit_without_windows_at_a_site_that_is_always_open_may_start_any_time() -> None:
    assert start_spans(a_visit(), TUESDAY) is None


def test_a_visit_may_start_only_while_the_customer_is_there_and_the_site_is_open() -> None:
    visit = a_visit([(at(7), at(10))], opening_hours=open_on_tuesdays(8, 17))
    assert start_spans(visit, TUESDAY) == [(at(8), at(10))]


def test_a_window_the_customer_agreed_to_counts_although_the_site_is_closed() -> None:
    visit = a_visit([(at(19), at(21))], opening_hours=open_on_tuesdays(8, 17))
    assert start_spans(visit, TUESDAY) == [(at(19), at(21))]


def test_a_site_closed_today_opens_on_its_next_day() -> None:
    visit = a_visit(opening_hours=open_on_tuesdays(8, 17))
    assert start_spans(visit, date(2026, 3, 18)) == [(at(8, day=24), at(17, day=24))]


def test_a_site_that_never_opens_is_not_taken_for_one_that_is_always_open() -> None:
    spans = start_spans(a_visit(opening_hours=NEVER_OPEN), TUESDAY)
    assert spans == [(at(0, day=24), at(0, day=24))]


@pytest.mark.parametrize(
    ("windows", "concerned"),
    [
        ([], True),
        ([(at(9), at(12))], True),
        ([(at(9, day=16), at(12, day=16))], True),
        ([(at(9, day=18), at(12, day=18))], False),
    ],
    ids=["any time", "today", "passed already", "tomorrow"],
)
def test_a_day_is_concerned_with_visits_not_promised_for_later(
    windows: list[tuple[datetime, datetime]], concerned: bool
) -> None:
    assert is_for_day(a_visit(windows), WEDNESDAY_MIDNIGHT) is concerned


def test_a_visit_whose_part_comes_tomorrow_is_not_for_today() -> None:
    visit = a_visit()
    visit.not_before = at(8, day=18)
    assert not is_for_day(visit, WEDNESDAY_MIDNIGHT)


def test_an_absence_in_the_middle_splits_a_shift() -> None:
    shift = a_shift(8, 17)
    dentist = Absence(shift.technician, at(10), at(11, 30))
    spans = present_spans(shift, [dentist], at(0))
    assert spans == [(at(8), at(10)), (at(11, 30), at(17))]


def test_an_absence_all_day_leaves_nothing() -> None:
    shift = a_shift(8, 17)
    ill = Absence(shift.technician, at(0), at(23))
    assert present_spans(shift, [ill], at(0)) == []


def test_somebody_elses_absence_changes_nothing() -> None:
    shift, other = a_shift(8, 17), a_shift(8, 17, "T2")
    assert present_spans(shift, [Absence(other.technician, at(0), at(23))], at(0)) == [
        (at(8), at(17))
    ]


def test_a_shift_under_way_begins_now() -> None:
    assert present_spans(a_shift(8, 17), [], at(12)) == [(at(12), at(17))]


def test_a_shift_that_is_over_is_no_shift() -> None:
    assert present_spans(a_shift(8, 17), [], at(18)) == []
