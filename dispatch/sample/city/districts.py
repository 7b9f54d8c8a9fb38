"""The districts: names, where they lie, and how their streets are laid out."""

from dataclasses import dataclass
from heapq import heapify, heappop, heappush

import numpy as np
import shapely
from shapely.geometry import Point, Polygon

from dispatch.sample.city.curves import polygons


@dataclass(frozen=True)
class Grain:
    """How the streets of a district lie. Distances in metres.

    - `organic`: blocks by splitting again and again, as an old town grows; else a bent grid
    - `along`, `across`: between neighbouring streets, and between the streets that join them
    - `bend`: how far the grid strays from straight lines
    - `gaps`: share of the street pieces that are missing
    - `oneway`: share of the streets that are one-way
    """

    along: float
    across: float
    bend: float = 60.0
    gaps: float = 0.10
    oneway: float = 0.05
    organic: bool = False


@dataclass(frozen=True)
class Quarter:
    """A district as planned: names, the point its land is nearest to, the grain of its streets."""

    name_en: str
    name_zh: str
    centre: tuple[float, float]
    grain: Grain


_OLD = Grain(66, 86, organic=True, gaps=0.04, oneway=0.5)
_TERRACES = Grain(82, 138, bend=45, gaps=0.08, oneway=0.22)
_INNER = Grain(98, 152, bend=60, gaps=0.1, oneway=0.12)
_SUBURB = Grain(120, 172, bend=120, gaps=0.18)
_LEAFY = Grain(142, 200, bend=170, gaps=0.22)
_WORKS = Grain(165, 260, bend=25, gaps=0.12)
VILLAGE = Grain(105, 130, organic=True, gaps=0.14, oneway=0.0)

QUARTERS = [
    Quarter("Old Town", "老城", (200, 0), _OLD),
    Quarter("Harbourside", "海港区", (-900, -1750), _TERRACES),
    Quarter("Eastbank", "东岸", (1950, 300), _TERRACES),
    Quarter("Northgate", "北门", (300, 1600), _INNER),
    Quarter("University", "大学区", (-1050, 500), _INNER),
    Quarter("Westcliff", "西崖", (-3000, -1300), _SUBURB),
    Quarter("Kingsmead", "王家草甸", (-2900, 900), _INNER),
    Quarter("Castle Hill", "城堡山", (-2200, 3000), _SUBURB),
    Quarter("Millfields", "磨坊田", (250, 3400), _INNER),
    Quarter("Linden Park", "椴树园", (3300, 2500), _LEAFY),
    Quarter("Foundry", "铸造厂区", (4000, -400), _WORKS),
    Quarter("Ferry Point", "渡口角", (2500, -2200), _TERRACES),
    Quarter("Ashgrove", "白蜡林", (500, 5150), _LEAFY),
    Quarter("Fairview", "美景", (-2000, 4500), _LEAFY),
]
_CENTRES = [quarter.centre for quarter in QUARTERS]
VILLAGES = [
    Quarter("Thornham", "索恩村", (-13400, 20400), VILLAGE),
    Quarter("Wrenfield", "鹪鹩村", (14200, 16300), VILLAGE),
    Quarter("Saltby", "盐湾村", (27500, -1900), VILLAGE),
]


def settle(faces: list[Polygon]) -> list[int]:
    """Return the index of the quarter that each face belongs to.

    Quarters grow from the faces that hold their centres to faces with a common border, the
    nearest first, so that each stays in one piece and ends at main roads and at water.
    """
    middles = [face.representative_point() for face in faces]
    quarters = [-1] * len(faces)
    waiting = [
        (-1.0, int(face), quarter)
        for quarter, centre in enumerate(_CENTRES)
        for face in shapely.STRtree(faces).query(Point(centre), predicate="within")
    ]
    heapify(waiting)
    neighbours = _neighbours(faces)
    while waiting:
        _, face, quarter = heappop(waiting)
        if quarters[face] >= 0:
            continue
        quarters[face] = quarter
        for other in neighbours[face]:
            gap = middles[other].distance(Point(_CENTRES[quarter]))
            heappush(waiting, (gap, other, quarter))
    return [
        quarter if quarter >= 0 else _nearest(middle)
        for quarter, middle in zip(quarters, middles, strict=True)
    ]


def outlines(faces: list[Polygon], quarters: list[int]) -> list[Polygon]:
    """Return the outline of each quarter: the union of its faces, small gaps closed."""
    merged = [
        shapely.union_all([f for f, q in zip(faces, quarters, strict=True) if q == i])
        for i in range(len(QUARTERS))
    ]
    shapes = []
    for i, own in enumerate(merged):
        whole = Polygon(max(polygons(own), key=lambda part: part.area).exterior)
        others = shapely.union_all([shape for j, shape in enumerate(merged) if j != i])
        shapes.append(max(polygons(whole.difference(others)), key=lambda part: part.area))
    return shapes


def _neighbours(faces: list[Polygon]) -> list[list[int]]:
    tree = shapely.STRtree(faces)
    return [
        [
            int(other)
            for other in sorted(tree.query(face, predicate="dwithin", distance=1.0))
            if faces[other] is not face and face.buffer(2).intersection(faces[other]).area > 60
        ]
        for face in faces
    ]


def _nearest(middle: Point) -> int:
    return int(np.argmin([middle.distance(Point(centre)) for centre in _CENTRES]))
