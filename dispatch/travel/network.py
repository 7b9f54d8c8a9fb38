"""A street graph compiled to arrays: nodes on a plane, a sparse matrix of street pieces."""

import hashlib
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from typing import Any, NamedTuple

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from dispatch.domain.geography import Coordinates
from dispatch.travel.plane import Plane

PIECE_M = 200.0
_NO_DOORS = {"motorway", "motorway_link", "trunk_link"}
_METRE_BITS = 25
_DECIMETRES = float(1 << _METRE_BITS)

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class StreetNetwork:
    """The streets that shortest paths run on: the largest strongly connected part of a graph.

    Streets longer than `PIECE_M` are cut into pieces, so that a site between two junctions
    reaches the street where it stands and not a junction kilometres away.

    - `positions` [n, 2]: nodes in metres on `plane`
    - `weights` [n, n]: time and length of each piece packed into one number, see `pack`
    - `shapes`: the polyline (metres) of each piece that is not straight
    - `doors`: the nodes where a site may stand; not those of motorways
    """

    plane: Plane
    positions: Floats
    weights: "csr_array[np.float64, tuple[int, int]]"
    shapes: dict[tuple[int, int], Floats]
    doors: NDArray[np.intp]

    @property
    def digest(self) -> str:
        """Return a digest of all that the answers depend on."""
        digest = hashlib.sha256(repr(self.plane).encode())
        weights = self.weights
        for array in (weights.indptr, weights.indices, weights.data, self.positions, self.doors):
            digest.update(array.tobytes())
        for pair, shape in sorted(self.shapes.items()):
            digest.update(repr(pair).encode() + shape.tobytes())
        return digest.hexdigest()

    def shape(self, start: int, end: int) -> Floats:
        """Return the polyline of the piece between two neighbouring nodes."""
        curved = self.shapes.get((start, end))
        return self.positions[[start, end]] if curved is None else curved


def compile_network(graph: "nx.DiGraph[Any]", free_flow_factor: float = 1.0) -> StreetNetwork:
    """Compile the largest strongly connected part of `graph`.

    All times are multiplied by `free_flow_factor`. Raises `ValueError` for a graph without
    streets.
    """
    if graph.number_of_edges() == 0:
        raise ValueError("the graph has no street")
    part = graph.subgraph(max(nx.strongly_connected_components(graph), key=len))
    if part.number_of_edges() == 0:
        raise ValueError("no two junctions of the graph can be reached from each other")
    return _Compiler(part, free_flow_factor).network()


def pack(seconds: Floats, metres: Floats) -> Floats:
    """Return milliseconds * 2^25 + decimetres, exact integers in double precision.

    They add up along a path like any weight and compare by time first, so the shortest path by
    them is the fastest one (of equally fast ones the shortest), and its length comes with it.
    Exact up to 3,355 km and 74 hours a path.
    """
    packed: Floats = np.maximum(np.rint(seconds * 1e3), 1.0) * _DECIMETRES + np.rint(metres * 10.0)
    return packed


def unpack(packed: Floats) -> tuple[Floats, Floats]:
    """Return the seconds and metres of sums of packed weights."""
    milliseconds = np.floor(packed / _DECIMETRES)
    return milliseconds / 1e3, (packed - milliseconds * _DECIMETRES) / 10.0


class _Cut(NamedTuple):
    line: Floats
    nodes: list[int]
    pieces: list[Floats]


class _Compiler:
    """Collects nodes and pieces of one graph."""

    def __init__(self, graph: "nx.DiGraph[Any]", factor: float) -> None:
        self.graph = graph
        self.factor = factor
        self.index = {node: i for i, node in enumerate(graph)}
        degrees = np.array([(data["x"], data["y"]) for _, data in graph.nodes(data=True)])
        middle = (degrees.min(axis=0) + degrees.max(axis=0)) / 2
        self.plane = Plane(Coordinates(float(middle[1]), float(middle[0])))
        self.positions: list[Floats] = list(self.plane.to_metres(degrees))
        self.pieces: dict[tuple[int, int], tuple[float, float]] = {}
        self.shapes: dict[tuple[int, int], Floats] = {}
        self.cuts: dict[tuple[Any, Any], _Cut] = {}
        self.doors: set[int] = set()

    def network(self) -> StreetNetwork:
        for start, end, data in self.graph.edges(data=True):
            self._add(start, end, data)
        ends = np.array(list(self.pieces), dtype=np.intp).T
        cost = np.array(list(self.pieces.values())).T
        size = len(self.positions)
        weights = csr_array((pack(cost[0], cost[1]), (ends[0], ends[1])), shape=(size, size))
        doors = sorted(self.doors) or range(size)  # a graph of motorways only has doors, too
        return StreetNetwork(
            self.plane, np.array(self.positions), weights, self.shapes, np.array(doors, np.intp)
        )

    def _add(self, start: Any, end: Any, data: dict[str, Any]) -> None:
        nodes, lines = self._cut(start, end, data)
        length = data["length"] / len(lines)
        seconds = length / (data["speed_kph"] / 3.6) * self.factor
        for pair, line in zip(pairwise(nodes), lines, strict=True):
            self.pieces[pair] = (seconds, length)
            if len(line) > 2:
                self.shapes[pair] = line
        if data.get("highway") not in _NO_DOORS:
            self.doors.update(nodes)

    def _cut(self, start: Any, end: Any, data: dict[str, Any]) -> tuple[list[int], list[Floats]]:
        """Return the nodes along a street and the line of each piece between them.

        The two directions of one street share their nodes.
        """
        line = self._line(start, end, data)
        back = self.cuts.get((end, start))
        if back is not None and _same(back.line[::-1], line):
            return back.nodes[::-1], [piece[::-1] for piece in back.pieces[::-1]]
        pieces = cut_evenly(line, ceil(data["length"] / PIECE_M))
        first = len(self.positions)
        self.positions.extend(piece[-1] for piece in pieces[:-1])
        nodes = [self.index[start], *range(first, len(self.positions)), self.index[end]]
        self.cuts[start, end] = _Cut(line, nodes, pieces)
        return nodes, pieces

    def _line(self, start: Any, end: Any, data: dict[str, Any]) -> Floats:
        ends = self.positions[self.index[start]], self.positions[self.index[end]]
        geometry = data.get("geometry")
        if geometry is None:
            return np.array(ends)
        inner = self.plane.to_metres(np.asarray(geometry.coords)[1:-1, :2].reshape(-1, 2))
        return np.vstack((ends[0], inner, ends[1]))


def cut_evenly(line: Floats, count: int) -> list[Floats]:
    """Cut a polyline [k, 2] into `count` pieces of equal length, in order."""
    if count == 1:
        return [line]
    along = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))))
    places = np.linspace(0.0, along[-1], count + 1)
    points = np.column_stack([np.interp(places, along, line[:, axis]) for axis in (0, 1)])
    return [
        np.vstack((points[i], line[(along > places[i]) & (along < places[i + 1])], points[i + 1]))
        for i in range(count)
    ]


def _same(a: Floats, b: Floats) -> bool:
    return a.shape == b.shape and bool(np.allclose(a, b, atol=0.1))
