"""Setup and service apart, as VROOM tells them; a `Step` has their sum."""

from collections.abc import Iterator

from solver.problem import Problem, Task, Vehicle
from solver.solution import Route, Step, StepKind


def site_times(problem: Problem, vehicle: Vehicle, route: Route) -> Iterator[tuple[Step, int, int]]:
    """Every step with its setup and service in seconds; setup is due on arrival from elsewhere."""
    here = vehicle.start_place
    durations = {rest.id: rest.duration for rest in vehicle.breaks}
    for step in route.steps:
        if step.kind is StepKind.TASK:
            task = problem.tasks[problem.task_index[step.id]]
            setup, service = _nominal(task, vehicle)
            yield step, 0 if here == task.place else setup, service
            here = task.place
        elif step.kind is StepKind.BREAK:
            yield step, 0, durations.get(step.id, step.end - step.start)
        else:
            yield step, 0, 0


def _nominal(task: Task, vehicle: Vehicle) -> tuple[int, int]:
    for times in task.by_kind:
        if times.kind == vehicle.kind:
            return times.setup, times.duration
    return task.setup, task.duration
