"""Sequences and totals that somebody claims, timed in our ticks.

Others count without rounding, or round otherwise. So what they claim is taken for what it should be
as long as it differs by no more than a tick for each leg; beyond that it stays as claimed, and the
checker says what is wrong with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from solver.check import price
from solver.formats.faults import FileFaults
from solver.formats.timing import Stop, earliest_route, tight_route
from solver.problem import Problem, TimeWindow, Vehicle
from solver.solution import Route, Solution, StepKind, Unassigned


@dataclass(frozen=True, slots=True)
class Claim:
    """One technician's sequence, with start and end in ticks if they are claimed, too."""

    field: str
    technician: str
    stops: tuple[Stop, ...]
    start: int | None = None
    end: int | None = None


def claimed_solution(
    problem: Problem, claims: Sequence[Claim], total: int | None, faults: FileFaults
) -> Solution:
    """The plan that was claimed. Raises `UnreadableInput` for names that the problem has not."""
    for claim in claims:
        if claim.technician not in problem.vehicle_index:
            rule = "the problem has no technician of this number"
            faults.add(claim.field, rule, claim.technician)
        for stop in claim.stops:
            if stop is not None and stop not in problem.task_index:
                faults.add(claim.field, "the problem has no request of this number", stop)
    faults.raise_if_any()
    routes = tuple(_route(problem, claim) for claim in claims)
    served = {task for route in routes for task in route.tasks}
    left = tuple(Unassigned(task.id) for task in problem.tasks if task.id not in served)
    cost = price(problem, Solution(routes, left)).total
    if total is not None and abs(total - cost) > sum(map(_legs, routes)):
        cost = total
    return Solution(routes, left, cost)


def _route(problem: Problem, claim: Claim) -> Route:
    vehicle = problem.vehicles[problem.vehicle_index[claim.technician]]
    if claim.start is None:
        return tight_route(problem, vehicle, claim.stops)
    route = earliest_route(problem, vehicle, claim.stops, claim.start)
    late = _lateness(problem, vehicle, route)
    if 0 < late <= _legs(route):
        route = earliest_route(problem, vehicle, claim.stops, claim.start - late)
    if claim.end is None or abs(claim.end - route.end) <= _legs(route):
        return route
    end = replace(route.steps[-1], arrival=claim.end, start=claim.end, end=claim.end)
    return replace(route, steps=(*route.steps[:-1], end))


def _lateness(problem: Problem, vehicle: Vehicle, route: Route) -> int:
    """Ticks by which the latest of all stops misses its last window, or the end of the day."""
    late = [route.end - vehicle.shift.end - vehicle.overtime]
    for step in route.steps:
        windows: tuple[TimeWindow, ...] = ()
        if step.kind is StepKind.TASK:
            windows = problem.tasks[problem.task_index[step.id]].windows
        elif step.kind is StepKind.RESTOCK and vehicle.restock is not None:
            windows = vehicle.restock.windows
        late += [step.start - window.end for window in windows[-1:]]
    return max(late)


def _legs(route: Route) -> int:
    return len(route.steps) - 1
