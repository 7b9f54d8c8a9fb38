"""How long it takes to get from one place to another, and along which way."""

from dispatch.travel.cache import CachedTravelTimes
from dispatch.travel.great_circle import GreatCircle, GrowingSpeed
from dispatch.travel.street_files import (
    InvalidStreetGraph,
    StreetGraph,
    read_streets,
    write_streets,
)
from dispatch.travel.streets import StreetTimes
from dispatch.travel.times import TravelMatrix, TravelTimes

__all__ = [
    "CachedTravelTimes",
    "GreatCircle",
    "GrowingSpeed",
    "InvalidStreetGraph",
    "StreetGraph",
    "StreetTimes",
    "TravelMatrix",
    "TravelTimes",
    "read_streets",
    "write_streets",
]
