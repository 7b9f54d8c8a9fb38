"""Web Mercator: degrees to the pixels of a square world of 256 at zoom 0."""

import numpy as np
import shapely
from numpy.typing import NDArray

TILE = 256.0
_LIMIT = 85.05112878  # beyond this latitude the square world ends


def to_world(longitude_latitude: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return [n, 2] world pixels at zoom 0 (x east, y south) of [n, 2] degrees."""
    longitude, latitude = longitude_latitude[:, 0], longitude_latitude[:, 1]
    phi = np.radians(np.clip(latitude, -_LIMIT, _LIMIT))
    x = (longitude + 180.0) / 360.0
    y = 0.5 - np.arcsinh(np.tan(phi)) / (2 * np.pi)
    return np.column_stack((x, y)) * TILE


def project(shapes: list[shapely.Geometry]) -> NDArray[np.object_]:
    """Return shapes in degrees as an array of shapes in world pixels."""
    array = np.empty(len(shapes), dtype=object)
    array[:] = shapes
    projected: NDArray[np.object_] = shapely.transform(array, to_world)
    return projected


def tile_box(zoom: int, x: int, y: int, margin: float = 0.0) -> tuple[float, float, float, float]:
    """Return the corners of a tile in world pixels, widened by `margin` pixels of its zoom."""
    scale = 2.0**zoom
    left, top, reach = x * TILE, y * TILE, TILE + margin
    return (
        (left - margin) / scale,
        (top - margin) / scale,
        (left + reach) / scale,
        (top + reach) / scale,
    )
