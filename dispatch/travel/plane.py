"""A flat map of a region, in metres."""

from dataclasses import dataclass
from math import cos, radians

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dispatch.domain.geography import Coordinates
from dispatch.travel.great_circle import EARTH_RADIUS_M

_METRES_PER_DEGREE = radians(1) * EARTH_RADIUS_M


@dataclass(frozen=True)
class Plane:
    """Equirectangular projection about `origin`: x metres east, y metres north.

    East-west distances are right at the latitude of the origin; 100 km north or south of it, at
    50 degrees, they err by about 2 %, which is good enough to find the nearest street.
    """

    origin: Coordinates

    @property
    def _metres_per_degree_east(self) -> float:
        return _METRES_PER_DEGREE * cos(radians(self.origin.latitude))

    def to_metres(self, longitude_latitude: ArrayLike) -> NDArray[np.float64]:
        """Return [n, 2] metres (x, y) of [n, 2] degrees (longitude, latitude)."""
        degrees = np.asarray(longitude_latitude, dtype=np.float64)
        east = degrees[..., 0] - self.origin.longitude
        east = (east + 180.0) % 360.0 - 180.0  # a region may lie across the date line
        north = degrees[..., 1] - self.origin.latitude
        return np.stack((east * self._metres_per_degree_east, north * _METRES_PER_DEGREE), -1)

    def to_degrees(self, metres: ArrayLike) -> NDArray[np.float64]:
        """Return [n, 2] degrees (longitude, latitude) of [n, 2] metres (x, y)."""
        metres = np.asarray(metres, dtype=np.float64)
        longitude = self.origin.longitude + metres[..., 0] / self._metres_per_degree_east
        latitude = self.origin.latitude + metres[..., 1] / _METRES_PER_DEGREE
        return np.stack(((longitude + 180.0) % 360.0 - 180.0, latitude), -1)

    def point(self, x: float, y: float) -> Coordinates:
        """Return the coordinates of one point given in metres."""
        longitude, latitude = self.to_degrees((x, y))
        return Coordinates(float(latitude), float(longitude))
