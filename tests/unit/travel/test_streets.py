"""A village of five junctions, easy to work out by hand.

a --- b ==> c        a-b-c along the equator, 1 km each; b to c is one-way, at 60 km/h
|           |        a-d and d-c make a detour of 2 x 3 km at 120 km/h
d ----------+        e hangs on d and cannot be left: it is cut off
"""

import networkx as nx
import numpy as np
import pytest
from shapely.geometry import LineString

from dispatch.domain.geography import Coordinates
from dispatch.travel import GreatCircle, StreetTimes
from dispatch.travel.great_circle import EARTH_RADIUS_M
from dispatch.travel.network import compile_network, cut_evenly, pack, unpack
from dispatch.travel.plane import Plane

KM = np.degrees(1000 / EARTH_RADIUS_M)


def at(x_km, y_km):
    return Coordinates(y_km * KM, x_km * KM)


def village():
    graph = nx.DiGraph()
    for name, x, y in (("a", 0, 0), ("b", 1, 0), ("c", 2, 0), ("d", 1, -2), ("e", 1, -3)):
        graph.add_node(name, x=x * KM, y=y * KM)
    for start, end, metres, speed in (
        ("a", "b", 1000, 60),
        ("b", "a", 1000, 60),
        ("b", "c", 1000, 60),
        ("a", "d", 3000, 120),
        ("d", "a", 3000, 120),
        ("d", "c", 3000, 120),
        ("c", "d", 3000, 120),
        ("d", "e", 1000, 60),
    ):
        graph.add_edge(start, end, length=metres, speed_kph=speed)
    return graph


def times(**parameters):
    return StreetTimes(village(), **({"free_flow_factor": 1.0} | parameters))


def test_a_one_way_street_makes_the_way_back_another_way():
    matrix = times().matrix([at(1, 0), at(2, 0)])
    assert matrix.seconds.tolist() == [[0, 60], [240, 0]]
    assert matrix.metres.tolist() == [[0, 1000], [7000, 0]]


def test_metres_are_those_of_the_fastest_way_not_of_the_shortest():
    graph = village()
    graph.edges["a", "b"]["speed_kph"] = 5
    matrix = StreetTimes(graph, free_flow_factor=1.0).matrix([at(0, 0), at(2, 0)])
    assert (matrix.seconds[0, 1], matrix.metres[0, 1]) == (180, 6000)


def test_the_calibration_factor_stretches_times_and_leaves_metres():
    matrix = times(free_flow_factor=1.5).matrix([at(1, 0), at(2, 0)])
    assert (matrix.seconds[0, 1], matrix.metres[0, 1]) == (90, 1000)


def test_a_site_beside_a_street_pays_for_its_way_to_it():
    matrix = times(access_kph=36).matrix([at(1, 0.1), at(2, 0.2)])
    assert matrix.seconds[0, 1] == 60 + 10 + 20
    assert matrix.metres[0, 1] == 1000 + 100 + 200


def test_a_site_between_two_junctions_joins_the_street_where_it_stands():
    matrix = times().matrix([at(1.4, 0), at(2, 0)])
    assert (matrix.seconds[0, 1], matrix.metres[0, 1]) == (36, 600)


def test_neighbours_at_one_place_of_the_street_go_straight_to_each_other():
    matrix = times(access_kph=36).matrix([at(1, 0.03), at(1, 0.05)])
    assert matrix.seconds[0, 1] == 2
    assert matrix.metres[0, 1] == 20


def test_the_same_place_twice_is_no_travel():
    assert times().matrix([at(1, 0.05)] * 2).seconds.tolist() == [[0, 0], [0, 0]]


def test_a_dead_end_that_cannot_be_left_is_no_part_of_the_streets():
    network = compile_network(village())
    assert network.positions[:, 1].min() == pytest.approx(-1000, abs=1)  # of -2..0 about the middle


def test_a_site_beyond_reach_goes_by_great_circle_and_the_others_do_not():
    far, near, end = at(9, 0), at(1, 0), at(2, 0)
    beyond = GreatCircle(detour=1.7)
    matrix = times(reach_km=3, beyond=beyond).matrix([far, near, end])
    straight = beyond.matrix([far, near, end])
    assert matrix.seconds[0].tolist() == straight.seconds[0].tolist()
    assert matrix.metres[:, 0].tolist() == straight.metres[:, 0].tolist()
    assert matrix.seconds[1, 2] == 60
    assert times(reach_km=3).path(far, near) == [far, near]


def test_sites_all_beyond_reach_are_no_trouble():
    assert times(reach_km=1).matrix([at(50, 0), at(60, 0)]).metres[0, 1] == pytest.approx(
        13_000, abs=5
    )


def test_a_path_follows_the_streets_from_door_to_door():
    origin, destination = at(2, 0.1), at(1, 0.1)
    path = times().path(origin, destination)
    assert (path[0], path[-1]) == (origin, destination)
    assert min(point.latitude for point in path) == pytest.approx(-2 * KM, abs=1e-6)


def test_a_path_bends_where_the_street_bends():
    graph = village()
    bend = LineString([(KM, 0), (1.5 * KM, 0.4 * KM), (2 * KM, 0)])
    graph.edges["b", "c"]["geometry"] = bend
    path = StreetTimes(graph).path(at(1, 0), at(2, 0))
    assert max(point.latitude for point in path) == pytest.approx(0.4 * KM, abs=1e-6)


def test_nobody_lives_on_a_motorway():
    graph = village()
    graph.edges["b", "c"]["highway"] = "motorway"
    matrix = StreetTimes(graph, free_flow_factor=1.0).matrix([at(1.45, 0.0), at(0, 0)])
    assert matrix.metres[0, 1] == 450 + 1000


def test_the_key_tells_graphs_and_parameters_apart():
    graph = village()
    graph.edges["b", "c"]["speed_kph"] = 61
    keys = [times().key, times().key, times(access_kph=9).key, StreetTimes(graph).key]
    assert len(set(keys)) == 3


def test_wrong_parameters_are_refused_all_at_once():
    with pytest.raises(ValueError, match=r"free_flow_factor .* got 0; reach_km .* got -1"):
        times(free_flow_factor=0, reach_km=-1)


@pytest.mark.parametrize("edges", [[], [("a", "b")]])
def test_a_graph_without_a_way_there_and_back_is_refused(edges):
    graph = nx.DiGraph()
    graph.add_nodes_from([("a", {"x": 0, "y": 0}), ("b", {"x": 1, "y": 0})])
    graph.add_edges_from(edges, length=1, speed_kph=1)
    with pytest.raises(ValueError, match=r"no street|reached from each other"):
        StreetTimes(graph)


def test_packed_weights_give_back_seconds_and_metres_of_a_sum():
    seconds, metres = unpack(pack(np.full(5000, 12.345), np.full(5000, 66.6)).sum())
    assert (seconds, metres) == pytest.approx((5000 * 12.345, 5000 * 66.6))


def test_a_line_is_cut_into_equal_pieces_that_keep_its_corners():
    first, second = cut_evenly(np.array([(0.0, 0), (30, 0), (30, 10)]), 2)
    assert first.tolist() == [[0, 0], [20, 0]]
    assert second.tolist() == [[20, 0], [30, 0], [30, 10]]


def test_a_plane_leads_back_to_degrees_even_across_the_date_line():
    plane = Plane(Coordinates(60, 179.9))
    degrees = np.array([(-179.9, 60.1), (179.5, 59.9)])
    metres = plane.to_metres(degrees)
    assert metres[0, 0] == pytest.approx(11_120, rel=1e-3)
    np.testing.assert_allclose(plane.to_degrees(metres), degrees)
