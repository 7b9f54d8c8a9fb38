"""Who may serve whom: skills, required and excluded vehicles, pins, capacity."""

from collections.abc import Iterator

from solver.check.day import Day
from solver.check.report import Rule, Violation
from solver.problem import Task, Vehicle


def suitability(day: Day) -> Iterator[Violation]:
    """Tasks that this vehicle must not serve."""
    for _, task in day.services:
        yield from _skills(day.vehicle, task)
        yield from _choice(day.vehicle.id, task)


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
    if task.pin is not None and task.pin.vehicle != vehicle:
        message = f"task {task.id} is pinned to {task.pin.vehicle}, not {vehicle}"
        yield Violation(Rule.PIN, message, vehicle, task.id)


def capacity(day: Day) -> Iterator[Violation]:
    """Dimensions in which the route asks more than the vehicle has; no capacity means no limit."""
    for dimension, limit in enumerate(day.vehicle.capacity):
        load = sum(task.demand[dimension] for _, task in day.services if task.demand)
        if load > limit:
            message = f"{day.vehicle.id} carries {load} of {limit} in dimension {dimension}"
            yield Violation(Rule.CAPACITY, message, day.vehicle.id, amount=load - limit)
