"""Plans with gaps, the reasons for them, and the test of an action: take it, and serve the task."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from solver.check import check
from solver.explain import explain, taken
from solver.incumbent import as_solution
from solver.problem import Problem, Vehicle
from solver.schedule import Planner
from solver.solution import Action, Reason, Solution

Served = Mapping[str, Sequence[str]]
"""Tasks by vehicle, in order."""


def plan(problem: Problem, served: Served) -> Solution:
    """The cheapest times for these sequences."""
    made = Planner(problem).plan(
        {
            problem.vehicle_index[vehicle]: [problem.task_index[task] for task in tasks]
            for vehicle, tasks in served.items()
        }
    )
    assert made is not None, served
    return as_solution(problem, *made)


def reason(problem: Problem, task: str, served: Served) -> Reason:
    """Why a task is not in the plan of these sequences."""
    entries = explain(problem, plan(problem, served))
    found = next(entry.reason for entry in entries if entry.task == task)
    assert found is not None
    return found


def action(problem: Problem, task: str, served: Served) -> Action:
    """What to do about it."""
    found = reason(problem, task, served).action
    assert found is not None
    return found


def mends(problem: Problem, task: str, action: Action, served: Served) -> bool:
    """Whether the task can join the plan, somewhere, once the action is taken.

    Everything else stays with its vehicle and in its order; the checker has the last word. For a
    task that may be left out, serving it must also be cheaper.
    """
    after = taken(problem, task, action)
    rest = {
        vehicle: [name for name in tasks if name in after.task_index]
        for vehicle, tasks in served.items()
    }
    spec = after.tasks[after.task_index[task]]
    without = _cost(after, rest)
    costs = [_cost(after, joined) for joined in _joined(after, rest, task)]
    possible = [cost for cost in costs if cost is not None]
    if after.must_serve(spec) or without is None:
        return bool(possible)
    return any(cost < without for cost in possible)


def _joined(problem: Problem, served: Served, task: str) -> list[Served]:
    return [
        {**served, vehicle.id: [*tasks[:at], task, *tasks[at:]]}
        for vehicle in problem.vehicles
        for tasks in [list(served.get(vehicle.id, ()))]
        for at in range(len(tasks) + 1)
    ]


def _cost(problem: Problem, served: Served) -> int | None:
    """Cost of a plan that keeps every rule; None for one that does not."""
    made = Planner(problem).plan(
        {
            problem.vehicle_index[vehicle]: [problem.task_index[task] for task in tasks]
            for vehicle, tasks in served.items()
        }
    )
    if made is None:
        return None
    solution = as_solution(problem, *made)
    return solution.cost if check(problem, solution).ok else None


def with_task(problem: Problem, name: str, **changes: object) -> Problem:
    """The problem with fields of one task replaced."""
    tasks = tuple(
        replace(task, **changes) if task.id == name else task  # type: ignore[arg-type]
        for task in problem.tasks
    )
    return replace(problem, tasks=tasks)


def with_vehicles(problem: Problem, *vehicles: Vehicle) -> Problem:
    """The problem with other vehicles."""
    return replace(problem, vehicles=vehicles)


def with_ann(problem: Problem, **changes: object) -> Problem:
    """The problem with fields of its first vehicle replaced."""
    first, *others = problem.vehicles
    changed = replace(first, **changes)  # type: ignore[arg-type]
    return replace(problem, vehicles=(changed, *others))
