"""Whom to ask for a place, and what must change before they may even be asked.

Pins are questioned together with the plan: releasing one is as light as a minute of overtime.
Excluded people, and those without the skills, are asked only when nobody else is left, and of those
without the skills first the ones who lack least.
"""

from collections.abc import Iterator

from solver.explain import actions, wishes
from solver.explain.reach import first_start, start_spans
from solver.explain.remedy import Kind, Remedy
from solver.explain.seat import Seat
from solver.explain.taken import changed_task, changed_vehicle, taken, unpinned
from solver.explain.ways import Ask
from solver.problem import Problem, Task
from solver.solution import Action


def groups(problem: Problem, task: Task) -> Iterator[list[Ask]]:
    """Vehicles with what must change, those first of whom least must."""
    asks = [
        ask
        for variant in _variants(problem, task)
        for index in range(len(problem.vehicles))
        if (ask := _ask(problem, task, index, variant)) is not None
    ]
    keys = {_effort(ask) for ask in asks}
    for key in sorted(keys):
        yield [ask for ask in asks if _effort(ask) == key]


def _effort(ask: Ask) -> tuple[int, int]:
    unwelcome = ask.so_far.kinds & {Kind.ALLOW, Kind.TRAIN}
    return sum(unwelcome), ask.so_far.amount


def _variants(problem: Problem, task: Task) -> list[tuple[str, ...]]:
    """Decisions about the task that may be withdrawn, as little as possible first."""
    if task.id in problem.frozen_on:
        return [()]
    if task.id in problem.promised_to:
        return [(), ("order",), *([("order", "vehicle", "start")] if task.pin else [])]
    if task.pin is None:
        return [()]
    if task.pin.vehicle is None or task.pin.start is None:
        return [(), ("start",) if task.pin.vehicle is None else ("vehicle",)]
    return [(), ("start",), ("vehicle",), ("vehicle", "start")]


def _ask(problem: Problem, task: Task, index: int, withdrawn: tuple[str, ...]) -> Ask | None:
    """One vehicle, if the decisions that stand allow it."""
    vehicle, free = problem.vehicles[index], unpinned(task, withdrawn)
    promised = None if "order" in withdrawn else problem.promised_to.get(task.id)
    if promised not in (None, vehicle.id):
        return None
    if free.pin is not None and free.pin.vehicle not in (None, vehicle.id):
        return None
    remedy = Remedy(vehicle.id)
    if withdrawn:
        vehicle = wishes.released(vehicle, task)
        remedy = remedy.also(Kind.UNPIN, unpin=withdrawn)
    if task.id not in problem.frozen_on:
        if not wishes.is_chosen(vehicle.id, task):
            remedy = remedy.also(Kind.ALLOW, allow=True)
        lacking = wishes.lacking(vehicle, task)
        if lacking:
            remedy = remedy.also(Kind.TRAIN, wishes.shortfall(vehicle, task), skills=lacking)
    if not remedy.details:
        return Ask(index, vehicle, task, remedy)
    details = {"vehicle": vehicle.id, **remedy.details}
    return Ask(index, changed_vehicle(vehicle, details), changed_task(task, details), remedy)


def call_in(problem: Problem, task: Task) -> Action | None:
    """Have somebody come who is off and could serve the task; None when that would not help."""
    people, spans = wishes.off_duty(problem, task), start_spans(task)
    if not people or not spans:
        return None
    person = people[0].id
    opening = min((vehicle.shift.start for vehicle in problem.vehicles), default=0)
    start = first_start(spans, opening)
    if start is None:
        start = spans[-1][1]
    details: dict[str, object] = {
        "call_in": person,
        "start": start,
        "end": start + sum(task.times_for("")),
    }
    if task.parts:
        details["parts"] = {need.part: need.quantity for need in task.parts}
    if task.tools:
        details["tools"] = tuple(sorted(task.tools))
    return _worthwhile(problem, task, actions.call_in(person, details))


def _worthwhile(problem: Problem, task: Task, called: Action) -> Action | None:
    """The call, with a pin if nothing less makes it pay; None if the task does not fit even so."""
    after = taken(problem, task.id, called)
    seat = Seat(after, after.vehicles[-1], (), task)
    placement = seat.best(seat.all_positions())
    if placement is None:
        return None
    cost = seat.added(placement.position)
    if task.skip_price is None or task.pin is not None or (cost or 0) < task.skip_price:
        return called
    person = after.vehicles[-1].id
    return actions.call_in(person, {**called.details, "vehicle": person, "pin": True})
