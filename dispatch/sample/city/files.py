"""A city on disk: its streets as GraphML, everything else as GeoJSON."""

import json
from pathlib import Path
from typing import Any

import networkx as nx
from shapely.geometry import Polygon, mapping, shape

from dispatch.domain.geography import Coordinates
from dispatch.sample.city.model import City, District, Green
from dispatch.travel.street_files import read_streets, write_streets

_STREETS, _GROUND = "streets.graphml", "ground.geojson"


def save_city(city: City, folder: Path) -> None:
    """Write a city to two files in `folder`, which is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    write_streets(city.graph, folder / _STREETS)
    features = [_feature("water", water) for water in city.water]
    features += [_feature(green.kind, green.polygon, name=green.name) for green in city.greens]
    for place in city.everywhere:
        kind = "village" if place.out_of_town else "district"
        names = {"name_en": place.name_en, "name_zh": place.name_zh}
        features.append(_feature(kind, place.polygon, **names))
    about = {
        "seed": city.seed,
        "base": [city.base.longitude, city.base.latitude],
        "name_en": city.name_en,
        "name_zh": city.name_zh,
        "time_zone": city.time_zone,
    }
    document = {"type": "FeatureCollection", "city": about, "features": features}
    (folder / _GROUND).write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")


def load_city(folder: Path) -> City:
    """Read a city that `save_city` wrote.

    Raises `OSError` if a file is missing, `InvalidStreetGraph` or `ValueError` if one is spoilt.
    """
    streets = read_streets(folder / _STREETS)
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from((int(node), data) for node, data in streets.nodes(data=True))
    graph.add_edges_from((int(a), int(b), data) for a, b, data in streets.edges(data=True))
    document = json.loads((folder / _GROUND).read_text(encoding="utf-8"))
    about, features = document["city"], document["features"]
    longitude, latitude = about["base"]
    return City(
        seed=about["seed"],
        graph=graph,
        water=[_polygon(f) for f in features if _kind(f) == "water"],
        greens=[_green(f) for f in features if _kind(f) in {"park", "square", "wood", "field"}],
        districts=[_district(f) for f in features if _kind(f) == "district"],
        villages=[_district(f) for f in features if _kind(f) == "village"],
        base=Coordinates(latitude, longitude),
        name_en=about["name_en"],
        name_zh=about["name_zh"],
        time_zone=about["time_zone"],
    )


def _feature(kind: str, polygon: Any, **properties: str) -> dict[str, Any]:
    about = {"kind": kind} | {key: value for key, value in properties.items() if value}
    return {"type": "Feature", "properties": about, "geometry": mapping(polygon)}


def _kind(feature: dict[str, Any]) -> str:
    return str(feature["properties"]["kind"])


def _polygon(feature: dict[str, Any]) -> Polygon:
    outline = shape(feature["geometry"])
    if not isinstance(outline, Polygon):
        raise ValueError(f"a {_kind(feature)} must be a Polygon, got {outline.geom_type}")
    return outline


def _green(feature: dict[str, Any]) -> Green:
    about = feature["properties"]
    return Green(_polygon(feature), about["kind"], about.get("name", ""))


def _district(feature: dict[str, Any]) -> District:
    about = feature["properties"]
    return District(
        about["name_en"], about["name_zh"], _polygon(feature), about["kind"] == "village"
    )
