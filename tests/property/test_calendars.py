"""Working hours add up, whatever the calendar, also where clocks change and holidays fall."""

from datetime import time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from dispatch.domain.calendars import add_working, is_holiday, working_between, working_spans
from dispatch.domain.hours import WeeklyHours, format_hours, parse_hours
from dispatch.domain.sla import Calendar
from tests.property.strategies_sla import calendars, durations, instants, weekly_hours


@given(weekly_hours)
def test_weekly_hours_read_back_from_their_text(hours: WeeklyHours):
    assert parse_hours(format_hours(hours)) == hours


@given(calendars, instants, durations, durations)
def test_working_time_of_two_adjoining_ranges_adds_up(
    calendar: Calendar, first, before: timedelta, after: timedelta
):
    middle, last = first + before, first + before + after
    assert working_between(calendar, first, middle) + working_between(
        calendar, middle, last
    ) == working_between(calendar, first, last)


@given(calendars, instants, durations)
def test_adding_working_time_is_the_inverse_of_counting_it(
    calendar: Calendar, instant, duration: timedelta
):
    assert working_between(calendar, instant, add_working(calendar, instant, duration)) == duration


@given(calendars, instants, durations)
def test_time_is_up_at_the_first_possible_instant(calendar: Calendar, instant, duration: timedelta):
    due = add_working(calendar, instant, duration)
    if duration:
        just_before = due - timedelta(seconds=1)
        assert working_between(calendar, instant, just_before) < duration


@given(calendars, instants, durations)
def test_working_time_never_exceeds_real_time(calendar: Calendar, instant, duration: timedelta):
    assert timedelta(0) <= working_between(calendar, instant, instant + duration) <= duration


@given(calendars, instants, durations, st.floats(0, 1))
def test_a_minute_is_working_exactly_when_the_wall_clock_says_so(
    calendar: Calendar, instant, duration: timedelta, fraction: float
):
    """Against an oracle that looks at the wall clock of single instants.

    Times that clocks show twice are left out: which of the two counts is a convention.
    """
    moment = instant + duration * fraction
    local = moment.astimezone(ZoneInfo(calendar.time_zone))
    if local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset():
        return
    shown = calendar.hours.always or any(
        span.start <= local.time() and (local.time() < span.end or span.end == time(0))
        for span in calendar.hours.on(local.weekday())
    )
    expected = shown and not is_holiday(calendar, local.date())
    window = working_spans(calendar, moment, moment + timedelta(seconds=1))
    assert any(opens <= moment for opens, _ in window) == expected
