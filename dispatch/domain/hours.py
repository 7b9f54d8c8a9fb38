"""Weekly hours: when a site is open, when a service desk works. Local wall-clock times.

Text form, as people write it on a door and as CSV files hold it:

    Mo-Fr 08:00-12:00,13:00-17:00; Sa 09:00-12:00
    Fr 22:00-06:00        (past midnight: Friday 22:00-24:00 and Saturday 00:00-06:00)
    24/7
    closed
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import time
from functools import cached_property
from itertools import pairwise

WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MIDNIGHT = time(0)

_ALWAYS, _NEVER = "24/7", "closed"
_SPAN = re.compile(r"(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})")
_RULE = re.compile(r"(?P<days>[A-Za-z][A-Za-z,\s-]*?)\s+(?P<spans>\d.*)")


class InvalidHours(ValueError):
    """Hours that cannot be read; `faults` holds every reason."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(faults))


@dataclass(frozen=True, slots=True, order=True)
class HoursSpan:
    """Half-open wall-clock span of one day; an end of 00:00 is midnight at the end of the day."""

    start: time
    end: time

    def __post_init__(self) -> None:
        if self.end != MIDNIGHT and self.end <= self.start:
            raise ValueError(f"hours must end after they start: {self}")

    def __str__(self) -> str:
        end = "24:00" if self.end == MIDNIGHT else f"{self.end:%H:%M}"
        return f"{self.start:%H:%M}-{end}"


@dataclass(frozen=True)
class WeeklyHours:
    """Spans by weekday (0 = Monday), in order and apart. No entry at all means always open."""

    spans: Mapping[int, tuple[HoursSpan, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for weekday, spans in self.spans.items():
            if weekday not in range(7):
                raise ValueError(f"weekday must be 0 (Monday) to 6, not {weekday}")
            for earlier, later in pairwise(spans):
                if earlier.end == MIDNIGHT or later.start < earlier.end:
                    raise ValueError(f"{WEEKDAYS[weekday]}: {earlier} and {later} overlap")

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash(tuple(self))

    @property
    def always(self) -> bool:
        """Open at every hour of every day."""
        return not self.spans

    @property
    def never(self) -> bool:
        """Days are given, and none of them has a span."""
        return bool(self.spans) and not any(self.spans.values())

    def on(self, weekday: int) -> tuple[HoursSpan, ...]:
        """Spans given for a weekday (0 = Monday); none when nothing is given, even if always."""
        return self.spans.get(weekday, ())

    def __iter__(self) -> Iterator[tuple[int, tuple[HoursSpan, ...]]]:
        return iter(sorted(self.spans.items()))

    def __str__(self) -> str:
        return format_hours(self)


NEVER_OPEN = WeeklyHours(dict.fromkeys(range(7), ()))


def parse_hours(text: str) -> WeeklyHours:
    """Read the text form. Raises InvalidHours with every fault, not only the first."""
    text = text.strip()
    if text == _ALWAYS:
        return WeeklyHours()
    if text.lower() == _NEVER:
        return NEVER_OPEN
    faults: list[str] = []
    spans: dict[int, list[HoursSpan]] = {}
    rules = [rule.strip() for rule in text.split(";") if rule.strip()]
    if not rules:
        faults.append("no hours given; write 24/7 for always, closed for never")
    for rule in rules:
        _read_rule(rule, spans, faults)
    _find_overlaps(spans, faults)
    if faults:
        raise InvalidHours(faults)
    return WeeklyHours({weekday: tuple(sorted(day)) for weekday, day in sorted(spans.items())})


def format_hours(hours: WeeklyHours) -> str:
    """The shortest text that reads back as `hours`; days with the same spans share a rule."""
    if hours.always:
        return _ALWAYS
    if hours.never:
        return _NEVER
    rules: dict[tuple[HoursSpan, ...], list[int]] = {}
    for weekday, spans in hours:
        if spans:
            rules.setdefault(spans, []).append(weekday)
    return "; ".join(f"{_days(days)} {','.join(map(str, spans))}" for spans, days in rules.items())


def _read_rule(rule: str, spans: dict[int, list[HoursSpan]], faults: list[str]) -> None:
    match = _RULE.fullmatch(rule)
    if match is None:
        faults.append(f"{rule!r} is not of the form 'Mo-Fr 08:00-17:00'")
        return
    weekdays = _read_days(match["days"], faults)
    for text in match["spans"].split(","):
        ends = _read_span(text.strip(), faults)
        if ends is None:
            continue
        for weekday in weekdays:
            _add_span(spans, weekday, *ends)


def _read_days(text: str, faults: list[str]) -> list[int]:
    weekdays: list[int] = []
    for part in text.split(","):
        names = [name.strip().capitalize() for name in part.split("-")]
        unknown = [name for name in names if name not in WEEKDAYS]
        if unknown or len(names) > 2:
            faults.append(f"{part.strip()!r} is not a day or a range of {', '.join(WEEKDAYS)}")
            continue
        first, last = WEEKDAYS.index(names[0]), WEEKDAYS.index(names[-1])
        weekdays.extend((first + step) % 7 for step in range((last - first) % 7 + 1))
    return weekdays


def _read_span(text: str, faults: list[str]) -> tuple[time, time] | None:
    match = _SPAN.fullmatch(text)
    if match is None:
        faults.append(f"{text!r} is not of the form 08:00-17:00")
        return None
    hour, minute, end_hour, end_minute = map(int, match.groups())
    if hour > 23 or minute > 59 or end_minute > 59 or end_hour * 60 + end_minute > 24 * 60:
        faults.append(f"{text!r} is not between 00:00 and 24:00")
        return None
    start, end = time(hour, minute), time(end_hour % 24, end_minute)
    if start == end and start != MIDNIGHT:
        faults.append(f"{text!r} is empty; write 00:00-24:00 for a whole day")
        return None
    return start, end


def _add_span(spans: dict[int, list[HoursSpan]], weekday: int, start: time, end: time) -> None:
    """Add a span; one that ends before it starts runs on into the next day."""
    if end != MIDNIGHT and end < start:
        spans.setdefault((weekday + 1) % 7, []).append(HoursSpan(MIDNIGHT, end))
        end = MIDNIGHT
    spans.setdefault(weekday, []).append(HoursSpan(start, end))


def _find_overlaps(spans: dict[int, list[HoursSpan]], faults: list[str]) -> None:
    for weekday, day in sorted(spans.items()):
        for earlier, later in pairwise(sorted(day, key=lambda span: span.start)):
            if earlier.end == MIDNIGHT or later.start < earlier.end:
                faults.append(f"{WEEKDAYS[weekday]}: {earlier} and {later} overlap")


def _days(weekdays: list[int]) -> str:
    runs: list[list[int]] = []
    for weekday in weekdays:
        if runs and runs[-1][-1] == weekday - 1:
            runs[-1].append(weekday)
        else:
            runs.append([weekday])
    return ",".join(
        WEEKDAYS[run[0]] if len(run) == 1 else f"{WEEKDAYS[run[0]]}-{WEEKDAYS[run[-1]]}"
        for run in runs
    )
