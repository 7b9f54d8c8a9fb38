"""The rest of a route as one segment: what it takes to its end, whenever it is reached.

Where working time has a price, or a route may only last so long, `free` alone does not price a
rest: how long it takes depends on the waits in it, and on how far a later departure takes those
back. For each position, and each set of breaks taken by then, a segment says: ready between `since`
and `free`, the route ends `spent` seconds after the later of that moment and `early`, and nothing
but working time is to be paid.
After Vidal, Crainic, Gendreau and Prins, Computers & Operations Research 40(1), 2013, section 4.1
(duration, earliest and latest visit of a sequence), with `since` for several windows.

A segment takes no more breaks. Where some are still to come there is none (`free` is NONE) unless
the route ends before their last call; so it is where a deadline is missed whatever one does.
"""

from solver.engines.search.kernels.jit import inlined
from solver.engines.search.kernels.layout import (
    COST,
    EARLY,
    FREE,
    LEFT,
    LONGEST,
    NONE,
    OPENING,
    OVERTIME_PRICE,
    PUNCTUAL,
    SHIFT_END,
    SINCE,
    SLACK,
    SPENT,
    TIME,
    WORK_PRICE,
    Day,
    Ints,
    Terms,
)
from solver.engines.search.kernels.times import last_span


@inlined
def segment_at_end(day: Day, taken: int, bounds: Ints) -> None:
    """Write the empty segment at the end of a route."""
    bounds[FREE] = day.curfew[taken]
    if day.vehicle[OVERTIME_PRICE] > 0:
        bounds[FREE] = min(bounds[FREE], day.vehicle[SHIFT_END])
    bounds[SPENT], bounds[EARLY], bounds[SINCE] = 0, NONE, NONE


@inlined
def segment_before(
    terms: Terms, task: int, duration: int, leg: int, after: Ints, bounds: Ints
) -> None:
    """Write the segment that begins with a task, `leg` seconds before the one that follows it."""
    bounds[FREE] = NONE
    if after[FREE] == NONE:
        return
    takes = duration + leg
    latest = min(after[FREE] - takes, terms.tasks[task, PUNCTUAL])
    span = last_span(terms.spans[task], latest)
    if span < 0:
        return
    opens, latest = terms.spans[task, span, 0], min(latest, terms.spans[task, span, 1])
    wait = max(0, after[EARLY] - takes - latest)
    since = NONE if opens >= after[SINCE] - takes else after[SINCE] - takes
    bounds[FREE] = latest
    bounds[EARLY] = min(latest, max(after[EARLY] - takes, opens))
    bounds[SPENT] = after[SPENT] + takes + wait
    bounds[SINCE] = max(since, NONE if span == 0 else terms.spans[task, span - 1, 1] + 1)


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
    cost: int = label[COST] + day.vehicle[WORK_PRICE] * worked
    return cost
