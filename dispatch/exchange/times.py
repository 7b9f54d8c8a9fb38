"""Times in files: wall-clock times of the place they are about, or with an offset of their own.

Reading a cell gives what the clock on the wall shows; `Place.instant` makes it an instant once the
time zone is known. Wall-clock times that never happen, or happen twice, are refused: they have no
single meaning.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dispatch.domain.geography import Coordinates
from dispatch.domain.local_time import happens, happens_twice, instant_of
from dispatch.domain.orders import AvailabilityWindow
from dispatch.domain.team import Break
from dispatch.exchange.dates import YEARS, read_date, read_moment
from dispatch.exchange.language import in_ascii

_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?"
_DEGREES = r"[-+]?\d{1,3}(?:\.\d+)?"
_REST = re.compile(
    rf"(\d{{1,3}}(?:\.\d+)?)\s*min\s+({_CLOCK})\s*-\s*({_CLOCK})"
    rf"(?:\s*@\s*({_DEGREES})\s*,\s*({_DEGREES}))?"
)
_SAME_DAY = re.compile(rf"(\S.*?)[ T]\s*({_CLOCK})\s*[-~]\s*({_CLOCK})")
_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class WallWindow:
    """An availability window as written."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Rest:
    """A break as written: how long, between which times of the day it may start, and where."""

    duration: timedelta
    earliest: time
    latest: time
    place: Coordinates | None = None


def moment(value: str) -> datetime:
    """A date and time, naive when no offset is given."""
    parsed = read_moment(value)
    if parsed is None:
        raise ValueError("must be a date and time such as 2026-03-17T08:00 or 2026-03-17T08:00Z")
    if parsed.year not in YEARS:
        raise ValueError(f"must lie in the years {YEARS.start} to {YEARS.stop - 1}")
    return parsed


def windows(value: str) -> list[WallWindow]:
    """Availability windows, separated by semicolons."""
    return [_window(part.strip()) for part in in_ascii(value).split(";") if part.strip()]


def rests(value: str) -> list[Rest]:
    """Breaks, separated by semicolons."""
    return [_rest(part.strip()) for part in in_ascii(value).split(";") if part.strip()]


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
        first, second = (local.replace(tzinfo=self.zone, fold=fold) for fold in (0, 1))
        if first.utcoffset() == second.utcoffset():  # not near a change of the clocks
            return first.astimezone(UTC)
        if not happens(local, self.zone):
            raise ValueError(f"clocks in {self.zone} skip this time; give it with an offset")
        if happens_twice(local, self.zone):
            raise ValueError(f"clocks in {self.zone} show this time twice; give it with an offset")
        return instant_of(local, self.zone)

    def wall(self, instant: datetime) -> datetime:
        """What the clock on the wall shows; with its offset when that could mean two instants."""
        local = instant.astimezone(self.zone)
        naive = local.replace(tzinfo=None, fold=0)
        return local if happens_twice(naive, self.zone) else naive

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
        ends = earliest.astimezone(UTC), latest.astimezone(UTC)
        return Break(written.duration, *ends, place=written.place)

    def _next(self, clock: time, after: datetime) -> datetime:
        """The next local time at which clocks show `clock`, at or after `after`."""
        wall = datetime.combine(after.date(), clock)
        if wall < after.replace(tzinfo=None):
            wall += _DAY
        return instant_of(wall, self.zone).astimezone(self.zone)


def _window(text: str) -> WallWindow:
    if match := _SAME_DAY.fullmatch(text):
        written, start, end = match.groups()
        day = read_date(written)
        if day is None:
            raise ValueError(f"{written!r} is not a date such as 2026-03-17")
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
    duration = round(timedelta(minutes=float(match[1])) / _SECOND) * _SECOND
    if not duration:
        raise ValueError(f"{text!r} lasts no time")
    place = Coordinates(float(match[4]), float(match[5])) if match[4] else None
    return Rest(duration, _clock(match[2]), _clock(match[3]), place)


def _on(day: date, clock: str) -> datetime:
    if day.year not in YEARS:
        raise ValueError(f"must lie in the years {YEARS.start} to {YEARS.stop - 1}")
    midnight = datetime.combine(day, time(0))
    return midnight + _DAY if clock == "24:00" else datetime.combine(day, _clock(clock))


def _clock(text: str) -> time:
    try:
        hour, minute, second = map(int, f"{text}:0".split(":")[:3])
        return time(hour, minute, second)
    except ValueError:
        raise ValueError(f"{text!r} is not a time of the day") from None
