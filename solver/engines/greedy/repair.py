"""Make any plan fit a problem again: keep its order, drop what cannot stay, and say so."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from solver.engines.greedy.insertion import construct
from solver.engines.greedy.partial import PartialRoute
from solver.problem import Problem
from solver.schedule.timetable import timetables
from solver.solution import Route

NAMED = 3
"""Most tasks that a remark names; it counts them all."""

Dropped = defaultdict[str, list[str]]
"""Names of tasks, by why they were dropped."""


@dataclass(frozen=True)
class Repaired:
    """Feasible sequences of task indices by vehicle index, and remarks on what was dropped.

    Each route begins with what is frozen on its vehicle, whether the plan had it or not.
    """

    sequences: dict[int, list[int]]
    notes: tuple[str, ...] = field(default=())


def repair(problem: Problem, routes: Sequence[Route]) -> Repaired:
    """Keep of the routes what is known, allowed and fits in time, in the order given."""
    kept = frozen_beginnings(problem)
    dropped = Dropped(list)
    used = {task for tasks in kept.values() for task in tasks}
    seen: set[int] = set()
    for route in routes:
        vehicle = problem.vehicle_index.get(route.vehicle)
        if vehicle is None or vehicle in seen:
            dropped["of unknown or repeated vehicles"] += route.tasks
            continue
        seen.add(vehicle)
        begun = kept.get(vehicle, [])
        names = [name for name in route.tasks if problem.task_index.get(name) not in begun]
        tasks = _allowed(problem, vehicle, names, used, dropped)
        kept[vehicle] = _fitting(problem, vehicle, begun, _in_order(problem, vehicle, tasks))
        dropped["without room in time or capacity any more"] += [
            problem.tasks[task].id for task in tasks if task not in kept[vehicle]
        ]
        used.update(kept[vehicle])
    notes = tuple(_remark(why, names) for why, names in dropped.items() if names)
    return Repaired({vehicle: tasks for vehicle, tasks in kept.items() if tasks}, notes)


def _remark(why: str, names: Sequence[str]) -> str:
    more = ["..."] if len(names) > NAMED else []
    count = f"{len(names)} task{'s' if len(names) > 1 else ''}"
    return f"warm start: dropped {count} {why}: {', '.join([*map(str, names[:NAMED]), *more])}"


def mend(
    problem: Problem, sequences: Mapping[int, Sequence[int]], seed: int
) -> dict[int, list[int]]:
    """Make sequences feasible that an engine found under relaxed rules; what is dropped is put in
    again where it pays.
    """
    kept = frozen_beginnings(problem)
    for vehicle, tasks in sequences.items():
        begun = kept.get(vehicle, [])
        others = [task for task in tasks if task not in begun]
        kept[vehicle] = _fitting(problem, vehicle, begun, _in_order(problem, vehicle, others))
    routes = [
        PartialRoute(problem, table, kept.get(table.index, ())) for table in timetables(problem)
    ]
    served = {task for route in routes for task in route.tasks}
    todo = [task for task in range(len(problem.tasks)) if task not in served]
    for _ in construct(problem, routes, todo, seed):
        pass
    return {route.table.index: route.tasks for route in routes if route.tasks}


def frozen_beginnings(problem: Problem) -> dict[int, list[int]]:
    """What each vehicle has begun, as far as it can be driven."""
    found: dict[int, list[int]] = {}
    for vehicle, spec in enumerate(problem.vehicles):
        tasks = [problem.task_index[stop.task] for stop in spec.frozen]
        while tasks and not _is_feasible(problem, vehicle, tasks):
            tasks.pop()
        if tasks:
            found[vehicle] = tasks
    return found


def _is_feasible(problem: Problem, vehicle: int, tasks: Sequence[int]) -> bool:
    return PartialRoute(problem, timetables(problem)[vehicle], tasks).is_feasible


def _allowed(
    problem: Problem, vehicle: int, names: Sequence[str], used: set[int], dropped: Dropped
) -> list[int]:
    tasks: list[int] = []
    for name in names:
        task = problem.task_index.get(name)
        if task is None:
            dropped["that the problem does not have"].append(name)
        elif task in used or task in tasks:
            dropped["already served"].append(name)
        elif not problem.may_serve(problem.vehicles[vehicle], problem.tasks[task]):
            dropped["not allowed on the vehicle"].append(name)
        else:
            tasks.append(task)
    return tasks


def _in_order(problem: Problem, vehicle: int, tasks: Sequence[int]) -> list[int]:
    """The same tasks, those of the pinned order in that order at the positions they hold."""
    pinned = [problem.task_index[name] for name in problem.vehicles[vehicle].pinned_order]
    ordered = iter([task for task in pinned if task in tasks])
    return [next(ordered) if task in pinned else task for task in tasks]


def _fitting(
    problem: Problem, vehicle: int, begun: Sequence[int], tasks: Sequence[int]
) -> list[int]:
    """The whole sequence if it fits, else task after task, those that must be served first."""
    table = timetables(problem)[vehicle]
    if PartialRoute(problem, table, [*begun, *tasks]).is_feasible:
        return [*begun, *tasks]
    route = PartialRoute(problem, table, begun)
    for task in sorted(tasks, key=lambda task: not problem.must_serve(problem.tasks[task])):
        place = route.best_insertion(task)
        if place is not None:
            route.insert(task, place[1])
    return route.tasks
