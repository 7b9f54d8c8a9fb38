"""What there is to draw. All shapes in degrees: (longitude, latitude)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import networkx as nx
from shapely.geometry import LineString, Point, Polygon


@dataclass(frozen=True)
class Street:
    """One piece of street between junctions; a one-way street runs along its line."""

    line: LineString
    highway: str = "residential"
    name: str = ""
    bridge: bool = False
    oneway: bool = False


@dataclass(frozen=True)
class Area:
    """A piece of ground; `kind` is one of `style.AREAS`."""

    shape: Polygon
    kind: str


@dataclass(frozen=True)
class Place:
    """Something with a name in two languages; `kind` is one of `style.PLACES`."""

    kind: str
    at: Point
    name_en: str
    name_zh: str = ""

    def name(self, language: str) -> str:
        """Return the name in "en" or "zh", in English where there is no other."""
        return self.name_zh if language == "zh" and self.name_zh else self.name_en


@dataclass(frozen=True)
class Ground:
    """Everything the map's ground is drawn from; any part may be missing."""

    streets: Sequence[Street] = ()
    areas: Sequence[Area] = ()
    places: Sequence[Place] = field(default=())

    @classmethod
    def of_streets(cls, graph: "nx.DiGraph[Any]") -> "Ground":
        """Return the ground that a street graph gives by itself: its streets and their names."""
        return cls(streets=streets_of(graph))


def streets_of(graph: "nx.DiGraph[Any]") -> list[Street]:
    """Return the streets of a graph, the two directions of a street as one."""
    streets = []
    done: set[tuple[Any, Any]] = set()
    for start, end, data in graph.edges(data=True):
        if (end, start) in done:
            continue
        done.add((start, end))
        ends = [(graph.nodes[node]["x"], graph.nodes[node]["y"]) for node in (start, end)]
        streets.append(
            Street(
                data.get("geometry") or LineString(ends),
                str(data.get("highway") or "residential"),
                str(data.get("name") or ""),
                bool(data.get("bridge")),
                not graph.has_edge(end, start),
            )
        )
    return streets
