"""The shifts of one technician, found by time."""

from bisect import bisect_left, insort
from datetime import datetime
from operator import attrgetter

from dispatch.domain.team import Shift

_START = attrgetter("starts_at")


class Roster:
    """Shifts in order of their start; none of them overlaps another."""

    def __init__(self) -> None:
        self._shifts: list[Shift] = []

    def add(self, shift: Shift) -> None:
        """Let a shift be found; one that is there already stays where it is."""
        at = bisect_left(self._shifts, shift.starts_at, key=_START)
        if at == len(self._shifts) or self._shifts[at] is not shift:
            insort(self._shifts, shift, key=_START)

    def overlapped(self, starts_at: datetime, ends_at: datetime, but: Shift | None) -> Shift | None:
        """A shift other than `but` that shares time with [starts_at, ends_at)."""
        at = bisect_left(self._shifts, starts_at, key=_START)
        nearby = self._shifts[max(at - 1, 0) :]
        for shift in nearby:
            if shift.starts_at >= ends_at:
                return None
            if shift is not but and shift.ends_at > starts_at:
                return shift
        return None
