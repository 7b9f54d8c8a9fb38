"""What tasks need, move and use up, and what vehicles hold."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from solver.engines.search.kernels.layout import Ints
from solver.problem import Problem

UNLIMITED = 1 << 50
"""Capacity of a vehicle that has none in a dimension; far above every quantity."""


def loads(problem: Problem) -> tuple[Ints, Ints]:
    """`Terms.moved` and `Terms.capacity`: a part is delivered from a stock that may be empty.

    Unless the vehicle can get more at a depot: then `supplies` counts its parts.
    """
    size = max((len(vehicle.capacity) for vehicle in problem.vehicles), default=0)
    used, held = _parts(problem)
    restocks = np.array([v.restock is not None for v in problem.vehicles], dtype=np.bool_)
    if restocks.all():
        used, held = used[:, :0], held[:, :0]
    held[restocks] = UNLIMITED
    delivered = np.hstack([_quantities([t.demand for t in problem.tasks], size, 0), used])
    taken = np.hstack([_quantities([t.pickup for t in problem.tasks], size, 0), 0 * used])
    capacity = np.hstack(
        [_quantities([v.capacity for v in problem.vehicles], size, UNLIMITED), held]
    )
    return np.ascontiguousarray(np.stack([delivered, taken], axis=-1)), capacity


def supplies(problem: Problem) -> tuple[Ints, Ints, NDArray[np.bool_]]:
    """`Terms.needs`, `Terms.aboard` and `Terms.lacks`; what is frozen needs no tool any more."""
    used, held = _parts(problem)
    if all(vehicle.restock is None for vehicle in problem.vehicles):
        used, held = used[:, :0].copy(), held[:, :0].copy()
    lacks = [
        [
            not task.tools <= vehicle.tools and task.id not in problem.frozen_on
            for vehicle in problem.vehicles
        ]
        for task in problem.tasks
    ]
    shape = len(problem.tasks), len(problem.vehicles)
    return used, held, np.array(lacks, dtype=np.bool_).reshape(shape)


def _parts(problem: Problem) -> tuple[Ints, Ints]:
    """Pieces of each part by task, and those on board by vehicle."""
    parts = sorted({need.part for task in problem.tasks for need in task.parts})
    used = np.zeros((len(problem.tasks), len(parts)), dtype=np.int64)
    for row, task in zip(used, problem.tasks, strict=True):
        for need in task.parts:
            row[parts.index(need.part)] += need.quantity
    stock = [[vehicle.stock.get(part, 0) for part in parts] for vehicle in problem.vehicles]
    return used, np.array(stock, dtype=np.int64).reshape(len(problem.vehicles), len(parts))


def _quantities(amounts: Sequence[Sequence[int]], dimensions: int, missing: int) -> Ints:
    filled = np.full((len(amounts), dimensions), missing, dtype=np.int64)
    for row, given in zip(filled, amounts, strict=True):
        shown = given[:dimensions]
        row[: len(shown)] = shown
    return filled
