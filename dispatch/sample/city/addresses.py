"""Houses beside streets: plausible addresses with a place on the map."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Protocol

import networkx as nx
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import Polygon

from dispatch.domain.geography import Coordinates
from dispatch.travel.plane import Plane

_FRONTAGE = 9.0  # metres of street that a house takes
_HOUSED = {"residential": 1.0, "tertiary": 0.6, "secondary": 0.25}  # how densely built along
_SET_BACK = (9.0, 18.0)  # metres from the middle of the street


class Chance(Protocol):
    """A source of random numbers."""

    def random(self) -> float:
        """Return a number in [0, 1)."""


@dataclass(frozen=True)
class Address:
    """`text` as people write it ("12 Harbour Row, Old Town") and the place of the house."""

    text: str
    coordinates: Coordinates


@dataclass(frozen=True)
class _Frontage:
    street: str
    line: NDArray[np.float64]
    weight: float


class AddressBook:
    """The street fronts of each district, ready to draw addresses from."""

    def __init__(self, graph: "nx.DiGraph[Any]", districts: Sequence[tuple[str, Polygon]]) -> None:
        first = next(iter(graph.nodes.values()))
        self._plane = Plane(Coordinates(first["y"], first["x"]))
        fronts = list(self._frontages(graph))
        self._starts = _street_starts(fronts)
        middles = [shapely.Point(*self._plane.to_degrees(_along(f.line, 0.5)[0])) for f in fronts]
        tree = shapely.STRtree(middles)
        self._fronts = {
            name: [fronts[i] for i in sorted(tree.query(polygon, predicate="contains"))]
            for name, polygon in districts
        }
        self._sums = {
            name: list(accumulate(front.weight for front in chosen))
            for name, chosen in self._fronts.items()
        }

    def draw(self, rng: Chance, district: str) -> Address:
        """Return a house beside a street of the district; longer streets have more of them."""
        sums = self._sums[district]
        which = int(np.searchsorted(sums, rng.random() * sums[-1], side="right"))
        front = self._fronts[district][min(which, len(sums) - 1)]
        left = rng.random() < 0.5
        at = 0.12 + 0.76 * rng.random()
        spot, side = _along(front.line, at)
        near, far = _SET_BACK
        set_back = near + (far - near) * rng.random()
        house = spot + side * (set_back if left else -set_back)
        number = 2 * int(np.hypot(*(spot - self._starts[front.street])) / _FRONTAGE) + 1 + left
        return Address(f"{number} {front.street}, {district}", self._plane.point(*house))

    def _frontages(self, graph: "nx.DiGraph[Any]") -> Any:
        for start, end, data in graph.edges(data=True):
            density = _HOUSED.get(data["highway"], 0.0)
            both_ways = graph.has_edge(end, start)
            if not density or not data.get("name") or data.get("bridge"):
                continue
            if both_ways and start > end:
                continue
            ends = [(graph.nodes[n]["x"], graph.nodes[n]["y"]) for n in (start, end)]
            degrees = data["geometry"].coords if "geometry" in data else ends
            line = self._plane.to_metres(np.asarray(degrees))
            yield _Frontage(data["name"], line, density * data["length"])


def _street_starts(fronts: list[_Frontage]) -> dict[str, NDArray[np.float64]]:
    """Return where the numbering of each street begins: at its end nearest to the south-west."""
    starts: dict[str, NDArray[np.float64]] = {}
    for front in fronts:
        for end in (front.line[0], front.line[-1]):
            if front.street not in starts or end.sum() < starts[front.street].sum():
                starts[front.street] = end
    return starts


def _along(
    line: NDArray[np.float64], share: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the point at a share of a line, and the unit vector to its left there."""
    steps = np.diff(line, axis=0)
    lengths = np.hypot(*steps.T)
    along = np.concatenate(([0.0], np.cumsum(lengths)))
    target = share * along[-1]
    i = min(int(np.searchsorted(along, target, side="right")) - 1, len(steps) - 1)
    ahead = steps[i] / lengths[i]
    return line[i] + ahead * (target - along[i]), np.array([-ahead[1], ahead[0]])
