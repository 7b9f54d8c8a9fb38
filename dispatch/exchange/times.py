"""Times in files: wall-clock times of the place they are about, or with an offset of their own.

Reading a cell gives what the clock on the wall shows; `Place.instant` makes it an instant once the
time zone is known. Wall-clock times that never happen, or happen twice, are refused: they have no
single meaning.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dispatch.domain.local_time import happens, happens_twice, instant_of
from dispatch.domain.orders import AvailabilityWindow
from dispatch.domain.team import Break

_CLOCK = r"\d{1,2}:\d{2}"
_REST = re.compile(rf"(\d{{1,3}})\s*min\s+({_CLOCK})\s*-\s*({_CLOCK})")
_SAME_DAY = re.compile(rf"(\d{{4}}-\d{{2}}-\d{{2}})[ T]({_CLOCK})\s*-\s*({_CLOCK})")
_YEARS = range(1970, 2200)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WallWindow:
    """An availability window as written."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Rest:
    """A break as written: how long, and between which times of the day it may start."""

    duration: timedelta
    earliest: time
    latest: time


def moment(value: str) -> datetime:
    """A date and time, naive when no offset is given, to the second."""
    try:
        parsed = datetime.fromisoformat(value)
    except ValueError:
        parsed = None
    if parsed is None or len(value) < len("2026-03-17T08:00"):
        raise ValueError("must be a date and time such as 2026-03-17T08:00 or 2026-03-17T08:00Z")
    if parsed.year not in _YEARS:
        raise ValueError(f"must lie in the years {_YEARS.start} to {_YEARS.stop - 1}")
    return parsed.replace(microsecond=0)


def windows(value: str) -> list[WallWindow]:
    """Availability windows, separated by semicolons."""
    return [_window(part.strip()) for part in value.split(";") if part.strip()]


def rests(value: str) -> list[Rest]:
    """Breaks, separated by semicolons."""
    return [_rest(part.strip()) for part in value.split(";") if part.strip()]


@dataclass(frozen=True, slots=True)
class Place:
    """Turns wall-clock times into instants where it is, `day_shift` days later than written."""

    zone: ZoneInfo
    day_shift: int = 0

    def instant(self, written: datetime) -> datetime:
        """The instant in UTC. Raises ValueError for a time that has none, or two."""
        if written.tzinfo is not None:
            if not self.day_shift:
                return written.astimezone(UTC)
            written = written.astimezone(self.zone).replace(tzinfo=None, fold=0)
        local = written + self.day_shift * _DAY
        if not happens(local, self.zone):
            raise ValueError(f"clocks in {self.zone} skip this time; give it with an offset")
        if happens_twice(local, self.zone):
            raise ValueError(f"clocks in {self.zone} show this time twice; give it with an offset")
        return instant_of(local, self.zone)

    def window(self, written: WallWindow) -> AvailabilityWindow:
        """The window between two instants. Raises ValueError as `instant` does."""
        start, end = self.instant(written.start), self.instant(written.end)
        if end < start:
            raise ValueError("a window must not end before it starts")
        return AvailabilityWindow(start, end)

    def rest(self, written: Rest, shift_start: datetime) -> Break:
        """The break at its times of day after `shift_start` (aware)."""
        earliest = self._next(written.earliest, shift_start.astimezone(self.zone))
        latest = self._next(written.latest, earliest)
        return Break(written.duration, earliest.astimezone(UTC), latest.astimezone(UTC))

    def _next(self, clock: time, after: datetime) -> datetime:
        """The next local time at which clocks show `clock`, at or after `after`."""
        wall = datetime.combine(after.date(), clock)
        if wall < after.replace(tzinfo=None):
            wall += _DAY
        return instant_of(wall, self.zone).astimezone(self.zone)


def _window(text: str) -> WallWindow:
    if match := _SAME_DAY.fullmatch(text):
        day, start, end = match.groups()
        window = WallWindow(_on(day, start), _on(day, end))
    elif text.count("/") == 1:
        window = WallWindow(*(moment(end.strip()) for end in text.split("/")))
    else:
        raise ValueError(
            f"{text!r} is not a window such as 2026-03-17 08:00-12:00 "
            "or 2026-03-17T22:00/2026-03-18T06:00"
        )
    if (window.start.tzinfo is None) != (window.end.tzinfo is None):
        raise ValueError(f"{text!r} must give an offset for both ends or for neither")
    if window.end < window.start:
        raise ValueError(f"{text!r} ends before it starts")
    return window


def _rest(text: str) -> Rest:
    match = _REST.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not a break such as 30 min 11:30-13:30")
    duration = timedelta(minutes=int(match[1]))
    if not duration:
        raise ValueError(f"{text!r} lasts no time")
    return Rest(duration, _clock(match[2]), _clock(match[3]))


def _on(day: str, clock: str) -> datetime:
    if clock == "24:00":
        return moment(f"{day}T00:00") + _DAY
    return moment(f"{day}T{_clock(clock):%H:%M}")


def _clock(text: str) -> time:
    hour, minute = map(int, text.split(":"))
    if hour > 23 or minute > 59:
        raise ValueError(f"{text!r} is not a time of the day")
    return time(hour, minute)
