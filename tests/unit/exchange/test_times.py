from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from dispatch.exchange.times import Place, moment, rests, windows

LONDON = Place(ZoneInfo("Europe/London"))


def at(day: int, hour: int, minute: int = 0, month: int = 7) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def test_a_time_without_an_offset_is_what_the_clock_on_the_wall_shows():
    assert LONDON.instant(moment("2026-07-06T08:00")) == at(6, 7)


def test_a_time_with_an_offset_is_taken_as_it_is():
    assert LONDON.instant(moment("2026-07-06T08:00+02:00")) == at(6, 6)
    assert LONDON.instant(moment("2026-07-06T08:00Z")) == at(6, 8)


@pytest.mark.parametrize(
    ("text", "fault"), [("2026-03-29T01:30", "skip"), ("2026-10-25T01:30", "twice")]
)
def test_times_that_clocks_skip_or_repeat_are_refused(text: str, fault: str):
    with pytest.raises(ValueError, match=fault):
        LONDON.instant(moment(text))


def test_an_offset_settles_which_of_two_times_is_meant():
    assert LONDON.instant(moment("2026-10-25T01:30+00:00")) == at(25, 1, 30, month=10)


def test_a_day_shift_keeps_the_time_of_the_day_across_a_change_of_the_clock():
    shifted = Place(LONDON.zone, day_shift=1)
    assert shifted.instant(moment("2026-03-28T08:00")) == at(29, 7, month=3)
    assert shifted.instant(moment("2026-03-28T08:00+00:00")) == at(29, 7, month=3)


@pytest.mark.parametrize(
    "text", ["2026-07-06", "08:00", "6 July", "2026-13-01T08:00", "9999-01-01T00:00"]
)
def test_what_is_no_date_and_time_is_refused(text: str):
    with pytest.raises(ValueError, match="must"):
        moment(text)


def test_windows_within_a_day_or_over_midnight():
    first, second = windows("2026-07-06 08:00-12:00; 2026-07-06T22:00/2026-07-07T06:00")
    assert LONDON.window(first).end == at(6, 11)
    assert LONDON.window(second).end - LONDON.window(second).start == timedelta(hours=8)


def test_a_window_may_last_until_midnight():
    (window,) = windows("2026-07-06 18:00-24:00")
    assert LONDON.window(window).end == at(6, 23)


@pytest.mark.parametrize(
    "text",
    [
        "2026-07-06 12:00-08:00",
        "08:00-12:00",
        "2026-07-06 25:00-26:00",
        "2026-07-06T08:00Z/2026-07-06T12:00",
        "2026-07-06T08:00/2026-07-06T09:00/2026-07-06T10:00",
    ],
)
def test_what_is_no_window_is_refused(text: str):
    with pytest.raises(ValueError, match=r"2026-07-06|08:00|25:00"):
        windows(text)


def test_a_break_starts_within_its_times_of_the_day():
    (rest,) = rests("30 min 11:30-13:30")
    made = LONDON.rest(rest, at(6, 7))
    assert made.duration == timedelta(minutes=30)
    assert (made.earliest_start, made.latest_start) == (at(6, 10, 30), at(6, 12, 30))


def test_the_break_of_a_night_shift_lies_after_midnight():
    (rest,) = rests("45 min 01:00-02:30")
    made = LONDON.rest(rest, at(6, 21))
    assert made.earliest_start == at(7, 0)


@pytest.mark.parametrize("text", ["30 11:30-13:30", "0 min 11:30-13:30", "30 min 25:00-26:00"])
def test_what_is_no_break_is_refused(text: str):
    with pytest.raises(ValueError, match=r"break|no time|25:00"):
        rests(text)
