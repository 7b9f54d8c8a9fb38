"""Distances between nodes: Euclidean, or a matrix of which some formats give only half."""

from collections.abc import Callable, Sequence
from decimal import Decimal

import numpy as np

from solver.formats.vrplib.numbers import Reader, times
from solver.formats.vrplib.text import Section
from solver.problem import IntMatrix

Points = Sequence[tuple[Decimal, ...]]

_SPANS: dict[str, Callable[[int, int], range]] = {
    "FULL_MATRIX": lambda row, size: range(size),
    "LOWER_ROW": lambda row, size: range(row),
    "UPPER_COL": lambda row, size: range(row),
    "UPPER_ROW": lambda row, size: range(row + 1, size),
    "LOWER_COL": lambda row, size: range(row + 1, size),
    "LOWER_DIAG_ROW": lambda row, size: range(row + 1),
    "UPPER_DIAG_COL": lambda row, size: range(row + 1),
    "UPPER_DIAG_ROW": range,
    "LOWER_DIAG_COL": range,
}
"""Columns that each row gives, in order. A column of one half is a row of the other."""

FORMATS = tuple(_SPANS)


def euclidean(points: Points, scale: int) -> IntMatrix:
    """Distances in the plane times the scale, rounded to the nearest integer."""
    x = np.array([float(point[0]) for point in points])
    y = np.array([float(point[1]) for point in points])
    # sqrt is rounded correctly (hypot is not), so the root of a square number is exact
    distance = np.sqrt((x[:, None] - x) ** 2 + (y[:, None] - y) ** 2)
    rounded: IntMatrix = np.rint(scale * distance).astype(np.int64)
    return rounded


def explicit_values(section: Section, reader: Reader) -> list[Decimal]:
    """All numbers of an edge weight section, wherever its lines break."""
    values = (
        reader.number(line, "an edge weight", word) for line in section.rows for word in line.words
    )
    return [value or Decimal(0) for value in values]


def explicit(
    values: Sequence[Decimal], section: Section, layout: str, size: int, scale: int, reader: Reader
) -> IntMatrix:
    """The matrix that the values fill row by row; one half stands for both."""
    given = np.zeros((size, size), dtype=bool)
    for row in range(size):
        span = _SPANS[layout](row, size)
        given[row, span.start : span.stop] = True
    matrix = np.zeros((size, size), dtype=np.int64)
    if given.sum() != len(values):
        rule = f"{layout} of {size} nodes takes {given.sum()} edge weights, found {len(values)}"
        reader.faults.add(section.heading.field, rule)
        return matrix
    matrix[given] = [times(value, scale) for value in values]
    np.fill_diagonal(matrix, 0)  # a node is no distance from itself, whatever a file puts there
    return matrix if layout == "FULL_MATRIX" else matrix + matrix.T
