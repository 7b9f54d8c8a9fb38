"""Labels: what a route has come to after its first tasks, once for every set of breaks taken.

A label is (time, cost, slack, left). Everything starts as early as it can after the vehicle left at
its OPENING. Where working time has a price, a route that waits would rather have left later:
`slack` is by how much the departure may still move without a window, deadline or break of the past
being touched. A wait takes it back, and the working time saved is taken off the cost at once. The
same holds for vehicles whose route may only last so long: `left` is when the label's route has
left.

Where moving a start has a price, a service waits for the start published for it as long as that
makes nothing late that follows (`free` of the bounds): so it never does harm.

Times of a label are those of a real schedule, so kernels may overrate a route but never underrate
it; `solver.schedule` gives a route its exact times in the end. Breaks in one leg are taken in the
order of the vehicle's list.
"""

from solver.engines.search.kernels.errands import detour_price, run_errands
from solver.engines.search.kernels.jit import inlined, kernel
from solver.engines.search.kernels.layout import (
    COST,
    DEADLINE,
    FLEXIBLE,
    FREE,
    HURRY,
    LEFT,
    LONGEST,
    NEVER,
    NONE,
    OPENING,
    OVERTIME_PRICE,
    PATIENT,
    PUNCTUAL,
    RESTS,
    SHIFT_END,
    SLACK,
    STATIONED,
    TIME,
    UNTIL,
    WISHES,
    WORK_PRICE,
    Day,
    Ints,
    Leg,
    Terms,
)
from solver.engines.search.kernels.times import (
    end_of_span,
    first_in,
    lateness,
    patient_start,
    wish_price,
)


@inlined
def depart(day: Day, labels: Ints) -> None:
    """Write the labels of a route that leaves: for each set of breaks over by then, if any."""
    for taken in range(1 << day.vehicle[RESTS]):
        leaves = day.departs[taken]
        labels[taken, TIME] = leaves
        labels[taken, COST] = day.vehicle[WORK_PRICE] * (day.vehicle[OPENING] - leaves)
        labels[taken, SLACK], labels[taken, LEFT] = NEVER, leaves


@inlined
def drive(day: Day, leg: Leg, labels: Ints, bounds: Ints, ready: Ints) -> None:
    """From labels after a service to labels `ready` at the next place, breaks on the way or not.

    Labels later than the `bounds` until which the rest is feasible are dropped.
    """
    if day.vehicle[RESTS] > 0:
        drive_and_rest(day, leg, labels, bounds, ready)
        return
    time = labels[0, TIME] + leg.seconds
    ready[0, TIME] = NONE if labels[0, TIME] == NONE or time > bounds[0, UNTIL] else time
    ready[0, COST] = labels[0, COST]
    if day.vehicle[FLEXIBLE]:
        ready[0, SLACK], ready[0, LEFT] = labels[0, SLACK], labels[0, LEFT]


@inlined
def drive_on_trial(day: Day, leg: Leg, labels: Ints, bounds: Ints, ready: Ints) -> None:
    """The same for the legs of an insertion that is tried, by far the most driven.

    One break has a way of its own here; elsewhere that would take too long to compile.
    """
    if day.vehicle[RESTS] == 1 and not day.vehicle[FLEXIBLE]:
        drive_and_rest_once(day, leg.seconds, labels, bounds, ready)
    else:
        drive(day, leg, labels, bounds, ready)


@inlined
def drive_and_rest_once(day: Day, seconds: int, labels: Ints, bounds: Ints, ready: Ints) -> None:
    """What `drive_and_rest` does where there is one break, and no matter when the route leaves.

    A day with lunch and nothing else: its legs are by far the most that are ever driven, and the
    call alone would take longer.
    """
    hurry, free, rested = day.vehicle[HURRY], labels[0, TIME], labels[1, TIME]
    ready[0, TIME] = ready[1, TIME] = NONE
    if free != NONE:
        if free + seconds <= bounds[0, UNTIL]:
            ready[0, TIME], ready[0, COST] = free + seconds, labels[0, COST]
        start = first_in(day.rests[0, 1:], free)
        at = max(start, free + seconds) + day.rests[0, 0, 0]
        if start != NEVER and at <= bounds[1, UNTIL]:
            ready[1, TIME], ready[1, COST] = at, labels[0, COST]
    if rested != NONE and rested + seconds <= bounds[1, UNTIL]:
        at, cost = rested + seconds, labels[1, COST]
        if ready[1, TIME] == NONE or cost + hurry * at < ready[1, COST] + hurry * ready[1, TIME]:
            ready[1, TIME], ready[1, COST] = at, cost


@kernel
def drive_and_rest(day: Day, leg: Leg, labels: Ints, bounds: Ints, ready: Ints) -> None:
    """Try every set of missing errands on one leg; per set run by its end the best label stays."""
    everything = (1 << day.vehicle[RESTS]) - 1
    flexible, work_price = day.vehicle[FLEXIBLE], day.vehicle[WORK_PRICE]
    hurry = day.vehicle[HURRY]
    for taken in range(everything + 1):
        ready[taken, TIME] = NONE
    for taken in range(everything + 1):
        if labels[taken, TIME] == NONE:
            continue
        extra = missing = everything & ~taken
        while True:
            at, saved, room = run_errands(day, extra, leg, labels[taken])
            into = taken | extra
            if at <= bounds[into, UNTIL]:
                cost = labels[taken, COST] - work_price * saved
                if extra & day.vehicle[STATIONED]:
                    cost += detour_price(day, extra, leg)
                if ready[into, TIME] == NONE or cost + hurry * at < (
                    ready[into, COST] + hurry * ready[into, TIME]
                ):
                    ready[into, TIME] = at
                    ready[into, COST] = cost
                    if flexible:
                        ready[into, SLACK] = room
                        ready[into, LEFT] = labels[taken, LEFT] + saved
            if extra == 0:
                break
            extra = (extra - 1) & missing


@inlined
def serve(terms: Terms, day: Day, task: int, duration: int, bounds: Ints, labels: Ints) -> bool:
    """Turn labels ready at a task into labels after it; False if none is left.

    `bounds` are those of its position: how long it may wait for the start published for it.
    """
    spans, alive = terms.spans[task], False
    wishes, flexible = day.vehicle[WISHES], day.vehicle[FLEXIBLE]
    for taken in range(1 << day.vehicle[RESTS]):
        time = labels[taken, TIME]
        if time == NONE:
            continue
        start = first_in(spans, time)
        if start == NEVER:
            labels[taken, TIME] = NONE
            continue
        alive = True
        if wishes:
            if day.vehicle[PATIENT]:
                start = patient_start(terms, task, start, bounds[taken, FREE])
            labels[taken, COST] += wish_price(terms, task, start)
        if flexible:
            absorb_wait(terms, day, task, start, labels[taken])
        if start > terms.tasks[task, DEADLINE]:
            labels[taken, COST] += lateness(terms, task, start)
        labels[taken, TIME] = start + duration
    return alive


@kernel
def absorb_wait(terms: Terms, day: Day, task: int, start: int, label: Ints) -> None:
    """Leave later instead of waiting, as far as nothing before is touched."""
    slack = label[SLACK]
    saved = min(slack, start - label[TIME])
    label[COST] -= day.vehicle[WORK_PRICE] * saved
    label[LEFT] += saved
    slack = min(slack - saved, end_of_span(terms.spans[task], start) - start)
    label[SLACK] = min(slack, max(0, terms.tasks[task, PUNCTUAL] - start))


@inlined
def finish(day: Day, labels: Ints) -> int:
    """Lowest cost of labels ready at the end of the route, all of its times in it; or NEVER."""
    best = NEVER
    for taken in range(1 << day.vehicle[RESTS]):
        time = labels[taken, TIME]
        if time == NONE or time > day.curfew[taken]:
            continue
        if day.vehicle[FLEXIBLE] and time - labels[taken, LEFT] > day.vehicle[LONGEST]:
            continue
        cost = labels[taken, COST] + day.vehicle[WORK_PRICE] * (time - day.vehicle[OPENING])
        if time > day.vehicle[SHIFT_END]:
            cost += day.vehicle[OVERTIME_PRICE] * (time - day.vehicle[SHIFT_END])
        best = min(best, cost)
    return best
