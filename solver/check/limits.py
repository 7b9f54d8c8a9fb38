"""The limits of one route: how long it may last, how far it may lead, how much it may hold."""

from collections.abc import Iterator

from solver.check.day import Day
from solver.check.report import Rule, Violation
from solver.solution import StepKind


def limits(day: Day) -> Iterator[Violation]:
    """Limits that the route exceeds, by the times it claims and the legs of the matrices."""
    vehicle = day.vehicle
    driven = sum(leg.seconds for leg in day.legs)
    metres = sum(leg.metres for leg in day.legs)
    tasks = sum(step.kind is StepKind.TASK for step in day.steps)
    for rule, value, limit, words in (
        (Rule.MAX_DURATION, day.end - day.start, vehicle.max_duration, "is under way for {} s"),
        (Rule.MAX_TRAVEL, driven, vehicle.max_travel, "drives for {} s"),
        (Rule.MAX_DISTANCE, metres, vehicle.max_distance, "drives {} m"),
        (Rule.MAX_TASKS, tasks, vehicle.max_tasks, "serves {} tasks"),
    ):
        if limit is not None and value > limit:
            message = f"{vehicle.id} {words.format(value)}, more than the {limit} allowed"
            yield Violation(rule, message, vehicle.id, amount=value - limit)
