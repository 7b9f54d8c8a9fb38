"""Natural lines: smooth curves through points, gentle noise, irregular outlines. Metres."""

from collections.abc import Sequence
from math import tau

import numpy as np
import shapely
from numpy.random import Generator
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

Floats = NDArray[np.float64]
Point = tuple[float, float]


def smooth(points: Sequence[Point] | Floats, step: float = 40.0, closed: bool = False) -> Floats:
    """Return a smooth curve through `points`, sampled every `step` metres: [k, 2]."""
    knots = np.asarray(points, dtype=np.float64)
    if closed:
        knots = np.vstack((knots, knots[:1]))
    gaps = np.hypot(*np.diff(knots, axis=0).T)
    # centripetal: the curve neither overshoots nor loops where knots are unevenly spaced
    at = np.concatenate(([0.0], np.cumsum(np.sqrt(gaps))))
    curve = CubicSpline(at, knots, bc_type="periodic" if closed else "natural")
    count = max(2, int(gaps.sum() / step) + 1)
    sampled: Floats = curve(np.linspace(0.0, at[-1], count))
    return sampled


def wave(rng: Generator, length: float, octaves: int = 3) -> "Wave":
    """Return smooth noise of one variable in about -1..1 whose longest wave is `length`."""
    return Wave(rng.uniform(0, tau, octaves), rng.uniform(0.75, 1.3, octaves) * tau / length)


class Wave:
    """A sum of sines, each octave of twice the frequency and half the height."""

    def __init__(self, phases: Floats, frequencies: Floats) -> None:
        octave = 2.0 ** np.arange(len(phases))
        self._phases = phases
        self._frequencies = frequencies * octave
        self._heights = 1 / octave / (1 / octave).sum() * 1.3

    def __call__(self, at: Floats) -> Floats:
        """Return the noise at each of `at` (metres)."""
        angle = np.multiply.outer(at, self._frequencies) + self._phases
        noise: Floats = np.sin(angle) @ self._heights
        return noise


def wander(line: Floats, noise: Wave, height: float) -> Floats:
    """Push a line sideways by up to about `height` metres of noise along its way."""
    along = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))))
    return line + normals(line) * (noise(along) * height)[:, None]


def normals(line: Floats) -> Floats:
    """Return the unit vector to the left of each point of a line."""
    ahead = np.gradient(line, axis=0)
    ahead /= np.hypot(*ahead.T)[:, None]
    return np.column_stack((-ahead[:, 1], ahead[:, 0]))


def ribbon(line: Floats, widths: Floats) -> Polygon:
    """Return the area along a line, as wide as `widths` says at each point."""
    side = normals(line) * (widths / 2)[:, None]
    return _whole(Polygon(np.vstack((line + side, (line - side)[::-1]))))


def blob(rng: Generator, centre: Point, radius: float, roughness: float = 0.25) -> Polygon:
    """Return an irregular round outline of about `radius` metres."""
    angles = np.linspace(0, tau, 72, endpoint=False)
    swell = np.ones_like(angles)
    for lobes in (2, 3, 5):
        height = roughness / lobes**0.7
        swell += height * rng.uniform(0.5, 1) * np.sin(lobes * angles + rng.uniform(0, tau))
    reach = radius * swell
    x, y = centre[0] + reach * np.cos(angles), centre[1] + reach * np.sin(angles)
    return _whole(Polygon(np.column_stack((x, y))))


def _whole(outline: Polygon) -> Polygon:
    """Return the largest area that an outline encloses, should it cross itself."""
    return max(polygons(outline.buffer(0)), key=lambda part: part.area)


def between(line: LineString, start: float, end: float) -> LineString:
    """Return the part of a line between two distances along it."""
    part = substring(line, start, end)
    if not isinstance(part, LineString):
        raise ValueError(f"nothing of the line lies between {start} and {end} metres")
    return part


def polygons(shape: BaseGeometry) -> list[Polygon]:
    """Return the areas among the parts of a shape."""
    return [part for part in shapely.get_parts(shape) if isinstance(part, Polygon)]


def lines(shape: BaseGeometry) -> list[LineString]:
    """Return the lines among the parts of a shape."""
    return [part for part in shapely.get_parts(shape) if isinstance(part, LineString)]
