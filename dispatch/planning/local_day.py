"""Local calendar days as instants, and instants as local calendar days."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def local_midnight(day: date, time_zone: str) -> datetime:
    """The instant a local day begins, in UTC, so that differences are real durations."""
    return datetime.combine(day, time(), ZoneInfo(time_zone)).astimezone(UTC)


def local_day(day: date, time_zone: str) -> tuple[datetime, datetime]:
    """First instant of a local day and of the next: 23, 24 or 25 hours apart."""
    return local_midnight(day, time_zone), local_midnight(day + timedelta(days=1), time_zone)


def local_date(instant: datetime, time_zone: str) -> date:
    """The calendar date of an instant in a time zone."""
    return instant.astimezone(ZoneInfo(time_zone)).date()
