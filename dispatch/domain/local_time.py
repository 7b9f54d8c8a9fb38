"""Local wall-clock times and the instants they name.

When clocks go forward some wall-clock times never happen; when they go back some happen twice.
Arithmetic is done on UTC instants: subtracting two datetimes of one `ZoneInfo` compares what the
clocks on the wall say and is an hour wrong across a change.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_SECOND = timedelta(seconds=1)


def zone(name: str) -> ZoneInfo:
    """Time zone by its IANA name. Raises ValueError for a name that is not one."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"{name!r} is not a time zone such as Europe/London") from error


def instant_of(local: datetime, time_zone: ZoneInfo) -> datetime:
    """UTC instant of a naive local time (whole seconds).

    A time that happens twice is its first occurrence; one that is skipped is the moment of the
    change. So later wall-clock times never name earlier instants.
    """
    if not happens(local, time_zone):
        return _change_across(local, time_zone)
    return local.replace(tzinfo=time_zone, fold=0).astimezone(UTC)


def happens(local: datetime, time_zone: ZoneInfo) -> bool:
    """Whether clocks ever show this naive local time."""
    instant = local.replace(tzinfo=time_zone, fold=0).astimezone(UTC)
    return instant.astimezone(time_zone).replace(tzinfo=None, fold=0) == local.replace(fold=0)


def happens_twice(local: datetime, time_zone: ZoneInfo) -> bool:
    """Whether clocks show this naive local time twice, because they were turned back."""
    first, second = (local.replace(tzinfo=time_zone, fold=fold).utcoffset() for fold in (0, 1))
    return first != second and happens(local, time_zone)


def _change_across(local: datetime, time_zone: ZoneInfo) -> datetime:
    """Find by bisection the instant at which clocks jump over `local`."""
    before = local.replace(tzinfo=time_zone, fold=1).astimezone(UTC)
    after = local.replace(tzinfo=time_zone, fold=0).astimezone(UTC)
    old_offset = before.astimezone(time_zone).utcoffset()
    while after - before > _SECOND:
        middle = before + timedelta(seconds=(after - before) // _SECOND // 2)
        if middle.astimezone(time_zone).utcoffset() == old_offset:
            before = middle
        else:
            after = middle
    return after
