"""Local calendar days as instants, and instants as local calendar days."""

from datetime import date, datetime, time, timedelta

from dispatch.domain.local_time import instant_of, zone

FIRST_YEAR, LAST_YEAR = 1970, 9000
"""Years that a day may lie in, so that the days around it exist in every time zone."""


def day_from_text(text: str) -> date:
    """The date an ISO text such as 2026-03-17 names. Raises ValueError unless it can be planned."""
    day = date.fromisoformat(text)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"the year must be from {FIRST_YEAR} to {LAST_YEAR}, got {day.year}")
    return day


def local_midnight(day: date, time_zone: str) -> datetime:
    """The instant a local day begins, in UTC, so that differences are real durations.

    Where clocks go forward at midnight the day begins at the first moment they show.
    """
    return instant_of(datetime.combine(day, time()), zone(time_zone))


def local_day(day: date, time_zone: str) -> tuple[datetime, datetime]:
    """First instant of a local day and of the next: 23, 24 or 25 hours apart."""
    return local_midnight(day, time_zone), local_midnight(day + timedelta(days=1), time_zone)


def local_date(instant: datetime, time_zone: str) -> date:
    """The calendar date of an instant in a time zone."""
    return instant.astimezone(zone(time_zone)).date()
