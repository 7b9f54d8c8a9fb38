"""The street plan: every road and street as a named line, before it becomes a graph. Metres."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.random import Generator
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from dispatch.sample.city.blocks import Warp, fill, warp_field
from dispatch.sample.city.curves import between, blob, lines, polygons
from dispatch.sample.city.districts import (
    QUARTERS,
    VILLAGES,
    Grain,
    outlines,
    settle,
)
from dispatch.sample.city.main_roads import COUNTRY, Road, main_roads, motorway_centre
from dispatch.sample.city.motorway import build_motorway
from dispatch.sample.city.names import StreetNames
from dispatch.sample.city.terrain import Terrain

_STUB = 260.0  # an open end shorter than this overshot its junction
_SMALLEST_FACE = 6_000.0  # square metres; less is a traffic island
_BAY = shapely.box(-2000, -4000, 3000, -1500)  # where the river is wide enough to be the harbour

_Tools = tuple[StreetNames, Warp, Generator]


@dataclass(frozen=True)
class StreetPlan:
    """`streets` meet wherever they cross; `carriageways`, the motorway's, only at their ends."""

    streets: list[Road]
    carriageways: list[Road]
    districts: list[Polygon]
    villages: list[Polygon]


def draw_plan(terrain: Terrain, rng: Generator) -> StreetPlan:
    """Draw main roads and motorway, then fill the land between them district by district."""
    main = _trimmed(main_roads(rng))
    motorway = build_motorway(motorway_centre(rng), main)
    edges = _waterside(terrain) + _park_edges(terrain)
    faces = _faces(terrain.urban, main + edges)
    quarters = settle(faces)
    tools = StreetNames(rng), warp_field(rng), rng
    streets = _fill_districts(faces, quarters, terrain, tools)
    villages = [blob(rng, village.centre, 430, 0.2) for village in VILLAGES]
    for limits, village in zip(villages, VILLAGES, strict=True):
        for face in _faces(limits, main):
            streets += _filled(face, village.grain, tools)
    bridged = _with_bridges(_with_country(main, terrain.urban), terrain.all_water)
    return StreetPlan(
        bridged + edges + motorway.slips + streets,
        _with_bridges(motorway.carriageways, terrain.all_water),
        outlines(faces, quarters),
        villages,
    )


def _trimmed(roads: list[Road]) -> list[Road]:
    """Cut off the short open ends that stick out beyond a junction, but for a last metre.

    The metre makes sure that the ends still meet the junction when all streets are cut there.
    """
    pieces = shapely.get_parts(shapely.node(shapely.MultiLineString([r.line for r in roads])))
    ends = shapely.get_point(pieces, [[0], [-1]])
    places = np.round(shapely.get_coordinates(ends.ravel())).astype(int)
    _, which, count = np.unique(places, axis=0, return_inverse=True, return_counts=True)
    open_end = count[which] == 1
    length = np.tile(shapely.length(pieces), 2)
    stubs = {
        tuple(place): far - 1.0
        for place, far in zip(places[open_end], length[open_end], strict=True)
        if far < _STUB
    }
    return [replace(road, line=_without_ends(road.line, stubs)) for road in roads]


def _without_ends(line: LineString, stubs: dict[tuple[int, ...], float]) -> LineString:
    first, last = (tuple(np.round(line.coords[k]).astype(int)) for k in (0, -1))
    return between(line, stubs.get(first, 0.0), line.length - stubs.get(last, 0.0))


def _with_country(roads: list[Road], urban: BaseGeometry) -> list[Road]:
    """Give the parts of roads that lie outside the city the class of country roads."""
    city = shapely.convex_hull(urban)
    parts = []
    for road in roads:
        parts += _parts(road, road.line.intersection(city))
        parts += _parts(replace(road, highway=COUNTRY), road.line.difference(city))
    return parts


def _with_bridges(roads: list[Road], water: BaseGeometry) -> list[Road]:
    """Make the parts of roads over water, abutments included, bridges."""
    near = water.simplify(2).buffer(14)
    shapely.prepare(near)
    parts = []
    for road in roads:
        if not near.intersects(road.line):
            parts.append(road)
            continue
        at = 0.0
        for start, end in sorted(_spans(road.line, near)):
            if start - at > 0.5:
                parts.append(replace(road, line=between(road.line, at, start)))
            parts.append(replace(road, line=between(road.line, start, end), bridge=True))
            at = end
        parts.append(replace(road, line=between(road.line, at, road.line.length)))
    return parts


def _spans(line: LineString, area: BaseGeometry) -> list[tuple[float, float]]:
    """Return from where to where along a line it lies in an area."""
    spans = []
    for part in lines(line.intersection(area)):
        start, end = sorted(line.project(shapely.get_point(part, k)) for k in (0, -1))
        spans.append((start, end))
    return spans


def _parts(road: Road, shape: BaseGeometry) -> list[Road]:
    return [replace(road, line=line) for line in lines(shape) if line.length > 0.5]


def _waterside(terrain: Terrain) -> list[Road]:
    """Return the streets along the river and the shore."""
    edge = terrain.urban.boundary
    bay = terrain.river.intersection(_BAY)
    near_sea = shapely.union_all([terrain.sea.buffer(90), bay.buffer(90)])
    shore = edge.intersection(near_sea)
    bank = edge.intersection(terrain.river.buffer(80)).difference(near_sea)
    roads = [Road(line, "secondary", "Promenade") for line in lines(shapely.line_merge(shore))]
    for line in lines(shapely.line_merge(bank)):
        west = line.interpolate(0.5, normalized=True).x < _river_x(terrain, line)
        side = "West" if west else "East"
        roads.append(Road(line, "tertiary", f"{side} Embankment"))
    return [road for road in roads if road.line.length > 120]


def _river_x(terrain: Terrain, line: LineString) -> float:
    y = line.interpolate(0.5, normalized=True).y
    level = LineString([(-5000, y), (8000, y)])
    return float(terrain.river.intersection(level).centroid.x)


def _park_edges(terrain: Terrain) -> list[Road]:
    return [
        Road(
            LineString(park.buffer(14).exterior.coords),
            "residential",
            name if name.endswith("Square") else f"{name} Side",
        )
        for name, park in terrain.parks
    ]


def _faces(area: BaseGeometry, roads: Sequence[Road]) -> list[Polygon]:
    """Return the parts that roads cut an area into, in a stable order."""
    edges = [area.boundary] + [road.line for road in roads if road.line.intersects(area)]
    faces = polygons(shapely.polygonize([shapely.union_all(edges)]))
    return [
        face
        for face in faces
        if face.area > _SMALLEST_FACE and area.contains(face.representative_point())
    ]


def _fill_districts(
    faces: list[Polygon], quarters: list[int], terrain: Terrain, tools: _Tools
) -> list[Road]:
    parks = shapely.union_all([park for _, park in terrain.parks])
    return [
        street
        for face, quarter in zip(faces, quarters, strict=True)
        if not parks.contains(face.representative_point())
        for street in _filled(face, QUARTERS[quarter].grain, tools)
    ]


def _filled(face: Polygon, grain: Grain, tools: _Tools) -> list[Road]:
    names, warp, rng = tools
    return [
        Road(line, highway, names.take(highway), oneway=_is_oneway(highway, grain, rng))
        for line, highway in fill(face, grain, warp, rng)
    ]


def _is_oneway(highway: str, grain: Grain, rng: Generator) -> bool:
    return bool(rng.random() < grain.oneway) and highway == "residential"
