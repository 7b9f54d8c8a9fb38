"""Unrounded distances and times as integers: ticks of a ten-thousandth, distances rounded up.

Rounded up, for then whatever fits in ticks fits in truth, and no detour is shorter than the direct
way; a plan looks longer by less than a tick for each of its legs.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal

import numpy as np
from numpy.typing import NDArray

from solver.problem import IntMatrix

TICKS = 10_000
DECIMALS = 4
FARTHEST = 100_000
"""Largest magnitude of a coordinate: squares of distances in ticks stay below 2^63."""


def in_ticks(value: Decimal | float) -> int:
    """A length or time of the file in ticks, rounded."""
    return int((Decimal(value) * TICKS).to_integral_value(ROUND_HALF_EVEN))


def from_ticks(ticks: int) -> float:
    """The number that a file shows, with at most four decimals."""
    return ticks / TICKS


def distances(points: Sequence[tuple[int, int]]) -> IntMatrix:
    """Euclidean distances between points, all in ticks, exactly rounded up."""
    x = np.array([point[0] for point in points], dtype=np.int64)
    y = np.array([point[1] for point in points], dtype=np.int64)
    squares: NDArray[np.int64] = (x[:, None] - x) ** 2 + (y[:, None] - y) ** 2
    roots = np.ceil(np.sqrt(squares.astype(np.float64))).astype(np.int64)
    roots += roots * roots < squares  # the root of a large square may be off by one
    roots -= (roots - 1) * (roots - 1) >= squares
    roots[squares == 0] = 0
    return roots
