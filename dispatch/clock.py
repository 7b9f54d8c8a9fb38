"""Where "now" comes from. Passed in everywhere, read from the system in one place only."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The present instant, aware."""
        ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass(frozen=True)
class FixedClock:
    """A clock that stands still: tests and what-if questions."""

    instant: datetime

    def now(self) -> datetime:
        return self.instant


@dataclass(frozen=True)
class ShiftedClock:
    """Another clock plus a constant: the demo's morning starts whenever the demo does."""

    base: Clock
    offset: timedelta

    @classmethod
    def starting_at(cls, start: datetime, base: Clock) -> "ShiftedClock":
        return cls(base, start - base.now())

    def now(self) -> datetime:
        return self.base.now() + self.offset
