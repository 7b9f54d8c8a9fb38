"""Builds the invented city: terrain, street plan, then the graph, all from one seed."""

from typing import Any

import networkx as nx
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString, Polygon

from dispatch.sample.city.districts import QUARTERS, VILLAGES, Quarter
from dispatch.sample.city.linework import Linework, join_pieces, node_lines, tidy
from dispatch.sample.city.main_roads import Road
from dispatch.sample.city.model import CENTRE, City, District, Green
from dispatch.sample.city.plan import StreetPlan, draw_plan
from dispatch.sample.city.terrain import Terrain, lay_out_terrain
from dispatch.travel.plane import Plane

SPEED_KPH = {
    "motorway": 110.0, "motorway_link": 60.0, "trunk": 70.0, "primary": 50.0, "secondary": 45.0,
    "tertiary": 40.0, "residential": 30.0, "unclassified": 75.0,
}  # fmt: skip
BASE = (3300.0, -700.0)  # metres: among the works of Foundry

_PLANE = Plane(CENTRE)
_FRINGE = (4300.0, 5000.0)  # building thins out from here, over this distance (metres)


def build_city(seed: int) -> City:
    """Return the city of `seed`: about 5,000 junctions, made in about a second."""
    rng = np.random.default_rng(seed)
    terrain = lay_out_terrain(rng)
    plan = draw_plan(terrain, rng)
    work = node_lines(plan.streets, plan.motorway.carriageways)
    tidy(work, _chance_of_gap(work, plan), rng)
    graph = _graph(work)
    _reconnect(graph)
    return City(
        seed=seed,
        graph=graph,
        water=[_to_degrees(shape) for shape in terrain.water],
        greens=_greens(terrain),
        districts=_named(QUARTERS, plan.districts),
        villages=_named(VILLAGES, plan.villages, out_of_town=True),
        base=_PLANE.point(*BASE),
    )


def _chance_of_gap(work: Linework, plan: StreetPlan) -> NDArray[np.float64]:
    """Return the chance of each piece to be left out: by district, more towards the fringe."""
    middles = shapely.line_interpolate_point(work.lines, 0.5, normalized=True)
    chance = np.zeros(len(middles))
    tree = shapely.STRtree(middles)
    for quarter, outline in zip(QUARTERS + VILLAGES, plan.districts + plan.villages, strict=True):
        chance[tree.query(outline, predicate="intersects")] = quarter.grain.gaps
    far = np.hypot(shapely.get_x(middles), shapely.get_y(middles) - 700)
    in_city = np.isin(work.of, np.flatnonzero([r.highway == "residential" for r in work.roads]))
    fringe = np.clip((far - _FRINGE[0]) / _FRINGE[1], 0, 0.3) * (far < 9000) * in_city
    return np.asarray(chance + fringe)


def _graph(work: Linework) -> "nx.DiGraph[int]":
    graph: nx.DiGraph[int] = nx.DiGraph()
    number: dict[int, int] = {}
    pieces = join_pieces(work)
    for start, end, *_ in pieces:
        for place in (start, end):
            number.setdefault(place, len(number))
    degrees = _PLANE.to_degrees(work.places[list(number)])
    for node, (x, y) in enumerate(np.round(degrees, 6).tolist()):
        graph.add_node(node, x=x, y=y)
    for start, end, road, line in pieces:
        _add_street(graph, (number[start], number[end]), work.roads[road], line)
    return graph


def _add_street(
    graph: "nx.DiGraph[int]", ends: tuple[int, int], road: Road, line: NDArray[np.float64]
) -> None:
    """Add one piece; a second street between the same junctions gets a node in its middle."""
    start, end = ends
    if start == end or graph.has_edge(start, end) or graph.has_edge(end, start):
        whole = LineString(line)
        middle = np.asarray(whole.interpolate(0.5, normalized=True).coords[0])
        along = [whole.project(shapely.Point(p)) for p in line]
        half = int(np.searchsorted(along, whole.length / 2))
        node = graph.number_of_nodes()
        (x, y) = np.round(_PLANE.to_degrees(middle), 6).tolist()
        graph.add_node(node, x=x, y=y)
        _add_street(graph, (start, node), road, np.vstack((line[:half], middle)))
        _add_street(graph, (node, end), road, np.vstack((middle, line[half:])))
        return
    forth, back = _attributes(road, line), _attributes(road, line[::-1])
    graph.add_edge(start, end, **forth)
    if not road.oneway:
        graph.add_edge(end, start, **back)


def _attributes(road: Road, line: NDArray[np.float64]) -> dict[str, Any]:
    length = float(np.hypot(*np.diff(line, axis=0).T).sum())
    data: dict[str, Any] = {
        "length": round(max(length, 1.0), 1),
        "speed_kph": SPEED_KPH[road.highway],
        "highway": road.highway,
        "name": road.name,
    }
    if len(line) > 2:
        tolerance = 1.0 if road.highway in {"residential", "tertiary"} else 2.0
        slim = shapely.simplify(LineString(line), tolerance)
        data["geometry"] = LineString(np.round(_PLANE.to_degrees(slim.coords), 6))
    if road.bridge:
        data["bridge"] = True
    return data


def _reconnect(graph: "nx.DiGraph[int]") -> None:
    """Open those one-way streets both ways that alone join parts of the city.

    Every street between two strongly connected parts is opened, and the graph hangs together
    when directions are ignored, so it is strongly connected afterwards.
    """
    part = {
        node: i for i, nodes in enumerate(nx.strongly_connected_components(graph)) for node in nodes
    }
    trapped = [(a, b, data) for a, b, data in graph.edges(data=True) if part[a] != part[b]]
    for start, end, data in trapped:
        back = dict(data)
        if "geometry" in data:
            back["geometry"] = data["geometry"].reverse()
        graph.add_edge(end, start, **back)


def _greens(terrain: Terrain) -> list[Green]:
    parks = [Green(_to_degrees(shape), name) for name, shape in terrain.parks]
    return parks + [Green(_to_degrees(shape), wood=True) for shape in terrain.woods]


def _named(
    quarters: list[Quarter], shapes: list[Polygon], *, out_of_town: bool = False
) -> list[District]:
    return [
        District(quarter.name_en, quarter.name_zh, _to_degrees(shape), out_of_town)
        for quarter, shape in zip(quarters, shapes, strict=True)
    ]


def _to_degrees(shape: Polygon) -> Polygon:
    slim = shapely.simplify(shape, 3.0)
    degrees: Polygon = shapely.transform(slim, lambda xy: np.round(_PLANE.to_degrees(xy), 6))
    return degrees
