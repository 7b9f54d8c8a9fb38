"""When things happen: windows, release, durations, order, travel and the shift."""

from collections.abc import Iterator

from solver.check.day import Day, Leg
from solver.check.report import Rule, Violation
from solver.problem import TimeWindow
from solver.solution import StepKind


def windows(day: Day) -> Iterator[Violation]:
    """Services that start outside the windows of their task, or before its release.

    Frozen ones are left alone: they have begun, or will as soon as the vehicle arrives.
    """
    for step, task in day.services:
        if day.is_frozen(task):
            continue
        if task.windows and not any(w.start <= step.start <= w.end for w in task.windows):
            message = f"task {task.id} starts at {step.start}, outside its windows"
            amount = distance_to(task.windows, step.start)
            yield Violation(Rule.WINDOW, message, day.vehicle.id, task.id, amount)
        if task.release is not None and step.start < task.release:
            message = f"task {task.id} starts at {step.start}, before its release at {task.release}"
            amount = task.release - step.start
            yield Violation(Rule.RELEASE, message, day.vehicle.id, task.id, amount)


def distance_to(options: tuple[TimeWindow, ...], time: int) -> int:
    """Seconds from a time to the nearest of at least one window; 0 inside one."""
    return min(max(w.start - time, time - w.end, 0) for w in options)


def durations(day: Day) -> Iterator[Violation]:
    """Services that do not take exactly as long as this vehicle needs, setup included.

    Setup falls away where the vehicle is already, so the need depends on the place before.
    """
    for leg in day.legs:
        step, task = leg.target, day.task_of(leg.target)
        if task is None:
            continue
        taken, needed = step.end - step.start, day.duration_of(task, leg.origin)
        if taken != needed:
            message = f"task {task.id} takes {taken} s on site, {day.vehicle.id} needs {needed} s"
            yield Violation(Rule.DURATION, message, day.vehicle.id, task.id, abs(taken - needed))


def overlaps(day: Day) -> Iterator[Violation]:
    """Steps that begin before the one before them has ended."""
    for before, after in zip(day.steps, day.steps[1:], strict=False):
        if after.start < before.end:
            message = (
                f"{after.kind} {after.id} of {day.vehicle.id} begins at {after.start}, "
                f"before the end of {before.kind} {before.id} at {before.end}"
            )
            task = after.id if after.kind is StepKind.TASK else None
            yield Violation(Rule.OVERLAP, message, day.vehicle.id, task, before.end - after.start)


def travel(day: Day) -> Iterator[Violation]:
    """Legs whose driving time, metres, place or arrival are not what the matrices say."""
    for leg in day.legs:
        yield from _leg(day.vehicle.id, leg)
    for step in day.steps:
        stays = step.kind is StepKind.START or day.is_pause(step)
        if stays and (step.travel or step.metres):
            message = f"the {step.kind} {step.id} of {day.vehicle.id} must not carry a leg"
            yield Violation(Rule.TRAVEL, message, day.vehicle.id, amount=abs(step.travel))


def _leg(vehicle: str, leg: Leg) -> Iterator[Violation]:
    step = leg.target
    task = step.id if step.kind is StepKind.TASK else None
    name = f"{step.kind} {step.id}".strip()
    arrival = arrival_after(leg)
    for claimed, true, what in (
        (step.travel, leg.seconds, "driving seconds"),
        (step.metres, leg.metres, "metres"),
        (step.arrival, arrival, "as time of arrival"),
    ):
        if claimed != true:
            message = f"{vehicle} claims {claimed} {what} at {name}, true is {true}"
            yield Violation(Rule.TRAVEL, message, vehicle, task, abs(claimed - true))
    if step.start < step.arrival:
        message = f"{name} begins at {step.start}, before {vehicle} arrives at {step.arrival}"
        yield Violation(Rule.TRAVEL, message, vehicle, task, step.arrival - step.start)


def arrival_after(leg: Leg) -> int:
    """When the vehicle arrives if it leaves at once and its clock stops during each break.

    A break that starts at or after the arrival falls in the wait for the service and does not delay
    the arrival. At the END of a route nobody waits: there the day ends when its last break does.
    """
    time, remaining = leg.departure.end, leg.seconds
    for rest in leg.breaks:
        if rest.start < time + remaining:
            remaining -= max(0, rest.start - time)
            time = rest.end
        elif leg.target.kind is StepKind.END:
            time, remaining = rest.end, 0
    return time + remaining


def places(day: Day) -> Iterator[Violation]:
    """Steps at another place than that of their task, vehicle or break, if it has one."""
    known = [place for step in day.steps if (place := day.place_of(step)) is not None]
    for step in day.steps:
        expected = day.place_of(step)
        allowed = {expected}
        if expected is None and known and step.kind is not StepKind.BREAK:
            allowed.add(known[0 if step.kind is StepKind.START else -1])
        if step.kind is StepKind.TASK and step.id not in day.problem.task_index:
            continue
        if step.place not in allowed:
            name = f"{step.kind} {step.id}".strip()
            message = f"{name} of {day.vehicle.id} is at place {expected}, not {step.place}"
            task = step.id if step.kind is StepKind.TASK else None
            yield Violation(Rule.PLACE, message, day.vehicle.id, task)


def shift(day: Day) -> Iterator[Violation]:
    """A route that leaves before the shift or is not back by its end plus allowed overtime."""
    vehicle = day.vehicle
    earliest, latest = vehicle.shift.start, vehicle.shift.end + vehicle.overtime
    if day.start < earliest:
        message = f"{vehicle.id} leaves at {day.start}, before the shift begins at {earliest}"
        yield Violation(Rule.SHIFT, message, vehicle.id, amount=earliest - day.start)
    if day.end > latest:
        message = f"{vehicle.id} is back at {day.end}, after the latest end at {latest}"
        yield Violation(Rule.SHIFT, message, vehicle.id, amount=day.end - latest)
