"""The tasks that vehicles name: what is frozen, and what a person has put in order."""

from collections.abc import Iterator

from solver.model.faults import FaultList, Path
from solver.problem import Problem, Vehicle


def check_promises(faults: FaultList, problem: Problem) -> None:
    """Each task known, and promised once: in one list of one vehicle, and there in one position."""
    tasks = {task.id for task in problem.tasks if isinstance(task.id, str)}
    first: dict[object, Path] = {}
    for index, vehicle in enumerate(problem.vehicles):
        for path, task in _named(("vehicles", index), vehicle):
            if not isinstance(task, str) or task not in tasks:
                faults.add(path, task, "must name a task of the problem")
            elif task in first:
                faults.add(path, task, f"must be promised once, {_written(first[task])} has it too")
            else:
                first[task] = path
        for position, stop in enumerate(vehicle.frozen):
            if stop.start is not None:
                faults.instant(("vehicles", index, "frozen", position, "start"), stop.start)


def _named(path: Path, vehicle: Vehicle) -> Iterator[tuple[Path, object]]:
    for position, stop in enumerate(vehicle.frozen):
        yield (*path, "frozen", position, "task"), stop.task
    for position, task in enumerate(vehicle.pinned_order):
        yield (*path, "pinned_order", position), task


def _written(path: Path) -> str:
    return f"{path[0]}[{path[1]}].{path[2]}[{path[3]}]"
