"""What can be read at all: routes of well-typed steps, from START to END.

Everything after this module may trust types, and nothing else. A route that cannot be read is
reported and left out, so its tasks count as not served.
"""

from collections.abc import Iterator

from solver.check.report import Rule, Violation
from solver.solution import Route, Solution, Step, StepKind, Unassigned


def readable_routes(solution: Solution) -> tuple[Route, ...]:
    """The routes whose steps have the right types, in the order given."""
    return tuple(route for route in _items(solution.routes) if is_readable(route))


def unassigned_ids(solution: Solution) -> tuple[str, ...]:
    """The ids listed as unassigned, repetitions included."""
    return tuple(entry.task for entry in _items(solution.unassigned) if _names_a_task(entry))


def is_readable(route: object) -> bool:
    """Whether it is a Route of at least one Step, all fields with the types they declare.

    Numbers must be plain integers: a numpy integer or a float would change the arithmetic and could
    not be written to a file.
    """
    return (
        isinstance(route, Route)
        and isinstance(route.vehicle, str)
        and isinstance(route.steps, tuple | list)
        and len(route.steps) > 0
        and all(_is_readable_step(step) for step in route.steps)
    )


def structure(solution: Solution) -> Iterator[Violation]:
    """Report what cannot be read, and routes that do not lead from START over tasks to END."""
    for name in ("routes", "unassigned"):
        if not isinstance(getattr(solution, name), tuple | list):
            yield Violation(Rule.STRUCTURE, f"{name} is not a sequence")
    for number, route in enumerate(_items(solution.routes)):
        if is_readable(route):
            yield from _order(route)
        else:
            yield Violation(Rule.STRUCTURE, f"route {number} is not made of well-typed steps")
    for number, entry in enumerate(_items(solution.unassigned)):
        if not _names_a_task(entry):
            yield Violation(Rule.STRUCTURE, f"unassigned entry {number} names no task")


def _order(route: Route) -> Iterator[Violation]:
    name, kinds = route.vehicle, [step.kind for step in route.steps]
    if kinds[0] is not StepKind.START or kinds.count(StepKind.START) != 1:
        yield Violation(Rule.STRUCTURE, f"the route of {name} must begin with its one start", name)
    if kinds[-1] is not StepKind.END or kinds.count(StepKind.END) != 1:
        yield Violation(Rule.STRUCTURE, f"the route of {name} must end with its one end", name)
    if StepKind.TASK not in kinds:
        yield Violation(
            Rule.STRUCTURE, f"{name} serves no task; an unused vehicle has no route", name
        )
    for step in route.steps:
        is_terminal = step.kind in (StepKind.START, StepKind.END)
        if is_terminal and not step.arrival == step.start == step.end:
            yield Violation(Rule.STRUCTURE, f"the {step.kind} of {name} must take no time", name)


def _items(sequence: object) -> tuple:  # type: ignore[type-arg]
    return tuple(sequence) if isinstance(sequence, tuple | list) else ()


def _names_a_task(entry: object) -> bool:
    return isinstance(entry, Unassigned) and isinstance(entry.task, str)


def _is_readable_step(step: object) -> bool:
    if not isinstance(step, Step):
        return False
    numbers = (step.arrival, step.start, step.end, step.travel, step.metres)
    return (
        isinstance(step.kind, StepKind)
        and isinstance(step.id, str)
        and (step.place is None or type(step.place) is int)
        and all(type(number) is int for number in numbers)
    )
