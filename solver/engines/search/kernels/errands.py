"""What a vehicle does on a leg beside driving: breaks, and the visit to its depot.

Errands are counted as breaks are, one bit each in the sets of what a label has taken. A break
without a place stops the clock of the leg it falls in. One with a place, and the visit to the depot
(the last bit, never owed), are detours: their driving is paid by the label that makes them. Errands
on one leg come in the order of their bits.

Setup is paid after every detour, also where the errand was at the place of the task: a route may be
overrated, never underrated.
"""

from solver.engines.search.kernels.jit import inlined, kernel
from solver.engines.search.kernels.layout import (
    FLEXIBLE,
    NEVER,
    NONE,
    RESTS,
    SLACK,
    STATIONED,
    TIME,
    Day,
    Ints,
    Leg,
    Segment,
)
from solver.engines.search.kernels.legs import leg_cost
from solver.engines.search.kernels.segments import earlier, within
from solver.engines.search.kernels.times import end_of_span, first_in, last_in


@inlined
def run_errands(day: Day, extra: int, leg: Leg, label: Ints) -> tuple[int, int, int]:
    """(ready at the end of a leg with these errands, seconds by which to leave later, slack left).

    Ready after NEVER if one of them cannot begin any more.
    """
    if extra & day.vehicle[STATIONED]:
        return make_detours(day, extra, leg, label)
    free, driven, room = label[TIME], label[TIME] + leg.seconds, label[SLACK]
    for b in range(day.vehicle[RESTS]):
        if extra >> b & 1:
            start = first_in(day.rests[b, 1:], free)
            if start == NEVER:
                return NEVER + 1, 0, room
            if day.vehicle[FLEXIBLE]:
                room = min(room, end_of_span(day.rests[b, 1:], start) - start)
            free = start + day.rests[b, 0, 0]
            driven += day.rests[b, 0, 0]
    at = max(free, driven)
    saved = min(room, at - driven) if day.vehicle[FLEXIBLE] else 0
    return at, saved, room - saved


@kernel
def make_detours(day: Day, extra: int, leg: Leg, label: Ints) -> tuple[int, int, int]:
    """The same where some errands are at places. Such a vehicle is always flexible."""
    here, free, driven = leg.origin, label[TIME], label[TIME]
    room, saved = label[SLACK], 0
    for b in range(day.vehicle[RESTS]):
        if not extra >> b & 1:
            continue
        rest = day.rests[b]
        if rest[0, 1] >= 0:
            driven += day.driving[here, rest[0, 1]]
            free, here = max(free, driven), rest[0, 1]
        start = first_in(rest[1:], free)
        if start == NEVER:
            return NEVER + 1, saved, room
        if rest[0, 1] >= 0:
            gained = min(room, start - driven)
            saved, room, driven = saved + gained, room - gained, start
        room = min(room, end_of_span(rest[1:], start) - start)
        free = start + rest[0, 0]
        driven += rest[0, 0]
    driven += day.driving[here, leg.destination]
    at = max(free, driven)
    gained = min(room, at - driven)
    return at + leg.again, saved + gained, room - gained


@kernel
def detour_price(day: Day, extra: int, leg: Leg) -> int:
    """What driving to these errands costs more than the leg alone."""
    here = leg.origin
    price: int = -leg_cost(day, leg.origin, leg.destination)
    for b in range(day.vehicle[RESTS]):
        if extra >> b & 1 and day.rests[b, 0, 1] >= 0:
            price += leg_cost(day, here, day.rests[b, 0, 1])
            here = day.rests[b, 0, 1]
    price += leg_cost(day, here, leg.destination)
    return price


@inlined
def latest_leave(day: Day, extra: int, leg: Leg, ready: int) -> int:
    """Latest moment to begin a leg so as to be `ready` at its end with `extra` errands run."""
    if extra & day.vehicle[STATIONED]:
        return latest_detours(day, extra, leg, ready)
    bound, driven = ready, ready - leg.seconds
    for b in range(day.vehicle[RESTS] - 1, -1, -1):
        if extra >> b & 1:
            bound = last_in(day.rests[b, 1:], bound - day.rests[b, 0, 0])
            if bound == NONE:
                return NONE
            driven -= day.rests[b, 0, 0]
    return driven if extra == 0 else min(bound, driven)


@kernel
def latest_detours(day: Day, extra: int, leg: Leg, ready: int) -> int:
    """The same where some errands are at places."""
    ready -= leg.again
    there, bound, driven = leg.destination, ready, ready
    for b in range(day.vehicle[RESTS] - 1, -1, -1):
        if not extra >> b & 1:
            continue
        rest = day.rests[b]
        if rest[0, 1] >= 0:
            bound = min(bound, driven - day.driving[rest[0, 1], there])
        bound = last_in(rest[1:], bound - rest[0, 0])
        if bound == NONE:
            return NONE
        if rest[0, 1] >= 0:
            driven, there = bound, rest[0, 1]
        else:
            driven -= rest[0, 0]
    leave: int = min(bound, driven - day.driving[leg.origin, there])
    return leave


@inlined
def segment_on_leg(day: Day, extra: int, leg: Leg, after: Segment) -> Segment:
    """A segment with the leg that leads to it, and detours on the way, in front of it."""
    there, segment = leg.destination, after
    if extra & day.vehicle[STATIONED]:
        segment = earlier(segment, leg.again)
    for b in range(day.vehicle[RESTS] - 1, -1, -1):
        if extra >> b & 1:
            rest = day.rests[b]
            segment = earlier(segment, day.driving[rest[0, 1], there] + rest[0, 0])
            segment = within(segment, rest[1:], NEVER)
            there = rest[0, 1]
    return earlier(segment, day.driving[leg.origin, there])
