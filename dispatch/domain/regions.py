"""Whether a place is in the city of a service base."""

from math import asin, cos, radians, sin, sqrt

from dispatch.domain.customers import Region, ServiceBase
from dispatch.domain.geography import Coordinates

_EARTH_RADIUS_KM = 6371.0088  # mean radius (IUGG)


def region_of(base: ServiceBase, location: Coordinates) -> Region:
    """Same city within the base's radius as the crow flies, out of town beyond it."""
    within = _crow_flies_km(base.location, location) <= base.city_radius_km
    return Region.SAME_CITY if within else Region.OUT_OF_TOWN


def _crow_flies_km(a: Coordinates, b: Coordinates) -> float:
    """Great-circle distance by the haversine formula."""
    north_a, north_b = radians(a.latitude), radians(b.latitude)
    east = radians(b.longitude - a.longitude)
    chord = sin((north_b - north_a) / 2) ** 2 + cos(north_a) * cos(north_b) * sin(east / 2) ** 2
    return 2 * _EARTH_RADIUS_KM * asin(sqrt(min(1.0, chord)))
