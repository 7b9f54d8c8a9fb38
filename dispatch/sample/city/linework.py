"""From drawn lines to pieces between junctions: noding, tidying, joining. Metres."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.random import Generator
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from dispatch.sample.city.main_roads import Road

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

RANK = {
    "motorway": 0, "motorway_link": 1, "trunk": 2, "primary": 3, "secondary": 4,
    "unclassified": 4, "tertiary": 5, "residential": 6,
}  # fmt: skip
_JUNCTION = 17.0  # ends closer than this are one junction
_BESIDE = 40.0  # a side street this near to a larger one and parallel to it is left out
_STUB = 55.0


@dataclass
class Linework:
    """Pieces of road: `lines[i]` runs from place `ends[0, i]` to `ends[1, i]` of `roads[of[i]]`."""

    roads: list[Road]
    lines: NDArray[np.object_]
    of: Ints
    ends: Ints
    places: NDArray[np.float64]

    @property
    def rank(self) -> Ints:
        """Return the importance of each piece's road: small is large."""
        return np.array([RANK[road.highway] for road in self.roads])[self.of]

    def keep(self, chosen: Bools) -> None:
        """Drop all pieces but the chosen ones."""
        self.lines, self.of, self.ends = self.lines[chosen], self.of[chosen], self.ends[:, chosen]


def node_lines(crossing: list[Road], apart: list[Road]) -> Linework:
    """Cut the `crossing` roads wherever they meet; those `apart` meet at their ends only."""
    sources = np.array([road.line for road in crossing])
    pieces = shapely.get_parts(shapely.node(shapely.multilinestrings(sources)))
    of = _sources_of(pieces, sources, np.array([RANK[road.highway] for road in crossing]))
    for i in np.flatnonzero([crossing[road].oneway for road in of]):  # noding may turn a line
        source, piece = sources[of[i]], pieces[i]
        start, end = (source.project(shapely.get_point(piece, k)) for k in (0, -1))
        if start > end:
            pieces[i] = piece.reverse()
    lines = np.concatenate((pieces, np.array([road.line for road in apart], dtype=object)))
    of = np.concatenate((of, len(crossing) + np.arange(len(apart))))
    ends = shapely.get_coordinates(shapely.get_point(lines, [[0], [-1]]).ravel())
    _, first, place = np.unique(
        np.round(ends * 20).astype(np.int64), axis=0, return_index=True, return_inverse=True
    )
    return Linework(crossing + apart, lines, of, place.reshape(2, -1), ends[first])


def _sources_of(pieces: Any, sources: Any, rank: Ints) -> Ints:
    """Return which source each piece lies on; of several, the most important road."""
    middles = shapely.line_interpolate_point(pieces, 0.5, normalized=True)
    piece, source = shapely.STRtree(sources).query(middles, predicate="dwithin", distance=0.05)
    order = np.lexsort((source, rank[source], piece))
    of: Ints = np.full(len(pieces), -1)
    of[piece[order][::-1]] = source[order][::-1]  # the last one written is the first in order
    if (of < 0).any():
        raise RuntimeError("a piece of street lies on no drawn line")
    return of


def tidy(work: Linework, loose: NDArray[np.float64], rng: Generator) -> None:
    """Leave out what nobody would build: stubs, side streets beside main ones, random gaps.

    `loose` is the chance of each piece to be left out, if it is one of a residential street.
    """
    gaps = (rng.random(len(work.lines)) < loose) & (work.rank == RANK["residential"])
    work.keep(~(gaps | _beside_larger(work)))
    _prune(work, _STUB)
    _merge_junctions(work)
    _largest_part(work)


def _prune(work: Linework, shorter_than: float) -> None:
    """Drop open ends, again and again, unless they are long enough to be a street."""
    while True:
        count = np.bincount(work.ends.ravel(), minlength=len(work.places))
        open_end = (count[work.ends] == 1).any(axis=0)
        stub = open_end & (shapely.length(work.lines) < shorter_than)
        if not stub.any():
            return
        work.keep(~stub)


def _beside_larger(work: Linework) -> Bools:
    """Say which side streets run along a larger street, too near for houses in between."""
    rank = work.rank
    larger = work.lines[rank < RANK["residential"]]
    if len(larger) == 0:
        return np.zeros(len(work.lines), dtype=bool)
    tree = shapely.STRtree(larger)
    spots = [shapely.line_interpolate_point(work.lines, at, normalized=True) for at in (0, 0.5, 1)]
    gaps = [shapely.distance(spot, larger[tree.nearest(spot)]) for spot in spots]
    length = shapely.length(work.lines)
    near = np.maximum.reduce(gaps) < _BESIDE
    parallel = np.abs(gaps[0] - gaps[2]) < 0.6 * length
    beside: Bools = (rank == RANK["residential"]) & near & parallel & (length > 25)
    return beside


def _merge_junctions(work: Linework) -> None:
    """Make one junction of ends that lie close together, at the place of the largest road."""
    used = np.unique(work.ends)
    importance = np.full(len(work.places), 9)
    np.minimum.at(importance, work.ends.ravel(), np.tile(work.rank, 2))
    movable = used[importance[used] > RANK["motorway_link"]]
    pairs = movable[cKDTree(work.places[movable]).query_pairs(_JUNCTION, output_type="ndarray")]
    size = len(work.places)
    links = coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(size, size))
    _, cluster = connected_components(links, directed=False)
    leader = np.lexsort((np.arange(size), importance, cluster))
    head = np.full(cluster.max() + 1, -1)
    head[cluster[leader][::-1]] = leader[::-1]
    moved = head[cluster]
    for i in np.flatnonzero((moved[work.ends] != work.ends).any(axis=0)):
        points = shapely.get_coordinates(work.lines[i])
        points[[0, -1]] = work.places[moved[work.ends[:, i]]]
        work.lines[i] = shapely.linestrings(points)
    work.ends = moved[work.ends]
    work.keep(work.ends[0] != work.ends[1])
    _drop_doubles(work)


def _drop_doubles(work: Linework) -> None:
    """Keep one piece, the largest road's, between any two junctions."""
    low, high = work.ends.min(axis=0), work.ends.max(axis=0)
    apart = np.array([RANK[road.highway] <= 1 for road in work.roads])[work.of]
    order = np.lexsort((shapely.length(work.lines), work.rank, high, low))
    first = np.ones(len(order), dtype=bool)
    first[1:] = (np.diff(low[order]) != 0) | (np.diff(high[order]) != 0)
    chosen = np.zeros(len(order), dtype=bool)
    chosen[order[first]] = True
    work.keep(chosen | apart)


def _largest_part(work: Linework) -> None:
    size = len(work.places)
    links = coo_array((np.ones(work.ends.shape[1]), tuple(work.ends)), shape=(size, size))
    _, part = connected_components(links, directed=False)
    of_piece = part[work.ends[0]]
    work.keep(of_piece == np.bincount(of_piece).argmax())


def join_pieces(work: Linework) -> list[tuple[int, int, int, NDArray[np.float64]]]:
    """Join pieces of one road that meet where nothing else does.

    Returns (from place, to place, road, line [k, 2]) in the direction of the road's line.
    """
    lines = [shapely.get_coordinates(line) for line in work.lines]
    ends = [(int(start), int(end)) for start, end in work.ends.T]
    kind = [_kind(work.roads[road]) for road in work.of]
    at: dict[int, set[int]] = {}
    for i, pair in enumerate(ends):
        for place in pair:
            at.setdefault(place, set()).add(i)
    alive = set(range(len(lines)))
    for place in sorted(at):
        if len(at[place]) != 2:
            continue
        a, b = sorted(at[place])
        joined = _joined(place, (ends[a], lines[a]), (ends[b], lines[b]), work.roads[work.of[a]])
        if kind[a] != kind[b] or joined is None:
            continue
        ends[a], lines[a] = joined
        alive.discard(b)
        for other in ends[b]:
            at[other].discard(b)
        for other in ends[a]:
            at[other].add(a)
        del at[place]
    return [(ends[i][0], ends[i][1], int(work.of[i]), lines[i]) for i in sorted(alive)]


def _kind(road: Road) -> tuple[str, str, bool, bool]:
    return road.name, road.highway, road.oneway, road.bridge


_Piece = tuple[tuple[int, int], NDArray[np.float64]]


def _joined(place: int, a: _Piece, b: _Piece, road: Road) -> _Piece | None:
    """Return the two pieces as one through `place`; None for a loop or opposed one-ways."""
    if set(a[0]) == set(b[0]):
        return None
    first = a if a[0][1] == place else b
    second = b if first is a else a
    if first[0][1] != place:
        if road.oneway:
            return None
        first = (first[0][::-1], first[1][::-1])
    if second[0][0] != place:
        if road.oneway:
            return None
        second = (second[0][::-1], second[1][::-1])
    return (first[0][0], second[0][1]), np.vstack((first[1], second[1][1:]))
