"""Ways to take tasks out of a plan.

Strings after Christiaens and Vanden Berghe, "Slack induction by string removals for vehicle routing
problems", Transportation Science 54(2), 2020: strings of tasks from routes near a seed task, some
of them split. Beside them: tasks that are close in place, those in one slice of time, those that
need the same scarce vehicle, all of one vehicle, at random.
"""

from solver.engines.search.kernels.chance import below, uniform
from solver.engines.search.kernels.jit import inlined, kernel
from solver.engines.search.kernels.layout import (
    ABSENT,
    CLOSES,
    IDLE,
    LOADED,
    NONE,
    OPENING,
    OPENS,
    RESTS,
    SCARCITY,
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
from solver.engines.search.kernels.routes import spare_row

STRINGS, RELATED, SLICE, SCARCE, VEHICLE = 0.82, 0.89, 0.92, 0.94, 0.98
"""Up to which share of all ruins they go in this way; the rest is at random."""
AVERAGE_REMOVED = 10.0
LONGEST_STRING = 10.0
SPLIT_SHARE = 0.5
MOST_OF_VEHICLE = 40
"""Most tasks that the ruin of a vehicle takes."""
SKIPPED_AT_ONCE = 10
"""Most tasks nobody serves that one ruin offers for insertion again."""
NARROWEST = 0.02
WIDEST = 0.12
"""How far a slice of time reaches to either side, as parts of a shift."""


@kernel
def ruin(terms: Terms, guide: Guide, plan: Plan, work: Work) -> None:
    """Take tasks in hand in one of the ways, around a random task."""
    seed = below(plan.random, terms.tasks.shape[0])
    way = uniform(plan.random)
    if way < STRINGS:
        ruin_strings(terms, guide, plan, work, seed)
    elif way < RELATED:
        ruin_related(terms, guide, plan, work, seed)
    elif way < SLICE:
        ruin_slice(terms, guide, plan, work, seed)
    elif way < SCARCE:
        ruin_scarce(terms, guide, plan, work, seed)
    elif way < VEHICLE:
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
        if task < 0:
            break
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
    """The seed and the tasks nearest to it."""
    count = some_tasks(plan)
    take_in_hand(plan, work, seed)
    for i in range(guide.near.shape[1]):
        task = guide.near[seed, i]
        if task < 0 or work.size[ABSENT] >= count:
            break
        take_in_hand(plan, work, task)


@inlined
def ruin_slice(terms: Terms, guide: Guide, plan: Plan, work: Work, seed: int) -> None:
    """The seed, and tasks near it that are served in one slice of time, or may begin in it and are
    served by nobody: around the end of the seed's service, or of its nearest served neighbour's.
    """
    count = some_tasks(plan)
    moment, span = NONE, 0
    for i in range(-1, guide.near.shape[1]):
        task = seed if i < 0 else guide.near[seed, i]
        if task < 0 or work.size[ABSENT] >= count:
            break
        when = leaves_at(terms, plan, work, task)
        if moment == NONE and when != NONE:
            moment, span = when, span_of_slice(terms, plan, plan.host[task])
        first, last = when, when
        if when == NONE:
            first, last = terms.tasks[task, OPENS], terms.tasks[task, CLOSES]
        known = moment != NONE
        if i < 0 or (known and first <= moment + span and last >= moment - span):
            take_in_hand(plan, work, task)


@inlined
def span_of_slice(terms: Terms, plan: Plan, k: int) -> int:
    """How many seconds before and after a moment belong to its slice: a random part of a shift."""
    shift = terms.vehicles[k, SHIFT_END] - terms.vehicles[k, OPENING]
    return int(shift * (NARROWEST + (WIDEST - NARROWEST) * uniform(plan.random)))


@inlined
def ruin_scarce(terms: Terms, guide: Guide, plan: Plan, work: Work, seed: int) -> None:
    """Tasks that compete for a vehicle: of two random tasks the one that fewer vehicles may serve,
    and those near it that one of these, and no more vehicles than the other task, may serve, too.
    """
    other = below(plan.random, terms.tasks.shape[0])
    scarcity = guide.orders[SCARCITY]
    rare, common = seed, other
    if scarcity[other] < scarcity[seed]:
        rare, common = other, seed
    count = some_tasks(plan)
    k = one_of_crew(guide, plan, rare)
    take_in_hand(plan, work, rare)
    for i in range(guide.near.shape[1]):
        task = guide.near[rare, i]
        if task < 0 or k < 0 or work.size[ABSENT] >= count:
            break
        if scarcity[task] <= scarcity[common] and guide.able[task, k]:
            take_in_hand(plan, work, task)


@inlined
def one_of_crew(guide: Guide, plan: Plan, task: int) -> int:
    """A random vehicle that may serve a task, or -1."""
    count = 0
    while count < guide.crews.shape[1] and guide.crews[task, count] >= 0:
        count += 1
    found: int = -1
    if count > 0:
        found = guide.crews[task, below(plan.random, count)]
    return found


@inlined
def ruin_vehicle(terms: Terms, guide: Guide, plan: Plan, work: Work, seed: int) -> None:
    """All tasks of the vehicle that serves the seed, and skipped ones close by."""
    k = plan.host[seed]
    take_in_hand(plan, work, seed)
    if k >= 0:
        r = plan.row[k]
        for x in range(min(plan.length[r], MOST_OF_VEHICLE)):
            take_in_hand(plan, work, plan.tasks[r, x])
    skipped = 0
    for i in range(guide.near.shape[1]):
        task = guide.near[seed, i]
        if task < 0:
            break
        if plan.host[task] < 0 and skipped < SKIPPED_AT_ONCE:
            skipped += 1
            take_in_hand(plan, work, task)


@inlined
def ruin_random(terms: Terms, guide: Guide, plan: Plan, work: Work) -> None:
    """Tasks from anywhere."""
    for _ in range(1 + below(plan.random, int(AVERAGE_REMOVED))):
        take_in_hand(plan, work, below(plan.random, terms.tasks.shape[0]))


@inlined
def some_tasks(plan: Plan) -> int:
    """How many tasks a ruin takes that does not go by routes."""
    return 2 + below(plan.random, int(2 * AVERAGE_REMOVED))


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
def leaves_at(terms: Terms, plan: Plan, work: Work, task: int) -> int:
    """When the service of a task is over at the earliest; NONE if nobody serves it (any more).

    A route that is being changed has its labels in the row it had before.
    """
    k = plan.host[task]
    if k < 0:
        return NONE
    r = plan.row[k]
    if work.touched_at[k] == work.size[STAMP]:
        r = spare_row(plan, k)
    at = position_of(plan, k, task) + 1
    earliest = -NONE
    for taken in range(1 << terms.vehicles[k, RESTS]):
        time = plan.stops[r, at, taken, TIME]
        if time != NONE:
            earliest = min(earliest, time)
    return earliest
