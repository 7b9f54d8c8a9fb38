"""What a route breaks, in VROOM's words: a cause at each step, and the sums of a route.

Told from the times, driving and places that the steps carry, whether they are true or not: that is
for `solver.check`, which also judges what VROOM has no word for.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from solver.problem import Problem, Task, TimeWindow, Vehicle
from solver.solution import Route, Solution, Step, StepKind


class Cause(StrEnum):
    """VROOM's names of what can be broken without shipments, in the order they are told."""

    LEAD_TIME = "lead_time"
    DELAY = "delay"
    LOAD = "load"
    MAX_TASKS = "max_tasks"
    SKILLS = "skills"
    MISSING_BREAK = "missing_break"
    MAX_TRAVEL_TIME = "max_travel_time"
    MAX_DISTANCE = "max_distance"


Causes = Mapping[Cause, int | None]
"""Causes with seconds too early or too late; None where VROOM counts nothing."""


@dataclass(frozen=True, slots=True)
class RouteCauses:
    """Causes of a whole route and, in the order of its steps, of each."""

    vehicle: str
    route: Causes
    steps: tuple[Causes, ...]


def causes_of(problem: Problem, solution: Solution) -> tuple[RouteCauses, ...]:
    """The causes of each route whose vehicle is known."""
    return tuple(
        route_causes(problem, route)
        for route in solution.routes
        if route.vehicle in problem.vehicle_index
    )


def route_causes(problem: Problem, route: Route) -> RouteCauses:
    """What one route breaks, step by step and in sum; steps of unknown tasks break nothing."""
    vehicle = problem.vehicles[problem.vehicle_index[route.vehicle]]
    steps = tuple(_Walk(problem, vehicle, route).causes())
    missing: Causes = {Cause.MISSING_BREAK: None} if _misses_a_break(vehicle, route) else {}
    return RouteCauses(route.vehicle, summed((*steps, missing)), steps)


def causes_of_all(routes: Iterable[RouteCauses]) -> Causes:
    """The causes of a whole solution."""
    return summed(route.route for route in routes)


def summed(parts: Iterable[Causes]) -> Causes:
    """All causes of the parts, their seconds added up."""
    sums: dict[Cause, int | None] = {}
    for part in parts:
        for cause, seconds in part.items():
            before = sums.get(cause)
            sums[cause] = seconds if before is None or seconds is None else before + seconds
    return {cause: sums[cause] for cause in Cause if cause in sums}


def violations_json(causes: Causes) -> list[dict[str, object]]:
    """The causes as VROOM writes them."""
    return [
        {"cause": cause.value} | ({} if seconds is None else {"duration": seconds})
        for cause, seconds in causes.items()
    ]


class _Walk:
    """One route from start to end, with what has been driven, served and loaded so far."""

    def __init__(self, problem: Problem, vehicle: Vehicle, route: Route) -> None:
        self._vehicle, self._route = vehicle, route
        self._tasks = {
            id_: problem.tasks[problem.task_index[id_]]
            for id_ in route.tasks
            if id_ in problem.task_index
        }
        self._breaks = {rest.id: rest.windows for rest in vehicle.breaks}
        self._load = [0] * len(vehicle.capacity)
        for id_ in route.tasks:
            if id_ in self._tasks:
                self._add(self._tasks[id_].demand, 1)
        self._seconds = self._metres = self._served = 0

    def causes(self) -> Iterator[Causes]:
        """The causes of each step, in order."""
        for step in self._route.steps:
            self._seconds += step.travel
            self._metres += step.metres
            task = self._tasks.get(step.id) if step.kind is StepKind.TASK else None
            if task is not None:
                self._served += 1
                self._add(task.demand, -1)
                self._add(task.pickup, 1)
            windows = self._windows(step, task)
            found = dict(_off_window(windows, step.start)) | dict.fromkeys(self._over(step, task))
            yield {cause: found[cause] for cause in Cause if cause in found}

    def _windows(self, step: Step, task: Task | None) -> Sequence[TimeWindow]:
        if step.kind is StepKind.TASK:
            return () if task is None else task.windows
        if step.kind is StepKind.BREAK:
            return self._breaks.get(step.id, ())
        return (self._vehicle.shift,)

    def _over(self, step: Step, task: Task | None) -> Iterator[Cause]:
        vehicle = self._vehicle
        if any(load > most for load, most in zip(self._load, vehicle.capacity, strict=True)):
            yield Cause.LOAD
        if task is not None and not vehicle.has_skills(task.skills):
            yield Cause.SKILLS
        if step.kind is StepKind.TASK and _exceeds(self._served, vehicle.max_tasks):
            yield Cause.MAX_TASKS
        if _exceeds(self._seconds, vehicle.max_travel):
            yield Cause.MAX_TRAVEL_TIME
        if _exceeds(self._metres, vehicle.max_distance):
            yield Cause.MAX_DISTANCE

    def _add(self, amount: Sequence[int], sign: int) -> None:
        for dimension, quantity in enumerate(amount[: len(self._load)]):
            self._load[dimension] += sign * quantity


def _off_window(windows: Sequence[TimeWindow], start: int) -> Iterator[tuple[Cause, int]]:
    """How far a start misses the nearest of its windows."""
    misses = [
        (window.start - start, Cause.LEAD_TIME)
        if start < window.start
        else (start - window.end, Cause.DELAY)
        for window in windows
    ]
    if misses:
        seconds, cause = min(misses)
        if seconds > 0:
            yield cause, seconds


def _exceeds(value: int, limit: int | None) -> bool:
    return limit is not None and value > limit


def _misses_a_break(vehicle: Vehicle, route: Route) -> bool:
    """Whether a break is left out that cannot be taken before the start or after the end."""
    taken = {step.id for step in route.steps if step.kind is StepKind.BREAK}
    return any(
        rest.id not in taken
        and not any(
            w.end >= route.end or w.start + rest.duration <= route.start for w in rest.windows
        )
        for rest in vehicle.breaks
    )
