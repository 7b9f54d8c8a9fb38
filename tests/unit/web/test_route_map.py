"""The still map of an itinerary: everything in the frame, tiles where Web Mercator puts them."""

import math

import pytest

from dispatch.domain.geography import Coordinates
from dispatch.services.views.board import board_view
from dispatch.services.views.itinerary import idle_day
from tests.builders.planned_day import DAY, a_planned_day, along_streets, at
from web.route.map import HEIGHT, WIDTH, route_map


@pytest.fixture
def day():
    return board_view(a_planned_day(), at(10), along_streets).itineraries[0]


def test_every_stop_and_the_home_lie_inside_the_frame(day):
    drawn = route_map(day)

    points = [(pin.left, pin.top) for pin in drawn.pins] + [drawn.home]
    assert all(0 < x < WIDTH and 0 < y < HEIGHT for x, y in points)


def test_tiles_cover_the_frame_without_gaps(day):
    drawn = route_map(day)

    lefts, tops = {tile.left for tile in drawn.tiles}, {tile.top for tile in drawn.tiles}
    assert min(lefts) <= 0 < WIDTH <= max(lefts) + 256
    assert min(tops) <= 0 < HEIGHT <= max(tops) + 256
    assert len(drawn.tiles) == len(lefts) * len(tops)


def test_a_tile_holds_the_place_that_the_scheme_of_tiles_says(day):
    drawn = route_map(day)
    home, tile = day.technician.home, drawn.tiles[0]

    east, south = tile_of(home, tile.zoom)

    assert drawn.home[0] == pytest.approx((east - tile.x) * 256 + tile.left, abs=0.2)
    assert drawn.home[1] == pytest.approx((south - tile.y) * 256 + tile.top, abs=0.2)


def test_a_day_without_visits_needs_no_map():
    technician = a_planned_day(technicians=1).itineraries[0].technician

    assert route_map(idle_day(technician, DAY)) is None


def tile_of(place: Coordinates, zoom: int) -> tuple[float, float]:
    """The formula as the tile servers' documentation prints it, in fractions of tiles."""
    latitude = math.radians(place.latitude)
    east = (place.longitude + 180) / 360 * 2**zoom
    south = (1 - math.log(math.tan(latitude) + 1 / math.cos(latitude)) / math.pi) / 2 * 2**zoom
    return east, south
