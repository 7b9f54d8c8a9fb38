"""Which streets a database is planned on, and the ground its map is drawn on."""

from functools import lru_cache
from pathlib import Path

from dispatch.errors import BadInput, Fault
from dispatch.sample.city import City, build_city
from dispatch.sample.city.scenery import ground_of as scenery_of
from dispatch.store import Store
from dispatch.travel.cache import CachedTravelTimes
from dispatch.travel.great_circle import GreatCircle
from dispatch.travel.street_files import InvalidStreetGraph, StreetGraph, read_streets
from dispatch.travel.streets import StreetTimes
from dispatch.travel.tiles import TileRenderer
from dispatch.travel.times import TravelTimes

META_CITY = "city.seed"


def travel_times_of(store: Store, streets: Path | None) -> TravelTimes:
    """Travel along the streets of a file, else of the sample city, else along great circles.

    Raises `BadInput` with every fault of the street graph.
    """
    if streets is not None:
        return CachedTravelTimes(StreetTimes(_read(streets)))
    city = _city_of(store)
    return CachedTravelTimes(GreatCircle() if city is None else StreetTimes(city.graph))


def ground_of(store: Store, streets: Path | None) -> TileRenderer | None:
    """What the map is drawn on without a tile server; None when nothing is known of the streets."""
    if streets is not None:
        return TileRenderer.of_streets(_read(streets))
    city = _city_of(store)
    return None if city is None else TileRenderer(scenery_of(city))


def _city_of(store: Store) -> City | None:
    with store.read() as unit:
        seed = unit.meta.get(META_CITY)
    return None if seed is None else _city(int(seed))


@lru_cache(maxsize=2)
def _city(seed: int) -> City:
    return build_city(seed)


@lru_cache(maxsize=2)
def _read(path: Path) -> StreetGraph:
    try:
        return read_streets(path)
    except InvalidStreetGraph as error:
        raise BadInput(Fault(fault, file=str(path)) for fault in error.faults) from error
