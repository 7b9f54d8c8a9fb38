"""Routes as problems of their own, small enough for a model each, with nothing left to choose.

What the sequence settles is written into the problem: which stop pays its setup, and what the depot
has supplied. Places of rest and the depot become stops that must be served.
"""

from collections.abc import Iterator
from dataclasses import replace

from solver.engines.routing import Trial
from solver.explain.seat import small_problem
from solver.problem import PER_MILLE, Break, FrozenStop, Problem, Task, Vehicle, scaled
from solver.solution import Route, Step, StepKind


def trial_of(problem: Problem, route: Route) -> Trial:
    """The trial of a readable route whose vehicle and tasks the problem has."""
    vehicle = problem.vehicles[problem.vehicle_index[route.vehicle]]
    stops = tuple(_stops(problem, vehicle, route))
    rests = {rest.id: rest for rest in vehicle.breaks}
    visited = {s.id for s, _ in stops if s.kind is StepKind.BREAK}
    alone = replace(
        vehicle,
        duration_factor=PER_MILLE,
        breaks=tuple(_unplaced(rest) for name, rest in rests.items() if name not in visited),
        restock=None,
        max_tasks=None if vehicle.max_tasks is None else vehicle.max_tasks + _extra(stops),
        frozen=_frozen(vehicle, stops),
    )
    return Trial(
        problem=small_problem(problem, alone, [task for _, task in stops]),
        departure=route.start,
        starts=tuple(step.start for step, _ in stops),
        ends=tuple(step.end for step, _ in stops),
        end=route.end,
        rests={
            step.id: step.start
            for step in route.steps
            if step.kind is StepKind.BREAK and step.id not in visited
        },
    )


def _stops(problem: Problem, vehicle: Vehicle, route: Route) -> Iterator[tuple[Step, Task]]:
    """Steps to which the vehicle drives, each as a task as it stands at its place in the route."""
    at, supplied = vehicle.start_place, False
    places = {rest.id: rest for rest in vehicle.breaks if rest.place is not None}
    for number, step in enumerate(route.steps[1:-1]):
        if step.kind is StepKind.TASK:
            task = problem.tasks[problem.task_index[step.id]]
            settled = _as_it_stands(vehicle, task, due=at != task.place, supplied=supplied)
            yield step, _promised(problem, vehicle, settled)
            at = task.place
        elif step.kind is StepKind.RESTOCK and vehicle.restock is not None:
            depot, supplied = vehicle.restock, True
            yield step, Task(f"depot {number}", depot.place, depot.duration, depot.windows)
            at = depot.place
        elif step.id in places:
            rest = places[step.id]
            yield step, Task(f"rest {number}", rest.place or 0, rest.duration, rest.windows)
            at = rest.place


def _as_it_stands(vehicle: Vehicle, task: Task, *, due: bool, supplied: bool) -> Task:
    service, setup = task.times_for(vehicle.kind)
    on_site = scaled(service + setup * due, vehicle.duration_factor)
    settled = replace(task, duration=on_site, setup=0, by_kind=())
    return replace(settled, parts=(), tools=frozenset()) if supplied else settled


def _promised(problem: Problem, vehicle: Vehicle, task: Task) -> Task:
    """A task that another vehicle has begun, or has in its order, is not for this one."""
    holder = problem.promised_to.get(task.id, vehicle.id)
    return task if holder == vehicle.id else replace(task, required_vehicles=frozenset({holder}))


def _unplaced(rest: Break) -> Break:
    """A break that the route does not drive to: it is taken outside the route, wherever."""
    return replace(rest, place=None)


def _extra(stops: tuple[tuple[Step, Task], ...]) -> int:
    return sum(step.kind is not StepKind.TASK for step, _ in stops)


def _frozen(vehicle: Vehicle, stops: tuple[tuple[Step, Task], ...]) -> tuple[FrozenStop, ...]:
    """The frozen beginning, with the places of rest between; the last frozen task ends it."""
    left, found = list(vehicle.frozen), list[FrozenStop]()
    for step, task in stops:
        if not left:
            break
        if step.kind is StepKind.TASK:
            found.append(left.pop(0))
        else:
            found.append(FrozenStop(task.id, step.start))
    return (*found, *left)
