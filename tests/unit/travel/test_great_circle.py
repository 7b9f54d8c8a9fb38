import numpy as np
import pytest
from geopy.distance import great_circle

from dispatch.domain.geography import Coordinates
from dispatch.travel import GreatCircle, GrowingSpeed, TravelMatrix

PLACES = [
    Coordinates(51.5074, -0.1278),
    Coordinates(51.5075, -0.1279),  # a few metres off
    Coordinates(31.2304, 121.4737),
    Coordinates(-33.8688, 151.2093),
    Coordinates(89.9, 10.0),
    Coordinates(0.0, 179.99),
    Coordinates(0.0, -179.99),
]


def test_metres_are_those_of_geopy_times_the_detour():
    metres = GreatCircle(detour=1.25).matrix(PLACES).metres
    oracle = [
        [
            great_circle((a.latitude, a.longitude), (b.latitude, b.longitude)).m * 1.25
            for b in PLACES
        ]
        for a in PLACES
    ]
    np.testing.assert_allclose(metres, oracle, rtol=1e-6, atol=0.51)


def test_points_opposite_each_other_are_half_the_globe_apart():
    matrix = GreatCircle(detour=1).matrix([Coordinates(10, 20), Coordinates(-10, -160)])
    assert matrix.metres[0, 1] == pytest.approx(20_015_115, abs=2)


def test_short_hops_are_slow_and_long_legs_fast():
    speed = GrowingSpeed(slowest_kph=20, fastest_kph=90, reach_km=20)
    hop, town, country = (
        3.6 * np.array([100.0, 5e3, 200e3]) / speed.seconds(np.array([100.0, 5e3, 200e3]))
    )
    assert hop == pytest.approx(20, abs=0.5)
    assert hop < town < country
    assert country == pytest.approx(90, abs=0.1)


def test_a_matrix_of_no_points_is_empty():
    assert len(GreatCircle().matrix([])) == 0


def test_other_parameters_are_another_source_of_times():
    keys = {GreatCircle().key, GreatCircle(1.4).key, GreatCircle(speed=GrowingSpeed(30)).key}
    assert len(keys) == 3


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (lambda: GreatCircle(detour=0.9), "detour must be at least 1, got 0.9"),
        (lambda: GrowingSpeed(50, 40), "0 < slowest_kph <= fastest_kph, got 50 and 40"),
        (lambda: GrowingSpeed(0, 40), "0 < slowest_kph"),
        (lambda: GrowingSpeed(reach_km=0), "reach_km must be positive, got 0"),
        (lambda: GreatCircle(detour=float("nan")), "detour must be at least 1, got nan"),
    ],
)
def test_impossible_parameters_are_refused(wrong, message):
    with pytest.raises(ValueError, match=message):
        wrong()


def ints(rows):
    return np.array(rows, dtype=np.int64)


@pytest.mark.parametrize(
    ("seconds", "message"),
    [
        (ints([[0, -1], [1, 0]]), "seconds must not be negative, got -1"),
        (ints([[0, 1], [1, 2]]), "seconds must be zero from a point to itself"),
        (ints([[0, 1]]), "seconds must be square"),
        (np.zeros((2, 2)), "seconds must be int64, got float64"),
        (ints([[0]]), "differ"),
    ],
)
def test_a_matrix_checks_itself(seconds, message):
    with pytest.raises(ValueError, match=message):
        TravelMatrix(seconds, ints([[0, 1], [1, 0]]))


def test_a_matrix_cannot_be_changed():
    matrix = GreatCircle().matrix(PLACES)
    with pytest.raises(ValueError, match="read-only"):
        matrix.seconds[0, 1] = 7
