"""What every adapter offers, and questions about a problem that several of them ask."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from benchmarks.compare.cases import Answer, Case
from solver.problem import IntMatrix, Problem, Vehicle


@dataclass(frozen=True)
class Told:
    """What a solver is asked: the problem, a seed, seconds on `clock`, threads."""

    case: Case
    problem: Problem
    seed: int
    clock: Callable[[], float]

    @property
    def seconds(self) -> float:
        return self.case.seconds

    @property
    def threads(self) -> int:
        return self.case.threads


class CannotSay(Exception):
    """The solver has no words for something in this problem."""


class Adapter(Protocol):
    """One solver, in the process that it has for itself."""

    @property
    def version(self) -> str: ...

    def warm_up(self) -> None:
        """Import, compile, load: what no run should be charged for."""
        ...

    def solve(self, told: Told) -> Answer:
        """One run. Raises `CannotSay`."""
        ...


def price_matrix(problem: Problem) -> IntMatrix:
    """The price of each leg, the same for all vehicles. Raises `CannotSay` if it is not."""
    first = problem.vehicles[0]
    for vehicle in problem.vehicles:
        same = vehicle.prices == first.prices and vehicle.profile == first.profile
        if not same or vehicle.travel_factor != 1000 or vehicle.duration_factor != 1000:
            raise CannotSay("vehicles of different prices or speeds")
    if first.prices.working_second or first.prices.fixed or first.overtime:
        raise CannotSay("prices of working time, overtime or of using a vehicle")
    travel = problem.travel[first.profile]
    prices: IntMatrix = first.prices.travel_second * travel.seconds + (
        first.prices.metre * travel.metres
    )
    return prices


def seconds_matrix(problem: Problem) -> IntMatrix:
    """Driving times of all vehicles."""
    return problem.travel[problem.vehicles[0].profile].seconds


def able(problem: Problem) -> list[frozenset[int]]:
    """The tasks that each vehicle may serve, by its index."""
    return [
        frozenset(t for t, task in enumerate(problem.tasks) if problem.may_serve(vehicle, task))
        for vehicle in problem.vehicles
    ]


def sole_window(problem: Problem, task: int) -> tuple[int, int] | None:
    """The one window of a task, None without. Raises `CannotSay` for several."""
    windows = problem.tasks[task].windows
    if len(windows) > 1:
        raise CannotSay("several windows")
    return (windows[0].start, windows[0].end) if windows else None


def home_of(vehicle: Vehicle) -> int:
    """The place where the vehicle starts and ends."""
    if vehicle.start_place is None or vehicle.start_place != vehicle.end_place:
        raise CannotSay("routes that do not end where they start")
    return vehicle.start_place


def numbered(keys: Iterable[Hashable]) -> dict[Any, int]:
    """Different keys in order of appearance, numbered from 0."""
    return {key: number for number, key in enumerate(dict.fromkeys(keys))}


def as_int(matrix: IntMatrix) -> IntMatrix:
    """The matrix as 64-bit integers in rows."""
    return np.ascontiguousarray(matrix, dtype=np.int64)
