"""When a task or a break may start, and what a late start costs."""

from solver.engines.search.kernels.jit import inlined, kernel
from solver.engines.search.kernels.layout import (
    DEADLINE,
    KINKS,
    NEVER,
    NONE,
    RATE,
    STEP,
    WISH,
    WISH_RATE,
    Ints,
    Terms,
)


@inlined
def first_in(spans: Ints, ready: int) -> int:
    """Earliest time from `ready` on in one of the spans (sorted pairs); NEVER if there is none."""
    for i in range(spans.shape[0]):
        if spans[i, 1] >= ready:
            first: int = max(spans[i, 0], ready)
            return first
    return NEVER


@inlined
def last_in(spans: Ints, bound: int) -> int:
    """Latest time up to `bound` in one of the spans; NONE if there is none."""
    for i in range(spans.shape[0] - 1, -1, -1):
        if spans[i, 0] <= bound:
            last: int = min(spans[i, 1], bound)
            return last
    return NONE


@inlined
def last_span(spans: Ints, bound: int) -> int:
    """The last span that begins up to `bound`; -1 if there is none."""
    for i in range(spans.shape[0] - 1, -1, -1):
        if spans[i, 0] <= bound:
            return i
    return -1


@inlined
def end_of_span(spans: Ints, time: int) -> int:
    """Until when the span that contains `time` lasts."""
    for i in range(spans.shape[0]):
        if spans[i, 1] >= time:
            end: int = spans[i, 1]
            return end
    return time


@inlined
def lateness(terms: Terms, task: int, start: int) -> int:
    """Price of a service that starts then: a step, then ever steeper from kink to kink."""
    row = terms.tasks[task]
    late = start - row[DEADLINE]
    if late <= 0:
        return 0
    total: int = row[STEP]
    since, rate = 0, row[RATE]
    for i in range(row[KINKS]):
        after = terms.kinks[task, i, 0]
        if late <= after:
            break
        total += rate * (after - since)
        since, rate = after, terms.kinks[task, i, 1]
    total += rate * (late - since)
    return total


@kernel
def patient_start(terms: Terms, task: int, start: int, free: int) -> int:
    """The last allowed start up to the one published, and up to `free`; not before `start`."""
    row = terms.tasks[task]
    if row[WISH_RATE] == 0 or min(row[WISH], free) <= start:
        return start
    return last_in(terms.spans[task], min(row[WISH], free))


@inlined
def wish_price(terms: Terms, task: int, start: int) -> int:
    """Price of moving the start of a service away from the one published."""
    if terms.tasks[task, WISH_RATE] == 0:
        return 0
    price: int = terms.tasks[task, WISH_RATE] * abs(start - terms.tasks[task, WISH])
    return price
