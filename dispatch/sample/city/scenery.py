"""The city as the ground of a map: its streets and areas, and names in two languages."""

import shapely

from dispatch.sample.city.model import City
from dispatch.travel.ground import Area, Ground, Place
from dispatch.travel.ground.layers import streets_of


def ground_of(city: City) -> Ground:
    """Return everything there is to draw of a city."""
    areas = [Area(place.polygon, "built") for place in city.everywhere]
    areas += [Area(green.polygon, _kind(green.name, green.wood)) for green in city.greens]
    areas += [Area(shape, "water") for shape in city.water]
    return Ground(streets_of(city.graph), areas, _places(city))


def _kind(name: str, wood: bool) -> str:
    if wood:
        return "wood"
    return "square" if name.endswith("Square") else "park"


def _places(city: City) -> list[Place]:
    middle = shapely.union_all([d.polygon for d in city.districts]).centroid
    places = [Place("city", middle, city.name_en, city.name_zh)]
    for place in city.everywhere:
        kind = "village" if place.out_of_town else "district"
        centre = shapely.maximum_inscribed_circle(place.polygon, 1e-4)
        places.append(Place(kind, shapely.get_point(centre, 0), place.name_en, place.name_zh))
    return places + [
        Place("park", green.polygon.representative_point(), green.name) for green in city.parks
    ]
