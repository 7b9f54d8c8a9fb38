"""Column types: instants in UTC, spans in whole seconds, weekly hours as text, enums by value."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum

from sqlalchemy import DateTime, Dialect, Enum, Integer, String
from sqlalchemy.types import TypeDecorator

from dispatch.domain.hours import WeeklyHours, format_hours, parse_hours

_SECOND = timedelta(seconds=1)


class UtcDateTime(TypeDecorator[datetime]):
    """Aware datetimes in, aware UTC datetimes out, on every database; naive ones are refused.

    SQLite keeps no offset, so what is written there is UTC and gets its zone back on reading.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError(f"a time zone is missing: {value.isoformat()}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Seconds(TypeDecorator[timedelta]):
    """A timedelta as integer seconds; fractions of a second are refused, not rounded."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: timedelta | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        seconds, rest = divmod(value, _SECOND)
        if rest:
            raise ValueError(f"times are stored in whole seconds, not {value}")
        return seconds

    def process_result_value(self, value: int | None, dialect: Dialect) -> timedelta | None:
        return None if value is None else timedelta(seconds=value)


class Hours(TypeDecorator[WeeklyHours]):
    """Weekly hours in the text form of `dispatch.domain.hours`."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: WeeklyHours | None, dialect: Dialect) -> str | None:
        return None if value is None else format_hours(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> WeeklyHours | None:
        return None if value is None else parse_hours(value)


def enum_of(members: type[StrEnum], name: str) -> Enum:
    """Strings with a CHECK constraint called `name` that allows the values of `members`."""
    return Enum(
        members,
        name=name,
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        length=20,
        values_callable=lambda enum: [member.value for member in enum],
    )
