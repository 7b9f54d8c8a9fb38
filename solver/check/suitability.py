"""Who may serve whom, and when if a person has said so: skills, chosen vehicles, pins."""

from collections.abc import Iterator

from solver.check.day import Day
from solver.check.report import Rule, Violation
from solver.problem import Task, Vehicle
from solver.solution import Step


def suitability(day: Day) -> Iterator[Violation]:
    """Tasks that this vehicle must not serve, or not then; frozen ones only answer to pins."""
    for step, task in day.services:
        if not day.is_frozen(task):
            yield from _skills(day.vehicle, task)
            yield from _choice(day.vehicle.id, task)
        yield from _pin(day.vehicle.id, step, task)


def _skills(vehicle: Vehicle, task: Task) -> Iterator[Violation]:
    for need in task.skills:
        level = vehicle.skills.get(need.skill, 0)
        if level < need.level:
            message = (
                f"task {task.id} needs {need.skill} at level {need.level}, "
                f"{vehicle.id} has {f'level {level}' if level else 'none'}"
            )
            yield Violation(Rule.SKILL, message, vehicle.id, task.id, need.level - level)


def _choice(vehicle: str, task: Task) -> Iterator[Violation]:
    required = task.required_vehicles
    if required is not None and vehicle not in required:
        names = ", ".join(sorted(required)) or "no vehicle"
        message = f"task {task.id} is reserved for {names}, not {vehicle}"
        yield Violation(Rule.REQUIRED, message, vehicle, task.id)
    if vehicle in task.excluded_vehicles:
        message = f"task {task.id} must not be served by {vehicle}"
        yield Violation(Rule.EXCLUDED, message, vehicle, task.id)


def _pin(vehicle: str, step: Step, task: Task) -> Iterator[Violation]:
    pin = task.pin
    if pin is None:
        return
    if pin.vehicle is not None and pin.vehicle != vehicle:
        message = f"task {task.id} is pinned to {pin.vehicle}, not {vehicle}"
        yield Violation(Rule.PIN, message, vehicle, task.id)
    if pin.start is not None and pin.start != step.start:
        message = f"task {task.id} is pinned to start at {pin.start}, not at {step.start}"
        yield Violation(Rule.PIN, message, vehicle, task.id, abs(step.start - pin.start))
