"""Ways to take tasks out of a plan.

Strings after Christiaens and Vanden Berghe, "Slack induction by string removals for vehicle routing
problems", Transportation Science 54(2), 2020: strings of tasks from routes near a seed task, some
of them split. Beside them: tasks that are close in place and time, all of one vehicle, at random.
"""

from solver.engines.search.kernels.chance import below, uniform
from solver.engines.search.kernels.jit import inlined, kernel
from solver.engines.search.kernels.layout import (
    ABSENT,
    IDLE,
    LOADED,
    NONE,
    OPENING,
    RESTS,
    SHIFT_END,
    STAMP,
    TIME,
    TOUCHED,
    Guide,
    Plan,
    Terms,
    Work,
)
from solver.engines.search.kernels.moves import take_in_hand

AVERAGE_REMOVED = 10.0
LONGEST_STRING = 10.0
SPLIT_SHARE = 0.5
SKIPPED_AT_ONCE = 10
"""Most tasks nobody serves that one ruin offers for insertion again."""


@kernel
def ruin(terms: Terms, guide: Guide, plan: Plan, work: Work) -> None:
    """Take tasks in hand in one of the ways, around a random task."""
    seed = below(plan.random, terms.tasks.shape[0])
    way = uniform(plan.random)
    if way < 0.85:
        ruin_strings(terms, guide, plan, work, seed)
    elif way < 0.93:
        ruin_related(terms, guide, plan, work, seed)
    elif way < 0.97:
        ruin_vehicle(terms, guide, plan, work, seed)
    else:
        ruin_random(terms, guide, plan, work)


@inlined
def ruin_strings(terms: Terms, guide: Guide, plan: Plan, work: Work, seed: int) -> None:
    """Strings of tasks near the seed, at most one per route; skipped tasks met on the way too."""
    longest = min(LONGEST_STRING, tasks_per_route(plan, work))
    most = 4.0 * AVERAGE_REMOVED / (1.0 + longest) - 1.0
    strings = int(uniform(plan.random) * most + 1.0)
    skipped = 0
    for i in range(-1, guide.near.shape[1]):
        if work.size[TOUCHED] >= strings:
            break
        task = seed if i < 0 else guide.near[seed, i]
        k = plan.host[task]
        if work.taken_at[task] == work.size[STAMP]:
            continue
        if k < 0:
            if skipped < SKIPPED_AT_ONCE:
                skipped += 1
                take_in_hand(plan, work, task)
        elif work.touched_at[k] != work.size[STAMP]:
            take_string(plan, work, k, task, longest)


@inlined
def take_string(plan: Plan, work: Work, k: int, task: int, longest: float) -> None:
    """A string that contains the task; if split, some tasks in its middle stay."""
    r = plan.row[k]
    m = plan.length[r]
    taken = min(m, int(uniform(plan.random) * min(float(m), longest) + 1.0))
    kept = 0
    if 2 <= taken < m and uniform(plan.random) < SPLIT_SHARE:
        kept = 1
        while taken + kept < m and uniform(plan.random) < 0.5:
            kept += 1
    whole = taken + kept
    at = position_of(plan, k, task)
    low, high = max(0, at - whole + 1), min(at, m - whole)
    first = low + below(plan.random, high - low + 1)
    gap = first + 1 + below(plan.random, taken - 1) if kept > 0 else first + whole
    for x in range(first, first + whole):
        if not gap <= x < gap + kept:
            take_in_hand(plan, work, plan.tasks[r, x])


@inlined
def ruin_related(terms: Terms, guide: Guide, plan: Plan, work: Work, seed: int) -> None:
    """The nearest tasks that are served at about the same time as the seed."""
    count = 2 + below(plan.random, int(2 * AVERAGE_REMOVED))
    take_in_hand(plan, work, seed)
    moment = leaves_at(terms, plan, seed)
    k = below(plan.random, plan.row.shape[0])
    shift = terms.vehicles[k, SHIFT_END] - terms.vehicles[k, OPENING]
    span = int(shift * (0.05 + 0.3 * uniform(plan.random)))
    for i in range(guide.near.shape[1]):
        if work.size[ABSENT] >= count:
            break
        task = guide.near[seed, i]
        when = leaves_at(terms, plan, task)
        if min(moment, when) == NONE or abs(when - moment) <= span:
            take_in_hand(plan, work, task)


@inlined
def ruin_vehicle(terms: Terms, guide: Guide, plan: Plan, work: Work, seed: int) -> None:
    """All tasks of the vehicle that serves the seed, and skipped ones close by."""
    k = plan.host[seed]
    take_in_hand(plan, work, seed)
    if k >= 0:
        r = plan.row[k]
        for x in range(min(plan.length[r], 4 * int(LONGEST_STRING))):
            take_in_hand(plan, work, plan.tasks[r, x])
    skipped = 0
    for i in range(guide.near.shape[1]):
        task = guide.near[seed, i]
        if plan.host[task] < 0 and skipped < SKIPPED_AT_ONCE:
            skipped += 1
            take_in_hand(plan, work, task)


@inlined
def ruin_random(terms: Terms, guide: Guide, plan: Plan, work: Work) -> None:
    """Tasks from anywhere."""
    for _ in range(1 + below(plan.random, int(AVERAGE_REMOVED))):
        take_in_hand(plan, work, below(plan.random, terms.tasks.shape[0]))


@inlined
def tasks_per_route(plan: Plan, work: Work) -> float:
    """Average length of the routes in use."""
    used = plan.row.shape[0] - work.size[IDLE]
    average: float = work.size[LOADED] / max(1, used)
    return average


@inlined
def position_of(plan: Plan, k: int, task: int) -> int:
    """Where a route serves a task."""
    r = plan.row[k]
    for x in range(plan.length[r]):
        if plan.tasks[r, x] == task:
            return x
    return -1


@inlined
def leaves_at(terms: Terms, plan: Plan, task: int) -> int:
    """When the service of a task is over at the earliest; NONE if nobody serves it."""
    k = plan.host[task]
    if k < 0:
        return NONE
    at = position_of(plan, k, task) + 1
    earliest = -NONE
    for taken in range(1 << terms.vehicles[k, RESTS]):
        time = plan.stops[plan.row[k], at, taken, TIME]
        if time != NONE:
            earliest = min(earliest, time)
    return earliest
