import networkx as nx
import pytest
from shapely.geometry import LineString

from dispatch.travel import InvalidStreetGraph, StreetTimes, read_streets, write_streets

HEADER = (
    "from,from_latitude,from_longitude,to,to_latitude,to_longitude,length_m,speed_kph,oneway,name"
)


def edge_list(folder, *rows, header=HEADER):
    path = folder / "streets.csv"
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return path


def faults_of(path):
    with pytest.raises(InvalidStreetGraph) as refused:
        read_streets(path)
    return refused.value.faults


def test_a_row_of_an_edge_list_is_a_street_both_ways_unless_it_is_one_way(tmp_path):
    graph = read_streets(
        edge_list(
            tmp_path,
            "a,50.0,8.0,b,50.0,8.01,700,30,no,Mill Lane",
            "b,50.0,8.01,c,50.01,8.01,1100,50,yes,",
        )
    )
    assert sorted(graph.edges) == [("a", "b"), ("b", "a"), ("b", "c")]
    assert graph.edges["b", "a"] == {"length": 700.0, "speed_kph": 30.0, "name": "Mill Lane"}
    assert graph.nodes["c"] == {"x": 8.01, "y": 50.01}


def test_a_bend_in_an_edge_list_is_turned_round_for_the_way_back(tmp_path):
    header = HEADER.replace("oneway,name", "geometry")
    row = 'a,50.0,8.0,b,50.0,8.01,900,30,"LINESTRING (8.0 50.0, 8.005 50.002, 8.01 50.0)"'
    graph = read_streets(edge_list(tmp_path, row, header=header))
    assert graph.edges["b", "a"]["geometry"].coords[0] == (8.01, 50.0)


def test_all_faults_of_an_edge_list_are_named_at_once(tmp_path):
    faults = faults_of(
        edge_list(
            tmp_path,
            "a,95,8.0,b,50.0,8.01,-7,30,no,",
            "b,50.0,8.02,c,50.0,8.03,100,fast,maybe,",
            ",50.0,8.0,c,50.0,8.03,100,30,no,",
        )
    )
    assert faults == (
        "row 2, from: latitude must be between -90 and 90, got '95'",
        "row 2: length must be a number above 0, got '-7'",
        "row 3, from: b stands elsewhere in an earlier row",
        "row 3: speed_kph must be a number above 0, got 'fast'",
        "row 3: oneway must be yes or no, got 'maybe'",
        "row 4: from must name a junction",
    )


def test_an_edge_list_without_its_columns_is_told_which_are_missing(tmp_path):
    (fault,) = faults_of(edge_list(tmp_path, "a,b", header="from,to"))
    assert fault.startswith("columns are missing: from_longitude, from_latitude, to_longitude")


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("streets.graphml", b"<graphml><graph", "it is not GraphML"),
        ("streets.graphml", b"PK\x03\x04", "it is not GraphML"),
        ("streets.csv", b"\xff\xfe\x00", "it is not CSV in UTF-8"),
        ("streets.csv", HEADER.encode() + b"\n", "there is no street in it"),
        ("streets.pbf", b"", "the name must end in .graphml or .csv, got '.pbf'"),
    ],
)
def test_a_file_that_is_something_else_is_refused(tmp_path, name, content, fault):
    path = tmp_path / name
    path.write_bytes(content)
    assert faults_of(path)[0].startswith(fault)


def test_many_faults_are_counted_but_not_all_printed(tmp_path):
    rows = [f"n{i},50,8,m{i},50,8,0,30,no," for i in range(50)]
    with pytest.raises(InvalidStreetGraph) as refused:
        read_streets(edge_list(tmp_path, *rows))
    assert len(refused.value.faults) == 50
    assert str(refused.value).endswith("and 30 more")


def graphml_as_osmnx_writes_it(path):
    graph = nx.MultiDiGraph()
    graph.add_node("1", x="8.0", y="50.0")
    graph.add_node("2", x="8.01", y="50.0")
    viaduct = {"highway": "residential", "bridge": "viaduct"}
    graph.add_edge("1", "2", length="720.5", speed_kph="30.0", **viaduct)
    graph.add_edge("1", "2", length="1500", speed_kph="30.0", highway="track")
    graph.add_edge("2", "1", length="720.5", speed_kph="30.0", oneway="False")
    graph.add_edge("2", "2", length="99", speed_kph="30.0")
    nx.write_graphml(graph, path)


def test_a_graph_that_osmnx_saved_is_read_and_the_faster_of_two_parallel_streets_kept(tmp_path):
    graphml_as_osmnx_writes_it(tmp_path / "osm.graphml")
    graph = read_streets(tmp_path / "osm.graphml")
    assert dict(graph.edges["1", "2"]) == {
        "length": 720.5,
        "speed_kph": 30.0,
        "highway": "residential",
        "bridge": True,
    }
    assert not graph.has_edge("2", "2")


def test_a_street_of_graphml_without_a_speed_is_named(tmp_path):
    graph = nx.DiGraph()
    graph.add_node("1", x=8.0, y=50.0)
    graph.add_node("2", x=8.0)
    graph.add_edge("1", "2", length=10.0, geometry="POINT (1 2)")
    nx.write_graphml(graph, tmp_path / "osm.graphml")
    assert faults_of(tmp_path / "osm.graphml") == (
        "node 2: latitude must be between -90 and 90, got None",
        "edge 1 -> 2: speed_kph must be a number above 0, got None",
        "edge 1 -> 2: geometry must be a WKT LINESTRING, got 'POINT (1 2)'",
    )


def test_a_written_graph_is_read_back_as_it_was(tmp_path):
    graph = nx.DiGraph()
    graph.add_node("1", x=8.0, y=50.0)
    graph.add_node("2", x=8.01, y=50.0)
    bend = LineString([(8.0, 50.0), (8.004, 50.003), (8.01, 50.0)])
    graph.add_edge("1", "2", length=800.0, speed_kph=50.0, name="Über Straße 路", geometry=bend)
    graph.add_edge("2", "1", length=700.0, speed_kph=50.0, bridge=True)
    write_streets(graph, tmp_path / "s.graphml")
    back = read_streets(tmp_path / "s.graphml")
    assert dict(back.nodes) == dict(graph.nodes)
    assert {pair: dict(back.edges[pair]) for pair in back.edges} == {
        pair: dict(graph.edges[pair]) for pair in graph.edges
    }
    assert StreetTimes(back).key == StreetTimes(graph).key
