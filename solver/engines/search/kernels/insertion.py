"""What it costs to serve one more task on a route, and where it is cheapest."""

from solver.engines.search.kernels.backward import bounds_with_errands
from solver.engines.search.kernels.forward import drive_on_trial, serve
from solver.engines.search.kernels.jit import inlined, kernel
from solver.engines.search.kernels.layout import (
    BUSY,
    CLOSES,
    DELIVERED,
    DEPOT,
    FIXED,
    FLEXIBLE,
    FROM_HERE,
    LIMITED,
    MOST_TASKS,
    NEVER,
    NONE,
    ORDERED,
    OWN,
    PICKED_UP,
    PLACE,
    READY,
    RESTS,
    SERVED,
    SO_FAR,
    STATIONED,
    TIME,
    TIMED,
    TOLLED,
    UNBOUND,
    VERSION,
    WISHES,
    WORK_PRICE,
    Day,
    Ints,
    Leg,
    Plan,
    Terms,
)
from solver.engines.search.kernels.legs import (
    day_of,
    leg_cost,
    leg_cost_back,
    leg_on,
    leg_to,
    place_before,
    service_seconds,
)
from solver.engines.search.kernels.limits import may_detour
from solver.engines.search.kernels.promises import open_positions
from solver.engines.search.kernels.remainder import carry_on, cheapest, price_rest
from solver.engines.search.kernels.supplies import drop_unsupplied, gets_by


@inlined
def best_insertion(terms: Terms, plan: Plan, k: int, task: int, limit: int) -> int:
    """Price the cheapest insertion of a task into a route, ties to the first; cached by version.

    Returns the extra cost; from `limit` on anything not below it. The position is in `plan.priced`.
    """
    r = plan.row[k]
    entry = plan.priced[task, r]
    if entry[0] != plan.sums[r, VERSION] or (entry[2] < 0 and entry[1] < limit):
        price_insertion(terms, plan, k, task, limit)
    extra: int = entry[1]
    return extra


@kernel
def price_insertion(terms: Terms, plan: Plan, k: int, task: int, limit: int) -> None:
    """Try every position and write (version, extra cost, position) of the best to the cache.

    If none costs less than `limit`, the position is -1 and no insertion costs less than is written.
    """
    r, day = plan.row[k], day_of(terms, k)
    best, least, where = limit, NEVER, -1
    place, m = terms.tasks[task, PLACE], plan.length[r]
    once: int = day.vehicle[FIXED] if m == 0 else 0
    if day.vehicle[TOLLED]:
        once += terms.toll[task, k]
    first, end = 0, m + 1
    if day.vehicle[ORDERED]:
        first, end = open_positions(terms, plan, k, task)
    if m >= min(plan.tasks.shape[1], day.vehicle[MOST_TASKS]):
        end = first
    for position in range(first, end):
        before, after = plan.places[r, position], plan.places[r, position + 1]
        legs = leg_to(day, before, place, task), leg_on(day, plan, r, place, position)
        extra = leg_cost_back(day, place, before) + leg_cost(day, place, after) + once
        if m > 0:
            extra -= plan.legs[r, position]
        hope = extra + least_delay(terms, day, plan, k, task, position, legs)
        if hope >= best:
            least = min(least, hope)
            continue
        if too_late(terms, day, task, plan.stops[r, position]):
            break
        if has_room(terms, plan, k, task, position) and (
            not day.vehicle[LIMITED] or may_detour(terms, plan, k, place, position)
        ):
            delay = delay_cost(terms, day, plan, k, task, position, legs, best - extra)
            if delay < NEVER and extra + delay < best:
                best, where = extra + delay, position
            elif delay < NEVER:
                least = min(least, extra + delay)
    entry = plan.priced[task, r]
    entry[0], entry[1], entry[2] = plan.sums[r, VERSION], best if where >= 0 else least, where


@inlined
def least_delay(
    terms: Terms, day: Day, plan: Plan, k: int, task: int, position: int, legs: tuple[Leg, Leg]
) -> int:
    """A bound on `delay_cost`: nobody works less than the seconds of driving and service."""
    if day.vehicle[WISHES]:
        return NONE  # those that follow may come closer to their published starts
    if not day.vehicle[STATIONED] and not day.vehicle[WORK_PRICE]:
        return 0
    r, after = plan.row[k], plan.places[plan.row[k], position + 1]
    busy = day.service[0, task] + legs[0].seconds + legs[1].seconds
    if plan.length[r] > 0:
        if legs[1].origin == after:
            return NONE  # the next task may save its setup
        busy += plan.sums[r, BUSY] - day.driving[place_before(plan, k, position), after]
    bound: int = day.vehicle[WORK_PRICE] * busy - plan.sums[r, TIMED]
    return bound


@inlined
def too_late(terms: Terms, day: Day, task: int, stop: Ints) -> bool:
    """Whether the route leaves a position, and so all later ones, after the task closes."""
    closes = terms.tasks[task, CLOSES]
    for taken in range(1 << day.vehicle[RESTS]):
        if stop[taken, TIME] != NONE and stop[taken, TIME] <= closes:
            return False
    return True


@inlined
def has_room(terms: Terms, plan: Plan, k: int, task: int, position: int) -> bool:
    """Whether the load stays within capacity before and after the new task."""
    r = plan.row[k]
    for d in range(plan.loads.shape[2]):
        capacity = terms.capacity[k, d]
        if plan.loads[r, position, d, SO_FAR] + terms.moved[task, d, DELIVERED] > capacity:
            return False
        if plan.loads[r, position, d, FROM_HERE] + terms.moved[task, d, PICKED_UP] > capacity:
            return False
    return True


@inlined
def delay_cost(
    terms: Terms,
    day: Day,
    plan: Plan,
    k: int,
    task: int,
    position: int,
    legs: tuple[Leg, Leg],
    limit: int,
) -> int:
    """Change in all costs but driving if a task is inserted; NEVER if impossible.

    Where the bounds of the position price what follows the answer takes O(1); otherwise labels are
    carried on until they do, or until they equal the old ones again. From `limit` on the answer may
    be anything not below it and not above the truth.
    """
    r, base = plan.row[k], plan.sums[plan.row[k], TIMED]
    place, stop = terms.tasks[task, PLACE], plan.stops[plan.row[k], position]
    served, ready, unbound = plan.scratch[SERVED], plan.scratch[READY], plan.scratch[UNBOUND]
    drive_on_trial(day, legs[0], stop, unbound, served)
    duration = service_seconds(terms, day, place_before(plan, k, position), task)
    own = unbound
    if day.vehicle[WISHES]:
        own = plan.scratch[OWN]
        bounds_of_new(terms, plan, k, task, position, duration)
    if day.vehicle[DEPOT] and not gets_by(terms, plan, k, position, task):
        drop_unsupplied(day, served)
    if not serve(terms, day, task, duration, own, served):
        return NEVER
    changes = position < plan.length[r] and setup_changes(terms, day, plan, k, place, position)
    drive_on_trial(day, legs[1], served, unbound if changes else stop, ready)
    decided, possible = NEVER, NEVER
    if not changes:
        decided, possible = price_rest(terms, day, plan, k, task, ready, stop)
    else:
        possible = NONE if day.vehicle[FLEXIBLE] else cheapest(day, ready)
    if possible < decided:
        if possible - base < limit:
            possible = carry_on(terms, plan, k, task, position, base + limit)
        decided = min(decided, possible)
    return NEVER if decided >= NEVER else decided - base


@kernel
def bounds_of_new(
    terms: Terms, plan: Plan, k: int, task: int, position: int, duration: int
) -> None:
    """Write the bounds of a task that would come before a position to the OWN scratch."""
    day = day_of(terms, k)
    leg = leg_on(day, plan, plan.row[k], terms.tasks[task, PLACE], position)
    after = plan.stops[plan.row[k], position]
    bounds_with_errands(terms, day, position, task, duration, leg, after, plan.scratch[OWN])


@inlined
def setup_changes(terms: Terms, day: Day, plan: Plan, k: int, place: int, position: int) -> bool:
    """Whether the task at a position needs its setup after `place` and did not before, or so."""
    task = plan.tasks[plan.row[k], position]
    was = service_seconds(terms, day, place_before(plan, k, position), task)
    return was != service_seconds(terms, day, place, task)
