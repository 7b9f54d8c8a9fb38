"""Generated problems in VROOM's own format: each family adds what it is named after."""

import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from benchmarks.compare.cases import Sequences, Source
from benchmarks.compare.judges.opinion import Opinion
from solver.check import check
from solver.formats import ProblemFile, read_problem_file, write_solution
from solver.incumbent import as_solution
from solver.problem import Problem
from solver.schedule import Planner

Document = dict[str, Any]
HOUR = 3_600
SHIFT = (8 * HOUR, 17 * HOUR)


@dataclass(frozen=True)
class VroomSource(Source):
    """The generated problem of a number; families take turns.

    Priorities, then jobs served, then cost: one number only for the comparison of two plans.
    """

    number: int

    @property
    def family(self) -> str:
        return list(FAMILIES)[self.number % len(FAMILIES)]

    def document(self) -> Document:
        return problem(self.family, Random(self.number))

    def file(self) -> ProblemFile:
        return read_problem_file(io.BytesIO(json.dumps(self.document()).encode()))

    def problem(self) -> Problem:
        return self.file().problem

    def opinions(self, problem: Problem, plan: Sequences) -> list[Opinion]:
        """VROOM's plan mode looks for violations, where it is installed."""
        try:
            found = plan_mode(self.document(), self._written(problem, plan))
        except ImportError:
            return []
        violations = found["summary"]["violations"]
        return [Opinion(fault=f"VROOM's plan mode: {violations}")] if violations else []

    def _written(self, problem: Problem, plan: Sequences) -> Mapping[str, Any]:
        timed = Planner(problem).plan(plan)
        if timed is None:
            return {"routes": []}
        solution = as_solution(problem, *timed)
        assert check(problem, solution).ok
        written: Mapping[str, Any] = json.loads(write_solution(self.file(), solution))
        return written


def plan_mode(document: Document, plan: Mapping[str, Any]) -> Mapping[str, Any]:
    """The plan as VROOM times and prices it. Raises ImportError without pyvroom."""
    from benchmarks.compare.solvers.vroom import from_document

    steps = {
        route["vehicle"]: [
            {key: step[key] for key in ("type", "id") if key in step} for step in route["steps"]
        ]
        for route in plan["routes"]
    }
    vehicles = [
        vehicle | ({"steps": steps[vehicle["id"]]} if vehicle["id"] in steps else {})
        for vehicle in document["vehicles"]
    ]
    checked: Mapping[str, Any] = from_document(document | {"vehicles": vehicles}).check().to_dict()
    return checked


def problem(family: str, random: Random) -> Document:
    """A day of a few vehicles and some dozen jobs on roads with one-way detours.

    Each family adds what it is named after; `everything` adds it all.
    """
    jobs, vehicles = random.randint(20, 60), random.randint(3, 8)
    places = 1 + vehicles + jobs
    document: Document = {
        "vehicles": [
            {"id": v, "start_index": v, "end_index": v, "time_window": list(SHIFT)}
            for v in range(1, vehicles + 1)
        ],
        "jobs": [
            {
                "id": 100 + j,
                "location_index": 1 + vehicles + j,
                "service": 60 * random.randint(10, 60),
            }
            for j in range(jobs)
        ],
        "matrices": {"car": _roads(places, random)},
    }
    FAMILIES[family](document, random)
    return document


def _roads(places: int, random: Random) -> Document:
    at = [(random.uniform(0, 30_000), random.uniform(0, 30_000)) for _ in range(places)]
    metres = [
        [
            round(1.3 * ((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5 * random.uniform(1, 1.2))
            for b in at
        ]
        for a in at
    ]
    seconds = [[round(m / random.uniform(9, 14)) for m in row] for row in metres]
    return {"durations": seconds, "distances": metres}


def _windows(document: Document, random: Random) -> None:
    for job in document["jobs"]:
        if random.random() < 0.6:
            first = random.randrange(SHIFT[0], SHIFT[1] - 2 * HOUR, 900)
            job["time_windows"] = [[first, first + random.choice((1, 2, 3)) * HOUR]]
            if random.random() < 0.3 and first > SHIFT[0] + 3 * HOUR:
                job["time_windows"].insert(0, [SHIFT[0], first - 2 * HOUR])


def _skills(document: Document, random: Random) -> None:
    for vehicle in document["vehicles"]:
        vehicle["skills"] = sorted(random.sample(range(1, 6), 3))
    for job in document["jobs"]:
        job["skills"] = random.sample(range(1, 6), random.choice((0, 0, 1, 1, 2)))


def _capacity(document: Document, random: Random) -> None:
    for vehicle in document["vehicles"]:
        vehicle["capacity"] = [random.randint(8, 16), 40]
    for job in document["jobs"]:
        job["delivery"] = [random.randint(0, 3), random.randint(0, 5)]
        if random.random() < 0.5:
            job["pickup"] = [random.randint(0, 3), random.randint(0, 5)]


def _breaks(document: Document, random: Random) -> None:
    for vehicle in document["vehicles"]:
        vehicle["breaks"] = [
            {"id": 1, "service": 1_800, "time_windows": [[11 * HOUR, 13 * HOUR]]},
        ]
        if random.random() < 0.5:
            windows = [[9 * HOUR, 10 * HOUR], [15 * HOUR, 15 * HOUR + 1_800]]
            vehicle["breaks"].append({"id": 2, "service": 900, "time_windows": windows})


def _priorities(document: Document, random: Random) -> None:
    for job in document["jobs"]:
        job["priority"] = random.choice((0, 0, 10, 30, 100))
        job["service"] += 1_800


def _setup(document: Document, random: Random) -> None:
    """Several jobs at one place; what kind of vehicle comes makes a difference."""
    sites = [job["location_index"] for job in document["jobs"]]
    for job in document["jobs"]:
        job["location_index"] = random.choice(sites[: len(sites) // 2])
        job["setup"] = 60 * random.randint(0, 20)
        if random.random() < 0.5:
            job["service_per_type"] = {"van": job["service"] // 2}
            job["setup_per_type"] = {"van": job["setup"] // 2}
    for vehicle in document["vehicles"]:
        vehicle["type"] = random.choice(("van", "bike"))


def _limits(document: Document, random: Random) -> None:
    for vehicle in document["vehicles"]:
        vehicle["max_tasks"] = random.randint(3, 9)
        vehicle["max_travel_time"] = 900 * random.randint(8, 16)
        vehicle["max_distance"] = 10_000 * random.randint(8, 16)


def _costs(document: Document, random: Random) -> None:
    for vehicle in document["vehicles"]:
        fixed = random.choice((0, 2_000, 5_000))
        vehicle["costs"] = {"fixed": fixed, "per_hour": random.choice((3_600, 5_000)), "per_km": 20}
        if random.random() < 0.3:
            del vehicle["end_index"]


def _speeds(document: Document, random: Random) -> None:
    for vehicle in document["vehicles"]:
        vehicle["speed_factor"] = random.choice((0.7, 1.0, 1.25, 1.7))


def _everything(document: Document, random: Random) -> None:
    for family, add in FAMILIES.items():
        if family != "everything":
            add(document, random)


FAMILIES: dict[str, Callable[[Document, Random], None]] = {
    "plain": lambda document, random: None,
    "windows": _windows,
    "skills": _skills,
    "capacity": _capacity,
    "breaks": _breaks,
    "priorities": _priorities,
    "setup": _setup,
    "limits": _limits,
    "costs": _costs,
    "speeds": _speeds,
    "everything": _everything,
}
