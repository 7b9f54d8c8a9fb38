"""One way to break each limit of a route, and each promise to people, in any valid plan."""

from dataclasses import replace
from random import Random

from solver.problem import FrozenStop, PartNeed, Problem, Reference, TimeWindow, Vehicle
from solver.solution import Route, Solution, Step, StepKind
from tests.property.bending import (
    Case,
    a_service,
    a_step,
    change_step,
    some_seconds,
    vehicle_of,
    with_steps,
    with_task,
    with_vehicle,
)


def stock(problem: Problem, plan: Solution, random: Random) -> Case | None:
    """Use a part that nobody has, or one piece too many of one that there is."""
    found = _on_own_supplies(plan, random)
    if found is None:
        return None
    there = random.randint(0, 2)
    route, step = found
    bent = with_task(problem, step.id, parts=(PartNeed("pump", there + 1),))
    return with_vehicle(bent, route.vehicle, stock={**_plenty(problem), "pump": there}), plan


def tools(problem: Problem, plan: Solution, random: Random) -> Case | None:
    """Need a tool that is not on board, or take one away that is needed."""
    found = _on_own_supplies(plan, random)
    if found is None or found[1].id in problem.frozen_on:
        return None
    _, step = found
    needed = problem.tasks[problem.task_index[step.id]].tools
    return with_task(problem, step.id, tools=needed | {"laser"}), plan


def restock(problem: Problem, plan: Solution, random: Random) -> Case | None:
    """Visit the depot twice, unasked, at a wrong time, or not for as long as it takes."""
    found = a_step(plan, random, StepKind.RESTOCK)
    if found is None:
        return _unasked(problem, plan, random)
    r, s, step = found
    steps, vehicle = plan.routes[r].steps, vehicle_of(problem, plan.routes[r])
    depot = vehicle.restock
    assert depot is not None
    before = TimeWindow(step.start - 9, step.start - 1)
    after = TimeWindow(step.start + 1, step.start + 9)
    windows = random.choice(((before,), (after,), (before, after)))
    closed = with_vehicle(problem, vehicle.id, restock=replace(depot, windows=windows))
    longer = with_vehicle(problem, vehicle.id, restock=replace(depot, duration=depot.duration + 1))
    return random.choice(
        (
            (closed, plan),
            (longer, plan),
            (with_vehicle(problem, vehicle.id, restock=None), plan),
            (problem, with_steps(plan, r, [*steps[:s], step, *steps[s:]])),
            (problem, change_step(plan, r, s, end=step.end + some_seconds(random))),
        )
    )


def _unasked(problem: Problem, plan: Solution, random: Random) -> Case:
    r = random.randrange(len(plan.routes))
    steps = list(plan.routes[r].steps)
    at = random.randint(1, len(steps) - 1)
    now = steps[at - 1].end
    visit = Step(StepKind.RESTOCK, now, now, now, place=steps[at - 1].place)
    bent = with_vehicle(problem, plan.routes[r].vehicle, restock=None)
    return bent, with_steps(plan, r, [*steps[:at], visit, *steps[at:]])


def _on_own_supplies(plan: Solution, random: Random) -> tuple[Route, Step] | None:
    """A service before the visit to the depot, if there is one."""
    found = []
    for route in plan.routes:
        kinds = [step.kind for step in route.steps]
        depot = StepKind.RESTOCK
        own = route.steps[: kinds.index(depot) if depot in kinds else len(kinds)]
        found += [(route, step) for step in own if step.kind is StepKind.TASK]
    return random.choice(found) if found else None


def _plenty(problem: Problem) -> dict[str, int]:
    return {need.part: 99 for task in problem.tasks for need in task.parts}


def max_duration(problem: Problem, plan: Solution, random: Random) -> Case | None:
    route = random.choice(plan.routes)
    return _one_less(problem, plan, route, "max_duration", route.duration)


def max_travel(problem: Problem, plan: Solution, random: Random) -> Case | None:
    route = random.choice(plan.routes)
    driven = sum(step.travel for step in route.steps)
    return _one_less(problem, plan, route, "max_travel", driven)


def max_distance(problem: Problem, plan: Solution, random: Random) -> Case | None:
    route = random.choice(plan.routes)
    metres = sum(step.metres for step in route.steps)
    return _one_less(problem, plan, route, "max_distance", metres)


def max_tasks(problem: Problem, plan: Solution, random: Random) -> Case | None:
    route = random.choice(plan.routes)
    return _one_less(problem, plan, route, "max_tasks", len(route.tasks))


def _one_less(
    problem: Problem, plan: Solution, route: Route, field: str, value: int
) -> Case | None:
    return (with_vehicle(problem, route.vehicle, **{field: value - 1}), plan) if value else None


def frozen(problem: Problem, plan: Solution, random: Random) -> Case:
    """Say that the first task began at another time, or that a later one is the first."""
    route = max(plan.routes, key=lambda route: len(route.tasks))
    services = [step for step in route.steps if step.kind is StepKind.TASK]
    vehicle = vehicle_of(problem, route)
    if len(services) > len(vehicle.frozen) + 1 and random.random() < 0.5:
        stops = (*vehicle.frozen, FrozenStop(services[-1].id))
    else:
        first = FrozenStop(services[0].id, services[0].start + some_seconds(random))
        stops = (first, *vehicle.frozen[1:])
    others = tuple(id for id in vehicle.pinned_order if id not in {stop.task for stop in stops})
    return with_vehicle(problem, vehicle.id, frozen=stops, pinned_order=others), plan


def order(problem: Problem, plan: Solution, random: Random) -> Case | None:
    """Ask for two tasks the other way round, or for one of them from somebody else."""
    route = random.choice(plan.routes)
    free = [id for id in route.tasks if id not in problem.promised_to]
    elsewhere = [vehicle for vehicle in problem.vehicles if vehicle.id != route.vehicle]
    if len(free) > 1 and (random.random() < 0.5 or not elsewhere):
        vehicle = vehicle_of(problem, route)
        first, second = sorted(random.sample(range(len(free)), 2))
        return _ordered(problem, vehicle, (free[second], free[first])), plan
    if free and elsewhere:
        return _ordered(problem, random.choice(elsewhere), (random.choice(free),)), plan
    return None


def _ordered(problem: Problem, vehicle: Vehicle, more: tuple[str, ...]) -> Problem:
    return with_vehicle(problem, vehicle.id, pinned_order=(*vehicle.pinned_order, *more))


def changed(problem: Problem, plan: Solution, random: Random) -> Case:
    """Say that one task was promised to somebody else or at another time, and allow no change."""
    r, _, step = a_service(plan, random)
    tolerance = random.randint(0, 3)
    away = random.choice((-1, 1)) * (tolerance + random.randint(1, 3))
    reference = random.choice(
        (Reference("nobody", step.start), Reference(plan.routes[r].vehicle, step.start + away))
    )
    bent = with_task(problem, step.id, reference=reference)
    return replace(bent, max_changed=0, change_tolerance=tolerance), plan
