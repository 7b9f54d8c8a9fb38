"""How much later each service of a route could start before something breaks.

Backward pass over the steps of one route: the latest start of a service is bounded by its window,
its deadline while that still holds, and the latest start of what follows (Savelsbergh's forward
time slack, "The vehicle routing problem with time windows", ORSA J. Comput. 4, 1992, with breaks).
A step that is late already bounds nothing before it: its own slack is what it is late by, negative.
"""

from collections.abc import Iterable

from solver.problem import Break, Problem, Task, TimeWindow, Vehicle
from solver.solution import Route, Step, StepKind


def slacks(problem: Problem, route: Route) -> dict[str, int]:
    """Slack in seconds by task id. Negative: so many seconds after the deadline already.

    The route must pass `solver.check`. Its end may slip to the end of the shift, or not at all if
    it runs into overtime already.
    """
    vehicle = problem.vehicles[problem.vehicle_index[route.vehicle]]
    latest_end = max(vehicle.shift.end, route.end)
    found: dict[str, int] = {}
    for step, following in zip(reversed(route.steps[:-1]), reversed(route.steps[1:]), strict=True):
        latest_start = _latest_start(problem, vehicle, step, latest_end - following.travel)
        if step.kind is StepKind.TASK:
            found[step.id] = _shown(problem, step, latest_start)
        latest_end = latest_start
    return found


def _latest_start(problem: Problem, vehicle: Vehicle, step: Step, latest_end: int) -> int:
    latest = latest_end - (step.end - step.start)
    if step.kind is StepKind.TASK:
        task = problem.tasks[problem.task_index[step.id]]
        latest = min((latest, *_bounds(task, step)))
    elif step.kind is StepKind.BREAK:
        latest = min(latest, _window_end(_break(vehicle, step).windows, step.start))
    return latest


def _bounds(task: Task, step: Step) -> Iterable[int]:
    if task.windows:
        yield _window_end(task.windows, step.start)
    if task.lateness is not None and step.start <= task.lateness.deadline:
        yield task.lateness.deadline


def _window_end(windows: Iterable[TimeWindow], start: int) -> int:
    return next(window.end for window in windows if start in window)


def _break(vehicle: Vehicle, step: Step) -> Break:
    return next(rest for rest in vehicle.breaks if rest.id == step.id)


def _shown(problem: Problem, step: Step, latest_start: int) -> int:
    task = problem.tasks[problem.task_index[step.id]]
    if task.lateness is not None and step.start > task.lateness.deadline:
        return task.lateness.deadline - step.start
    return latest_start - step.start
