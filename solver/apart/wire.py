"""What the caller of `solve_apart` and the worker that solves say to each other."""

from collections.abc import Mapping
from dataclasses import dataclass

from solver.problem import Problem
from solver.progress import Snapshot
from solver.result import Result
from solver.solution import Solution
from solver.stages import EngineName
from solver.stop import Criterion

Orders = Mapping[str, tuple[str, ...]]
"""Ids of the tasks of each vehicle that has any, in order."""


@dataclass(frozen=True)
class Ready:
    """Worker: everything is imported, a question can be answered at once."""


@dataclass(frozen=True)
class Load:
    """Caller: make compiled kernels ready in the background, those of long routes too if so."""

    long_routes: bool


@dataclass(frozen=True)
class Ask:
    """Caller: solve this; the arguments are those of `solve`.

    `began` is when the call began, by the monotonic clock, which all processes share.
    """

    problem: Problem
    stop: Criterion
    seed: int
    engine: EngineName
    threads: int
    warm_start: Solution | None
    began: float


@dataclass(frozen=True)
class Cancel:
    """Caller: answer with the best plan so far."""


@dataclass(frozen=True)
class Shown:
    """Worker: how the search is doing; with a better plan if `orders` is not None."""

    snapshot: Snapshot | None
    orders: Orders | None = None


@dataclass(frozen=True)
class Answer:
    """Worker: what `solve` returned, or raised."""

    outcome: Result | Exception


@dataclass(frozen=True)
class Gone:
    """In place of an answer: the worker has ended, and how."""

    words: str


Said = Ready | Shown | Answer | Gone
