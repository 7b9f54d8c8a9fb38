"""How much later each service of a route could start before something breaks.

Backward pass over the steps of one route: the latest start of a service is bounded by its window,
its pin, its deadline while that still holds, and the latest start of what follows (Savelsbergh's
forward time slack, "The vehicle routing problem with time windows", ORSA J. Comput. 4, 1992, with
breaks). A step that is late already bounds nothing before it: its own slack is what it is late by,
negative. Cautious where the route could also be rearranged: its departure and its breaks stay.
"""

from collections.abc import Iterable, Iterator, Mapping

from solver.problem import Break, FrozenStop, Problem, Task, TimeWindow, Vehicle
from solver.solution import Route, Step, StepKind


def slacks(problem: Problem, route: Route) -> dict[str, int]:
    """Slack in seconds by task id. Negative: so many seconds after the deadline already.

    The route must pass `solver.check`. Its end may slip to the end of the shift, or not at all if
    it runs into overtime already; nor longer than a route may take, nor past the last moment for a
    break that is to be taken after it. What has begun or is pinned to a moment has no slack.
    """
    vehicle = problem.vehicles[problem.vehicle_index[route.vehicle]]
    frozen = {stop.task: stop for stop in vehicle.frozen}
    latest_end = min(_latest_ends(vehicle, route))
    found: dict[str, int] = {}
    for step, following in zip(reversed(route.steps[:-1]), reversed(route.steps[1:]), strict=True):
        latest_end -= following.travel
        latest_start = latest_end - (step.end - step.start)
        if step.kind is StepKind.TASK:
            task = problem.tasks[problem.task_index[step.id]]
            latest_start = min((latest_start, *_bounds(task, step, frozen)))
            found[step.id] = _shown(task, step, latest_start)
        elif step.kind is StepKind.BREAK:
            windows = _break(vehicle, step).windows
            latest_start = min(latest_start, *_window_end(windows, step.start))
        elif step.kind is StepKind.RESTOCK and vehicle.restock is not None:
            depot = vehicle.restock.windows
            latest_start = min((latest_start, *_window_end(depot, step.start)))
        latest_end = latest_start
    return found


def _latest_ends(vehicle: Vehicle, route: Route) -> Iterator[int]:
    yield max(vehicle.shift.end, route.end)
    if vehicle.max_duration is not None:
        yield route.start + vehicle.max_duration
    taken = {step.id for step in route.steps if step.kind is StepKind.BREAK}
    for rest in vehicle.breaks:
        over = any(window.start + rest.duration <= route.start for window in rest.windows)
        if rest.id not in taken and not over:
            yield rest.windows[-1].end


def _bounds(task: Task, step: Step, frozen: Mapping[str, FrozenStop]) -> Iterator[int]:
    """Latest starts of the task for its own sake. Of a frozen one no window holds any more."""
    if task.id not in frozen:
        yield from _window_end(task.windows, step.start)
    elif frozen[task.id].start is not None:
        yield step.start
    if task.pin is not None and task.pin.start is not None:
        yield step.start
    if task.lateness is not None and step.start <= task.lateness.deadline:
        yield task.lateness.deadline


def _window_end(windows: Iterable[TimeWindow], start: int) -> Iterator[int]:
    """End of the window that a start lies in; nothing where there are no windows."""
    return (window.end for window in windows if start in window)


def _break(vehicle: Vehicle, step: Step) -> Break:
    return next(rest for rest in vehicle.breaks if rest.id == step.id)


def _shown(task: Task, step: Step, latest_start: int) -> int:
    if task.lateness is not None and step.start > task.lateness.deadline:
        return task.lateness.deadline - step.start
    return latest_start - step.start
