"""Compare our plans for VROOM files with those of VROOM itself, on generated problems.

    python benchmarks/vroom_peer.py --seconds 5

Needs the extra `bench` (pyvroom). Both solve each problem for so many seconds; plans are compared
by the sum of served priorities, then by the number of jobs served, then by cost. Two judges watch:
VROOM's plan mode looks for violations in our routes, and prices them; our checker looks for
violations in theirs. Exits with 1 if either finds any.
"""

import argparse
import io
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import vroom

from solver.check import check
from solver.formats import ProblemFile, read_plan, read_problem_file, write_solution
from solver.solve import ENGINES, solve
from solver.stop import MaxRuntime

Document = dict[str, Any]
HOUR = 3_600
SHIFT = (8 * HOUR, 17 * HOUR)
ROW = "{:>4} {:12} {:>5} {:>4} | {:>8} {:>6} {:>9} | {:>8} {:>6} {:>9} | {:7} {:>10}"


@dataclass(frozen=True, order=True)
class Score:
    """What VROOM maximises, in its order."""

    priority: int
    served: int
    gain: int  # the cost, negated

    def __str__(self) -> str:
        return f"{self.priority:>8} {self.served:>6} {-self.gain:>9}"


def main() -> int:
    options = _options()
    print(ROW.format("seed", "family", "jobs", "veh", "priority", "served", "cost (us)", "priority",
                     "served", "(VROOM)", "we are", "violations"))  # fmt: skip
    outcomes: Counter[str] = Counter()
    violations = 0
    names = list(FAMILIES)
    for seed in range(options.first, options.first + options.problems):
        family = names[seed % len(names)]
        document = problem(family, Random(seed))
        row = compare(document, options)
        outcomes[row.outcome] += 1
        violations += row.violations
        ours, theirs = (str(score).split() for score in (row.ours, row.theirs))
        print(ROW.format(seed, family, len(document["jobs"]), len(document["vehicles"]), *ours,
                         *theirs, row.outcome, row.violations), flush=True)  # fmt: skip
    told = ", ".join(f"{outcomes[name]} {name}" for name in ("better", "equal", "worse"))
    print(f"{told}; {violations} violations found by either judge")
    return 1 if violations else 0


@dataclass(frozen=True)
class Row:
    """The outcome of one problem; violations are those of both plans, by the other's judge."""

    ours: Score
    theirs: Score
    violations: int

    @property
    def outcome(self) -> str:
        if self.ours == self.theirs:
            return "equal"
        return "better" if self.ours > self.theirs else "worse"


def compare(document: Document, options: argparse.Namespace) -> Row:
    """Solve one problem twice, and let each side judge the other's plan."""
    file = read_problem_file(_stream(document))
    result = solve(
        file.problem,
        MaxRuntime(options.seconds),
        seed=options.seed,
        threads=options.threads,
        engine=options.engine,
    )
    ours = _judged_by_vroom(document, json.loads(write_solution(file, result.solution)))
    theirs = _vroom(document, lambda model: model.solve(
        exploration_level=5, nb_threads=options.threads, timeout=timedelta(seconds=options.seconds)
    ))  # fmt: skip
    found = ours["summary"]["violations"] + _judged_by_us(file, theirs)
    for violation in found:
        print("    ", violation)
    return Row(_score(document, ours), _score(document, theirs), len(found))


def _judged_by_vroom(document: Document, plan: Document) -> Document:
    """Our plan as VROOM's plan mode times and prices it."""
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
    return _vroom(document | {"vehicles": vehicles}, lambda model: model.check())


def _judged_by_us(file: ProblemFile, plan: Document) -> list[str]:
    read = read_plan(_stream(plan), file)
    return [str(violation) for violation in check(read.problem, read.solution).violations]


def _vroom(document: Document, call: Callable[[vroom.Input], Any]) -> Document:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "problem.json"
        path.write_text(json.dumps(document))
        with redirect_stdout(io.StringIO()):
            return call(vroom.Input.from_json(path)).to_dict()


def _score(document: Document, plan: Document) -> Score:
    priorities = {job["id"]: job.get("priority", 0) for job in document["jobs"]}
    served = [
        step["id"] for route in plan["routes"] for step in route["steps"] if step["type"] == "job"
    ]
    return Score(sum(priorities[id_] for id_ in served), len(served), -plan["summary"]["cost"])


def _stream(document: Document) -> io.BytesIO:
    return io.BytesIO(json.dumps(document).encode())


# --- problems ----------------------------------------------------------------------------------


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


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Our plans for VROOM files beside VROOM's own.")
    parser.add_argument("--problems", type=int, default=30)
    parser.add_argument("--first", type=int, default=0, help="seed of the first problem")
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--engine", choices=ENGINES, default="auto")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
