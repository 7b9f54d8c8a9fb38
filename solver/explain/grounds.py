"""Reasons that hold whatever else is planned: no vehicle could serve the task on an empty day.

Decisions, skills and choices are read from the problem. Everything else is tried: the task alone in
the day of each vehicle, with the rules lifted that the reason is about.
"""

from dataclasses import dataclass, replace

from solver.explain import wishes
from solver.explain.hours import least_overtime
from solver.explain.reach import Outline, Reach, start_spans
from solver.explain.remedy import (
    LIMITS,
    equipped,
    missing_parts,
    missing_room,
    missing_tools,
    unlimited,
)
from solver.explain.seat import Seat
from solver.explain.words import LIMIT_WORDS, listing, minutes, numbers, some
from solver.problem import Problem, Task, Vehicle
from solver.solution import Reason, ReasonCode


@dataclass(frozen=True)
class _Alone:
    """A task and those who may serve it, each with an empty day."""

    problem: Problem
    task: Task
    able: list[Vehicle]

    def seats(self) -> list[Seat]:
        return [Seat(self.problem, vehicle, (), self.task) for vehicle in self.able]


def ground(problem: Problem, task: int) -> Reason | None:
    """The reason why the task can be in no plan at all, or None if it could be in some."""
    spec = problem.tasks[task]
    reason = wishes.unmet(problem, spec) or _alone(problem, spec)
    held = wishes.held_by(problem, spec)
    if reason is None or not held or reason.code is ReasonCode.PIN:
        return reason
    free = replace(problem, vehicles=tuple(wishes.released(v, spec) for v in problem.vehicles))
    loose = replace(spec, pin=None)
    if wishes.unmet(free, loose) or _alone(free, loose):
        return reason  # the pin is not to blame
    details = {**reason.details, **held, "because": reason.code.value}
    sentence = f"{wishes.held_words(held)}, and there it cannot be: {reason.sentence}"
    return Reason(ReasonCode.PIN, sentence, details)


def _alone(problem: Problem, spec: Task) -> Reason | None:
    """Why the task does not fit anybody's empty day."""
    able = [vehicle for vehicle in problem.vehicles if problem.may_serve(vehicle, spec)]
    for vehicle in able:
        seat = Seat(problem, vehicle, (), spec)
        if seat.best(seat.all_positions()) is not None:
            return None
    alone = _Alone(problem, spec, able)
    rules = (_parts, _depot, _capacity, _pinned_start, _window, _length, _limit, _distance)
    return next((reason for rule in rules if (reason := rule(alone))), None) or _beside(alone)


def _parts(alone: _Alone) -> Reason | None:
    """Nobody has the parts on board, nor may fetch them."""
    lacks = [missing_parts(v, [alone.task]) if v.restock is None else {} for v in alone.able]
    if not all(lacks):
        return None
    least = min(lacks, key=lambda parts: sum(parts.values()))
    closest = alone.able[lacks.index(least)].id
    pieces = listing([f"{count} of {part}" for part, count in least.items()])
    return Reason(
        ReasonCode.PART,
        f"Nobody who may serve it has the parts: {closest} comes closest and lacks {pieces}.",
        {"closest": closest, "parts": least},
    )


def _depot(alone: _Alone) -> Reason | None:
    """It would fit, were it not for the way to the depot."""
    for seat in alone.seats():
        full = seat.with_vehicle(equipped(seat.vehicle, [seat.task]))
        if seat.vehicle.restock is not None and full.best(full.all_positions()) is not None:
            return _unfetched(seat)
    return None


def _unfetched(seat: Seat) -> Reason:
    parts = missing_parts(seat.vehicle, [seat.task])
    tools = missing_tools(seat.vehicle, [seat.task])
    pieces = [f"{count} of {part}" for part, count in parts.items()]
    sentence = (
        f"{seat.vehicle.id} has time for it, but not for the depot, and lacks "
        f"{listing([*pieces, *tools])}."
    )
    lacking = {"parts": parts} if parts else {"tools": tools}
    code = ReasonCode.PART if parts else ReasonCode.TOOL
    return Reason(code, sentence, {"vehicle": seat.vehicle.id, **lacking})


def _capacity(alone: _Alone) -> Reason | None:
    lacks = [missing_room(vehicle, [alone.task]) for vehicle in alone.able]
    if not all(map(any, lacks)):
        return None
    least = min(lacks, key=sum)
    closest = alone.able[lacks.index(least)]
    words = [
        f"{what} {numbers(amounts)}"
        for what, amounts in (("brings", alone.task.demand), ("takes", alone.task.pickup))
        if any(amounts)
    ]
    sentence = (
        f"It {listing(words)}; nobody who may serve it has room for that, "
        f"not even {closest.id} with {numbers(closest.capacity)}."
    )
    details = {"closest": closest.id, "demand": alone.task.demand, "pickup": alone.task.pickup}
    return Reason(
        ReasonCode.CAPACITY, sentence, {**details, "capacity": closest.capacity, "missing": least}
    )


def _pinned_start(alone: _Alone) -> Reason | None:
    pin = alone.task.pin
    if pin is None or pin.start is None or start_spans(alone.task):
        return None
    sentence = "It is pinned to a start outside its own windows."
    return Reason(ReasonCode.PIN, sentence, {"pinned_start": pin.start})


def _window(alone: _Alone) -> Reason | None:
    """No allowed start lies in any shift."""
    spans = start_spans(alone.task)
    if not spans:
        return Reason(ReasonCode.WINDOW, "All its windows close before it is released.")
    gaps = [_gap(Reach(alone.problem, vehicle), alone.task) for vehicle in alone.able]
    if min(gaps) == 0:
        return None
    closest = alone.able[gaps.index(min(gaps))].id
    sentence = (
        f"Its windows miss the shift of everyone who may serve it; "
        f"the closest, of {closest}, by {minutes(min(gaps))}."
    )
    return Reason(ReasonCode.WINDOW, sentence, {"closest": closest, "seconds": min(gaps)})


def _gap(reach: Reach, task: Task) -> int:
    """Seconds between the shift and the nearest allowed start, 0 if one lies in it."""
    opening, closing = reach.vehicle.shift.start, reach.latest_end
    return min(max(opening - end, start - closing, 0) for start, end in start_spans(task))


def _length(alone: _Alone) -> Reason | None:
    """The service alone is longer than any shift allows."""
    reaches = [Reach(alone.problem, vehicle) for vehicle in alone.able]

    def spare(reach: Reach) -> int:
        return reach.latest_end - reach.vehicle.shift.start - reach.service_alone(alone.task)

    best = max(reaches, key=spare)
    if spare(best) >= 0:
        return None
    needed, name = best.service_alone(alone.task), best.vehicle.id
    sentence = (
        f"The service alone takes {minutes(needed)}; the longest day of anyone who may serve it "
        f"is {minutes(best.latest_end - best.vehicle.shift.start)}, of {name}."
    )
    details = {"closest": name, "seconds": -spare(best), "needed": needed}
    return Reason(ReasonCode.SHIFT, sentence, details)


def _limit(alone: _Alone) -> Reason | None:
    """It fits in time, but a limit of one route forbids it to everyone."""
    for seat in alone.seats():
        free = seat.with_vehicle(unlimited(seat.vehicle, [seat.task]))
        placement = free.best(free.all_positions())
        if placement is None:
            continue
        broken = [LIMITS[f.rule] for f in seat.faults(placement.route) if f.rule in LIMITS]
        if broken:
            name = seat.vehicle.id
            words = listing([LIMIT_WORDS[limit] for limit in broken])
            sentence = f"It alone exceeds the limit of {name} on {words}, and nobody has a wider."
            return Reason(
                ReasonCode.LIMIT, sentence, {"closest": name, "limits": tuple(sorted(broken))}
            )
    return None


def _distance(alone: _Alone) -> Reason | None:
    """There, service and back do not fit between the shift, the windows and the breaks."""
    reaches = [Reach(alone.problem, vehicle) for vehicle in alone.able]
    best = min(reaches, key=lambda reach: _overrun(reach, alone.task))
    overrun, place = _overrun(best, alone.task), alone.task.place
    if overrun <= 0:
        return None
    misses = _misses(best, alone.task)
    if not misses:  # with its breaks the day is longer still
        empty = Seat(alone.problem, best.vehicle, (), alone.task)
        overrun = least_overtime(empty, Outline(best, ())) or overrun
    there = best.leg(best.vehicle.start_place, place)
    back = best.leg(place, best.vehicle.end_place)
    sentence = (
        f"It is too far: {best.vehicle.id}, the closest, drives {minutes(there)} there and "
        f"{minutes(back)} back and would be {minutes(overrun)} late"
        f"{' for its window' if misses else ' home'}."
    )
    details = {"closest": best.vehicle.id, "seconds": overrun, "there": there, "back": back}
    return Reason(ReasonCode.TOO_FAR, sentence, details)


def _overrun(reach: Reach, task: Task) -> int:
    """Seconds by which the vehicle misses the last window or the end of its day, breaks apart."""
    arrival = reach.vehicle.shift.start + reach.leg(reach.vehicle.start_place, task.place)
    spans = start_spans(task)
    if _misses(reach, task):
        return arrival - spans[-1][1]
    start = next(max(first, arrival) for first, last in spans if last >= arrival)
    home = reach.leg(task.place, reach.vehicle.end_place)
    return start + reach.service_alone(task) + home - reach.latest_end


def _misses(reach: Reach, task: Task) -> bool:
    leg = reach.leg(reach.vehicle.start_place, task.place)
    return reach.vehicle.shift.start + leg > start_spans(task)[-1][1]


def _beside(alone: _Alone) -> Reason:
    names = [vehicle.id for vehicle in alone.able]
    sentence = (
        f"On an empty day it fits no shift beside the breaks and windows, "
        f"not even of {some(names)}."
    )
    return Reason(ReasonCode.SHIFT, sentence, {"vehicles": tuple(names)})
