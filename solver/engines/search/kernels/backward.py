"""Until when a route may be ready somewhere: the O(1) half of every insertion check.

For each position and each set of breaks taken by then: `until` is the latest moment from which the
rest of the route is feasible, `free` the latest from which it also costs nothing but driving: no
deadline is missed, no overtime begins, no service is later than published. Both are exact, for
breaks and several windows too. Where it matters when the route leaves, a segment takes the place of
`free`.
"""

from solver.engines.search.kernels.jit import inlined
from solver.engines.search.kernels.layout import (
    FLEXIBLE,
    FREE,
    NONE,
    PUNCTUAL,
    RESTS,
    UNTIL,
    Day,
    Ints,
    Terms,
)
from solver.engines.search.kernels.segments import segment_at_end, segment_before
from solver.engines.search.kernels.times import last_in


@inlined
def latest_leave(day: Day, extra: int, leg: int, ready: int) -> int:
    """Latest moment to leave a place so as to be `ready` at the next with `extra` breaks taken."""
    bound, driven = ready, ready - leg
    for b in range(day.vehicle[RESTS] - 1, -1, -1):
        if extra >> b & 1:
            bound = last_in(day.rests[b, 1:], bound - day.rests[b, 0, 0])
            if bound == NONE:
                return NONE
            driven -= day.rests[b, 0, 0]
    return driven if extra == 0 else min(bound, driven)


@inlined
def latest_leave_any(day: Day, taken: int, leg: int, stop: Ints, column: int) -> int:
    """The same with whichever of the missing breaks on the way, by one of the bounds of a stop."""
    extra = missing = ((1 << day.vehicle[RESTS]) - 1) & ~taken
    best = NONE
    while True:
        if stop[taken | extra, column] != NONE:
            best = max(best, latest_leave(day, extra, leg, stop[taken | extra, column]))
        if extra == 0:
            return best
        extra = (extra - 1) & missing


@inlined
def bounds_at_end(day: Day, stop: Ints) -> None:
    """Write the bounds for the end of a route."""
    for taken in range(1 << day.vehicle[RESTS]):
        stop[taken, UNTIL] = day.curfew[taken]
        segment_at_end(day, taken, stop[taken])


@inlined
def bounds_before(
    terms: Terms, day: Day, task: int, duration: int, leg: int, after: Ints, stop: Ints
) -> None:
    """Write the bounds at a task from those at what follows it, `leg` seconds away."""
    spans, punctual = terms.spans[task], terms.tasks[task, PUNCTUAL]
    for taken in range(1 << day.vehicle[RESTS]):
        leave = latest_leave_any(day, taken, leg, after, UNTIL)
        stop[taken, UNTIL] = NONE if leave == NONE else last_in(spans, leave - duration)
        if day.vehicle[FLEXIBLE]:
            segment_before(terms, task, duration, leg, after[taken], stop[taken])
            continue
        leave = latest_leave_any(day, taken, leg, after, FREE)
        stop[taken, FREE] = (
            NONE if leave == NONE else last_in(spans, min(leave - duration, punctual))
        )
