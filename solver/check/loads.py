"""What is carried: demands and pickups against capacity."""

from collections.abc import Iterator

from solver.check.day import Day
from solver.check.report import Rule, Violation
from solver.problem import Task


def capacity(day: Day) -> Iterator[Violation]:
    """Dimensions in which the vehicle carries too much at some moment; no capacity: no limit."""
    if not day.vehicle.capacity:
        return
    tasks = [task for _, task in day.services]
    widths = [len(amounts) for task in tasks for amounts in (task.demand, task.pickup)]
    for dimension in range(max(widths, default=0)):
        limit = _in(dimension, day.vehicle.capacity)
        load = max(_loads(tasks, dimension))
        if load > limit:
            message = f"{day.vehicle.id} carries {load} of {limit} in dimension {dimension}"
            yield Violation(Rule.CAPACITY, message, day.vehicle.id, amount=load - limit)


def _loads(tasks: list[Task], dimension: int) -> Iterator[int]:
    """The load when the vehicle leaves, with all it will hand out, and after each task."""
    load = sum(_in(dimension, task.demand) for task in tasks)
    yield load
    for task in tasks:
        load += _in(dimension, task.pickup) - _in(dimension, task.demand)
        yield load


def _in(dimension: int, amounts: tuple[int, ...]) -> int:
    return amounts[dimension] if dimension < len(amounts) else 0
