"""Travel times along the streets of a graph."""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any, NamedTuple

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import cKDTree

from dispatch.domain.geography import Coordinates
from dispatch.travel.cache import LeastRecentlyUsed
from dispatch.travel.great_circle import GreatCircle
from dispatch.travel.network import Floats, StreetNetwork, compile_network, unpack
from dispatch.travel.times import TravelMatrix

_SOURCES_AT_ONCE = 64  # bounds memory: one row of all nodes for each source
_TREES_BYTES = 32_000_000


class _Sites(NamedTuple):
    """Where points meet the streets: node, metres from point to node, position on the plane."""

    node: NDArray[np.intp]
    access: Floats
    position: Floats

    def only(self, chosen: NDArray[np.bool_]) -> "_Sites":
        return _Sites(self.node[chosen], self.access[chosen], self.position[chosen])


class StreetTimes:
    """Fastest ways through a street graph, the same at any time of day.

    A site is joined to the nearest place on the streets by a straight access way, driven or
    walked at `access_kph`; it is part of the leg, in time and metres. Two sites at the same place
    of the streets go straight from one to the other. A site more than `reach_km` from any street
    is outside the graph: its legs are `beyond`, straight lines by default. Free-flow times are
    multiplied by `free_flow_factor`, the one number to calibrate against real drives: 1.05 to
    1.3 in most cities.

    Raises `ValueError` for a graph without streets or a parameter out of bounds.
    """

    def __init__(
        self,
        graph: "nx.DiGraph[Any]",
        *,
        free_flow_factor: float = 1.15,
        access_kph: float = 20.0,
        reach_km: float = 5.0,
        beyond: GreatCircle | None = None,
    ) -> None:
        parameters = {
            "free_flow_factor": free_flow_factor,
            "access_kph": access_kph,
            "reach_km": reach_km,
        }
        faults = [f"{name} must be above 0, got {v}" for name, v in parameters.items() if not v > 0]
        if faults:
            raise ValueError("; ".join(faults))
        self._network: StreetNetwork = compile_network(graph, free_flow_factor)
        self._doors = cKDTree(self._network.positions[self._network.doors])
        self._access_speed = access_kph / 3.6
        self._reach = reach_km * 1e3
        self._beyond = beyond or GreatCircle()
        trees = max(16, _TREES_BYTES // (4 * len(self._network.positions)))
        self._trees = LeastRecentlyUsed[NDArray[np.int32]](trees)
        self._key = f"streets:{self._network.digest}:{access_kph}:{reach_km}:{self._beyond.key}"

    @property
    def key(self) -> str:
        """Return a digest of the graph and the parameters."""
        return self._key

    def matrix(
        self, points: Sequence[Coordinates], departure: datetime | None = None
    ) -> TravelMatrix:
        """Return travel between all pairs of `points`; the departure makes no difference."""
        sites = self._sites(points)
        inside = sites.access <= self._reach
        if not inside.any():
            return self._beyond.matrix(points)
        seconds, metres = self._between(sites.only(inside))
        if inside.all():
            return TravelMatrix(seconds, metres)
        outside = self._beyond.matrix(points)
        all_seconds, all_metres = outside.seconds.copy(), outside.metres.copy()
        block = np.ix_(inside, inside)
        all_seconds[block], all_metres[block] = seconds, metres
        return TravelMatrix(all_seconds, all_metres)

    def path(
        self, origin: Coordinates, destination: Coordinates, departure: datetime | None = None
    ) -> list[Coordinates]:
        """Return the leg along the streets, with the access ways at both ends."""
        sites = self._sites((origin, destination))
        if (sites.access > self._reach).any():
            return self._beyond.path(origin, destination)
        first, last = (int(node) for node in sites.node)
        if first == last:
            return [origin, destination]
        nodes = self._nodes_between(first, last)
        line = np.vstack([self._network.shape(*pair)[:-1] for pair in pairwise(nodes)])
        line = np.vstack((line, self._network.positions[last]))
        degrees = self._network.plane.to_degrees(line)
        way = [Coordinates(float(lat), float(lon)) for lon, lat in degrees]
        return [origin, *way, destination]

    def _sites(self, points: Sequence[Coordinates]) -> _Sites:
        degrees = np.array([(p.longitude, p.latitude) for p in points]).reshape(-1, 2)
        position = self._network.plane.to_metres(degrees)
        access, door = self._doors.query(position)
        return _Sites(self._network.doors[door], np.asarray(access), position)

    def _between(self, sites: _Sites) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        nodes, which = np.unique(sites.node, return_inverse=True)
        packed = np.vstack(
            [
                dijkstra(self._network.weights, indices=nodes[i : i + _SOURCES_AT_ONCE])[:, nodes]
                for i in range(0, len(nodes), _SOURCES_AT_ONCE)
            ]
        )
        seconds, metres = (part[np.ix_(which, which)] for part in unpack(packed))
        access = sites.access[:, None] + sites.access[None, :]
        same_place = which[:, None] == which[None, :]
        straight = np.hypot(*(sites.position[:, None] - sites.position[None, :]).T).T
        access = np.where(same_place, straight, access)
        metres += access
        seconds += access / self._access_speed
        return np.rint(seconds).astype(np.int64), np.rint(metres).astype(np.int64)

    def _nodes_between(self, first: int, last: int) -> list[int]:
        before = self._trees.get(first, lambda: self._tree(first))
        nodes = [last]
        while nodes[-1] != first:
            nodes.append(int(before[nodes[-1]]))
        return nodes[::-1]

    def _tree(self, source: int) -> NDArray[np.int32]:
        """Return each node's predecessor on the fastest way from `source`."""
        _, before = dijkstra(
            self._network.weights, indices=np.array([source]), return_predecessors=True
        )
        return np.asarray(before[0], dtype=np.int32)
