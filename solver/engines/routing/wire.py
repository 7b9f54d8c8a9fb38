"""What parent and child say to each other."""

from collections.abc import Mapping
from dataclasses import dataclass

from solver.problem import Problem


@dataclass(frozen=True)
class Request:
    """Parent to child, once: what to solve.

    `start` holds task indices by vehicle index. Only a plan cheaper than `cost` is an improvement.
    """

    problem: Problem
    seed: int
    start: dict[int, list[int]]
    cost: int | None
    seconds: float | None
    iterations: int | None
    idle_iterations: int | None


@dataclass(frozen=True)
class Plan:
    """Child to parent: a plan cheaper than those before, after so many looked at."""

    sequences: dict[int, list[int]]
    iterations: int


@dataclass(frozen=True)
class Alive:
    """Child to parent: plans looked at so far, none of them better."""

    iterations: int


@dataclass(frozen=True)
class Done:
    """Child to parent: the search is over, for the reason `error` if it broke down."""

    iterations: int
    error: str = ""


@dataclass(frozen=True)
class Trial:
    """One route with its times, as a problem of its own: its vehicle, and its stops in order.

    Stops are the tasks of the problem: those of the route, and the places where it rests or
    restocks. `starts` and `ends` are of the stops; `rests` are the starts of the breaks taken on
    the way, by id.
    """

    problem: Problem
    departure: int
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    end: int
    rests: Mapping[str, int]


@dataclass(frozen=True)
class LeftOut:
    """Tasks in no route, by id, with the price of leaving each out; None: it must be served."""

    prices: Mapping[str, int | None]


@dataclass(frozen=True)
class Hearing:
    """Parent to child, once: what to judge."""

    cases: tuple[Trial | LeftOut, ...]


@dataclass(frozen=True)
class Fault:
    """What the model has against a plan: a figure of ours, and the one it asks for if it has one.

    `task` is the stop it is about, if it is about one.
    """

    words: str
    ours: int
    theirs: int | None = None
    task: str | None = None


@dataclass(frozen=True)
class Verdict:
    """Child to parent, one per case in order: its cost as the model prices it, or its faults."""

    cost: int | None
    faults: tuple[Fault, ...] = ()
    iterations: int = 0


Message = Plan | Alive | Done | Verdict
