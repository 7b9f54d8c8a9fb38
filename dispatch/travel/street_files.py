"""Street graphs as files: GraphML, or an edge list in CSV.

In memory a street graph is a `networkx.DiGraph`. Names follow OSMnx, so its files load as well:

- node: `x` longitude, `y` latitude (degrees)
- edge, one per direction: `length` (metres), `speed_kph`; optional `name`, `highway` (the class
  of street in OpenStreetMap's words), `bridge`, and `geometry`, a shapely LineString of
  (longitude, latitude) from the first node to the second, written as WKT

An edge list has one street a row: `from, from_latitude, from_longitude, to, to_latitude,
to_longitude, length_m, speed_kph, oneway` and optionally `name, highway, bridge, geometry`.
Without `oneway` it may be driven both ways.
"""

import csv
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from math import isfinite
from pathlib import Path
from typing import Any, TypeAlias

import networkx as nx
import shapely
from shapely.geometry import LineString

StreetGraph: TypeAlias = "nx.DiGraph[str]"

_SHOWN = 20
_YES = {"yes", "true", "1"}
_NO = {"no", "false", "0", ""}
_ENDS = {end: (f"{end}_longitude", f"{end}_latitude") for end in ("from", "to")}
_COLUMNS = (*_ENDS, *_ENDS["from"], *_ENDS["to"], "length_m", "speed_kph")


class InvalidStreetGraph(ValueError):
    """A street graph that cannot be used; `faults` names every place, value and rule."""

    def __init__(self, source: str, faults: list[str]) -> None:
        self.source = source
        self.faults = tuple(faults)
        more = [f"and {len(faults) - _SHOWN} more"] if len(faults) > _SHOWN else []
        super().__init__("\n".join([f"{source}: not a street graph", *faults[:_SHOWN], *more]))


def read_streets(path: Path) -> StreetGraph:
    """Read a street graph from a `.graphml` or `.csv` file.

    Raises `InvalidStreetGraph` with all faults at once, and `OSError` if it cannot be read.
    """
    readers = {".graphml": _read_graphml, ".csv": _read_edge_list}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise InvalidStreetGraph(
            path.name, [f"the name must end in {' or '.join(readers)}, got {path.suffix!r}"]
        )
    streets = _Streets()
    reader(path, streets)
    if not streets.faults and streets.graph.number_of_edges() == 0:
        streets.faults.append("there is no street in it")
    if streets.faults:
        raise InvalidStreetGraph(path.name, streets.faults)
    return streets.graph


def write_streets(graph: "nx.DiGraph[Any]", path: Path) -> None:
    """Write a street graph as GraphML; `read_streets` gives it back, node names as text."""
    plain: nx.DiGraph[str] = nx.DiGraph()
    for node, data in graph.nodes(data=True):
        plain.add_node(str(node), **data)
    for start, end, data in graph.edges(data=True):
        flat = {key: value for key, value in data.items() if value is not None}
        if isinstance(flat.get("geometry"), LineString):
            flat["geometry"] = shapely.to_wkt(flat["geometry"], rounding_precision=7)
        plain.add_edge(str(start), str(end), **flat)
    nx.write_graphml(plain, path)


class _Streets:
    """A graph in the making, and the faults found on the way."""

    def __init__(self) -> None:
        self.graph: nx.DiGraph[str] = nx.DiGraph()
        self.faults: list[str] = []

    def add_node(self, where: str, node: str, longitude: object, latitude: object) -> None:
        x = self._bounded(f"{where}: longitude", longitude, 180.0)
        y = self._bounded(f"{where}: latitude", latitude, 90.0)
        known = self.graph.nodes.get(node)
        if known is not None and (known["x"], known["y"]) != (x, y):
            self.faults.append(f"{where}: {node} stands elsewhere in an earlier row")
        self.graph.add_node(node, x=x, y=y)

    def add_edge(self, where: str, start: str, end: str, data: Mapping[str, Any]) -> None:
        """Add one direction of a street; of two between the same junctions, the faster stays."""
        length = self._positive(f"{where}: length", data.get("length"))
        speed = self._positive(f"{where}: speed_kph", data.get("speed_kph"))
        geometry = self._geometry(f"{where}: geometry", data.get("geometry"))
        if start == end or length is None or speed is None:
            return
        known = self.graph.edges.get((start, end))
        if known is not None and known["length"] / known["speed_kph"] <= length / speed:
            return
        kept: dict[str, Any] = {"length": length, "speed_kph": speed, "geometry": geometry}
        kept |= {key: data[key] for key in ("name", "highway") if data.get(key)}
        # OpenStreetMap says which kind of bridge it is ("viaduct"): any word but no is one
        kept["bridge"] = _text(data.get("bridge")) not in _NO
        self.graph.add_edge(start, end, **{key: value for key, value in kept.items() if value})

    def flag(self, where: str, value: object) -> bool:
        if _text(value) not in _YES | _NO:
            self.faults.append(f"{where} must be yes or no, got {value!r}")
        return _text(value) in _YES

    def _bounded(self, where: str, value: object, bound: float) -> float | None:
        number = _number(value)
        if number is None or abs(number) > bound:
            self.faults.append(f"{where} must be between {-bound:g} and {bound:g}, got {value!r}")
        return number

    def _positive(self, where: str, value: object) -> float | None:
        number = _number(value)
        if number is None or number <= 0:
            self.faults.append(f"{where} must be a number above 0, got {value!r}")
            return None
        return number

    def _geometry(self, where: str, value: object) -> LineString | None:
        if isinstance(value, LineString):
            return value
        if not value:
            return None
        line = shapely.from_wkt(str(value), on_invalid="ignore")
        if isinstance(line, LineString) and not line.is_empty:
            return line
        self.faults.append(f"{where} must be a WKT LINESTRING, got {str(value)[:40]!r}")
        return None


def _read_graphml(path: Path, streets: _Streets) -> None:
    try:
        raw = nx.read_graphml(path, node_type=str)
    except (ET.ParseError, nx.NetworkXError, KeyError, ValueError) as error:
        streets.faults.append(f"it is not GraphML: {error}")
        return
    for node, data in raw.nodes(data=True):
        streets.add_node(f"node {node}", node, data.get("x"), data.get("y"))
    directed = raw if raw.is_directed() else raw.to_directed()
    for start, end, data in directed.edges(data=True):
        streets.add_edge(f"edge {start} -> {end}", start, end, data)


def _read_edge_list(path: Path, streets: _Streets) -> None:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            missing = [name for name in _COLUMNS if name not in (rows.fieldnames or ())]
            if missing:
                streets.faults.append(f"columns are missing: {', '.join(missing)}")
                return
            for row in rows:
                _add_row(streets, row, f"row {rows.line_num}")
    except (UnicodeDecodeError, csv.Error) as error:
        streets.faults.append(f"it is not CSV in UTF-8: {error}")


def _add_row(streets: _Streets, row: Mapping[str, str], where: str) -> None:
    names = {end: _text(row[end]) for end in _ENDS}
    unnamed = [end for end, name in names.items() if not name]
    if unnamed:
        streets.faults.append(f"{where}: {' and '.join(unnamed)} must name a junction")
        return
    for end, (longitude, latitude) in _ENDS.items():
        streets.add_node(f"{where}, {end}", row[end].strip(), row[longitude], row[latitude])
    data = dict(row) | {"length": row["length_m"]}
    start, end = row["from"].strip(), row["to"].strip()
    before = len(streets.faults)
    streets.add_edge(where, start, end, data)
    oneway = streets.flag(f"{where}: oneway", row.get("oneway"))
    if not oneway and len(streets.faults) == before:
        line = shapely.from_wkt(row["geometry"]) if row.get("geometry") else None
        back = line.reverse() if line is not None else None
        streets.add_edge(where, end, start, data | {"geometry": back})


def _text(value: object) -> str:
    return "" if value is None else str(value).strip().lower()


def _number(value: object) -> float | None:
    try:
        number = float(str(value))
    except ValueError:
        return None
    return number if isfinite(number) else None
