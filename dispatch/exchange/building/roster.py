"""The shifts, or the absences, of one technician, found by time."""

from bisect import bisect_left, insort
from collections.abc import Iterator
from datetime import datetime
from operator import attrgetter
from typing import Generic, TypeVar

from dispatch.domain.team import Absence, Shift

T = TypeVar("T", Shift, Absence)
_START = attrgetter("starts_at")


class Roster(Generic[T]):
    """Times in order of their start. Shifts never overlap one another; absences may."""

    def __init__(self) -> None:
        self._times: list[T] = []

    def add(self, time: T) -> None:
        """Let a time be found."""
        insort(self._times, time, key=_START)

    def remove(self, time: T) -> None:
        """Forget a time: it goes elsewhere."""
        self._times = [each for each in self._times if each is not time]

    def overlapped(self, starts_at: datetime, ends_at: datetime) -> Iterator[T]:
        """Those that share time with [starts_at, ends_at), in order."""
        before = bisect_left(self._times, ends_at, key=_START)
        return (each for each in self._times[:before] if each.ends_at > starts_at)
