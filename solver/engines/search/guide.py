"""What is near what: where ruins spread, whom to ask for a task, and in which orders to insert."""

import numpy as np
from numpy.typing import NDArray

from solver.engines.search.kernels import layout as at
from solver.engines.search.kernels.layout import NONE, Guide, Ints, Terms

NEAR = 300
"""How many of the nearest tasks a ruin can reach from one."""
LINKED, HOMES = 40, 12
"""Where vehicles are many: those that serve so many likely neighbours of a task, and so many that
live close to it, are asked for it."""
WAIT_WEIGHT = 0.2
"""How far a second of waiting between two tasks moves them apart, in seconds of driving."""

Floats = NDArray[np.float64]


def guide_for(terms: Terms, able: NDArray[np.bool_], skip: Ints) -> Guide:
    """Distances are those of the first matrix, the shorter way; good enough for all vehicles."""
    tasks, vehicles = terms.tasks, terms.vehicles
    places, matrix = tasks[:, at.PLACE], terms.driving[0].astype(np.float64)
    legs = matrix[np.ix_(places, places)]
    legs = np.minimum(legs, legs.T)
    np.fill_diagonal(legs, np.inf)
    opens, closes = tasks[:, at.OPENS].astype(np.float64), tasks[:, at.CLOSES].astype(np.float64)
    wait = np.maximum(0.0, opens[None, :] - closes[:, None])
    homes = matrix[np.ix_(places, vehicles[:, at.START])]
    homes = np.minimum(homes, matrix[np.ix_(vehicles[:, at.END], places)].T)
    homes[~able] = np.inf
    remoteness = homes.min(axis=1, initial=np.inf)
    remoteness[~np.isfinite(remoteness)] = 0.0
    return Guide(
        able=able,
        crews=_crews(able),
        near=_closest(legs, NEAR),
        linked=_closest(legs + WAIT_WEIGHT * np.minimum(wait, wait.T), LINKED),
        homes=_closest(homes, HOMES),
        skip=skip,
        orders=_orders(terms, able, skip, remoteness),
    )


def _crews(able: NDArray[np.bool_]) -> Ints:
    """Who may serve each task, in a row filled up with -1."""
    crews = np.full((len(able), max(1, int(able.sum(axis=1).max(initial=0)))), -1, dtype=np.int64)
    for row, may in zip(crews, able, strict=True):
        found = np.flatnonzero(may)
        row[: len(found)] = found
    return crews


def _closest(distances: Floats, most: int) -> Ints:
    """Columns by distance, each row at most so many; -1 where the distance is infinite."""
    order = np.argsort(distances, axis=1, kind="stable")[:, :most].astype(np.int64)
    order[~np.isfinite(np.take_along_axis(distances, order, axis=1))] = -1
    return np.ascontiguousarray(order)


def _orders(terms: Terms, able: NDArray[np.bool_], skip: Ints, remoteness: Floats) -> Floats:
    """Reasons to insert a task early, each scaled to 0..1; chance, and price, count twice."""
    tasks, spans = terms.tasks, terms.spans
    price = np.where(skip == NONE, skip.max(initial=1), skip).astype(np.float64)
    width = np.clip(spans[:, :, 1] - spans[:, :, 0], 0, 10**9).sum(axis=1)
    reasons = [
        able.sum(axis=1),  # SCARCITY
        np.zeros(len(tasks)),
        np.zeros(len(tasks)),
        -price,
        -price,
        width,
        np.minimum(tasks[:, at.CLOSES], tasks[:, at.DEADLINE]),
        -terms.service[0, 1],
        -remoteness,
        -tasks[:, at.RATE],
    ]
    return np.array([_spread(np.asarray(r, dtype=np.float64)) for r in reasons])


def _spread(values: Floats) -> Floats:
    low, high = values.min(initial=np.inf), values.max(initial=-np.inf)
    return (values - low) / (high - low) if high > low else np.zeros_like(values)
