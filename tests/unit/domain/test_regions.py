import pytest
from geopy.distance import great_circle

from dispatch.domain.customers import Region, ServiceBase
from dispatch.domain.geography import Coordinates
from dispatch.domain.regions import region_of

BASE = Coordinates(49.9, -9.0)
PLACES = [(49.98, -9.0), (49.9, -8.87), (49.83, -9.1), (-49.9, 171.0), (90.0, 0.0)]


@pytest.mark.parametrize("place", PLACES)
def test_the_city_reaches_exactly_as_far_as_its_radius(place: tuple[float, float]):
    distance = great_circle((BASE.latitude, BASE.longitude), place).km
    for radius, region in ((1.001, Region.SAME_CITY), (0.999, Region.OUT_OF_TOWN)):
        base = ServiceBase("b", "Base", BASE, distance * radius, "Europe/London")
        assert region_of(base, Coordinates(*place)) is region


def test_the_base_itself_is_in_its_city_even_without_a_radius():
    base = ServiceBase("b", "Base", BASE, 0, "Europe/London")
    assert region_of(base, BASE) is Region.SAME_CITY
