"""Solutions of the classics as text: `Route #k: ids` lines and a `Cost` line.

Reading gives each route to the first vehicle left, in the order of the file, and the earliest
times; `Cost` is the claim that the checker compares.
"""

import re

from solver.formats.faults import FileFaults
from solver.formats.source import Source
from solver.formats.timing import earliest_route
from solver.problem import Problem
from solver.solution import Solution, Unassigned

_ROUTE = re.compile(r"\s*Route\s*#?\s*\d+\s*:(?P<tasks>.*)", re.IGNORECASE)
_COST = re.compile(r"\s*Cost\s*:?\s*(?P<cost>\d{1,18})\s*", re.IGNORECASE)


def write_routes(problem: Problem, solution: Solution) -> str:
    """Routes in the order of the vehicles, numbered from 1, and the cost."""
    routes = sorted(solution.routes, key=lambda route: problem.vehicle_index[route.vehicle])
    lines = [f"Route #{k}: {' '.join(route.tasks)}" for k, route in enumerate(routes, start=1)]
    return "\n".join([*lines, f"Cost {solution.cost}"]) + "\n"


def read_routes(source: Source, problem: Problem, faults: FileFaults) -> Solution:
    """Read routes of `problem`. Raises `UnreadableInput` for lines that are something else."""
    sequences: list[list[str]] = []
    cost: int | None = None
    for number, line in enumerate(source.text.splitlines(), start=1):
        if match := _ROUTE.fullmatch(line):
            sequences.append(match["tasks"].split())
            for id_ in sequences[-1]:
                if id_ not in problem.task_index:
                    faults.add(f"line {number}", "the problem has no customer of this number", id_)
        elif match := _COST.fullmatch(line):
            cost = int(match["cost"])
        elif line.strip():
            faults.add(f"line {number}", "must be `Route #k: ids` or `Cost N`", line.strip())
    if cost is None:
        faults.add("", "no line `Cost N`")
    used = [sequence for sequence in sequences if sequence]
    if len(used) > len(problem.vehicles):
        rule = f"more routes than the {len(problem.vehicles)} vehicles of the problem"
        faults.add("", rule, len(used))
    faults.raise_if_any()
    return _solution(problem, used, cost or 0)


def _solution(problem: Problem, sequences: list[list[str]], cost: int) -> Solution:
    served = {id_ for sequence in sequences for id_ in sequence}
    routes = tuple(
        earliest_route(problem, vehicle, sequence)
        for vehicle, sequence in zip(problem.vehicles, sequences, strict=False)
    )
    unassigned = tuple(Unassigned(task.id) for task in problem.tasks if task.id not in served)
    return Solution(routes, unassigned, cost)
