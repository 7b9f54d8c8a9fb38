"""Exchange stretches of two routes: all that follows a leg, or a few tasks each.

Tails after Potvin and Rousseau, "An exchange heuristic for routeing problems with time windows",
Journal of the Operational Research Society 46(12), 1995 (2-opt*); a few tasks each after Taillard
and others, "A tabu search heuristic for the vehicle routing problem with soft time windows",
Transportation Science 31(2), 1997 (CROSS); a stretch for none is Or's move.

A move joins two tasks that are near each other, and is written out only where the price of its legs
and the labels and bounds of both routes let it hope; then `refresh` prices and checks both routes.
"""

import numpy as np

from solver.engines.search.kernels.chance import below, uniform
from solver.engines.search.kernels.jit import entry, inlined, kernel
from solver.engines.search.kernels.keeping import keep_best
from solver.engines.search.kernels.layout import (
    CURRENT,
    FREE,
    FROM_HERE,
    MOST_TASKS,
    NEVER,
    NONE,
    RESTS,
    TIME,
    TOUCHED,
    TRUE_COST,
    Guide,
    Plan,
    Record,
    Terms,
    Work,
)
from solver.engines.search.kernels.legs import day_of, leg_cost, service_seconds
from solver.engines.search.kernels.moves import begin, change_of_cost, touch
from solver.engines.search.kernels.routes import refresh
from solver.engines.search.kernels.times import first_in

PARTNERS = 12
"""How many of a task's nearest neighbours are tried to follow it."""
FEW = 3
"""Most tasks of a stretch that is not a tail."""
TAILS = 0.5
"""The share of moves that exchange tails."""


@entry
def exchange_stretches(
    terms: Terms,
    guide: Guide,
    plan: Plan,
    work: Work,
    record: Record,
    tries: int,
    temperature: float,
) -> None:
    """Try so many exchanges, accept each by its change of cost (Metropolis), and keep the best."""
    for _ in range(tries):
        limit = min(-temperature * np.log(uniform(plan.random)), float(NEVER))
        change = exchange(terms, guide, plan, work, limit)
        if change < NEVER:
            record.state[CURRENT] += change
            record.state[TRUE_COST] += change
            keep_best(plan, record)


@inlined
def exchange(terms: Terms, guide: Guide, plan: Plan, work: Work, limit: float) -> int:
    """Exchange stretches after a random task if that costs less than `limit`: the change of cost.

    NEVER, and the plan as it was, if no near task can follow so.
    """
    begin(work)
    task = below(plan.random, terms.tasks.shape[0])
    k = plan.host[task]
    if k < 0:
        return NEVER
    x = place_in(plan, k, task) + 1
    for i in range(min(PARTNERS, guide.near.shape[1])):
        other = guide.near[task, i]
        j = plan.host[other] if other >= 0 else -1
        if j < 0 or j == k:
            continue
        y = place_in(plan, j, other)
        most, s, t = plan.length[plan.row[k]] - x, 0, plan.length[plan.row[j]] - y
        if uniform(plan.random) < TAILS:
            s = most
        else:
            s, t = min(most, below(plan.random, FEW + 1)), min(t, 1 + below(plan.random, FEW))
        if (
            change_of_legs(terms, plan, k, x, s, j, y, t) < limit
            and fits(terms, guide, plan, k, x, s, j, y, t)
            and fits(terms, guide, plan, j, y, t, k, x, s)
        ):
            return swap(terms, plan, work, k, x, s, j, y, t, limit)
    return NEVER


@inlined
def place_in(plan: Plan, k: int, task: int) -> int:
    """Where a route serves a task that it serves."""
    r, x = plan.row[k], 0
    while plan.tasks[r, x] != task:
        x += 1
    return x


@inlined
def change_of_legs(terms: Terms, plan: Plan, k: int, x: int, s: int, j: int, y: int, t: int) -> int:
    """What the four new legs cost more than the old ones.

    In each route in turn, its `s` tasks from `x` on make way for `t` of the other from `y` on.
    """
    change = 0
    for _ in range(2):
        r, o, day = plan.row[k], plan.row[j], day_of(terms, k)
        before, after = plan.places[r, x], plan.places[r, x + s + 1]
        change -= plan.legs[r, x]
        if s > 0:
            change -= plan.legs[r, x + s]
        if t > 0:
            change += leg_cost(day, before, plan.places[o, y + 1])
            before = plan.places[o, y + t]
        change += leg_cost(day, before, after)
        k, x, s, j, y, t = j, y, t, k, x, s
    return change


@kernel
def fits(
    terms: Terms, guide: Guide, plan: Plan, k: int, x: int, s: int, j: int, y: int, t: int
) -> bool:
    """Whether `t` tasks may take the place of `s` in a route, and make nothing late.

    A quick look that may err both ways: breaks on the new legs are not seen, and of a tail the
    bounds are those of its vehicle so far.
    """
    r, o, day = plan.row[k], plan.row[j], day_of(terms, k)
    m = plan.length[r]
    if m + t - s > min(plan.tasks.shape[1], day.vehicle[MOST_TASKS]):
        return False
    for i in range(y, y + t):
        if not guide.able[plan.tasks[o, i], k]:
            return False
    bounds, after, sets = plan.stops[r, x + s], plan.places[r, x + s + 1], day.vehicle[RESTS]
    new = t
    if x + s == m and t > 0 and y + t == plan.length[o]:
        bounds, after, new = plan.stops[o, y], plan.places[o, y + 1], 0
        sets = min(sets, terms.vehicles[j, RESTS])
    for taken in range(1 << sets):
        time, before = plan.stops[r, x, taken, TIME], plan.places[r, x]
        if time == NONE:
            continue
        for i in range(y, y + new):
            task = plan.tasks[o, i]
            time = first_in(terms.spans[task], time + day.driving[before, plan.places[o, i + 1]])
            if time != NEVER:
                time += service_seconds(terms, day, before, task)
            before = plan.places[o, i + 1]
        if time + day.driving[before, after] <= bounds[taken, FREE]:
            return True
    return False


@inlined
def swap(
    terms: Terms,
    plan: Plan,
    work: Work,
    k: int,
    x: int,
    s: int,
    j: int,
    y: int,
    t: int,
    limit: float,
) -> int:
    """Write both routes, if they are possible and cost less than `limit` more than before."""
    r, o = plan.row[k], plan.row[j]
    for one in (k, j):
        touch(plan, work, one)
    write(plan, k, r, x, s, o, y, t)
    write(plan, j, o, y, t, r, x, s)
    good = True
    for i in range(work.size[TOUCHED]):
        one = work.touched[i]
        good = good and refresh(terms, plan, one) < NEVER and is_light(terms, plan, one)
    change = change_of_cost(plan, work) if good else NEVER
    if change < limit:
        for one in (k, j):
            note_hosts(plan, one)
        return change
    plan.row[k], plan.row[j] = r, o
    return NEVER


@inlined
def note_hosts(plan: Plan, k: int) -> None:
    """Note who serves the tasks of a route."""
    r = plan.row[k]
    for x in range(plan.length[r]):
        plan.host[plan.tasks[r, x]] = k


@kernel
def write(plan: Plan, k: int, old: int, x: int, s: int, other: int, y: int, t: int) -> None:
    """Write a route: its old row, with `t` tasks of another in place of `s` of its own."""
    r, m = plan.row[k], plan.length[old]
    for i in range(t):
        plan.tasks[r, x + i] = plan.tasks[other, y + i]
    for i in range(x + s, m):
        plan.tasks[r, i + t - s] = plan.tasks[old, i]
    plan.length[r] = m + t - s


@inlined
def is_light(terms: Terms, plan: Plan, k: int) -> bool:
    """Whether a route carries no more than its vehicle can."""
    r = plan.row[k]
    for d in range(plan.loads.shape[2]):
        if plan.length[r] > 0 and plan.loads[r, 0, d, FROM_HERE] > terms.capacity[k, d]:
            return False
    return True
