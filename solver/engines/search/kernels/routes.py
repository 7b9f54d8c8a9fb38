"""Changing routes: a new order, and what depends on it."""

from solver.engines.search.kernels.backward import bounds_at_end, bounds_before, close_unsupplied
from solver.engines.search.kernels.forward import depart, drive, finish, serve
from solver.engines.search.kernels.jit import inlined, kernel
from solver.engines.search.kernels.layout import (
    BUSY,
    DELIVERED,
    DEPOT,
    FIXED,
    FROM_HERE,
    LIMITED,
    NEVER,
    ORDERED,
    PICKED_UP,
    REACH,
    READY,
    SO_FAR,
    TIMED,
    TOLLED,
    TOTAL,
    VERSION,
    Plan,
    Terms,
)
from solver.engines.search.kernels.legs import (
    day_of,
    leg_on,
    place_before,
    service_seconds,
    write_places,
)
from solver.engines.search.kernels.limits import measure
from solver.engines.search.kernels.promises import in_order
from solver.engines.search.kernels.supplies import take_supplies


@inlined
def spare_row(plan: Plan, k: int) -> int:
    """The row of a vehicle that does not count: while its route is being changed, the old one."""
    vehicles = plan.row.shape[0]
    return k if plan.row[k] >= vehicles else k + vehicles


@inlined
def copy_to_spare(plan: Plan, k: int) -> None:
    """Copy the order of a route into the vehicle's other row and let that one count."""
    old = plan.row[k]
    new = spare_row(plan, k)
    plan.length[new] = plan.length[old]
    for x in range(plan.length[old]):
        plan.tasks[new, x] = plan.tasks[old, x]
    plan.row[k] = new


@inlined
def put_in(plan: Plan, k: int, task: int, position: int) -> None:
    """Insert a task into the order of the vehicle's row."""
    r = plan.row[k]
    for x in range(plan.length[r], position, -1):
        plan.tasks[r, x] = plan.tasks[r, x - 1]
    plan.tasks[r, position] = task
    plan.length[r] += 1
    plan.host[task] = k


@kernel
def refresh(terms: Terms, plan: Plan, k: int) -> int:
    """Compute bounds, labels, loads and cost of a route; returns its cost, NEVER if impossible."""
    r = plan.row[k]
    plan.sums[r, VERSION] = 0
    if plan.length[r] > 0:
        plan.counter[0] += 1
        plan.sums[r, VERSION] = plan.counter[0]
    write_places(terms, plan, k)
    if terms.vehicles[k, DEPOT]:
        take_supplies(terms, plan, k)
    _backward(terms, plan, k)
    plan.sums[r, TOTAL] = _forward(terms, plan, k)
    if plan.loads.shape[2] > 0:
        _loads(terms, plan, k)
    total: int = plan.sums[r, TOTAL]
    return total


@inlined
def _forward(terms: Terms, plan: Plan, k: int) -> int:
    r, day = plan.row[k], day_of(terms, k)
    stops, m = plan.stops[r], plan.length[r]
    depart(day, stops[0])
    plan.sums[r, TIMED], plan.sums[r, BUSY] = 0, 0
    if m == 0:
        return 0
    if day.vehicle[ORDERED] and not in_order(terms, plan, k):
        return NEVER
    if day.vehicle[LIMITED] and not measure(terms, plan, k):
        return NEVER
    cost, busy = day.vehicle[FIXED], 0
    for x in range(m):
        task, before = plan.tasks[r, x], plan.places[r, x]
        leg, duration = leg_on(day, plan, r, before, x), service_seconds(terms, day, before, task)
        drive(day, leg, stops[x], stops[x], stops[x + 1])
        if not serve(terms, day, task, duration, stops[x], stops[x + 1]):
            return NEVER
        busy += leg.seconds + duration
        cost += plan.legs[r, x]
        if day.vehicle[TOLLED]:
            cost += terms.toll[task, k]
    last = leg_on(day, plan, r, plan.places[r, m], m)
    plan.sums[r, BUSY] = busy + last.seconds
    drive(day, last, stops[m], stops[m], plan.scratch[READY])
    plan.sums[r, TIMED] = finish(day, plan.scratch[READY])
    total: int = cost + plan.legs[r, m] + plan.sums[r, TIMED]
    return min(NEVER, total)


@inlined
def _backward(terms: Terms, plan: Plan, k: int) -> None:
    r, day = plan.row[k], day_of(terms, k)
    stops, m = plan.stops[r], plan.length[r]
    bounds_at_end(day, m, stops[m])
    for x in range(m - 1, -1, -1):
        task = plan.tasks[r, x]
        duration = service_seconds(terms, day, place_before(plan, k, x), task)
        leg = leg_on(day, plan, r, plan.places[r, x + 1], x + 1)
        bounds_before(terms, day, x, task, duration, leg, stops[x + 1], stops[x])
        if day.vehicle[DEPOT] and x >= plan.sums[r, REACH]:
            close_unsupplied(day, stops[x])


@inlined
def _loads(terms: Terms, plan: Plan, k: int) -> None:
    """Most carried up to each position, and from it on; what is delivered is loaded first."""
    r, m = plan.row[k], plan.length[plan.row[k]]
    loads = plan.loads[r]
    for d in range(loads.shape[1]):
        carried = 0
        for x in range(m):
            carried += terms.moved[plan.tasks[r, x], d, DELIVERED]
        loads[0, d, SO_FAR] = carried
        loads[0, d, FROM_HERE] = carried
        for x in range(m):
            moved = terms.moved[plan.tasks[r, x], d]
            carried += moved[PICKED_UP] - moved[DELIVERED]
            loads[x + 1, d, SO_FAR] = max(loads[x, d, SO_FAR], carried)
            loads[x + 1, d, FROM_HERE] = carried
        for x in range(m - 1, -1, -1):
            loads[x, d, FROM_HERE] = max(loads[x, d, FROM_HERE], loads[x + 1, d, FROM_HERE])
