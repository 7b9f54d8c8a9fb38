"""Solutions of the classics as text: `Route #k: ids` lines and a `Cost` line.

Where vehicles are alike, routes are numbered through, and reading gives each to the first vehicle
left. Where they are not, `Route #k` is that of vehicle k, empty or not. Reading times each route so
that it ends as early and takes as little time as it can; `Cost` is the claim that the checker
compares.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from solver.formats.faults import FileFaults
from solver.formats.source import Source
from solver.formats.timing import tight_route
from solver.problem import Problem, Vehicle
from solver.solution import Solution, Unassigned

_ROUTE = re.compile(r"\s*Route\s*#?\s*(?P<number>\d{1,9})\s*:(?P<tasks>.*)", re.IGNORECASE)
_COST = re.compile(r"\s*Cost\s*:?\s*(?P<cost>\d{1,18})\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Line:
    """One route of the text: its line and number, and the tasks it names."""

    field: str
    number: int
    tasks: list[str]


def write_routes(problem: Problem, solution: Solution) -> str:
    """Routes in the order of the vehicles, numbered from 1, and the cost."""
    routes = sorted(solution.routes, key=lambda route: problem.vehicle_index[route.vehicle])
    lines = [_text(k, route.tasks) for k, route in enumerate(routes, start=1)]
    return "\n".join([*lines, f"Cost {solution.cost}"]) + "\n"


def write_numbered_routes(problem: Problem, solution: Solution) -> str:
    """A line for each vehicle, numbered in the order of the problem, and the cost."""
    tasks = {route.vehicle: route.tasks for route in solution.routes}
    lines = [_text(k, tasks.get(v.id, ())) for k, v in enumerate(problem.vehicles, start=1)]
    return "\n".join([*lines, f"Cost: {solution.cost}"]) + "\n"


def read_routes(source: Source, problem: Problem, faults: FileFaults) -> Solution:
    """Read routes of like vehicles. Raises `UnreadableInput` for lines that are something else."""
    lines, cost = _lines(source, problem, faults)
    used = [line for line in lines if line.tasks]
    if len(used) > len(problem.vehicles):
        rule = f"more routes than the {len(problem.vehicles)} vehicles of the problem"
        faults.add("", rule, len(used))
    faults.raise_if_any()
    return _solution(problem, problem.vehicles, [line.tasks for line in used], cost)


def read_numbered_routes(source: Source, problem: Problem, faults: FileFaults) -> Solution:
    """Read the routes of the vehicles with their numbers. Raises `UnreadableInput`."""
    lines, cost = _lines(source, problem, faults)
    count, seen = len(problem.vehicles), set[int]()
    for line in lines:
        if not 1 <= line.number <= count:
            faults.add(line.field, f"vehicles have numbers from 1 to {count}", line.number)
        if line.number in seen:
            faults.add(line.field, "a second route of this number", line.number)
        seen.add(line.number)
    faults.raise_if_any()
    used = [line for line in lines if line.tasks]
    vehicles = [problem.vehicles[line.number - 1] for line in used]
    return _solution(problem, vehicles, [line.tasks for line in used], cost)


def _text(number: int, tasks: Sequence[str]) -> str:
    return " ".join((f"Route #{number}:", *tasks))


def _lines(source: Source, problem: Problem, faults: FileFaults) -> tuple[list[_Line], int]:
    """All routes and the cost of a text."""
    lines: list[_Line] = []
    cost: int | None = None
    for number, text in enumerate(source.text.splitlines(), start=1):
        field = f"line {number}"
        if match := _ROUTE.fullmatch(text):
            lines.append(_Line(field, int(match["number"]), match["tasks"].split()))
            for id_ in lines[-1].tasks:
                if id_ not in problem.task_index:
                    faults.add(field, "the problem has no customer of this number", id_)
        elif match := _COST.fullmatch(text):
            cost = int(match["cost"])
        elif text.strip():
            faults.add(field, "must be `Route #k: ids` or `Cost N`", text.strip())
    if cost is None:
        faults.add("", "no line `Cost N`")
    return lines, cost or 0


def _solution(
    problem: Problem, vehicles: Sequence[Vehicle], sequences: Sequence[list[str]], cost: int
) -> Solution:
    served = {id_ for sequence in sequences for id_ in sequence}
    routes = tuple(
        tight_route(problem, vehicle, sequence)
        for vehicle, sequence in zip(vehicles, sequences, strict=False)
    )
    unassigned = tuple(Unassigned(task.id) for task in problem.tasks if task.id not in served)
    return Solution(routes, unassigned, cost)
