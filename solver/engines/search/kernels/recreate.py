"""Insert the tasks in hand again, one after the other, each where it is cheapest.

Now and then the next one is not the next of an order but the one that would be regretted most
(regret-2 in Ropke and Pisinger, "An adaptive large neighborhood search heuristic for the pickup and
delivery problem with time windows", Transportation Science 40(4), 2006, section 3.2.2).
"""

import numpy as np

from solver.engines.search.kernels.chance import below, uniform
from solver.engines.search.kernels.insertion import best_insertion
from solver.engines.search.kernels.jit import inlined, kernel
from solver.engines.search.kernels.layout import (
    ABSENT,
    DRIVING,
    IDLE,
    PLACE,
    Guide,
    Plan,
    Terms,
    Work,
)
from solver.engines.search.kernels.moves import insert

BLINK = 0.01
NOISE = 0.2
"""How far chance may move a task in an order that spans 0 to 1."""
EVERYBODY = 24
"""Up to so many able vehicles all are asked; beyond, those with a neighbour or home close by."""

REGRETS = 0.02
"""The share of recreations that go by regret, of those with few tasks in hand."""
FEW = 20
"""Most tasks for regret: each insertion asks anew for all that are left."""

LEGS_AT_ONCE = 16
"""Legs that the processor reads together: 64 bytes."""


@kernel
def recreate(terms: Terms, guide: Guide, plan: Plan, work: Work, every: bool) -> None:
    """Insert the tasks in hand; what costs more than its price stays out."""
    choose_order(terms, guide, plan, work)
    size = work.size[ABSENT]
    by_regret = size <= FEW and uniform(plan.random) < REGRETS
    for i in range(size):
        place_next(terms, guide, plan, work, i, size if by_regret else i + 1, every)


@inlined
def choose_order(terms: Terms, guide: Guide, plan: Plan, work: Work) -> None:
    """Sort the tasks in hand by one of the orders of the instance, disturbed by chance."""
    order = below(plan.random, guide.orders.shape[0])
    for i in range(work.size[ABSENT]):
        noise = NOISE * uniform(plan.random)
        work.key[i] = guide.orders[order, work.absent[i]] + noise
    sort_hand(work)


@inlined
def sort_hand(work: Work) -> None:
    """Sort by key (Shell's sort with Ciura's gaps, stable enough: keys are hardly ever equal)."""
    size = work.size[ABSENT]
    for gap in (1750, 701, 301, 132, 57, 23, 10, 4, 1):
        for i in range(gap, size):
            key, task, was = work.key[i], work.absent[i], work.was[i]
            j = i
            while j >= gap and work.key[j - gap] > key:
                work.key[j] = work.key[j - gap]
                work.absent[j] = work.absent[j - gap]
                work.was[j] = work.was[j - gap]
                j -= gap
            work.key[j], work.absent[j], work.was[j] = key, task, was


@inlined
def place_next(
    terms: Terms, guide: Guide, plan: Plan, work: Work, i: int, end: int, every: bool
) -> None:
    """Insert one of the tasks in hand from the i-th to before `end` at its cheapest place, now and
    then overlooking one: the task whose second best vehicle costs most more than its best (or
    staying out does, if that is cheaper); ties to the first. It comes to be the i-th.
    """
    # not -1 itself: numba would compile all that is called for that literal once more
    nobody = int(np.int64(-1))
    chosen, host, most = i, nobody, nobody
    for x in range(i, end):
        task = work.absent[x]
        best, second, who = work.price[task], work.price[task], nobody
        count = candidates(terms, guide, plan, work, x, every)
        fetch_legs(terms, work, task)
        for j in range(count):
            k = work.asked[j]
            if uniform(plan.random) < BLINK:
                continue
            extra = best_insertion(terms, plan, k, task, second)
            if extra < best:
                # with one task to choose from the second best is of no interest: limits are lower
                second = best if end > i + 1 else extra
                best, who = extra, k
            elif extra < second:
                second = extra
        if second - best > most:
            chosen, host, most = x, who, second - best
    bring_forward(work, i, chosen)
    if host >= 0:
        task = work.absent[i]
        insert(terms, plan, work, host, task, plan.priced[task, plan.row[host], 2])


@inlined
def bring_forward(work: Work, i: int, j: int) -> None:
    """Let two tasks in hand change places."""
    work.absent[i], work.absent[j] = work.absent[j], work.absent[i]
    work.was[i], work.was[j] = work.was[j], work.was[i]


@inlined
def fetch_legs(terms: Terms, work: Work, task: int) -> None:
    """Read the legs to a task from end to end: side by side they come from memory sooner than
    one after the other when each is asked for; what is written keeps the reading.
    """
    legs = terms.driving_back[terms.vehicles[work.asked[0], DRIVING], terms.tasks[task, PLACE]]
    seen = 0
    for x in range(0, legs.shape[0], LEGS_AT_ONCE):
        seen += legs[x]
    work.round[1] = seen


@inlined
def candidates(terms: Terms, guide: Guide, plan: Plan, work: Work, i: int, every: bool) -> int:
    """Write the vehicles to ask for a task to `work.asked`; returns how many."""
    task = work.absent[i]
    crew: int = guide.crews.shape[1]
    if every or crew <= EVERYBODY or guide.crews[task, EVERYBODY] < 0:
        for j in range(crew):
            if guide.crews[task, j] < 0:
                return j
            work.asked[j] = guide.crews[task, j]
        return crew
    work.round[0] += 1
    count = ask(guide, work, task, work.was[i], 0)
    for j in range(guide.linked.shape[1]):
        if guide.linked[task, j] < 0:
            break
        count = ask(guide, work, task, plan.host[guide.linked[task, j]], count)
    for j in range(guide.homes.shape[1]):
        count = ask(guide, work, task, guide.homes[task, j], count)
    return ask(guide, work, task, idle_vehicle(guide, plan, work, task), count)


@inlined
def idle_vehicle(guide: Guide, plan: Plan, work: Work, task: int) -> int:
    """An able vehicle without tasks, or -1: where all homes are one depot, any will do."""
    found: int = -1
    for i in range(work.size[IDLE]):
        k = work.idle[i]
        if plan.length[plan.row[k]] == 0 and guide.able[task, k]:
            found = k
            break
    return found


@inlined
def ask(guide: Guide, work: Work, task: int, k: int, count: int) -> int:
    """Add a vehicle to those asked, once and if it is able; returns how many there are."""
    if k < 0 or work.asked_in[k] == work.round[0] or not guide.able[task, k]:
        return count
    work.asked_in[k] = work.round[0]
    work.asked[count] = k
    return count + 1
