"""VROOM at exploration level 5: skills, breaks, priorities; no soft deadlines, no price of a skip.

Deadlines are told as hard windows, and skip prices as priorities in proportion to them (100 for the
dearest): VROOM serves as much priority as it can, whatever the way. Its plan is then priced as all
others are. Problems of its own format are handed over as they are.
"""

import json
import tempfile
from collections.abc import Mapping
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.compare.cases import Answer, Sequences
from benchmarks.compare.solvers.told import (
    CannotSay,
    Told,
    able,
    home_of,
    numbered,
    price_matrix,
    seconds_matrix,
    sole_window,
)
from solver.problem import Problem

TOP_PRIORITY = 100


class Vroom:
    """pyvroom; ids are indices plus one, or those of the file."""

    @property
    def version(self) -> str:
        return version("pyvroom")

    def warm_up(self) -> None:
        import vroom  # noqa: F401

    def solve(self, told: Told) -> Answer:
        document = getattr(told.case.source, "document", None)
        model = from_document(document()) if document else _model(told.problem)
        began = told.clock()
        solution = model.solve(
            exploration_level=5,
            nb_threads=told.threads,
            timeout=timedelta(seconds=told.seconds),
        )
        seconds = told.clock() - began
        found = solution.to_dict()
        plan = _by_id(told.problem, found) if document else _by_number(found)
        return Answer(plan if plan else None, seconds, first_plan=None)


def from_document(document: Mapping[str, Any]) -> Any:
    """The input of a file in VROOM's format."""
    import vroom

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "problem.json"
        path.write_text(json.dumps(document))
        return vroom.Input.from_json(path)


def _model(problem: Problem) -> Any:
    import vroom

    seconds = seconds_matrix(problem)
    if (price_matrix(problem) != seconds).any():
        raise CannotSay("a price of driving other than its seconds")
    model = vroom.Input()
    model.set_durations_matrix("car", seconds)
    reach = able(problem)
    servers = [
        frozenset(k for k, tasks in enumerate(reach) if t in tasks)
        for t in range(len(problem.tasks))
    ]
    skills = numbered(group for group in servers if len(group) < len(problem.vehicles))
    dearest = max((task.skip_price or 0 for task in problem.tasks), default=0)
    for k in range(len(problem.vehicles)):
        known = {number + 1 for group, number in skills.items() if k in group}
        model.add_vehicle(_vehicle(problem, k, known))
    for t, group in enumerate(servers):
        needed = {skills[group] + 1} if group in skills else set()
        model.add_job(_job(problem, t, needed, dearest))
    return model


def _vehicle(problem: Problem, k: int, skills: set[int]) -> Any:
    import vroom

    vehicle = problem.vehicles[k]
    if (vehicle.max_duration, vehicle.max_distance) != (None, None):
        raise CannotSay("a longest duration of a route")
    return vroom.Vehicle(
        k + 1,
        start=home_of(vehicle),
        end=home_of(vehicle),
        capacity=list(vehicle.capacity),
        skills=skills,
        time_window=vroom.TimeWindow(vehicle.shift.start, vehicle.shift.end),
        breaks=[
            vroom.Break(
                number + 1,
                time_windows=[vroom.TimeWindow(w.start, w.end) for w in rest.windows],
                service=rest.duration,
            )
            for number, rest in enumerate(vehicle.breaks)
        ],
    )


def _job(problem: Problem, number: int, skills: set[int], dearest: int) -> Any:
    import vroom

    task = problem.tasks[number]
    window = sole_window(problem, number)
    if task.lateness is not None:
        first, last = window or (0, task.lateness.deadline)
        window = (first, min(last, max(first, task.lateness.deadline)))
    return vroom.Job(
        number + 1,
        location=task.place,
        default_service=task.duration,
        delivery=list(task.demand),
        skills=skills,
        priority=round(TOP_PRIORITY * (task.skip_price or 0) / dearest) if dearest else 0,
        time_windows=[] if window is None else [vroom.TimeWindow(*window)],
    )


def _by_number(found: Mapping[str, Any]) -> Sequences:
    return {
        route["vehicle"] - 1: [s["id"] - 1 for s in route["steps"] if s["type"] == "job"]
        for route in found["routes"]
    }


def _by_id(problem: Problem, found: Mapping[str, Any]) -> Sequences:
    return {
        problem.vehicle_index[str(route["vehicle"])]: [
            problem.task_index[str(step["id"])] for step in route["steps"] if step["type"] == "job"
        ]
        for route in found["routes"]
    }
