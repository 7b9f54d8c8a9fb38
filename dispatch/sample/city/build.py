"""Builds the invented city: terrain, street plan, then the graph, all from one seed."""

from typing import Any

import networkx as nx
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString, Polygon

from dispatch.sample.city.districts import QUARTERS, VILLAGES, Quarter
from dispatch.sample.city.linework import Linework, Piece, join_pieces, node_lines, tidy
from dispatch.sample.city.main_roads import Road
from dispatch.sample.city.model import CENTRE, City, District, Green
from dispatch.sample.city.plan import StreetPlan, draw_plan
from dispatch.sample.city.terrain import Terrain, lay_out_terrain
from dispatch.travel.network import cut_evenly
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
    work = node_lines(plan.streets, plan.carriageways)
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
    pieces = _without_doubles(join_pieces(work))
    number: dict[object, int] = {}
    graph: nx.DiGraph[int] = nx.DiGraph()
    shapes = _in_degrees([piece.line for piece in pieces])
    for piece, shape in zip(pieces, shapes, strict=True):
        for place, end in ((piece.start, 0), (piece.end, -1)):
            if place not in number:
                number[place] = len(number)
                x, y = shape.coords[end]
                graph.add_node(number[place], x=x, y=y)
        road, start, end = work.roads[piece.road], number[piece.start], number[piece.end]
        graph.add_edge(start, end, **_attributes(road, piece.length, shape))
        if not road.oneway:
            graph.add_edge(end, start, **_attributes(road, piece.length, shape.reverse()))
    return graph


def _without_doubles(pieces: list[Piece]) -> list[Piece]:
    """Cut loops, and the second of two pieces between the same junctions, in their middle."""
    single = []
    seen: set[frozenset[object]] = set()
    for piece in pieces:
        ends = frozenset((piece.start, piece.end))
        if len(ends) == 2 and ends not in seen:
            seen.add(ends)
            single.append(piece)
            continue
        first, second = cut_evenly(piece.line, 2)
        middle = ("middle", len(single))
        single.append(Piece(piece.start, middle, piece.road, first))
        single.append(Piece(middle, piece.end, piece.road, second))
    return single


def _in_degrees(lines: list[NDArray[np.float64]]) -> NDArray[np.object_]:
    """Return lines in metres as shapely lines in degrees, slimmed by up to a metre."""
    which = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    whole = shapely.linestrings(np.concatenate(lines), indices=which)
    degrees = shapely.transform(
        shapely.simplify(whole, 1.0), lambda xy: np.round(_PLANE.to_degrees(xy), 6)
    )
    return np.asarray(shapely.remove_repeated_points(degrees))


def _attributes(road: Road, length: float, shape: LineString) -> dict[str, Any]:
    data: dict[str, Any] = {
        "length": round(max(length, 1.0), 1),
        "speed_kph": SPEED_KPH[road.highway],
        "highway": road.highway,
        "name": road.name,
    }
    if shapely.get_num_points(shape) > 2:
        data["geometry"] = shape
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
    parks = [
        Green(_to_degrees(shape), "square" if name.endswith("Square") else "park", name)
        for name, shape in terrain.parks
    ]
    woods = [Green(_to_degrees(shape), "wood") for shape in terrain.woods]
    return parks + woods + [Green(_to_degrees(shape), "field") for shape in terrain.fields]


def _named(
    quarters: list[Quarter], shapes: list[Polygon], *, out_of_town: bool = False
) -> list[District]:
    return [
        District(quarter.name_en, quarter.name_zh, _to_degrees(shape), out_of_town)
        for quarter, shape in zip(quarters, shapes, strict=True)
    ]


def _to_degrees(shape: Polygon) -> Polygon:
    slim = shapely.simplify(shape, 1.0)
    degrees: Polygon = shapely.transform(slim, lambda xy: np.round(_PLANE.to_degrees(xy), 6))
    return degrees
