"""Matrices by compiled shortest paths against networkx on random small street graphs."""

import networkx as nx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatch.domain.geography import Coordinates
from dispatch.travel import GreatCircle, GrowingSpeed, StreetTimes
from dispatch.travel.network import PIECE_M


@st.composite
def street_graphs(draw):
    """Return a ring of one-way streets with chords: strongly connected, far from symmetric."""
    size = draw(st.integers(2, 9))
    graph = nx.DiGraph()
    for node in range(size):
        angle = 2 * np.pi * node / size
        graph.add_node(node, x=8 + 0.02 * np.cos(angle), y=50 + 0.02 * np.sin(angle))
    ring = [(i, (i + 1) % size) for i in range(size)]
    pairs = st.tuples(st.integers(0, size - 1), st.integers(0, size - 1))
    chords = draw(st.lists(pairs.filter(lambda p: p[0] != p[1]), max_size=12))
    for start, end in ring + chords:
        graph.add_edge(
            start,
            end,
            length=draw(st.floats(5, 20 * PIECE_M)),
            speed_kph=draw(st.floats(5, 130)),
        )
    return graph


def junctions(graph):
    return [Coordinates(data["y"], data["x"]) for _, data in graph.nodes(data=True)]


@settings(deadline=None, max_examples=60)
@given(street_graphs())
def test_seconds_and_metres_are_those_of_the_fastest_ways_of_networkx(graph):
    for _, _, data in graph.edges(data=True):
        data["seconds"] = data["length"] / (data["speed_kph"] / 3.6)
    matrix = StreetTimes(graph, free_flow_factor=1.0).matrix(junctions(graph))
    for i, start in enumerate(graph):
        seconds, ways = nx.single_source_dijkstra(graph, start, weight="seconds")
        for j, end in enumerate(graph):
            metres = nx.path_weight(graph, ways[end], "length")
            assert abs(matrix.seconds[i, j] - seconds[end]) <= 1
            # of ways within a millisecond per piece either may be taken
            if abs(matrix.metres[i, j] - metres) > 1 + 0.01 * len(graph) * 20:
                rivals = nx.all_simple_paths(graph, start, end)
                close = [
                    nx.path_weight(graph, way, "length")
                    for way in rivals
                    if nx.path_weight(graph, way, "seconds") < seconds[end] + 0.2
                ]
                assert any(abs(matrix.metres[i, j] - way) < 10 for way in close)


@settings(deadline=None, max_examples=60)
@given(street_graphs(), st.data())
def test_a_path_is_as_long_as_the_matrix_says_when_streets_are_straight(graph, data):
    plane = {node: np.array((d["x"], d["y"])) for node, d in graph.nodes(data=True)}
    squeeze = np.array((np.cos(np.radians(50)), 1.0)) * 111_195.08
    for start, end, street in graph.edges(data=True):
        street["length"] = float(np.hypot(*((plane[start] - plane[end]) * squeeze))) + 1e-6
    times = StreetTimes(graph)
    points = junctions(graph)
    i, j = (data.draw(st.integers(0, len(points) - 1)) for _ in range(2))
    path = times.path(points[i], points[j])
    corners = np.array([(p.longitude, p.latitude) for p in path]) * squeeze
    along = np.hypot(*np.diff(corners, axis=0).T).sum()
    assert (path[0], path[-1]) == (points[i], points[j])
    assert (
        along == times_metres(times, points, i, j)
        or abs(along - times_metres(times, points, i, j)) <= 0.01 * along + 2
    )


def times_metres(times, points, i, j):
    return times.matrix(points).metres[i, j]


@settings(deadline=None)
@given(street_graphs())
def test_legs_put_together_are_never_faster_than_the_direct_one(graph):
    seconds = StreetTimes(graph).matrix(junctions(graph)).seconds
    via = (seconds[:, :, None] + seconds[None, :, :]).min(axis=1)
    assert (seconds <= via + 2).all()  # each of the legs is rounded


@given(
    st.floats(1, 130),
    st.floats(0, 100),
    st.floats(0.1, 500),
    st.lists(st.floats(0, 2e7), min_size=2, max_size=20),
)
def test_a_longer_way_never_takes_less_time(slowest, faster_by, reach, ways):
    speed = GrowingSpeed(slowest, slowest + faster_by, reach)
    seconds = speed.seconds(np.sort(ways))
    assert (np.diff(seconds) >= -1e-9 * seconds[1:]).all()


@given(
    st.lists(
        st.builds(Coordinates, st.floats(-90, 90), st.floats(-180, 180)), min_size=1, max_size=8
    )
)
def test_great_circle_travel_is_the_same_in_both_directions(points):
    matrix = GreatCircle().matrix(points)
    assert (matrix.seconds == matrix.seconds.T).all()
    assert (matrix.metres == matrix.metres.T).all()
