"""Make any plan fit a problem again: keep its order, drop what cannot stay, and say so."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from solver.engines.greedy.partial import PartialRoute
from solver.problem import Problem
from solver.schedule.timetable import timetables
from solver.solution import Route


@dataclass(frozen=True)
class Repaired:
    """Feasible sequences of task indices by vehicle index, and remarks on what was dropped."""

    sequences: dict[int, list[int]]
    notes: tuple[str, ...] = field(default=())


def repair(problem: Problem, routes: Sequence[Route]) -> Repaired:
    """Keep of the routes what is known, allowed and fits in time, in the order given."""
    kept: dict[int, list[int]] = {}
    dropped: Counter[str] = Counter()
    used: set[int] = set()
    for route in routes:
        vehicle = problem.vehicle_index.get(route.vehicle)
        if vehicle is None or vehicle in kept:
            dropped["of unknown or repeated vehicles"] += len(route.tasks)
            continue
        tasks = _allowed(problem, vehicle, route.tasks, used, dropped)
        kept[vehicle] = _fitting(problem, vehicle, tasks)
        dropped["that no longer fit in time or capacity"] += len(tasks) - len(kept[vehicle])
        used.update(kept[vehicle])
    notes = tuple(
        f"warm start: dropped {count} task{'s' if count > 1 else ''} {why}"
        for why, count in dropped.items()
        if count
    )
    return Repaired({vehicle: tasks for vehicle, tasks in kept.items() if tasks}, notes)


def _allowed(
    problem: Problem, vehicle: int, names: Sequence[str], used: set[int], dropped: Counter[str]
) -> list[int]:
    tasks: list[int] = []
    for name in names:
        task = problem.task_index.get(name)
        if task is None:
            dropped["that the problem does not have"] += 1
        elif task in used or task in tasks:
            dropped["that were served twice"] += 1
        elif not problem.may_serve(problem.vehicles[vehicle], problem.tasks[task]):
            dropped["that their vehicle may not serve"] += 1
        else:
            tasks.append(task)
    return tasks


def _fitting(problem: Problem, vehicle: int, tasks: Sequence[int]) -> list[int]:
    """The whole sequence if it fits, else task after task, mandatory ones first."""
    table = timetables(problem)[vehicle]
    whole = PartialRoute(problem, table, tasks)
    if whole.is_feasible:
        return list(tasks)
    route = PartialRoute(problem, table)
    for task in sorted(tasks, key=lambda task: not problem.tasks[task].mandatory):
        place = route.best_insertion(task)
        if place is not None:
            route.insert(task, place[1])
    return route.tasks
