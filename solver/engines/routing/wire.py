"""What parent and child say to each other: pickles, each after its length in eight bytes."""

import pickle
from dataclasses import dataclass
from typing import BinaryIO

from solver.problem import Problem

LENGTH = 8


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


Message = Plan | Alive | Done


def send(stream: BinaryIO, message: object) -> None:
    """Write one message and flush it."""
    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(len(data).to_bytes(LENGTH, "big") + data)
    stream.flush()


def receive(stream: BinaryIO) -> object | None:
    """Read one message; None at the end of the stream, even if it ends within a message."""
    head = stream.read(LENGTH)
    if len(head) < LENGTH:
        return None
    size = int.from_bytes(head, "big")
    data = stream.read(size)
    # Both ends are this program: the pipe is as trustworthy as the process that made it.
    return pickle.loads(data) if len(data) == size else None  # noqa: S301
