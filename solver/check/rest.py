"""Breaks: every owed one taken once, in its window and in full."""

from collections import Counter
from collections.abc import Iterator

from solver.check.day import Day
from solver.check.report import Rule, Violation
from solver.check.times import distance_to
from solver.problem import Break
from solver.solution import Step


def breaks(day: Day) -> Iterator[Violation]:
    """Breaks unknown, repeated, owed and not taken, too short or long, or at a wrong time."""
    name = day.vehicle.id
    owned = {rest.id: rest for rest in day.vehicle.breaks}
    for id_, count in Counter(step.id for step in day.rests).items():
        if id_ not in owned:
            yield Violation(Rule.UNKNOWN, f"{name} has no break {id_!r}", name)
        if count > 1:
            message = f"{name} takes break {id_!r} {count} times"
            yield Violation(Rule.BREAK, message, name, amount=count - 1)
    for step in day.rests:
        if step.id in owned:
            yield from _taken(name, step, owned[step.id])
    taken = {step.id for step in day.rests}
    for rest in day.vehicle.breaks:
        if rest.id not in taken and not fits_outside(rest, day.start, day.end):
            message = f"{name} owes break {rest.id!r} between {day.start} and {day.end}"
            yield Violation(Rule.BREAK, message, name, amount=rest.duration)


def fits_outside(rest: Break, start: int, end: int) -> bool:
    """Whether the break can be taken wholly after the route's end or before its start.

    Where it would be taken does not matter then: the route neither begins nor ends there.
    """
    return any(w.end >= end or w.start + rest.duration <= start for w in rest.windows)


def _taken(vehicle: str, step: Step, rest: Break) -> Iterator[Violation]:
    name = f"break {rest.id!r} of {vehicle}"
    if step.end - step.start != rest.duration:
        message = f"{name} lasts {step.end - step.start} s instead of {rest.duration} s"
        amount = abs(step.end - step.start - rest.duration)
        yield Violation(Rule.BREAK, message, vehicle, amount=amount)
    if not any(w.start <= step.start <= w.end for w in rest.windows):
        message = f"{name} starts at {step.start}, outside its windows"
        amount = distance_to(rest.windows, step.start)
        yield Violation(Rule.BREAK, message, vehicle, amount=amount)
    if rest.place is None and step.arrival != step.start:
        message = f"{name} must arrive when it starts, at {step.start}, not {step.arrival}"
        yield Violation(Rule.BREAK, message, vehicle, amount=abs(step.arrival - step.start))
