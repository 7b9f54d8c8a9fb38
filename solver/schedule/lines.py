"""Falling lines over time: which starts of a service are worth their while."""

from collections.abc import Iterator

from solver.schedule.compiled import TaskTimes

Line = tuple[int, int, int, int]
"""(first, last, cost at first, slope): flat after `last`; a slope of 0 means a single moment."""


def starts_of(ready: Line, times: TaskTimes, opens: int, closes: int) -> Iterator[Line]:
    """The starts in one window that are worth their while: each segment is cheaper than all before.

    Walks along the price of being ready plus the price of the start, piece by piece.
    """
    first, last, base, tilt = ready
    lowest = max(first, opens)
    if lowest > closes:
        return
    if (not tilt or lowest >= last) and lowest >= times.wish:  # from here on prices only rise
        cost = base + tilt * (min(lowest, last) - first) + times.price(lowest)
        yield lowest, lowest, cost, 0
        return
    best: int | None = None
    for begin, end, slope in _pieces(times, lowest, closes, last, tilt):
        start = begin
        value = base + tilt * (min(start, last) - first) + times.price(start)
        if slope >= 0:
            if best is None or value < best:
                best = value
                yield start, start, value, 0
            continue
        if best is not None and value >= best:
            late = (value - best) // -slope + 1
            start, value = start + late, value + slope * late
        if start <= end:
            best = value + slope * (end - start)
            yield start, end, value, slope if end > start else 0


def _pieces(
    times: TaskTimes, lowest: int, closes: int, last: int, tilt: int
) -> Iterator[tuple[int, int, int]]:
    """Where the whole price of a start is linear: (from, until, slope), in order."""
    for begin, until, slope in times.pieces:
        start, end = max(begin, lowest), min(until, closes)
        if start > end:
            continue
        if tilt and start < last < end:
            yield start, last, slope + tilt
            yield last, end, slope
        else:
            yield start, end, slope + (tilt if end <= last else 0)
