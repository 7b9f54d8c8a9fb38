"""What every source of travel times offers, and the matrix it answers with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from dispatch.domain.geography import Coordinates

IntMatrix = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class TravelMatrix:
    """Travel between every ordered pair of n points; row = from, column = to.

    `seconds` and `metres` are read-only int64 arrays of shape [n, n], never negative, zero on
    the diagonal, and not symmetric in general (one-way streets). `metres` belong to the way that
    takes `seconds`, not to the shortest way. Raises `ValueError` when any of this does not hold.
    """

    seconds: IntMatrix
    metres: IntMatrix

    def __post_init__(self) -> None:
        faults = _faults("seconds", self.seconds) + _faults("metres", self.metres)
        if self.seconds.shape != self.metres.shape:
            faults.append(f"seconds {self.seconds.shape} and metres {self.metres.shape} differ")
        if faults:
            raise ValueError("; ".join(faults))
        self.seconds.setflags(write=False)
        self.metres.setflags(write=False)

    def __len__(self) -> int:
        """Return the number of points."""
        return len(self.seconds)


class TravelTimes(Protocol):
    """A source of travel times: straight lines, a street graph, a cache in front of either."""

    @property
    def key(self) -> str:
        """Return the identity of the answers: equal keys answer equal questions equally."""

    def matrix(
        self, points: Sequence[Coordinates], departure: datetime | None = None
    ) -> TravelMatrix:
        """Return travel between all ordered pairs of `points`, leaving at `departure` (aware).

        Without a departure the answer is free-flow travel.
        """

    def path(
        self, origin: Coordinates, destination: Coordinates, departure: datetime | None = None
    ) -> list[Coordinates]:
        """Return the way of one leg as a polyline from `origin` to `destination`, both included."""


def _faults(name: str, array: IntMatrix) -> list[str]:
    if array.ndim != 2 or array.shape[0] != array.shape[1]:
        return [f"{name} must be square, got shape {array.shape}"]
    if array.dtype != np.int64:
        return [f"{name} must be int64, got {array.dtype}"]
    faults = []
    if (array < 0).any():
        faults.append(f"{name} must not be negative, got {array.min()}")
    if array.diagonal().any():
        faults.append(f"{name} must be zero from a point to itself")
    return faults
