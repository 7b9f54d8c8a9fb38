"""Distances between nodes: Euclidean, or a matrix of which some formats give only half."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

import numpy as np

from solver.formats.vrplib.numbers import Reader, times
from solver.formats.vrplib.text import Line, Section
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


def explicit_values(section: Section, reader: Reader) -> list[tuple[Line, Decimal]]:
    """All numbers of an edge weight section, wherever its lines break."""
    values = []
    for line in section.rows:
        for word in line.words:
            value = reader.number(line, "an edge weight", word)
            values.append((line, value or Decimal(0)))
    return values


def explicit(
    values: Sequence[tuple[Line, Decimal]],
    section: Section,
    layout: str,
    size: int,
    scale: int,
    reader: Reader,
) -> IntMatrix:
    """The matrix that the values fill row by row; one half stands for both."""
    cells = list(_cells(layout, size))
    matrix = np.zeros((size, size), dtype=np.int64)
    if len(cells) != len(values):
        rule = f"{layout} of {size} nodes takes {len(cells)} edge weights, found {len(values)}"
        reader.faults.add(section.heading.field, rule)
        return matrix
    for (row, column), (_, value) in zip(cells, values, strict=True):
        if row != column:  # a node is no distance from itself, whatever a file puts there
            matrix[row, column] = times(value, scale)
            if layout != "FULL_MATRIX":
                matrix[column, row] = matrix[row, column]
    return matrix


def _cells(layout: str, size: int) -> Iterator[tuple[int, int]]:
    span = _SPANS[layout]
    for row in range(size):
        for column in span(row, size):
            yield row, column
