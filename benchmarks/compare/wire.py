"""What a worker and its owner tell each other, in the pickles of `solver.processes`."""

from dataclasses import dataclass

from benchmarks.compare.cases import Case, Judged, Place


@dataclass(frozen=True)
class Hello:
    """The first message to a worker: what it will be."""

    solver: str
    place: Place


@dataclass(frozen=True)
class Ready:
    """Its answer, once everything is imported and compiled."""

    version: str


@dataclass(frozen=True)
class Order:
    """One run."""

    case: Case
    seed: int


@dataclass(frozen=True)
class Report:
    """What came of it. `failure` is empty unless the solver broke down."""

    judged: Judged | None
    tasks: int
    cpu_seconds: float
    failure: str = ""
