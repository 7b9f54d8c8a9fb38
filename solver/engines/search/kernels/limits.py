"""How far a route may drive: seconds and metres of all its legs."""

from solver.engines.search.kernels.jit import kernel
from solver.engines.search.kernels.layout import (
    DRIVEN,
    METRES_DRIVEN,
    MOST_DRIVEN,
    MOST_METRES,
    Plan,
    Terms,
)
from solver.engines.search.kernels.legs import day_of, place_at, place_before


@kernel
def measure(terms: Terms, plan: Plan, k: int) -> bool:
    """Add up the seconds and metres of a route; whether the vehicle may drive so far."""
    r, day = plan.row[k], day_of(terms, k)
    seconds = metres = 0
    for x in range(plan.length[r] + 1):
        origin, destination = place_before(plan, k, x), place_at(plan, k, x)
        seconds += day.driving[origin, destination]
        metres += day.metres[origin, destination]
    plan.sums[r, DRIVEN], plan.sums[r, METRES_DRIVEN] = seconds, metres
    return bool(seconds <= day.vehicle[MOST_DRIVEN] and metres <= day.vehicle[MOST_METRES])


@kernel
def may_detour(terms: Terms, plan: Plan, k: int, task_place: int, position: int) -> bool:
    """Whether the route stays within its limits with one more place before a position."""
    r, day = plan.row[k], day_of(terms, k)
    before, after = place_before(plan, k, position), place_at(plan, k, position)
    seconds = day.driving[before, task_place] + day.driving[task_place, after]
    metres = day.metres[before, task_place] + day.metres[task_place, after]
    if plan.length[r] > 0:
        seconds += plan.sums[r, DRIVEN] - day.driving[before, after]
        metres += plan.sums[r, METRES_DRIVEN] - day.metres[before, after]
    return bool(seconds <= day.vehicle[MOST_DRIVEN] and metres <= day.vehicle[MOST_METRES])
