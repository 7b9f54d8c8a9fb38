"""Working hours of a calendar: weekly hours in its time zone, less public holidays.

Hours are wall-clock times, durations are real: a night shift over the change to summer time is an
hour shorter. All instants returned are in UTC.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import count
from zoneinfo import ZoneInfo

import holidays

from dispatch.domain.hours import WeeklyHours
from dispatch.domain.local_time import instant_of, zone
from dispatch.domain.sla import Calendar
from dispatch.errors import DispatchError

LONGEST_CLOSURE = timedelta(days=366)
"""A calendar without working hours for so long is taken to have none at all."""

Span = tuple[datetime, datetime]
"""Half-open span between two instants."""

_DAY = timedelta(days=1)


class NoWorkingHours(DispatchError):
    """A deadline is to be counted in working hours, and the calendar has none."""

    def __init__(self, calendar: Calendar, instant: datetime) -> None:
        self.calendar = calendar.code
        super().__init__(
            f"calendar {calendar.code!r} ({calendar.hours}) has no working hours "
            f"within {LONGEST_CLOSURE.days} days after {instant:%Y-%m-%d}"
        )


def working_spans(calendar: Calendar, start: datetime, end: datetime) -> Iterator[Span]:
    """Working spans that overlap [start, end), cut to it, in order and apart."""
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    if calendar.hours.always and not calendar.country:
        if start < end:
            yield start, end
        return
    for opens, closes in _spans_from(calendar, start):
        if opens >= end:
            return
        if max(opens, start) < min(closes, end):
            yield max(opens, start), min(closes, end)


def working_between(calendar: Calendar, first: datetime, last: datetime) -> timedelta:
    """Working time from `first` to `last`; negative when `last` is the earlier one."""
    if last < first:
        return -working_between(calendar, last, first)
    spans = working_spans(calendar, first, last)
    return sum((closes - opens for opens, closes in spans), timedelta(0))


def add_working(calendar: Calendar, instant: datetime, duration: timedelta) -> datetime:
    """The first instant at which `duration` of working time has passed since `instant`.

    Raises NoWorkingHours when the calendar has none, ValueError for a negative duration.
    """
    if duration < timedelta(0):
        raise ValueError(f"working time to add must not be negative, got {duration}")
    cursor = instant = instant.astimezone(UTC)
    left = duration
    if not left or (calendar.hours.always and not calendar.country):
        return instant + left
    for opens, closes in _spans_from(calendar, instant):
        cursor = max(opens, instant)
        if closes - cursor >= left:
            return cursor + left
        left -= max(closes - cursor, timedelta(0))
    raise NoWorkingHours(calendar, cursor)


@lru_cache(maxsize=4096)
def spans_on(hours: WeeklyHours, time_zone: ZoneInfo, day: date) -> tuple[Span, ...]:
    """Spans of weekly hours on one local day, holidays or not, in UTC.

    They are remembered: thousands of deadlines are counted over the same few days.
    """
    midnight = datetime.combine(day, datetime.min.time())
    if hours.always:
        return ((instant_of(midnight, time_zone), instant_of(midnight + _DAY, time_zone)),)
    spans = []
    for span in hours.on(day.weekday()):
        end_day = day if span.end > span.start else day + _DAY
        opens = instant_of(datetime.combine(day, span.start), time_zone)
        closes = instant_of(datetime.combine(end_day, span.end), time_zone)
        if opens < closes:
            spans.append((opens, closes))
    return tuple(spans)


def is_holiday(calendar: Calendar, day: date) -> bool:
    """Whether `day` is a public holiday where the calendar applies."""
    return bool(calendar.country) and _is_public_holiday(
        calendar.country, calendar.subdivision, day
    )


def check_holidays(country: str, subdivision: str = "") -> None:
    """Raise ValueError unless the public holidays of the country and its part are known."""
    if country:
        _public_holidays(country, subdivision)
    elif subdivision:
        raise ValueError(f"subdivision {subdivision!r} needs a country")


def _spans_from(calendar: Calendar, instant: datetime) -> Iterator[Span]:
    """Working spans by day from the one `instant` lies in, until none comes for too long."""
    time_zone = zone(calendar.time_zone)
    today = last_worked = instant.astimezone(time_zone).date()
    for offset in count():
        day = today + offset * _DAY
        if day - last_worked > LONGEST_CLOSURE:
            return
        if is_holiday(calendar, day):
            continue
        for opens, closes in spans_on(calendar.hours, time_zone, day):
            if closes > instant:
                last_worked = day
                yield opens, closes


@lru_cache(maxsize=4096)
def _is_public_holiday(country: str, subdivision: str, day: date) -> bool:
    return day in _public_holidays(country, subdivision)


@lru_cache(maxsize=64)
def _public_holidays(country: str, subdivision: str) -> holidays.HolidayBase:
    try:
        return holidays.country_holidays(country, subdiv=subdivision or None)
    except NotImplementedError as error:
        place = f"{country}-{subdivision}" if subdivision else country
        raise ValueError(f"public holidays of {place!r} are not known (ISO 3166)") from error
