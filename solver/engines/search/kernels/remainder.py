"""What the rest of a route costs behind a task that is new in it.

Where the bounds of a position price the labels that get there, that takes O(1); otherwise labels
are carried on until they do, or until they equal the old ones again.
"""

from solver.engines.search.kernels.forward import drive, finish, serve
from solver.engines.search.kernels.jit import inlined, kernel
from solver.engines.search.kernels.layout import (
    COST,
    DEPOT,
    FLEXIBLE,
    FREE,
    LEFT,
    NEVER,
    NONE,
    PLACE,
    REACH,
    READY,
    RESTS,
    SERVED,
    SLACK,
    TIME,
    TIMED,
    TURN,
    WISHES,
    Day,
    Ints,
    Plan,
    Terms,
)
from solver.engines.search.kernels.legs import day_of, leg_on, service_seconds
from solver.engines.search.kernels.segments import is_brief, is_priced, with_rest
from solver.engines.search.kernels.supplies import drop_unsupplied, is_enough


@inlined
def price_rest(
    terms: Terms, day: Day, plan: Plan, k: int, task: int, ready: Ints, stop: Ints
) -> tuple[int, int]:
    """Lowest cost to the end of labels that the bounds of a stop price; and of others, so far.

    With a new `task` before it a route may have to visit its depot earlier than the bounds say.
    """
    decided, possible = NEVER, NEVER
    if day.vehicle[WISHES]:
        return decided, NONE
    flexible = day.vehicle[FLEXIBLE]
    for taken in range(1 << day.vehicle[RESTS]):
        if ready[taken, TIME] == NONE:
            continue
        if flexible:
            if not is_priced(ready[taken], stop[taken]) or (
                taken & day.vehicle[DEPOT] != day.vehicle[DEPOT]
                and not is_enough(terms, plan, k, stop[taken, TURN], task)
            ):
                possible = NONE
            elif is_brief(day, ready[taken], stop[taken]):
                decided = min(decided, with_rest(day, ready[taken], stop[taken]))
            elif day.vehicle[RESTS]:
                possible = NONE
        elif ready[taken, TIME] <= stop[taken, FREE]:
            decided = min(decided, ready[taken, COST])
        else:
            possible = min(possible, ready[taken, COST])
    return decided, possible


@kernel
def carry_on(terms: Terms, plan: Plan, k: int, new: int, position: int, limit: int) -> int:
    """Carry the READY labels at a position, coming from a new task, to the end: cost or `limit`."""
    r, day = plan.row[k], day_of(terms, k)
    here, there, before = plan.scratch[READY], plan.scratch[SERVED], terms.tasks[new, PLACE]
    reach = plan.sums[r, REACH] if day.vehicle[DEPOT] else NEVER
    enough = not day.vehicle[DEPOT] or is_enough(terms, plan, k, reach, new)
    for x in range(position, plan.length[r]):
        task = plan.tasks[r, x]
        duration = service_seconds(terms, day, before, task)
        if x >= reach or not (enough or is_enough(terms, plan, k, x + 1, new)):
            drop_unsupplied(day, here)
        if not serve(terms, day, task, duration, plan.stops[r, x], here):
            return NEVER
        stop = plan.stops[r, x + 1]
        rest = same_but_cost(day, here, stop)
        if rest < NEVER and enough:
            cost: int = plan.sums[r, TIMED] + rest
            return cost
        if not day.vehicle[FLEXIBLE] and cheapest(day, here) >= limit:
            return limit
        before = terms.tasks[task, PLACE]
        drive(day, leg_on(day, plan, r, before, x + 1), here, stop, there)
        here, there = there, here
        decided, possible = price_rest(terms, day, plan, k, new, here, stop)
        if possible >= decided:
            return decided
    return finish(day, here)


@inlined
def cheapest(day: Day, labels: Ints) -> int:
    """Lowest cost among labels."""
    best: int = NEVER
    for taken in range(1 << day.vehicle[RESTS]):
        if labels[taken, TIME] != NONE:
            best = min(best, labels[taken, COST])
    return best


@inlined
def same_but_cost(day: Day, labels: Ints, old: Ints) -> int:
    """By how much labels are dearer than old ones that they equal in all else, or NEVER."""
    dearer: int = NEVER
    for taken in range(1 << day.vehicle[RESTS]):
        if labels[taken, TIME] != old[taken, TIME]:
            return NEVER
        if labels[taken, TIME] == NONE:
            continue
        if day.vehicle[FLEXIBLE] and (
            labels[taken, SLACK] != old[taken, SLACK] or labels[taken, LEFT] != old[taken, LEFT]
        ):
            return NEVER
        extra = labels[taken, COST] - old[taken, COST]
        if dearer != NEVER and dearer != extra:  # noqa: PLR1714 - a set would be allocated
            return NEVER
        dearer = extra
    return dearer
