"""The city as the ground of a map: its streets and areas, and names in two languages."""

import shapely
from shapely.geometry import Point

from dispatch.sample.city.model import City
from dispatch.travel.ground import Area, Ground, Place
from dispatch.travel.ground.layers import streets_of

_WATERS = [
    (-8.978, 49.8665, "Ellery Bay", "埃勒里湾"),
    (-9.02, 49.832, "Pearl Sea", "珠光海"),
    (-9.046, 50.065, "Thornmere", "索恩湖"),
]


def ground_of(city: City) -> Ground:
    """Return everything there is to draw of a city."""
    areas = [Area(place.polygon, "built") for place in city.everywhere]
    areas += [Area(green.polygon, green.kind) for green in city.greens]
    areas += [Area(shape, "water") for shape in city.water]
    return Ground(streets_of(city.graph), areas, _places(city))


def _places(city: City) -> list[Place]:
    middle = shapely.union_all([d.polygon for d in city.districts]).centroid
    places = [Place("city", middle, city.name_en, city.name_zh)]
    for place in city.everywhere:
        kind = "village" if place.out_of_town else "district"
        centre = shapely.maximum_inscribed_circle(place.polygon, 1e-4)
        places.append(Place(kind, shapely.get_point(centre, 0), place.name_en, place.name_zh))
    places += [Place("water", Point(x, y), en, zh) for x, y, en, zh in _WATERS]
    return places + [
        Place("park", green.polygon.representative_point(), green.name) for green in city.parks
    ]
