"""The districts: names, where they lie, and how their streets are laid out."""

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry


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


_OLD = Grain(64, 84, organic=True, gaps=0.08, oneway=0.5)
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
    Quarter("Ashgrove", "白蜡林", (-300, 5200), _LEAFY),
    Quarter("Fairview", "美景", (-4900, 1200), _LEAFY),
]
_CENTRES = [quarter.centre for quarter in QUARTERS]
VILLAGES = [
    Quarter("Thornham", "索恩村", (-13400, 20400), VILLAGE),
    Quarter("Wrenfield", "鹪鹩村", (14200, 16300), VILLAGE),
    Quarter("Saltby", "盐湾村", (27500, -1900), VILLAGE),
]


def quarter_of(face: Polygon) -> int:
    """Return the index of the quarter that a face belongs to.

    That is the quarter whose centre lies in it, else the one whose centre is nearest.
    """
    middle = face.representative_point()
    gaps = [(not face.contains(c), c.distance(middle)) for c in map(Point, _CENTRES)]
    return min(range(len(gaps)), key=gaps.__getitem__)


def outlines(faces: list[Polygon], quarters: list[int]) -> list[Polygon]:
    """Return the outline of each quarter: the union of its faces, in one piece.

    A part cut off from its quarter goes to the quarter it has the longest border with.
    """
    merged = [
        shapely.union_all([f for f, q in zip(faces, quarters, strict=True) if q == i])
        for i in range(len(QUARTERS))
    ]
    main = [max(shapely.get_parts(shape), key=lambda part: part.area) for shape in merged]
    for i, shape in enumerate(merged):
        for part in shapely.get_parts(shape):
            if part.equals(main[i]):
                continue
            border = [_shared(part, other) if j != i else -1.0 for j, other in enumerate(main)]
            host = int(np.argmax(border))
            main[host] = _in_one_piece(main[host].union(part))
    return [Polygon(shape.exterior) for shape in main]


def _shared(a: BaseGeometry, b: BaseGeometry) -> float:
    return float(a.buffer(2).intersection(b).area)


def _in_one_piece(shape: BaseGeometry) -> Polygon:
    if isinstance(shape, MultiPolygon):
        return max(shape.geoms, key=lambda part: part.area)
    assert isinstance(shape, Polygon)
    return shape
