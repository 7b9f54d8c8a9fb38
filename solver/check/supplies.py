"""What is used and what is on board: parts against stock, tools, and the visit to the depot."""

from collections import Counter
from collections.abc import Iterator

from solver.check.day import Day
from solver.check.report import Rule, Violation
from solver.check.times import distance_to
from solver.problem import Task
from solver.solution import StepKind


def stock(day: Day) -> Iterator[Violation]:
    """Parts of which the vehicle uses more than it has on board, up to its visit to the depot."""
    used: Counter[str] = Counter()
    for task in _before_restocking(day):
        for need in task.parts:
            used[need.part] += need.quantity
    for part, quantity in used.items():
        there = day.vehicle.stock.get(part, 0)
        if quantity > there:
            message = f"{day.vehicle.id} uses {quantity} of part {part} and has {there}"
            yield Violation(Rule.STOCK, message, day.vehicle.id, amount=quantity - there)


def tools(day: Day) -> Iterator[Violation]:
    """Tasks before the visit to the depot that need a tool which is not on board.

    Frozen ones are left alone: whoever has begun them will have what it takes.
    """
    for task in _before_restocking(day):
        missing = sorted(task.tools - day.vehicle.tools)
        if missing and not day.is_frozen(task):
            names = ", ".join(missing)
            message = f"task {task.id} needs {names}, which {day.vehicle.id} has not on board"
            yield Violation(Rule.TOOLS, message, day.vehicle.id, task.id, len(missing))


def restocking(day: Day) -> Iterator[Violation]:
    """Visits to the depot that are one too many, too short or long, or at a wrong time."""
    name, depot = day.vehicle.id, day.vehicle.restock
    visits = [step for step in day.steps if step.kind is StepKind.RESTOCK]
    allowed = 0 if depot is None else 1
    if len(visits) > allowed:
        message = f"{name} visits the depot {len(visits)} times, allowed are {allowed}"
        yield Violation(Rule.RESTOCK, message, name, amount=len(visits) - allowed)
    if depot is None:
        return
    for step in visits:
        taken = step.end - step.start
        if taken != depot.duration:
            message = f"{name} takes {taken} s at the depot instead of {depot.duration} s"
            amount = abs(taken - depot.duration)
            yield Violation(Rule.RESTOCK, message, name, amount=amount)
        if depot.windows and not any(w.start <= step.start <= w.end for w in depot.windows):
            message = f"{name} is at the depot at {step.start}, outside its windows"
            amount = distance_to(depot.windows, step.start)
            yield Violation(Rule.RESTOCK, message, name, amount=amount)


def _before_restocking(day: Day) -> Iterator[Task]:
    """The tasks that are served with what is on board at the start."""
    for step in day.steps:
        if step.kind is StepKind.RESTOCK and day.vehicle.restock is not None:
            return
        task = day.task_of(step)
        if task is not None:
            yield task
