"""The rules of a day, each as one question about plain numbers."""

from fractions import Fraction
from math import floor

from solver.problem import Break, Problem, Task, Vehicle


def rounded(nominal: int, factor: int) -> int:
    """Per-mille factor, half up, in exact fractions."""
    return floor(Fraction(nominal * factor, 1000) + Fraction(1, 2))


def leg(problem: Problem, vehicle: Vehicle, origin: int | None, to: int | None) -> tuple[int, int]:
    """Seconds and metres; nothing from or to nowhere."""
    if origin is None or to is None:
        return 0, 0
    travel = problem.travel[vehicle.profile]
    seconds = rounded(travel.seconds.tolist()[origin][to], vehicle.travel_factor)
    return seconds, travel.metres.tolist()[origin][to]


def may_start(task: Task, time: int) -> bool:
    in_a_window = any(time in range(w.start, w.end + 1) for w in task.windows)
    released = task.release is None or task.release <= time
    return released and (in_a_window or task.windows == ())


def may_rest(rest: Break, time: int) -> bool:
    return any(time in range(w.start, w.end + 1) for w in rest.windows)


def excused_by_start(rest: Break, start: int) -> bool:
    return any(w.start + rest.duration <= start for w in rest.windows)


def excused_by_end(rest: Break, end: int) -> bool:
    return any(end <= w.end for w in rest.windows)


def suits(vehicle: Vehicle, task: Task) -> bool:
    able = all(
        any(own == need.skill and level >= need.level for own, level in vehicle.skills.items())
        for need in task.skills
    )
    chosen = task.required_vehicles is None or vehicle.id in task.required_vehicles
    pinned_away = task.pin is not None and task.pin.vehicle != vehicle.id
    return able and chosen and not pinned_away and vehicle.id not in task.excluded_vehicles


def fits(vehicle: Vehicle, tasks: list[Task]) -> bool:
    """Whether the tasks together stay within the capacity; no capacity means no limit."""
    loads = [
        sum(column) for column in zip(*(task.demand for task in tasks if task.demand), strict=True)
    ]
    return all(load <= limit for load, limit in zip(loads, vehicle.capacity, strict=False))


def late_cost(task: Task, start: int) -> int:
    if task.lateness is None or start <= task.lateness.deadline:
        return 0
    return (start - task.lateness.deadline) * task.lateness.per_second


def end_cost(vehicle: Vehicle, end: int) -> int:
    """What ending a used route then costs: the fixed price, and overtime."""
    overtime = end - vehicle.shift.end if end > vehicle.shift.end else 0
    return vehicle.prices.fixed + overtime * vehicle.prices.overtime_second


def drive_cost(vehicle: Vehicle, seconds: int, metres: int) -> int:
    return seconds * vehicle.prices.travel_second + metres * vehicle.prices.metre
