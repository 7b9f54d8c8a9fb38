"""Travel without a map: straight lines over the sphere, a detour factor, a growing speed.

The road between two places is taken to be `detour` times the great circle between them, driven
at an average speed that depends on how far it is: a hop across town is all junctions and parking,
a long leg is mostly motorway.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from dispatch.domain.geography import Coordinates
from dispatch.travel.times import TravelMatrix

EARTH_RADIUS_M = 6_371_008.8  # mean radius (IUGG), as used by geopy's great_circle
_ROWS_AT_ONCE = 32  # keeps the temporaries of a block of rows in the processor's cache

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class GrowingSpeed:
    """Average speed over a road of d metres.

    speed(d) = fastest - (fastest - slowest) * exp(-d / reach)

    in km/h: `slowest` for the shortest hops, approaching `fastest` on the longest legs; at
    `reach_km` 63 % of the rise is done. The time d / speed(d) grows strictly with d: its
    derivative has the sign of fastest - (fastest - slowest) * (1 + x) * exp(-x), x = d / reach,
    and (1 + x) * exp(-x) never exceeds 1. A longer way therefore never takes less time.
    """

    slowest_kph: float = 25.0
    fastest_kph: float = 85.0
    reach_km: float = 25.0

    def __post_init__(self) -> None:
        if not 0 < self.slowest_kph <= self.fastest_kph:
            raise ValueError(
                "speeds must satisfy 0 < slowest_kph <= fastest_kph, "
                f"got {self.slowest_kph} and {self.fastest_kph}"
            )
        if not self.reach_km > 0:
            raise ValueError(f"reach_km must be positive, got {self.reach_km}")

    def seconds(self, metres: Floats) -> Floats:
        """Return the seconds that roads of `metres` take."""
        slowest, fastest = self.slowest_kph / 3.6, self.fastest_kph / 3.6
        speed = np.exp(metres * (-1e-3 / self.reach_km))
        speed *= slowest - fastest
        speed += fastest
        return metres / speed


@dataclass(frozen=True)
class GreatCircle:
    """Travel times from coordinates alone; symmetric, the same at any time of day.

    `detour` is road length over great circle: about 1.3 in cities and 1.2 between them
    (Ballou, Rahardja and Sakai 2002 measure 1.2 to 1.6 over countries).
    """

    detour: float = 1.3
    speed: GrowingSpeed = field(default_factory=GrowingSpeed)

    def __post_init__(self) -> None:
        if not self.detour >= 1:
            raise ValueError(f"detour must be at least 1, got {self.detour}")

    @property
    def key(self) -> str:
        """Return the parameters, which are all the answers depend on."""
        speed = self.speed
        return (
            f"great-circle:{self.detour!r}:"
            f"{speed.slowest_kph!r}:{speed.fastest_kph!r}:{speed.reach_km!r}"
        )

    def matrix(
        self, points: Sequence[Coordinates], departure: datetime | None = None
    ) -> TravelMatrix:
        """Return travel between all pairs of `points`; the departure makes no difference."""
        latitudes, longitudes = radians(points)
        n = len(points)
        seconds = np.empty((n, n), dtype=np.int64)
        metres = np.empty((n, n), dtype=np.int64)
        for first in range(0, n, _ROWS_AT_ONCE):
            rows = slice(first, first + _ROWS_AT_ONCE)
            road = haversine(latitudes[rows, None], longitudes[rows, None], latitudes, longitudes)
            road *= self.detour
            metres[rows] = np.rint(road)
            seconds[rows] = np.rint(self.speed.seconds(road))
        return TravelMatrix(seconds, metres)

    def path(
        self, origin: Coordinates, destination: Coordinates, departure: datetime | None = None
    ) -> list[Coordinates]:
        """Return the straight line: origin and destination."""
        return [origin, destination]


def radians(points: Sequence[Coordinates]) -> tuple[Floats, Floats]:
    """Return latitudes and longitudes of `points` in radians."""
    degrees = np.array([(p.latitude, p.longitude) for p in points], dtype=np.float64)
    latitudes, longitudes = np.radians(degrees.reshape(-1, 2)).T
    return latitudes, longitudes


def haversine(lat_a: Floats, lon_a: Floats, lat_b: Floats, lon_b: Floats) -> Floats:
    """Return great-circle metres between points in radians; the arguments broadcast.

    The haversine formula keeps its precision for points a few metres apart, where the plain
    cosine formula loses it.
    """
    half_chord = np.sin((lat_b - lat_a) * 0.5)
    half_chord *= half_chord
    across = np.sin((lon_b - lon_a) * 0.5)
    across *= across
    across *= np.cos(lat_a) * np.cos(lat_b)
    half_chord += across
    np.sqrt(half_chord, out=half_chord)
    np.minimum(half_chord, 1.0, out=half_chord)  # rounding may exceed 1 for antipodes
    np.arcsin(half_chord, out=half_chord)
    half_chord *= 2 * EARTH_RADIUS_M
    return half_chord
