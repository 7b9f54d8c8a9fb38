"""From drawn lines to pieces between junctions: noding, tidying, joining. Metres."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any, NamedTuple

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
_TOUCHING = 4.0  # ends closer than this are one place, even of main roads
_BESIDE = 40.0  # a side street this near to a larger one and parallel to it is left out
_STUB = 55.0  # an open end shorter than this is no street
_SPUR = 180.0  # nor is such an end of a main road


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
        stub |= open_end & (work.rank < RANK["tertiary"]) & (shapely.length(work.lines) < _SPUR)
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
    """Make one junction of ends that lie close together, at the place of the largest road.

    Main roads keep their course, so their own junctions are merged only where they all but touch.
    """
    size = len(work.places)
    importance = np.full(size, 9)
    np.minimum.at(importance, work.ends.ravel(), np.tile(work.rank, 2))
    minor = importance >= RANK["tertiary"]
    _move_ends(work, _heads(work, importance, _TOUCHING))
    _move_ends(work, np.where(minor, _heads(work, importance, _JUNCTION), np.arange(size)))
    _drop_doubles(work)


def _heads(work: Linework, importance: Ints, reach: float) -> Ints:
    """Return for each place the most important of the places linked to it by steps of `reach`."""
    used = np.unique(work.ends)
    movable = used[importance[used] > RANK["motorway_link"]]
    pairs = movable[cKDTree(work.places[movable]).query_pairs(reach, output_type="ndarray")]
    size = len(work.places)
    links = coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(size, size))
    _, cluster = connected_components(links, directed=False)
    first = np.lexsort((np.arange(size), importance, cluster))
    head: Ints = np.full(cluster.max() + 1, -1)
    head[cluster[first][::-1]] = first[::-1]  # the last one written is the first in order
    return head[cluster]


def _move_ends(work: Linework, moved: Ints) -> None:
    for i in np.flatnonzero((moved[work.ends] != work.ends).any(axis=0)):
        points = shapely.get_coordinates(work.lines[i])
        points[[0, -1]] = work.places[moved[work.ends[:, i]]]
        work.lines[i] = shapely.linestrings(points)
    work.ends = moved[work.ends]
    work.keep(work.ends[0] != work.ends[1])


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


class Piece(NamedTuple):
    """A street between two places, along a line [k, 2] in the direction of its road."""

    start: Hashable
    end: Hashable
    road: int
    line: NDArray[np.float64]

    @property
    def length(self) -> float:
        """Return the metres along the line."""
        return float(np.hypot(*np.diff(self.line, axis=0).T).sum())

    def turned(self) -> "Piece":
        """Return the piece in the other direction."""
        return Piece(self.end, self.start, self.road, self.line[::-1])


def join_pieces(work: Linework) -> list[Piece]:
    """Return the pieces, those of one road that meet where nothing else does joined to one."""
    pieces: dict[int, Piece] = {
        i: Piece(int(a), int(b), int(road), shapely.get_coordinates(line))
        for i, (a, b, road, line) in enumerate(zip(*work.ends, work.of, work.lines, strict=True))
    }
    kind = [(r.name, r.highway, r.oneway, r.bridge) for r in work.roads]
    at: dict[Hashable, set[int]] = {}
    for i, piece in pieces.items():
        at.setdefault(piece.start, set()).add(i)
        at.setdefault(piece.end, set()).add(i)
    for place, meeting in at.items():
        if len(meeting) != 2:
            continue
        a, b = sorted(meeting)
        if kind[pieces[a].road] != kind[pieces[b].road]:
            continue
        oneway = work.roads[pieces[a].road].oneway
        joined = _joined(place, pieces[a], pieces[b], oneway)
        if joined is not None:
            far = pieces[b].start if pieces[b].end == place else pieces[b].end
            at[far] = at[far] - {b} | {a}
            pieces[a] = joined
            del pieces[b]
    return list(pieces.values())


def _joined(place: Hashable, a: Piece, b: Piece, oneway: bool) -> Piece | None:
    """Return the two pieces as one through `place`; None for a loop or opposed one-ways."""
    if {a.start, a.end} == {b.start, b.end} or a.start == a.end or b.start == b.end:
        return None
    if a.end != place and b.end == place:
        a, b = b, a
    first = a if a.end == place else a.turned()
    second = b if b.start == place else b.turned()
    if oneway and (first is not a or second is not b):
        return None
    return Piece(first.start, second.end, first.road, np.vstack((first.line, second.line[1:])))
