"""Who else could take a task, and what that would cost."""

from collections.abc import Sequence
from dataclasses import dataclass

from solver.explain.grounds import able_vehicles
from solver.problem import Problem
from solver.schedule import route_cost
from solver.solution import Solution


@dataclass(frozen=True, slots=True)
class Alternative:
    """Serving the task by `vehicle` as the `position`-th stop (from 0) changes the cost by `extra`.

    `extra` is in cost units against the plan as it is; negative means cheaper.
    """

    vehicle: str
    position: int
    extra: int


def alternatives(problem: Problem, solution: Solution, task: str) -> tuple[Alternative, ...]:
    """Every other vehicle that could take the task in the plan as it is, cheapest first.

    For an unassigned task every vehicle is asked, and its skip price is saved. Capacity, skills,
    pins and all times are honoured. Raises KeyError for a task that the problem does not have.
    """
    index = problem.task_index[task]
    saved, holder = _saved(problem, solution, index)
    found = []
    for vehicle in able_vehicles(problem, problem.tasks[index]):
        tasks = _tasks_of(problem, solution, vehicle)
        if vehicle == holder or not _carries(problem, vehicle, [*tasks, index]):
            continue
        best = _best_position(problem, vehicle, tasks, index)
        if best is not None:
            found.append(Alternative(problem.vehicles[vehicle].id, best[1], best[0] - saved))
    return tuple(sorted(found, key=lambda option: (option.extra, option.vehicle)))


def _saved(problem: Problem, solution: Solution, task: int) -> tuple[int, int | None]:
    """What taking the task out of its route saves, and whose route that is."""
    for route in solution.routes:
        if problem.tasks[task].id in route.tasks:
            vehicle = problem.vehicle_index[route.vehicle]
            tasks = _tasks_of(problem, solution, vehicle)
            rest = [other for other in tasks if other != task]
            with_it, without = (route_cost(problem, vehicle, seq) for seq in (tasks, rest))
            return (with_it or 0) - (without or 0), vehicle
    return problem.tasks[task].skip_price or 0, None


def _tasks_of(problem: Problem, solution: Solution, vehicle: int) -> list[int]:
    name = problem.vehicles[vehicle].id
    for route in solution.routes:
        if route.vehicle == name:
            return [problem.task_index[task] for task in route.tasks]
    return []


def _best_position(
    problem: Problem, vehicle: int, tasks: Sequence[int], task: int
) -> tuple[int, int] | None:
    before = route_cost(problem, vehicle, tasks) or 0
    options = (
        (route_cost(problem, vehicle, [*tasks[:at], task, *tasks[at:]]), at)
        for at in range(len(tasks) + 1)
    )
    return min(((cost - before, at) for cost, at in options if cost is not None), default=None)


def _carries(problem: Problem, vehicle: int, tasks: Sequence[int]) -> bool:
    demands = [problem.tasks[task].demand for task in tasks if problem.tasks[task].demand]
    totals = [sum(column) for column in zip(*demands, strict=False)]
    return all(t <= c for t, c in zip(totals, problem.vehicles[vehicle].capacity, strict=False))
