from datetime import UTC, datetime, timedelta

import pytest

from dispatch.domain.calendars import (
    NoWorkingHours,
    add_working,
    check_holidays,
    working_between,
    working_spans,
)
from dispatch.domain.hours import parse_hours
from dispatch.domain.sla import Calendar


def calendar(hours: str, country: str = "", subdivision: str = "") -> Calendar:
    return Calendar("c", "C", parse_hours(hours), "Europe/London", country, subdivision)


OFFICE = calendar("Mo-Fr 09:00-17:00", "GB", "ENG")


def at(month: int, day: int, hour: int = 0, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


def test_the_evening_and_the_weekend_do_not_count():
    friday_afternoon = at(3, 13, 16)
    assert add_working(OFFICE, friday_afternoon, hours(2)) == at(3, 16, 10)


def test_a_promise_that_ends_at_closing_time_is_due_at_closing_time():
    assert add_working(OFFICE, at(3, 16, 9), hours(8)) == at(3, 16, 17)


def test_nothing_added_is_the_same_instant_even_at_night():
    assert add_working(OFFICE, at(3, 16, 3), hours(0)) == at(3, 16, 3)


def test_public_holidays_do_not_count():
    thursday_before_easter = at(4, 2, 15)  # 16:00 in London; Friday and Monday are holidays
    assert add_working(OFFICE, thursday_before_easter, hours(2)) == at(4, 7, 9)


def test_holidays_of_another_part_of_the_country_count_there_only():
    scotland = calendar("Mo-Fr 09:00-17:00", "GB", "SCT")
    second_of_january = (at(1, 2), at(1, 3))
    assert working_between(scotland, *second_of_january) == hours(0)
    assert working_between(OFFICE, *second_of_january) == hours(8)


def test_office_hours_follow_the_clock_on_the_wall():
    assert list(working_spans(OFFICE, at(3, 27), at(3, 31))) == [
        (at(3, 27, 9), at(3, 27, 17)),
        (at(3, 30, 8), at(3, 30, 16)),
    ]


def test_a_night_shift_is_an_hour_shorter_when_clocks_go_forward_and_longer_when_back():
    nights = calendar("Sa 22:00-06:00")
    assert working_between(nights, at(3, 28), at(3, 30)) == hours(7)
    assert working_between(nights, at(10, 24), at(10, 26)) == hours(9)


def test_spans_are_cut_to_what_was_asked_for():
    assert list(working_spans(OFFICE, at(3, 16, 10), at(3, 16, 11))) == [
        (at(3, 16, 10), at(3, 16, 11))
    ]


def test_around_the_clock_without_holidays_is_real_time():
    always = calendar("24/7")
    assert working_between(always, at(3, 1), at(4, 1)) == timedelta(days=31)
    assert add_working(always, at(3, 1), timedelta(days=31)) == at(4, 1)


def test_around_the_clock_with_holidays_leaves_them_out():
    assert working_between(calendar("24/7", "GB"), at(12, 24), at(12, 27)) == timedelta(days=1)


def test_time_counted_backwards_is_negative():
    assert working_between(OFFICE, at(3, 16, 12), at(3, 16, 10)) == hours(-2)


def test_a_calendar_without_hours_says_so():
    with pytest.raises(NoWorkingHours, match=r"'c' \(closed\) has no working hours"):
        add_working(calendar("closed"), at(3, 16), hours(1))
    assert working_between(calendar("closed"), at(3, 16), at(3, 20)) == hours(0)


def test_negative_working_time_cannot_be_added():
    with pytest.raises(ValueError, match="must not be negative"):
        add_working(OFFICE, at(3, 16), hours(-1))


@pytest.mark.parametrize(("country", "part"), [("XX", ""), ("GB", "ZZ"), ("", "ENG")])
def test_places_without_known_holidays_are_refused(country: str, part: str):
    with pytest.raises(ValueError, match=part or country):
        check_holidays(country, part)
