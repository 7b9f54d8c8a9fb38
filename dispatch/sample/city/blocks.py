"""Fills the land between main roads with streets: bent grids, or blocks split as towns grow."""

from collections.abc import Callable
from math import tau

import numpy as np
import shapely
from numpy.random import Generator
from shapely.geometry import LineString, Polygon

from dispatch.sample.city.curves import Floats, lines, polygons
from dispatch.sample.city.districts import Grain

OVERSHOOT = 1.5  # metres beyond the face, so that a street surely meets the road around it
_STEP = 55.0
_SHORTEST = 45.0

Street = tuple[LineString, str]  # course and class
Warp = Callable[[Floats], Floats]


def warp_field(rng: Generator) -> Warp:
    """Return a smooth displacement of the plane, in units of its height, at [k, 2] points."""
    waves = rng.uniform(-1, 1, (5, 2)) * tau / 1900
    phases = rng.uniform(0, tau, (5, 2))

    def displacement(points: Floats) -> Floats:
        angles = points @ waves.T
        return np.stack([np.sin(angles + phases[:, axis]).mean(axis=1) for axis in (0, 1)], axis=1)

    return displacement


def fill(face: Polygon, grain: Grain, warp: Warp, rng: Generator) -> list[Street]:
    """Return the streets inside a face of the main road plan."""
    if grain.organic:
        return _grown(face, grain, rng)
    return _grid(face, grain, warp, rng)


def _grid(face: Polygon, grain: Grain, warp: Warp, rng: Generator) -> list[Street]:
    """Return a bent grid along the longest side of the face.

    Streets lie in bands of two to four between collectors; the cross streets of a band are its
    own, so many of them end at a collector, as they do where fields were built over one by one.
    """
    axes = _axes(face)
    corners = np.asarray(face.exterior.coords)[:, :2] @ axes.T
    (low_u, low_v), (high_u, high_v) = corners.min(axis=0) - 150, corners.max(axis=0) + 150
    v = np.arange(low_v, high_v + _STEP, _STEP)
    drawn: list[tuple[Floats, str]] = []
    u, left = low_u + rng.uniform(0, grain.along), low_u
    while u < high_u:
        drawn.append((np.column_stack((np.full(len(v), u), v)), "tertiary"))
        drawn += _band(left, u, (low_v, high_v), grain, rng)
        left = u
        for _ in range(int(rng.integers(2, 5))):
            u += grain.along * rng.uniform(0.8, 1.25)
            drawn.append((np.column_stack((np.full(len(v), u), v)), "residential"))
        u += grain.along * rng.uniform(0.9, 1.3)
    drawn += _band(left, high_u, (low_v, high_v), grain, rng)
    bent = [_bent(line @ axes, warp, grain.bend) for line, _ in drawn]
    clipped = shapely.intersection(bent, face.buffer(OVERSHOOT))
    return [
        (part, highway)
        for (_, highway), shape in zip(drawn, clipped, strict=True)
        for part in lines(shape)
        if part.length > _SHORTEST
    ]


def _bent(line: Floats, warp: Warp, height: float) -> LineString:
    return LineString(line + warp(line) * height * 2)


def _band(
    left: float, right: float, span: tuple[float, float], grain: Grain, rng: Generator
) -> list[tuple[Floats, str]]:
    """Return the cross streets between two collectors."""
    crossing = []
    u = np.append(np.arange(left - 8, right, _STEP), right + 8)  # bent chords may fall short
    v, count = span[0] + rng.uniform(0, grain.across), int(rng.integers(0, 4))
    while v < span[1]:
        highway = "tertiary" if count % 4 == 0 else "residential"
        slant = np.linspace(0, rng.normal(0, 0.04) * (right - left), len(u))
        crossing.append((np.column_stack((u, v + slant)), highway))
        v += grain.across * rng.uniform(0.75, 1.3)
        count += 1
    return crossing


def _axes(face: Polygon) -> Floats:
    """Return unit vectors across and along the longest side of the face's bounding box."""
    box = shapely.get_coordinates(face.minimum_rotated_rectangle)
    sides = np.diff(box[:3], axis=0)
    along = sides[np.argmax(np.hypot(*sides.T))]
    along = along / np.hypot(*along)
    return np.array([(-along[1], along[0]), along])


def _inside(line: LineString, room: Polygon) -> list[LineString]:
    return [part for part in lines(line.intersection(room)) if part.length > _SHORTEST]


def _grown(face: Polygon, grain: Grain, rng: Generator) -> list[Street]:
    """Return the cuts that split a face into blocks, each across the longer way of its piece."""
    enough, room = grain.along * grain.across, face.buffer(OVERSHOOT)
    streets: list[Street] = []
    waiting = [(face, 0)]
    while waiting:
        piece, depth = waiting.pop()
        if piece.area < enough * rng.uniform(1.3, 2.6):
            continue
        for part in _inside(_cut(piece, rng), piece.buffer(OVERSHOOT)):
            highway = "tertiary" if depth < 1 else "residential"
            streets += [(street, highway) for street in _inside(part, room)]
            halves = polygons(shapely.polygonize([piece.exterior.union(part)]))
            waiting += [(half, depth + 1) for half in halves if half.area > 300]
            break  # a bent piece may be cut twice by one line: the rest comes with its halves
    return streets


def _cut(piece: Polygon, rng: Generator) -> LineString:
    axes = _axes(piece)
    centre = np.asarray(piece.centroid.coords[0])
    reach = np.ptp(np.asarray(piece.exterior.coords) @ axes.T, axis=0)
    turn = rng.normal(0, 0.1)
    across = axes[0] * np.cos(turn) + axes[1] * np.sin(turn)
    middle = centre + axes[1] * rng.uniform(-0.14, 0.14) * reach[1]
    bow = axes[1] * rng.normal(0, 0.05) * reach[0]
    half = across * (reach[0] * 0.75 + 20)
    t = np.linspace(-1, 1, 7)[:, None]
    return LineString(middle + half * t + bow * (1 - t**2))
