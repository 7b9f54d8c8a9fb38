"""Instances of public sets: read by `solver.formats` to be solved, and in plain Python to judge."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import ClassVar

from benchmarks.compare.cases import Sequences, Source
from benchmarks.compare.judges import routing, technicians
from benchmarks.compare.judges.opinion import Opinion
from solver.formats import Objective, read
from solver.problem import Problem


@dataclass(frozen=True)
class SolomonFile(Source):
    """An instance of Solomon or Homberger, total distance in tenths."""

    path: Path

    def problem(self) -> Problem:
        return read(self.path, objective=Objective.DISTANCE)

    def best_known(self) -> float | None:
        return _published(self.path)

    def opinions(self, problem: Problem, plan: Sequences) -> list[Opinion]:
        return [routing.opinion(_classic(self.path, routing.read_solomon), _ids(problem, plan))]


@dataclass(frozen=True)
class SiteDependentFile(Source):
    """An instance of the site-dependent set, total distance in thousandths."""

    path: Path

    def problem(self) -> Problem:
        return read(self.path, objective=Objective.DISTANCE)

    def best_known(self) -> float | None:
        for line in self.path.with_suffix(".sol").read_text().splitlines():
            if line.startswith("Cost"):
                return float(line.replace(":", " ").split()[1])
        return None

    def opinions(self, problem: Problem, plan: Sequences) -> list[Opinion]:
        classic = _classic(self.path, routing.read_site_dependent)
        return [routing.opinion(classic, _ids(problem, plan))]


@dataclass(frozen=True)
class TrspFile(Source):
    """An instance of technician routing; working time in the units of the file."""

    path: Path
    TICKS: ClassVar[int] = 10_000

    @property
    def scale(self) -> int:
        return self.TICKS

    @property
    def tolerance(self) -> float:
        return 0.1  # each leg is rounded up to a tick

    def problem(self) -> Problem:
        return read(self.path)

    def best_known(self) -> float | None:
        return _published(self.path)

    def opinions(self, problem: Problem, plan: Sequences) -> list[Opinion]:
        routes = {
            int(problem.vehicles[k].id): [int(problem.tasks[t].id) for t in tasks]
            for k, tasks in plan.items()
        }
        return [technicians.opinion(_region(self.path), routes)]


def _ids(problem: Problem, plan: Sequences) -> Mapping[int, list[str]]:
    return {k: [problem.tasks[t].id for t in tasks] for k, tasks in plan.items()}


def _published(path: Path) -> float | None:
    known = json.loads((path.parent / "best_known.json").read_text()).get(path.stem)
    value: float | None = known["working_time"] if isinstance(known, dict) else known
    return value


@lru_cache(maxsize=4)
def _classic(path: Path, parse: Callable[[str], routing.Classic]) -> routing.Classic:
    return parse(path.read_text())


@lru_cache(maxsize=4)
def _region(path: Path) -> technicians.Region:
    return technicians.read_region(path.read_text())
