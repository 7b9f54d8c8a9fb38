"""Tasks that no plan can hold, told apart from those that only look so.

A day with the task alone is the easiest, unless the way over another task is shorter than the
direct one or another task has paid for the setup. So before a problem is called infeasible the task
is tried once more without setup, along the shortest detours there are, past a depot that is always
open and nowhere out of the way.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from solver.explain import wishes
from solver.explain.grounds import ground
from solver.explain.seat import Seat
from solver.problem import PER_MILLE, Place, Problem, Restock, Task, Travel, Vehicle

_PROFILE = "shortest detours"


def is_hopeless(problem: Problem, task: int) -> bool:
    """Whether no plan at all can hold the task."""
    if ground(problem, task) is None:
        return False
    spec = problem.tasks[task]
    if wishes.unmet(problem, spec) is not None:
        return True
    able = [vehicle for vehicle in problem.vehicles if problem.may_serve(vehicle, spec)]
    detours: dict[tuple[str, int], tuple[NDArray[np.int64], NDArray[np.int64]]] = {}
    for vehicle in able:
        key = (vehicle.profile, vehicle.travel_factor)
        if key not in detours:
            detours[key] = _detours(problem, *key, spec.place)
        if _fits(_easiest_day(vehicle, spec, *detours[key])):
            return False
    return True


def _fits(day: Problem) -> bool:
    seat = Seat(day, day.vehicles[0], (), day.tasks[0])
    return seat.best(seat.all_positions()) is not None


def _easiest_day(
    vehicle: Vehicle, task: Task, there: NDArray[np.int64], back: NDArray[np.int64]
) -> Problem:
    """One leg there, one back; places are start, task and end."""
    seconds = np.zeros((3, 3), dtype=np.int64)
    if vehicle.start_place is not None:
        seconds[0, 1] = there[vehicle.start_place]
    if vehicle.end_place is not None:
        seconds[1, 2] = back[vehicle.end_place]
    easy = replace(
        vehicle,
        start_place=None if vehicle.start_place is None else 0,
        end_place=None if vehicle.end_place is None else 2,
        breaks=tuple(rest for rest in vehicle.breaks if rest.place is None),
        restock=None if vehicle.restock is None else Restock(1),
        profile=_PROFILE,
        travel_factor=PER_MILLE,
    )
    quick = replace(
        task, place=1, setup=0, by_kind=tuple(replace(k, setup=0) for k in task.by_kind)
    )
    places = tuple(Place(name) for name in ("start", "task", "end"))
    travel = {_PROFILE: Travel(seconds, np.zeros_like(seconds))}
    return Problem(places, (quick,), (easy,), travel)


def _detours(
    problem: Problem, profile: str, factor: int, place: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Seconds to the place from everywhere, and from it to everywhere, over any other places."""
    nominal = problem.travel[profile].seconds
    scaled = (nominal.astype(np.int64) * factor + PER_MILLE // 2) // PER_MILLE
    return _shortest(scaled.T, place), _shortest(scaled, place)


def _shortest(legs: NDArray[np.int64], source: int) -> NDArray[np.int64]:
    """Shortest ways from one place to all (Bellman and Ford, all legs at once)."""
    known: NDArray[np.int64] = legs[source].copy()
    while True:
        better: NDArray[np.int64] = np.minimum(known, (known[:, None] + legs).min(axis=0))
        if (better == known).all():
            return known
        known = better
