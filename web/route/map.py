"""A small still map of an itinerary: tiles and lines placed by Web Mercator, drawn as one SVG."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from dispatch.domain.geography import Coordinates
from dispatch.services.views.itinerary import ItineraryView
from dispatch.services.views.stops import Progress

TILE = 256
WIDTH, HEIGHT = 640, 360
MARGIN = 34
DEEPEST_ZOOM = 16


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile of the ground, placed in pixels of the drawing."""

    zoom: int
    x: int
    y: int
    left: float
    top: float


@dataclass(frozen=True, slots=True)
class Pin:
    """One visit on the map."""

    number: int
    left: float
    top: float
    past: bool


@dataclass(frozen=True, slots=True)
class StillMap:
    """Everything to draw, in pixels of a drawing of `width` × `height`."""

    width: int
    height: int
    tiles: tuple[Tile, ...]
    way: str
    pins: tuple[Pin, ...]
    home: tuple[float, float]


def route_map(day: ItineraryView) -> StillMap | None:
    """Return the map of a day, None for a day without visits."""
    if not day.visits:
        return None
    ways = [*(stop.way for stop in day.stops), day.way_home]
    places = [place for way in ways for place in way] + [day.technician.home]
    zoom, left, top = _frame(places)

    def at(place: Coordinates) -> tuple[float, float]:
        x, y = _pixel(place, zoom)
        return round(x - left, 1), round(y - top, 1)

    return StillMap(
        width=WIDTH,
        height=HEIGHT,
        tiles=tuple(_tiles(zoom, left, top)),
        way=" ".join(_drawn([at(place) for place in way]) for way in ways if way),
        pins=tuple(
            Pin(stop.number, *at(stop.visit.location), stop.progress is Progress.PAST)
            for stop in day.visits
            if stop.visit
        ),
        home=at(day.technician.home),
    )


def _frame(places: Iterable[Coordinates]) -> tuple[int, float, float]:
    """Return the deepest zoom at which all places fit, and the frame's left and top in pixels."""
    fixed = list(places)
    for zoom in range(DEEPEST_ZOOM, -1, -1):
        pixels = [_pixel(place, zoom) for place in fixed]
        xs, ys = [x for x, _ in pixels], [y for _, y in pixels]
        wide, high = max(xs) - min(xs), max(ys) - min(ys)
        if wide <= WIDTH - 2 * MARGIN and high <= HEIGHT - 2 * MARGIN:
            break
    return zoom, (min(xs) + max(xs) - WIDTH) / 2, (min(ys) + max(ys) - HEIGHT) / 2


def _drawn(points: list[tuple[float, float]]) -> str:
    """Return SVG path data; points closer than a pixel to the last one kept are left out."""
    kept = points[:1]
    for point in points[1:-1]:
        if math.dist(point, kept[-1]) >= 1:
            kept.append(point)
    kept += points[-1:]
    return "M" + "L".join(f"{x:g},{y:g}" for x, y in kept)


def _tiles(zoom: int, left: float, top: float) -> Iterable[Tile]:
    last = 2**zoom - 1
    for x in range(math.floor(left / TILE), math.floor((left + WIDTH) / TILE) + 1):
        for y in range(math.floor(top / TILE), math.floor((top + HEIGHT) / TILE) + 1):
            if 0 <= x <= last and 0 <= y <= last:
                yield Tile(zoom, x, y, round(x * TILE - left, 1), round(y * TILE - top, 1))


def _pixel(place: Coordinates, zoom: int) -> tuple[float, float]:
    """Return the place in pixels of the world at a zoom (spherical Web Mercator, EPSG:3857)."""
    world = TILE * 2.0**zoom
    latitude = math.radians(max(-85.05, min(85.05, place.latitude)))
    x = (place.longitude + 180) / 360 * world
    y = (1 - math.asinh(math.tan(latitude)) / math.pi) / 2 * world
    return x, y
