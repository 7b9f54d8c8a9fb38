"""Weekly hours: when a site is open, when a service desk works. Local wall-clock times."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import time

WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


@dataclass(frozen=True, slots=True, order=True)
class HoursSpan:
    """Half-open wall-clock span of one day; an end of 00:00 means midnight at the end of the day."""

    start: time
    end: time


@dataclass(frozen=True)
class WeeklyHours:
    """Spans by weekday (0 = Monday). No entry at all means always open."""

    spans: Mapping[int, tuple[HoursSpan, ...]] = field(default_factory=dict)

    @property
    def always(self) -> bool:
        return not self.spans

    def on(self, weekday: int) -> tuple[HoursSpan, ...]:
        return self.spans.get(weekday, ())

    def __iter__(self) -> Iterator[tuple[int, tuple[HoursSpan, ...]]]:
        return iter(sorted(self.spans.items()))
