"""What people decided and customers were told: frozen tasks, pinned orders, the cap on changes.

These span routes: a task promised to one vehicle may turn up in the route of another.
"""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from solver.check.report import Rule, Violation
from solver.check.structure import readable_routes
from solver.problem import Problem, Task, Vehicle
from solver.solution import Solution, Step, StepKind

Services = Mapping[str, tuple[Step, ...]]
"""TASK steps by vehicle, in order; vehicles without a route have none."""

_NAMED = 5


def promises(problem: Problem, solution: Solution) -> Iterator[Violation]:
    """Promises that the plan breaks, whatever routes the tasks are in."""
    services = _services(solution)
    for vehicle in problem.vehicles:
        mine = services.get(vehicle.id, ())
        yield from _frozen(vehicle, mine)
        yield from _order(vehicle, mine, services)
    yield from _changed(problem, services)


def _services(solution: Solution) -> Services:
    found: dict[str, tuple[Step, ...]] = {}
    for route in readable_routes(solution):
        tasks = tuple(step for step in route.steps if step.kind is StepKind.TASK)
        found[route.vehicle] = found.get(route.vehicle, ()) + tasks
    return found


def _frozen(vehicle: Vehicle, mine: tuple[Step, ...]) -> Iterator[Violation]:
    """The route must begin with exactly the frozen tasks; those under way began when they began."""
    for position, stop in enumerate(vehicle.frozen):
        step = mine[position] if position < len(mine) else None
        if step is None or step.id != stop.task:
            served = "nothing" if step is None else step.id
            message = f"task {position + 1} of {vehicle.id} is frozen as {stop.task}, not {served}"
            yield Violation(Rule.FROZEN, message, vehicle.id, stop.task)
        elif stop.start is not None and step.start != stop.start:
            message = f"task {stop.task} began at {stop.start}, not at {step.start}"
            amount = abs(step.start - stop.start)
            yield Violation(Rule.FROZEN, message, vehicle.id, stop.task, amount)


def _order(vehicle: Vehicle, mine: tuple[Step, ...], services: Services) -> Iterator[Violation]:
    """Tasks in an order: on this vehicle, one after the other. Unserved ones are mandatory ones."""
    rank = {task: number for number, task in enumerate(vehicle.pinned_order)}
    if not rank:
        return
    for name, steps in services.items():
        for step in steps:
            if step.id in rank and name != vehicle.id:
                message = f"task {step.id} stands in the order of {vehicle.id}, not of {name}"
                yield Violation(Rule.ORDER, message, name, step.id)
    for before, after in pairwise(step.id for step in mine if step.id in rank):
        if rank[after] < rank[before]:
            message = f"{vehicle.id} must serve task {after} before {before}"
            yield Violation(Rule.ORDER, message, vehicle.id, after)


def _changed(problem: Problem, services: Services) -> Iterator[Violation]:
    """More tasks touched than the cap allows."""
    cap = problem.max_changed
    if cap is None:
        return
    touched = [task.id for task in problem.tasks if _is_touched(problem, task, services)]
    if len(touched) > cap:
        names = ", ".join(touched[:_NAMED]) + (", ..." if len(touched) > _NAMED else "")
        message = f"{len(touched)} tasks are changed, at most {cap} may be: {names}"
        yield Violation(Rule.CHANGED, message, amount=len(touched) - cap)


def _is_touched(problem: Problem, task: Task, services: Services) -> bool:
    reference = task.reference
    return reference is not None and not any(
        step.id == task.id and abs(step.start - reference.start) <= problem.change_tolerance
        for step in services.get(reference.vehicle, ())
    )
