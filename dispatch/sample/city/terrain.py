"""The lie of the land: sea, river, harbour, parks and woods of the invented city. Metres.

The composition is fixed, so that every seed gives a city that works: the sea to the south, a
river from the north into a harbour bay, the old town on its west bank. The seed bends the lines.
"""

from dataclasses import dataclass
from math import cos, sin, tau

import numpy as np
import shapely
from numpy.random import Generator
from shapely.geometry import LineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from dispatch.sample.city.curves import Floats, Point, blob, polygons, ribbon, smooth, wander, wave

HORIZON = 70_000.0
URBAN_CENTRE = (350.0, 900.0)

_COAST: list[Point] = [
    (-70000, -14000), (-40000, -10500), (-24000, -6500), (-15000, -5600), (-9500, -3900),
    (-6800, -3700), (-5000, -2900), (-3600, -3300), (-2200, -2500), (-1150, -2350), (-350, -1750),
    (500, -1500), (1250, -1750), (1900, -2500), (3300, -3150), (4900, -3400), (6500, -4300),
    (9500, -3900), (13000, -4900), (19000, -4400), (25000, -4100), (29500, -3500), (33000, -5600),
    (45000, -4600), (70000, -9000),
]  # fmt: skip
_RIVER: list[Point] = [
    (6500, 52000), (3200, 38000), (5200, 28000), (2600, 19000), (3400, 12500), (2500, 8600),
    (2750, 6000), (1650, 4300), (1950, 2900), (950, 1700), (1280, 500), (800, -500), (600, -1900),
]  # fmt: skip
_STREAM: list[Point] = [(-30000, 17000), (-21000, 14500), (-15500, 13800), (-9000, 12500),
                        (-4000, 13800), (1000, 13500), (3300, 12800)]  # fmt: skip
_PARKS: list[tuple[str, Point, float]] = [
    ("Ellery Park", (-1020, 330), 330), ("Castle Hill", (-2450, 2550), 270),
    ("Botanic Garden", (330, 1330), 170), ("Linden Park", (3500, 2650), 330),
    ("Kingsmead Common", (-3150, 700), 260), ("Seaview Gardens", (-1950, -1930), 170),
    ("Millfield Recreation Ground", (620, 3350), 230), ("Ashgrove Park", (-900, 5150), 260),
    ("East Cemetery", (4250, 700), 230), ("Riverside Meadows", (2550, 4700), 330),
    ("Ferry Green", (2650, -1550), 160), ("St Anne's Square", (160, -60), 60),
]  # fmt: skip
_WOODS: list[tuple[Point, float]] = [
    ((-7600, 2900), 1000), ((-9800, 7300), 1500), ((7800, 8400), 1200), ((10200, 5700), 900),
    ((-3200, 9300), 1100), ((8400, -900), 800), ((14500, 900), 1500), ((-16500, 9000), 2100),
    ((18500, 12500), 1900), ((5200, 14800), 1500), ((-12500, -1700), 1000), ((22500, 2600), 1300),
    ((-17500, 22500), 2200), ((-21000, 300), 1500), ((9000, 20500), 2300), ((-6500, 19500), 1400),
    ((31500, 2500), 2100), ((-1500, 25500), 2300), ((24500, 20500), 2500), ((-27000, 8500), 2400),
]  # fmt: skip


@dataclass(frozen=True)
class Terrain:
    """Areas in metres about the centre of the city.

    `urban` is the ground that the city's streets may stand on: land inside the city limits, a
    quay's width away from any water.
    """

    sea: Polygon
    river: Polygon
    water: list[Polygon]
    all_water: BaseGeometry
    parks: list[tuple[str, Polygon]]
    woods: list[Polygon]
    fields: list[Polygon]
    urban: MultiPolygon


def lay_out_terrain(rng: Generator) -> Terrain:
    """Draw the terrain from the fixed composition and the seed's noise."""
    sea = _sea(rng)
    river_line = wander(smooth(_RIVER, 30), wave(rng, 2600), 70)
    river = ribbon(river_line, _river_widths(river_line))
    stream = _stream(rng, river)
    harbour = shapely.union_all([sea, river]).difference(_moles())
    water = [p for p in polygons(harbour) if p.area > 5_000] + [stream, _lake(rng)]
    all_water = shapely.union_all(water)
    parks = [
        (name, outline)
        for name, centre, radius in _PARKS
        if (outline := _dry(blob(rng, centre, radius), all_water, 60)) is not None
    ]
    limits = _city_limits(rng)
    urban = limits.difference(all_water.intersection(limits.buffer(500)).buffer(38)).buffer(0)
    banks = [b for p in polygons(urban) if p.area > 1_000_000 for b in polygons(p.simplify(3))]
    shore = all_water.simplify(10).buffer(120)
    woods = [
        wood
        for centre, radius in _WOODS
        for wood in polygons(blob(rng, centre, radius, 0.45).difference(shore))
    ]
    return Terrain(sea, river, water, all_water, parks, woods, _fields(rng), MultiPolygon(banks))


def _city_limits(rng: Generator) -> Polygon:
    """Return an outline with spurs and bites, as cities grow along their roads."""
    limits: BaseGeometry = blob(rng, URBAN_CENTRE, 4950, 0.1)
    for turn in (np.arange(11) + rng.uniform(-0.3, 0.3, 11)) / 11:
        spur = blob(rng, _around(turn * tau, rng.uniform(4500, 5000)), rng.uniform(600, 1150))
        limits = limits.union(spur)
    for turn in (np.arange(7) + rng.uniform(-0.3, 0.3, 7)) / 7:
        bite = blob(rng, _around(turn * tau, rng.uniform(5500, 5900)), rng.uniform(450, 800))
        limits = limits.difference(bite)
    return max(polygons(limits.buffer(-60).buffer(120).buffer(-60)), key=lambda part: part.area)


def _around(angle: float, distance: float) -> Point:
    x, y = URBAN_CENTRE
    return x + distance * cos(angle), y + distance * sin(angle)


def _fields(rng: Generator) -> list[Polygon]:
    """Return farmland: about half of a patchwork, with hedges in between."""
    corners = rng.uniform((-34000, -7000), (38000, 31000), (2600, 2))
    patches = polygons(shapely.voronoi_polygons(shapely.MultiPoint(corners)))
    sown = [p for p in patches if p.area < 6e6 and rng.random() < 0.55]
    return [part for patch in sown for part in polygons(patch.buffer(-22, join_style="mitre"))]


def _sea(rng: Generator) -> Polygon:
    coast = wander(smooth(_COAST, 60), wave(rng, 1500, 4), 110)
    floor = np.array([(HORIZON, -HORIZON), (-HORIZON, -HORIZON)])
    return max(polygons(Polygon(np.vstack((coast, floor))).buffer(0)), key=lambda p: p.area)


def _river_widths(line: Floats) -> Floats:
    """Return the width at each point: a country river that opens into a bay."""
    return np.interp(line[:, 1], [-1900, -900, 0, 6000, 52000], [520, 210, 125, 95, 45])


def _stream(rng: Generator, river: Polygon) -> Polygon:
    bed = wander(smooth(_STREAM, 60), wave(rng, 1800, 4), 160)
    alone = ribbon(bed, np.full(len(bed), 22.0)).difference(river)
    return max(polygons(alone), key=lambda part: part.area)


def _lake(rng: Generator) -> Polygon:
    return blob(rng, (-3300, 18300), 900, 0.4)


def _moles() -> BaseGeometry:
    """Return the harbour's breakwaters and jetties: thin land reaching into the bay."""
    west = LineString(smooth([(-1100, -2250), (-700, -2750), (-100, -2950), (260, -2890)]))
    east = LineString(smooth([(1750, -2250), (1500, -2650), (1050, -2830), (760, -2800)]))
    jetties = [
        LineString([(-420 + 210 * k, -1500 + 40 * k), (-330 + 210 * k, -2010 + 50 * k)])
        for k in range(3)
    ]
    return shapely.union_all(
        [west.buffer(24), east.buffer(24)] + [j.buffer(34, cap_style="flat") for j in jetties]
    )


def _dry(area: BaseGeometry, water: BaseGeometry, margin: float) -> Polygon | None:
    """Return the largest part of `area` at least `margin` metres from water."""
    parts = polygons(area.difference(water.intersection(area.buffer(500)).buffer(margin)))
    return max(parts, key=lambda part: part.area, default=None)
