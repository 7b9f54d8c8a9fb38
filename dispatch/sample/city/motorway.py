"""The motorway: two one-way carriageways and diamond junctions with the roads that cross it.

Traffic keeps left: the eastbound carriageway is the northern one. The carriageways pass over and
under everything else; only slip roads join them to other streets.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from shapely.geometry import LineString, Point
from shapely.ops import nearest_points

from dispatch.sample.city.curves import Floats, between
from dispatch.sample.city.main_roads import Road

NAME = "M9"
_HALF_GAP = 16.0
_RAMP_AT = 420.0  # where slip roads leave and join, metres before and after the crossing
_RAMP_END = 130.0  # where they meet the crossing road, metres to either side


@dataclass(frozen=True)
class Motorway:
    """`carriageways` touch nothing but their own ends; `slips` end on ordinary roads."""

    carriageways: list[Road]
    slips: list[Road]


def build_motorway(centre: Floats, roads: list[Road]) -> Motorway:
    """Return the motorway along `centre` (west to east), with a junction at each crossing road."""
    whole = LineString(centre)
    line = between(whole, 200, whole.length - 200)
    crossings = _crossings(line, roads)
    slips, carriageways = _ends(line, roads), []
    for side in (1, -1):  # eastbound, westbound
        lane = line.offset_curve(_HALF_GAP * side)
        lane = LineString([line.coords[0], *lane.coords[2:-2], line.coords[-1]])
        if side < 0:
            lane = lane.reverse()
        cuts = [0.0, lane.length]
        for at, road in crossings:
            middle = lane.project(line.interpolate(at))
            ramps = (middle - _RAMP_AT, middle + _RAMP_AT)
            meeting = _beside(line, at, road, side)
            slips += _slip_roads(lane, ramps, meeting)
            cuts += ramps
        carriageways += _pieces(lane, sorted(cuts))
    return Motorway(carriageways, slips)


def _crossings(line: LineString, roads: list[Road]) -> list[tuple[float, LineString]]:
    """Return how far along the motorway each road crosses it, and the road."""
    found = []
    for road in roads:
        for point in _points(road.line.intersection(line)):
            at = line.project(point)
            if _RAMP_AT * 1.5 < at < line.length - _RAMP_AT * 1.5:
                found.append((at, road.line))
    return sorted(found, key=lambda crossing: crossing[0])


def _points(shape: object) -> list[Point]:
    parts = getattr(shape, "geoms", [shape])
    return [part for part in parts if isinstance(part, Point) and not part.is_empty]


def _beside(line: LineString, at: float, road: LineString, side: int) -> Point:
    """Return the point of `road` that lies `_RAMP_END` to one side of the motorway."""
    crossing = line.interpolate(at)
    middle = road.project(crossing)
    ahead = line.interpolate(at + 5)
    east = np.array([ahead.x - crossing.x, ahead.y - crossing.y])
    ends = [road.interpolate(middle + step) for step in (_RAMP_END, -_RAMP_END)]
    north = [east[0] * (p.y - crossing.y) - east[1] * (p.x - crossing.x) for p in ends]
    return ends[int(np.argmax(np.array(north) * side))]


def _slip_roads(lane: LineString, ramps: tuple[float, float], meeting: Point) -> list[Road]:
    off, on = (lane.interpolate(ramp) for ramp in ramps)
    exit_way = _ramp(off, lane.interpolate(ramps[0] + 160), meeting)
    entry_way = _ramp(on, lane.interpolate(ramps[1] - 160), meeting).reverse()
    return [Road(way, "motorway_link", "Slip road", oneway=True) for way in (exit_way, entry_way)]


def _ramp(start: Point, ahead: Point, end: Point) -> LineString:
    """Return a bend that leaves `start` towards `ahead` and runs just past `end`."""
    a, b, c = (np.array(p.coords[0]) for p in (start, ahead, end))
    t = np.linspace(0, 1, 9)[:, None]
    bend = (1 - t) ** 2 * a + 2 * t * (1 - t) * b + t**2 * c
    past = c + (c - bend[-2]) / np.hypot(*(c - bend[-2])) * 2.0
    return LineString(np.vstack((bend[:-1], past)))


def _pieces(lane: LineString, cuts: list[float]) -> list[Road]:
    pieces = [between(lane, a, b) for a, b in pairwise(cuts)]
    return [Road(piece, "motorway", NAME, oneway=True) for piece in pieces]


def _ends(line: LineString, roads: list[Road]) -> list[Road]:
    """Return the two roads that join the ends of the motorway to the country roads."""
    joins = []
    for end in (Point(line.coords[0]), Point(line.coords[-1])):
        road = min((r.line for r in roads), key=end.distance)
        there = nearest_points(road, end)[0]
        a, b = np.array(end.coords[0]), np.array(there.coords[0])
        past = b + (b - a) / np.hypot(*(b - a)) * 2.0
        joins.append(Road(LineString([a, past]), "trunk", "Motorway Spur"))
    return joins
