import math

import pytest

from dispatch.domain.geography import Coordinates


def test_the_poles_and_the_date_line_are_places():
    assert Coordinates(90, 180) != Coordinates(-90, -180)


@pytest.mark.parametrize("latitude", [90.001, -91, math.nan, math.inf, "50", None, True])
def test_a_latitude_that_is_none_is_refused_with_its_bound(latitude):
    with pytest.raises(ValueError, match=r"latitude must be a finite number between -90 and 90"):
        Coordinates(latitude, 0.0)


def test_both_fields_are_refused_at_once():
    with pytest.raises(
        ValueError, match=r"latitude .* got 100; longitude .* -180 and 180, got nan"
    ):
        Coordinates(100, math.nan)
