"""The roads that give the city its shape: rings, radials, coast roads, the motorway. Metres.

Their courses are fixed like the terrain's; the seed bends them. Where they cross water there is
a bridge, and no other street crosses water at all.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.random import Generator
from shapely.geometry import LineString
from shapely.ops import nearest_points

from dispatch.sample.city.curves import Floats, Point, smooth, wander, wave

COUNTRY = "unclassified"
_OVERSHOOT = 130.0


@dataclass(frozen=True)
class Road:
    """One named line of the street plan, in metres; `highway` is its class as in OpenStreetMap.

    A `oneway` road is driven in the direction of its line.
    """

    line: LineString
    highway: str
    name: str
    oneway: bool = False
    bridge: bool = False


MOTORWAY: list[Point] = [
    (-24000, 3800), (-17000, 4300), (-10500, 4300), (-6300, 5300), (-2800, 6600), (1000, 7150),
    (4600, 6900), (7200, 5300), (9800, 3700), (13500, 2900), (19000, 4200), (23500, 3300),
]  # fmt: skip

_RING_1: list[Point] = [(880, 120), (740, 560), (330, 740), (-130, 690), (-430, 340), (-480, -130),
                        (-300, -520), (60, -760), (440, -690), (690, -330)]  # fmt: skip
_RING_2: list[Point] = [(2720, 350), (2500, 1250), (1950, 2050), (900, 2400), (-300, 2230),
                        (-1250, 1650), (-1720, 640), (-1640, -500), (-1080, -1150), (-200, -1230),
                        (780, -1040), (1700, -1000), (2380, -500)]  # fmt: skip
_RING_3: list[Point] = [(-4450, -2250), (-4350, -900), (-4050, 900), (-3450, 2500), (-2150, 3850),
                        (-300, 4350), (1700, 4500), (3500, 3950), (4750, 2600), (5250, 800),
                        (5000, -1000), (4350, -2550)]  # fmt: skip
# name, class within the city, course from the inside outwards
_RADIALS: list[tuple[str, str, list[Point]]] = [
    ("North Road", "primary",
     [(330, 740), (480, 1500), (300, 2330), (60, 3300), (-200, 4350), (-450, 5600), (-600, 6950),
      (-1400, 9400), (-3300, 12600), (-8300, 16900), (-13400, 20400)]),
    ("Castle Road", "primary",
     [(-280, 560), (-880, 1080), (-1300, 1590), (-1900, 2400), (-2750, 3350), (-4200, 4500),
      (-5150, 5750), (-7000, 8600), (-10900, 13000), (-13400, 20400)]),
    ("Old West Road", "primary",
     [(-490, 0), (-1100, -130), (-1740, 100), (-3000, 30), (-4200, 100), (-6500, 500),
      (-9400, 2100), (-10500, 4300), (-10560, 4420)]),
    ("Harbour Road", "primary",
     [(-300, -520), (-760, -850), (-1250, -1050), (-2100, -1250), (-3300, -1850), (-4450, -2250),
      (-6400, -2450), (-10500, -2500), (-16000, -3000), (-21500, -1800), (-24000, 3800)]),
    ("Bridge Street", "primary",
     [(880, 120), (1250, 210), (1900, 230), (2720, 350), (3900, 280), (5250, 500), (7600, 1300),
      (10500, 1500), (13450, 2930), (13500, 3060)]),
    ("Abbey Road", "primary",
     [(1950, 2050), (2700, 2900), (3550, 3920), (4450, 5200), (5300, 6600), (7600, 10400),
      (11000, 14200), (14200, 16300), (19500, 12600), (24000, 8500), (23500, 3300), (25600, 200),
      (27500, -1900)]),
    ("Foundry Road", "primary",
     [(2380, -500), (3100, -1150), (3700, -1800), (4350, -2550), (6000, -2700), (9400, -2500),
      (13500, -2900), (20000, -2400), (27500, -1900)]),
    ("Kingsmead Avenue", "secondary",
     [(-1740, 800), (-2700, 1300), (-3850, 1450), (-5000, 1900), (-5700, 2300)]),
    ("Millfield Way", "secondary",
     [(1150, 2390), (1080, 3300), (1000, 4450), (900, 5500)]),
    ("Linden Avenue", "secondary",
     [(2560, 1150), (3500, 1500), (4950, 2050), (6200, 3000), (7850, 4830), (7950, 4950)]),
    ("Seagate", "secondary",
     [(1700, -1000), (2150, -1500), (2700, -2050), (3500, -2350), (4350, -2550)]),
    ("Cliff Road", "secondary",
     [(-1640, -500), (-2500, -430), (-3500, -800), (-4350, -900), (-5400, -1100)]),
]  # fmt: skip


# country lanes, from one road to another
_LANES: list[tuple[str, list[Point]]] = [
    ("Mill Lane", [(-7000, 8600), (-4600, 9800), (-1450, 9450)]),
    ("Ferry Lane", [(-3300, 12600), (-200, 11300), (3200, 11700), (5300, 10400), (7600, 10400)]),
    ("Lakeside Lane", [(-8300, 16900), (-5300, 19500), (-1700, 19300), (-500, 16600),
                       (-1400, 14100), (-3300, 12600)]),
    ("Moor Road", [(-10900, 13000), (-15300, 11300), (-19500, 8200), (-24000, 3800)]),
    ("Warren Lane", [(-6500, 500), (-7400, -900), (-8000, -2480)]),
    ("Coldharbour Lane", [(-9400, 2100), (-12600, 800), (-14400, -1100), (-16000, -3000)]),
    ("Heron Lane", [(7600, 1300), (8700, -500), (9400, -2500)]),
    ("Saltmarsh Road", [(10500, 1500), (13600, -500), (17000, -800), (20000, -2400)]),
    ("Wren Lane", [(14200, 16300), (17600, 19600), (22300, 17300), (19500, 12600)]),
    ("Thorn Lane", [(-13400, 20400), (-18300, 18700), (-19700, 14200), (-15300, 11300)]),
    ("High Lane", [(7600, 10400), (12400, 8300), (17800, 9700), (24000, 8500)]),
]  # fmt: skip


def main_roads(rng: Generator) -> list[Road]:
    """Return rings and radials. Open ends overshoot, so that they meet what they should meet."""
    rings = [
        ("Wall Street", "secondary", _RING_1, True, 12.0),
        ("Inner Ring", "primary", _RING_2, True, 40.0),
        ("Outer Ring", "trunk", _RING_3, False, 60.0),
    ]
    roads = [
        Road(_course(rng, points, height, closed), highway, name)
        for name, highway, points, closed, height in rings
    ]
    roads += [Road(_course(rng, points, 40.0), highway, name) for name, highway, points in _RADIALS]
    for name, points in _LANES:
        ends = [_nearest_on(roads, point) for point in (points[0], points[-1])]
        course = _course(rng, [ends[0], *points[1:-1], ends[1]], 90.0)
        roads.append(Road(course, COUNTRY, name))
    return roads


def motorway_centre(rng: Generator) -> Floats:
    """Return the centre line of the motorway, from west to east."""
    return wander(smooth(MOTORWAY, 60), wave(rng, 7000, 2), 90)


def _course(rng: Generator, points: list[Point], height: float, closed: bool = False) -> LineString:
    """Return a road through about `points`; an open one is drawn out at both ends."""
    straight = smooth(points, 45, closed)
    course = wander(straight, wave(rng, 2600, 1), height)
    if closed:
        course[-1] = course[0]
        return LineString(course)
    rise = np.minimum(np.arange(len(course)), np.arange(len(course))[::-1]) / 10
    course = straight + (course - straight) * np.minimum(rise, 1.0)[:, None]
    first, last = (_beyond(*course[[1, 0]]), _beyond(*course[[-2, -1]]))
    return LineString(np.vstack((first, course, last)))


def _nearest_on(roads: list[Road], point: Point) -> Point:
    place = shapely.Point(point)
    road = min((road.line for road in roads), key=place.distance)
    nearest = nearest_points(road, place)[0]
    return nearest.x, nearest.y


def _beyond(before: Floats, end: Floats) -> Floats:
    ahead: Floats = (end - before) / np.hypot(*(end - before))
    return end + ahead * _OVERSHOOT
