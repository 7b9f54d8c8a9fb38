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
    for task in problem.tasks:
        yield from _task(task, served[task.id], unassigned[task.id])


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
    if served == 0 and task.pin is not None:
        message = f"task {task.id} is pinned to {task.pin.vehicle} and not served"
        yield Violation(Rule.MANDATORY, message, task.pin.vehicle, task.id)
    elif served == 0 and task.skip_price is None:
        yield Violation(Rule.MANDATORY, f"task {task.id} must be served and is not", task=task.id)
