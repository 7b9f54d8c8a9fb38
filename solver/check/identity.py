"""Every task once: served or unassigned, known to the problem, mandatory ones served."""

from collections import Counter
from collections.abc import Iterator

from solver.check.report import Rule, Violation
from solver.check.structure import readable_routes, unassigned_ids
from solver.problem import Problem, Task
from solver.solution import Solution, StepKind


def identity(problem: Problem, solution: Solution) -> Iterator[Violation]:
    """Unknown and repeated names, tasks that are nowhere, mandatory tasks left out."""
    yield from _vehicles(problem, solution)
    served = Counter(served_ids(solution))
    unassigned = Counter(unassigned_ids(solution))
    for name in sorted((served.keys() | unassigned.keys()) - problem.task_index.keys()):
        yield Violation(Rule.UNKNOWN, f"the problem has no task {name!r}", task=name)
    promised = _promised(problem)
    for task in problem.tasks:
        yield from _task(task, served[task.id], unassigned[task.id])
        if not served[task.id]:
            yield from _mandatory(task, promised.get(task.id))


def served_ids(solution: Solution) -> tuple[str, ...]:
    """Ids of all TASK steps of readable routes, repetitions included."""
    return tuple(
        step.id
        for route in readable_routes(solution)
        for step in route.steps
        if step.kind is StepKind.TASK
    )


def _vehicles(problem: Problem, solution: Solution) -> Iterator[Violation]:
    routes = Counter(route.vehicle for route in readable_routes(solution))
    for name, count in routes.items():
        if name not in problem.vehicle_index:
            yield Violation(Rule.UNKNOWN, f"the problem has no vehicle {name!r}", name)
        if count > 1:
            yield Violation(
                Rule.DUPLICATE, f"vehicle {name} has {count} routes", name, amount=count - 1
            )


def _task(task: Task, served: int, unassigned: int) -> Iterator[Violation]:
    listed = served + unassigned
    if listed == 0:
        message = f"task {task.id} is neither served nor unassigned"
        yield Violation(Rule.MISSING, message, task=task.id)
    if listed > 1:
        message = f"task {task.id} is served {served} and unassigned {unassigned} times"
        yield Violation(Rule.DUPLICATE, message, task=task.id, amount=listed - 1)


def _mandatory(task: Task, vehicle: str | None) -> Iterator[Violation]:
    """A task left out that a person pinned, a vehicle was promised, or nobody may skip."""
    pin = task.pin
    if pin is not None and pin.vehicle is not None:
        message = f"task {task.id} is pinned to {pin.vehicle} and not served"
        yield Violation(Rule.MANDATORY, message, pin.vehicle, task.id)
    elif pin is not None:
        message = f"task {task.id} is pinned to start at {pin.start} and not served"
        yield Violation(Rule.MANDATORY, message, task=task.id)
    elif vehicle is not None:
        message = f"task {task.id} is promised to {vehicle} and not served"
        yield Violation(Rule.MANDATORY, message, vehicle, task.id)
    elif task.skip_price is None:
        yield Violation(Rule.MANDATORY, f"task {task.id} must be served and is not", task=task.id)


def _promised(problem: Problem) -> dict[str, str]:
    """The vehicle in whose frozen prefix or pinned order a task stands, by the task's id."""
    found = {task: vehicle.id for vehicle in problem.vehicles for task in vehicle.pinned_order}
    found |= {stop.task: vehicle.id for vehicle in problem.vehicles for stop in vehicle.frozen}
    return found
