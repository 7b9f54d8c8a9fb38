"""What an engine is: a generator of plans that the caller may close at any moment.

The caller owns clock, criteria, checker and incumbent. An engine yields a `Finding` for each plan
that may be worth keeping and a `Heartbeat` often enough (every 0.1 s or so) for criteria to be
asked. When its generator is closed, it releases everything it holds.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from solver.problem import Problem
from solver.solution import Route
from solver.stop import Limits


class EngineError(Exception):
    """The engine broke down; what it found before still counts."""


@dataclass(frozen=True)
class Assignment:
    """What an engine is asked.

    `start` is the best plan so far and `cost` its cost, None if it leaves out mandatory tasks;
    `warm` says that it came from a plan the caller gave. `limits` bound the search.
    """

    problem: Problem
    seed: int = 0
    threads: int = 1
    limits: Limits = field(default_factory=Limits)
    start: tuple[Route, ...] = ()
    cost: int | None = None
    warm: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """A plan by its routes and its cost, skipped tasks included; the checker verifies both."""

    routes: tuple[Route, ...]
    cost: int
    iterations: int = 0


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """Still alive, after so many iterations in all; `message` is for people."""

    iterations: int = 0
    message: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A part of the engine broke down; `text` says which, and the search goes on without it."""

    text: str


@dataclass(frozen=True, slots=True)
class Proof:
    """No plan costs less than `cost`; None: no plan serves all that must be served."""

    cost: int | None


class Engine(Protocol):
    """One way to search."""

    @property
    def name(self) -> str: ...

    def search(self, asked: Assignment) -> Iterator[Finding | Heartbeat | Notice | Proof]:
        """Yield ever better plans until nothing is left to try; a proof comes last.

        Raises EngineError when it breaks down; what it yielded before still counts.
        """
        ...
