import random
from itertools import pairwise

import networkx as nx
import numpy as np
import pytest
import shapely
from geopy.distance import great_circle
from shapely.geometry import LineString, Point

from dispatch.sample.city import build_city, ground_of

SEEDS = (1, 2026)


@pytest.fixture(scope="module", params=SEEDS)
def city(request):
    return build_city(request.param)


def line_of(graph, start, end):
    data = graph.edges[start, end]
    ends = [(graph.nodes[node]["x"], graph.nodes[node]["y"]) for node in (start, end)]
    return data.get("geometry") or LineString(ends)


def km(a, b):
    return great_circle((a.y, a.x), (b.y, b.x)).km


def test_a_seed_always_gives_the_same_city(city):
    again = build_city(city.seed)
    assert nx.utils.graphs_equal(again.graph, city.graph)
    assert again.districts == city.districts
    assert again.villages == city.villages
    assert again.water == city.water


def test_another_seed_gives_another_city():
    one, other = (build_city(seed) for seed in (3, 4))
    assert one.graph.number_of_nodes() != other.graph.number_of_nodes()


def test_every_junction_can_be_reached_from_every_other(city):
    assert nx.is_strongly_connected(city.graph)


def test_it_has_about_five_thousand_junctions(city):
    assert 4_000 < city.graph.number_of_nodes() < 6_500


def test_streets_cross_water_only_on_bridges_and_there_are_few(city):
    water = shapely.union_all(city.water)
    shapely.prepare(water)
    bridges = set()
    for start, end, data in city.graph.edges(data=True):
        line = line_of(city.graph, start, end)
        if data.get("bridge"):
            bridges.add(frozenset((start, end)))
        else:
            assert not water.intersects(line), f"{data['name']} runs into water"
    assert 4 <= len(bridges) <= 20


def test_the_motorway_is_two_one_way_carriageways_met_only_at_slip_roads(city):
    graph = city.graph
    lanes = [(a, b) for a, b, d in graph.edges(data=True) if d["highway"] == "motorway"]
    assert len(lanes) > 10
    assert not any(graph.has_edge(b, a) for a, b in lanes)
    met = {d["highway"] for a, _ in lanes for *_, d in [*graph.in_edges(a, data=True)]}
    assert met <= {"motorway", "motorway_link", "trunk"}


def test_traffic_keeps_left_on_the_motorway(city):
    graph = city.graph
    latitudes = {"east": [], "west": []}
    for a, b, data in graph.edges(data=True):
        if data["highway"] == "motorway":
            line = line_of(graph, a, b)
            way = "east" if line.coords[0][0] < line.coords[-1][0] else "west"
            latitudes[way].append(line.interpolate(0.5, normalized=True).y)
    assert np.mean(latitudes["east"]) > np.mean(latitudes["west"])


def test_every_class_of_street_is_there_with_its_speed(city):
    speeds = {d["highway"]: d["speed_kph"] for *_, d in city.graph.edges(data=True)}
    ranking = ["motorway", "trunk", "primary", "secondary", "tertiary", "residential"]
    assert [speeds[highway] for highway in ranking] == sorted(
        (speeds[highway] for highway in ranking), reverse=True
    )


def test_some_streets_of_the_old_town_are_one_way(city):
    old_town = next(d for d in city.districts if d.name_en == "Old Town").polygon
    narrow = [
        (a, b)
        for a, b, d in city.graph.edges(data=True)
        if d["highway"] == "residential"
        and old_town.contains(Point(line_of(city.graph, a, b).coords[0]))
    ]
    oneway = [pair for pair in narrow if not city.graph.has_edge(*pair[::-1])]
    assert 0.1 < len(oneway) / len(narrow) < 0.9


def test_lengths_are_those_of_the_lines(city):
    edges = random.Random(1).sample(sorted(city.graph.edges), 200)
    for start, end in edges:
        corners = line_of(city.graph, start, end).coords
        metres = sum(great_circle(a[::-1], b[::-1]).m for a, b in pairwise(corners))
        assert city.graph.edges[start, end]["length"] == pytest.approx(metres, rel=0.02, abs=4)


def test_districts_have_two_names_and_do_not_overlap(city):
    assert 10 <= len(city.districts) <= 14
    assert len({name for d in city.everywhere for name in (d.name_en, d.name_zh)}) == 2 * len(
        city.everywhere
    )
    for i, one in enumerate(city.districts):
        assert one.polygon.is_valid
        for other in city.districts[i + 1 :]:
            common = one.polygon.intersection(other.polygon).area
            assert common < 0.01 * min(one.polygon.area, other.polygon.area)


def test_villages_lie_out_of_town(city):
    assert len(city.villages) >= 2
    centre = Point(-9.0, 49.9)
    assert all(d.out_of_town and 18 < km(d.polygon.centroid, centre) < 35 for d in city.villages)


def test_it_lies_in_the_open_sea_where_no_real_place_is(city):
    streets = np.array([(d["x"], d["y"]) for _, d in city.graph.nodes(data=True)])
    assert (np.abs(streets - (-9.0, 49.9)) < (0.6, 0.4)).all()


def test_an_address_lies_in_its_district_beside_the_street_it_names(city):
    rng = random.Random(7)
    by_name = {}
    for a, b, data in city.graph.edges(data=True):
        by_name.setdefault(data["name"], []).append(line_of(city.graph, a, b))
    water = shapely.union_all(city.water)
    for district in city.everywhere:
        for _ in range(10):
            address = city.random_address(rng, district)
            house = Point(address.coordinates.longitude, address.coordinates.latitude)
            number, street = address.text.removesuffix(f", {district.name_en}").split(" ", 1)
            assert int(number) > 0
            assert min(line.distance(house) for line in by_name[street]) < 0.0004
            assert district.polygon.buffer(0.002).contains(house)
            assert not water.contains(house)


def test_addresses_repeat_for_the_same_random_numbers(city):
    first, second = (
        [city.random_address(random.Random(5), district) for district in city.everywhere]
        for _ in range(2)
    )
    assert first == second


def test_houses_of_one_street_are_numbered_along_it(city):
    district = city.districts[0]
    rng = random.Random(3)
    streets = {}
    for _ in range(400):
        address = city.random_address(rng, district)
        number, street = address.text.split(",")[0].split(" ", 1)
        streets.setdefault(street, []).append((int(number), address.coordinates))
    numbers = [n for houses in streets.values() for n, _ in houses]
    assert {n % 2 for n in numbers} == {0, 1}
    assert max(numbers) < 400


def test_the_base_is_in_town(city):
    base = Point(city.base.longitude, city.base.latitude)
    assert any(district.polygon.contains(base) for district in city.districts)


def test_the_ground_of_the_map_has_everything(city):
    ground = ground_of(city)
    assert {area.kind for area in ground.areas} == {
        "built", "field", "park", "square", "water", "wood",
    }  # fmt: skip
    assert {place.kind for place in ground.places} == {
        "city", "district", "park", "village", "water",
    }  # fmt: skip
    assert len(ground.streets) < city.graph.number_of_edges()
