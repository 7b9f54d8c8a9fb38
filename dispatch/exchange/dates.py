"""Dates and times as spreadsheets and people write them, if they can mean one thing only.

ISO 8601 comes first. `2026/3/17`, `2026年3月17日`, `17.03.2026`, `17 Mar 2026` and
`Mar 17, 2026` mean one day wherever they are read. `17/03/2026` is read because there is no month
17; `04/03/2026` is April in one country and March in another, so it is refused.
"""

import re
from datetime import date, datetime, time
from typing import Final

YEARS: Final = range(1970, 2200)

_FULL_NAMES: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTHS: Final = {name[:3]: number for number, name in enumerate(_FULL_NAMES, 1)}
_YEAR_FIRST: Final = re.compile(
    r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?"
)
_DAY_FIRST: Final = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})")
_EITHER: Final = re.compile(r"(?P<first>\d{1,2})([/-])(?P<second>\d{1,2})\2(?P<year>\d{4})")
_NAMED: Final = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s-]+(?P<name>[a-z]{3,9})\.?,?[\s-]+(?P<year>\d{4})",
    re.IGNORECASE,
)
_NAME_FIRST: Final = re.compile(
    r"(?P<name>[a-z]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})",
    re.IGNORECASE,
)
_CLOCK: Final = re.compile(
    r"(?P<before>上午|下午)?\s*(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?"
    r"\s*(?P<half>[ap]\.?m\.?)?",
    re.IGNORECASE,
)
_OFFSET: Final = re.compile(r"\s*(?:UTC|GMT)?\s*(Z|[+-]\d{2}:?\d{2})?", re.IGNORECASE)


class Ambiguous(ValueError):
    """The text can mean two days."""


def read_date(text: str) -> date | None:
    """A calendar date; None when the text is none. Raises `Ambiguous`."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    found = _date_at_start(text)
    return found[0] if found and not text[found[1] :].strip() else None


def read_moment(text: str) -> datetime | None:
    """A date with a time, naive without an offset; None when the text is none. `Ambiguous`."""
    if len(text) >= len("2026-03-17T08:00"):
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            pass
    found = _date_at_start(text)
    if found is None:
        return None
    rest = text[found[1] :].lstrip(" ,T\t")
    match = _CLOCK.match(rest)
    clock = _clock(match) if match else None
    offset = _OFFSET.fullmatch(rest, match.end()) if match else None
    if clock is None or offset is None:
        return None
    zone = (offset[1] or "").upper()
    try:
        return datetime.fromisoformat(f"{found[0]}T{clock.isoformat()}{zone}")
    except ValueError:  # an offset of more than a day
        return None


def _date_at_start(text: str) -> tuple[date, int] | None:
    """The date that a text begins with, and where it ends."""
    for pattern in (_YEAR_FIRST, _DAY_FIRST, _EITHER, _NAMED, _NAME_FIRST):
        if match := pattern.match(text):
            year, month, day = _numbers(match)
            try:
                return date(year, month, day), match.end()
            except ValueError:
                return None
    return None


def _numbers(match: re.Match[str]) -> tuple[int, int, int]:
    """Year, month and day of a match; a month of 0 when there is no such month."""
    parts = match.groupdict()
    year = int(parts["year"])
    if "first" in parts:
        first, second = int(parts["first"]), int(parts["second"])
        if first != second and first <= 12 and second <= 12:
            raise Ambiguous(
                f"may mean {year:04}-{second:02}-{first:02} or {year:04}-{first:02}-{second:02}: "
                "write the year first"
            )
        return (year, second, first) if first > 12 else (year, first, second)
    if "name" in parts:
        return year, _month(parts["name"]), int(parts["day"])
    return year, int(parts["month"]), int(parts["day"])


def _month(name: str) -> int:
    """Number of a month by its English name or an abbreviation of it; 0 for anything else."""
    number = _MONTHS.get(name[:3].lower(), 0)
    return number if number and _FULL_NAMES[number - 1].startswith(name.lower()) else 0


def _clock(match: re.Match[str]) -> time | None:
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    half = (match["half"] or {"上午": "am", "下午": "pm"}.get(match["before"] or "", "")).lower()
    if half:
        if match["half"] and not 1 <= hour <= 12:
            return None
        if half.startswith("p") and hour < 12:
            hour += 12
        elif half.startswith("a") and hour == 12:
            hour = 0
    try:
        return time(hour, minute, second)
    except ValueError:
        return None
