"""What is solved, what comes back: plain data that travels between processes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from benchmarks.compare.judges.opinion import Opinion
from solver.problem import Problem

Sequences = Mapping[int, Sequence[int]]
"""A plan: indices of tasks, in order, by index of vehicle."""

Moments = Sequence[tuple[float, float]]
"""Improvements of a search: seconds since it began, cost from then on."""


class Source(Protocol):
    """Where a problem comes from. Frozen and small: each process builds the problem for itself.

    Sources inherit what most of them say: whole units, exact, nothing published.
    """

    @property
    def scale(self) -> int:
        """Cost units of the problem for one unit of people."""
        return 1

    @property
    def tolerance(self) -> float:
        """By how many units of people rounded and exact arithmetic may differ."""
        return 0.0

    def problem(self) -> Problem: ...

    def best_known(self) -> float | None:
        """The best published price in the unit of people, None if there is none."""
        return None

    def opinions(self, problem: Problem, plan: Sequences) -> list[Opinion]:
        """What judges that share nothing with `solver` say; `problem` only names the indices."""
        ...


@dataclass(frozen=True)
class Case:
    """One instance of a set under one limit. `seconds` bound each solver, `threads` are its own."""

    set: str
    instance: str
    seconds: float
    source: Source
    threads: int = 1


@dataclass(frozen=True)
class Place:
    """Where things are that the project does not contain; None: not there, do without."""

    data: Path
    prototype: Path | None = None


@dataclass(frozen=True)
class Answer:
    """What a solver returned, before anybody judged it.

    `plan` None: it found none. `seconds` is from call to return, on the clock of the comparison.
    """

    plan: Sequences | None
    seconds: float
    iterations: int | None = None
    moments: Moments = ()
    first_plan: float | None = None
    note: str = ""


@dataclass(frozen=True)
class Judged:
    """An answer with its price by `solver.check`, and what the other judges think.

    `verdict` is one of VERDICTS; `cost` is None unless the checker accepts the plan.
    """

    answer: Answer
    verdict: str
    cost: int | None = None
    independent: float | None = None
    served: int = 0
    vehicles: int = 0
    remarks: Sequence[str] = field(default_factory=tuple)


OK, NO_PLAN, INFEASIBLE, DISAGREE, FAILED = "ok", "no plan", "infeasible", "disagree", "failed"
VERDICTS = (OK, NO_PLAN, INFEASIBLE, DISAGREE, FAILED)
