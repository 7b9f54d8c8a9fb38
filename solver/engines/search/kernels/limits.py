"""How far a route may drive: seconds and metres of all its legs.

Which leg an errand at a place lengthens is known to labels only. Limits take it for the leg where
it is longest: a route that is let through keeps them wherever the errand is run.
"""

from typing import cast

import numpy as np

from solver.engines.search.kernels.jit import inlined, kernel
from solver.engines.search.kernels.layout import (
    DRIVEN,
    METRES_DRIVEN,
    MOST_DRIVEN,
    MOST_METRES,
    NONE,
    RESTS,
    STATIONED,
    Day,
    Plan,
    Terms,
)
from solver.engines.search.kernels.legs import day_of, place_at, place_before

AS_IS = cast(int, np.int64(-1))
"""No further place; the literal -1 would have `longest` compiled once more for it."""


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
    return is_within(plan, day, k, seconds, metres, AS_IS, AS_IS)


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
    return is_within(plan, day, k, seconds, metres, task_place, position)


@inlined
def is_within(
    plan: Plan, day: Day, k: int, seconds: int, metres: int, place: int, position: int
) -> bool:
    """Whether so much driving, and the longest errand, are allowed; `place` as in `longest`."""
    most, farthest = day.vehicle[MOST_DRIVEN], day.vehicle[MOST_METRES]
    if day.vehicle[STATIONED]:
        more, farther = longest(plan, day, k, place, position)
        seconds, metres = seconds + more, metres + farther
    return bool(seconds <= most and metres <= farthest)


@kernel
def longest(plan: Plan, day: Day, k: int, place: int, position: int) -> tuple[int, int]:
    """Most seconds, and most metres, by which an errand at a place lengthens one leg of a route.

    One more `place` comes before a position, unless that is -1.
    """
    seconds = metres = 0
    for b in range(day.vehicle[RESTS]):
        errand = day.rests[b, 0, 1]
        if not day.vehicle[STATIONED] >> b & 1 or is_over(day, b):
            continue
        for x in range(plan.length[plan.row[k]] + 1):
            origin, destination = place_before(plan, k, x), place_at(plan, k, x)
            for half in range(2 if x == position else 1):
                start = place if half == 1 else origin
                end = place if x == position and half == 0 else destination
                detour = day.driving[start, errand] + day.driving[errand, end]
                seconds = max(seconds, detour - day.driving[start, end])
                detour = day.metres[start, errand] + day.metres[errand, end]
                metres = max(metres, detour - day.metres[start, end])
    return seconds, metres


@inlined
def is_over(day: Day, b: int) -> bool:
    """Whether a break is over before any departure of the vehicle: no route can hold it."""
    for taken in range(day.departs.shape[0]):
        if day.departs[taken] != NONE and not taken >> b & 1:
            return False
    return True
