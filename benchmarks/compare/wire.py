"""What a worker and its owner tell each other: pickles through pipes, nothing else."""

import pickle
from dataclasses import dataclass
from typing import IO, Any

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


def send(pipe: IO[bytes], message: object) -> None:
    """Write a message, whole. Raises OSError when nobody listens."""
    pipe.write(pickle.dumps(message))
    pipe.flush()


def receive(pipe: IO[bytes]) -> Any:
    """The next message. Raises EOFError when the other side is gone."""
    return pickle.load(pipe)
