"""The rest of a route as one segment: what it takes to its end, whenever it is reached.

Where working time has a price, or a route may only last so long, `free` alone does not say enough
of a rest: how long it takes depends on the waits in it, and on how far a later departure takes
those back. For each position, and each set of breaks taken by then, a segment says: ready between
`since` and `free`, the route ends `spent` seconds after the later of that moment and `early`, and
nothing is to be paid but working time and the `detours` of errands.
After Vidal, Crainic, Gendreau and Prins, Computers & Operations Research 40(1), 2013, section 4.1
(duration, earliest and latest visit of a sequence), with `since` for several windows.

A segment takes no more breaks, but it may have errands at places: of all ways to run them the
one kept is cheapest for who comes at the right moment. Where breaks are still to come there is none
(`free` is NONE) unless the route ends before their last call; so it is where a deadline is missed
whatever one does. A segment of a vehicle yet to visit its depot does so before the task at `turn`.
"""

from solver.engines.search.kernels.jit import inlined
from solver.engines.search.kernels.layout import (
    COST,
    DETOURS,
    EARLY,
    FREE,
    LEFT,
    LONGEST,
    NONE,
    OPENING,
    OVERTIME_PRICE,
    SHIFT_END,
    SINCE,
    SLACK,
    SPENT,
    TIME,
    TURN,
    WORK_PRICE,
    Day,
    Ints,
    Segment,
)
from solver.engines.search.kernels.times import last_span


@inlined
def write_segment(segment: Segment, detours: int, turn: int, bounds: Ints) -> None:
    """Keep a segment at its position."""
    bounds[FREE], bounds[EARLY] = segment.free, segment.early
    bounds[SPENT], bounds[SINCE] = segment.spent, segment.since
    bounds[DETOURS], bounds[TURN] = detours, turn


@inlined
def segment_at(bounds: Ints) -> Segment:
    """The segment kept at a position."""
    return Segment(bounds[FREE], bounds[EARLY], bounds[SPENT], bounds[SINCE])


@inlined
def segment_at_end(day: Day, taken: int) -> Segment:
    """The empty segment at the end of a route."""
    free = day.curfew[taken]
    if day.vehicle[OVERTIME_PRICE] > 0:
        free = min(free, day.vehicle[SHIFT_END])
    return Segment(free, NONE, 0, NONE)


@inlined
def earlier(segment: Segment, seconds: int) -> Segment:
    """A segment that begins with so many seconds of driving or service."""
    return Segment(
        segment.free - seconds,
        segment.early - seconds,
        segment.spent + seconds,
        segment.since - seconds,
    )


@inlined
def within(segment: Segment, spans: Ints, last: int) -> Segment:
    """A segment that begins in one of the spans, up to `last`: in the latest that is possible."""
    latest = min(segment.free, last)
    span = last_span(spans, latest)
    if span < 0:
        return Segment(NONE, NONE, 0, NONE)
    opens, latest = spans[span, 0], min(latest, spans[span, 1])
    since = NONE if opens >= segment.since else segment.since
    if span > 0:
        since = max(since, spans[span - 1, 1] + 1)
    wait = max(0, segment.early - latest)
    return Segment(latest, min(latest, max(segment.early, opens)), segment.spent + wait, since)


@inlined
def is_priced(label: Ints, bounds: Ints) -> bool:
    """Whether the segment at its position prices the rest of the route for this label."""
    return bool(bounds[SINCE] <= label[TIME] <= bounds[FREE])


@inlined
def is_brief(day: Day, label: Ints, bounds: Ints) -> bool:
    """Whether the route is short enough if a label is followed by the segment of its position."""
    wait = max(0, bounds[EARLY] - label[TIME])
    end = label[TIME] + wait + bounds[SPENT]
    return bool(end - label[LEFT] - min(wait, label[SLACK]) <= day.vehicle[LONGEST])


@inlined
def with_rest(day: Day, label: Ints, bounds: Ints) -> int:
    """Cost of a label, ready at a position, and of the segment from there on."""
    wait = max(0, bounds[EARLY] - label[TIME])
    end = label[TIME] + wait + bounds[SPENT]
    worked = end - day.vehicle[OPENING] - min(wait, label[SLACK])
    cost: int = label[COST] + bounds[DETOURS] + day.vehicle[WORK_PRICE] * worked
    return cost
