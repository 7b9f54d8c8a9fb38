"""Until when a route may be ready somewhere: the O(1) half of every insertion check.

For each position and each set of breaks taken by then: `until` is the latest moment from which the
rest of the route is feasible, `free` the latest from which it also costs nothing but driving: no
deadline is missed, no overtime begins, no service is later than published. Both are exact, for
breaks and several windows too. Where it matters when the route leaves, or a break or the depot is
somewhere, a segment takes the place of `free`.
"""

from solver.engines.search.kernels.errands import detour_price, latest_leave, segment_on_leg
from solver.engines.search.kernels.jit import inlined, kernel
from solver.engines.search.kernels.layout import (
    DEPOT,
    DETOURS,
    FLEXIBLE,
    FREE,
    NONE,
    PUNCTUAL,
    RESTS,
    SPENT,
    STATIONED,
    TURN,
    UNTIL,
    WORK_PRICE,
    Day,
    Ints,
    Leg,
    Terms,
)
from solver.engines.search.kernels.segments import (
    earlier,
    segment_at,
    segment_at_end,
    within,
    write_segment,
)
from solver.engines.search.kernels.times import last_in


@inlined
def latest_leave_any(day: Day, taken: int, leg: Leg, stop: Ints, column: int) -> int:
    """Latest moment to begin a leg, whichever of the missing errands are run on it, by a bound."""
    extra = missing = ((1 << day.vehicle[RESTS]) - 1) & ~taken
    best = NONE
    while True:
        if stop[taken | extra, column] != NONE:
            best = max(best, latest_leave(day, extra, leg, stop[taken | extra, column]))
        if extra == 0:
            return best
        extra = (extra - 1) & missing


@inlined
def bounds_at_end(day: Day, tasks: int, stop: Ints) -> None:
    """Write the bounds for the end of a route of so many tasks."""
    for taken in range(1 << day.vehicle[RESTS]):
        stop[taken, UNTIL] = day.curfew[taken]
        write_segment(segment_at_end(day, taken), 0, tasks, stop[taken])


@inlined
def bounds_before(
    terms: Terms, day: Day, x: int, task: int, duration: int, leg: Leg, after: Ints, stop: Ints
) -> None:
    """Write the bounds at a task, number `x` of the route, from those at the end of a leg."""
    if day.vehicle[RESTS] > 0:
        bounds_with_errands(terms, day, x, task, duration, leg, after, stop)
        return
    spans, punctual, takes = terms.spans[task], terms.tasks[task, PUNCTUAL], leg.seconds + duration
    stop[0, UNTIL] = last_in(spans, after[0, UNTIL] - takes)
    if day.vehicle[FLEXIBLE]:
        segment = within(earlier(segment_at(after[0]), takes), spans, punctual)
        write_segment(segment, 0, after[0, TURN], stop[0])
    else:
        stop[0, FREE] = last_in(spans, min(after[0, FREE] - takes, punctual))


@kernel
def bounds_with_errands(
    terms: Terms, day: Day, x: int, task: int, duration: int, leg: Leg, after: Ints, stop: Ints
) -> None:
    """The same with whichever of the missing errands are run on the leg.

    The bounds hold for labels that have what it takes to serve the task.
    """
    spans, punctual = terms.spans[task], terms.tasks[task, PUNCTUAL]
    for taken in range(1 << day.vehicle[RESTS]):
        leave = latest_leave_any(day, taken, leg, after, UNTIL)
        stop[taken, UNTIL] = NONE if leave == NONE else last_in(spans, leave - duration)
        if day.vehicle[FLEXIBLE]:
            segment_before(terms, day, taken, x, task, duration, leg, after, stop[taken])
            continue
        leave = latest_leave_any(day, taken, leg, after, FREE)
        stop[taken, FREE] = (
            NONE if leave == NONE else last_in(spans, min(leave - duration, punctual))
        )


@inlined
def segment_before(
    terms: Terms,
    day: Day,
    taken: int,
    x: int,
    task: int,
    duration: int,
    leg: Leg,
    after: Ints,
    bounds: Ints,
) -> None:
    """Write the cheapest segment that begins with a task: with any detours on the leg or none."""
    bounds[FREE] = NONE
    extra = missing = day.vehicle[STATIONED] & ~taken
    while True:
        into = after[taken | extra]
        if into[FREE] != NONE:
            segment = earlier(segment_on_leg(day, extra, leg, segment_at(into)), duration)
            segment = within(segment, terms.spans[task], terms.tasks[task, PUNCTUAL])
            detours = into[DETOURS] + (detour_price(day, extra, leg) if extra else 0)
            cost = detours + day.vehicle[WORK_PRICE] * segment.spent
            if segment.free > NONE and (
                bounds[FREE] == NONE
                or cost < bounds[DETOURS] + day.vehicle[WORK_PRICE] * bounds[SPENT]
            ):
                turn = x + 1 if extra & day.vehicle[DEPOT] else into[TURN]
                write_segment(segment, detours, turn, bounds)
        if extra == 0:
            return
        extra = (extra - 1) & missing


@inlined
def close_unsupplied(day: Day, stop: Ints) -> None:
    """Write that who has not been at the depot cannot serve the task at a position."""
    for taken in range(1 << day.vehicle[RESTS]):
        if not taken & day.vehicle[DEPOT]:
            stop[taken, UNTIL] = NONE
            stop[taken, FREE] = NONE
