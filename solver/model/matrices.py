"""Travel matrices: square, whole, not negative, not too large."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from solver.model.bounds import LONGEST
from solver.model.faults import FaultList, Path
from solver.problem import Travel


def as_matrix(rows: ArrayLike) -> NDArray[Any]:
    """Copy rows into a read-only array, of int64 if they are integers of any width.

    Anything else keeps its type, for `check_travel` to report.
    """
    try:
        matrix = np.array(rows)
    except ValueError:  # rows of different lengths
        matrix = np.array(None)
    small_enough = matrix.dtype.kind == "i" or (
        matrix.dtype.kind == "u" and (matrix.size == 0 or int(matrix.max()) <= LONGEST)
    )
    if small_enough or matrix.size == 0:
        matrix = matrix.astype(np.int64)
    if matrix.size == 0:
        matrix = matrix.reshape(0, 0)
    matrix.setflags(write=False)
    return matrix


def check_travel(faults: FaultList, profile: str, travel: Travel, places: int) -> bool:
    """Both matrices of a profile, with one row and one column for each place."""
    path: Path = ("travel", profile)
    seconds = _check_matrix(faults, (*path, "seconds"), travel.seconds, places)
    metres = _check_matrix(faults, (*path, "metres"), travel.metres, places)
    return seconds and metres


def _check_matrix(faults: FaultList, path: Path, matrix: NDArray[Any], size: int) -> bool:
    if matrix.shape != (size, size):
        faults.add(path, _shape(matrix), f"must have {size} rows of {size} integers, one a place")
        return False
    bad = _bad_cells(matrix)
    if bad is None:
        rule = "must hold 64-bit integers; round fractions first"
        faults.add(path, f"{matrix.dtype} numbers", rule)
        return False
    cells = np.argwhere(bad)
    if len(cells):
        row, column = (int(index) for index in cells[0])
        more = f", here and in {len(cells) - 1} other cells" if len(cells) > 1 else ""
        rule = f"must be an integer from 0 to {LONGEST}{more}"
        faults.add((*path, row, column), matrix[row, column].item(), rule)
    return not len(cells)


def _bad_cells(matrix: NDArray[Any]) -> NDArray[np.bool_] | None:
    """Where numbers are out of bounds; None if a whole matrix has the wrong type."""
    if matrix.dtype == np.int64:
        return np.asarray((matrix < 0) | (matrix > LONGEST))
    if matrix.dtype.kind == "f" and not np.isfinite(matrix).all():
        return np.asarray(~np.isfinite(matrix))
    return None


def _shape(matrix: NDArray[Any]) -> str:
    return " x ".join(str(length) for length in matrix.shape) if matrix.ndim else "ragged rows"
