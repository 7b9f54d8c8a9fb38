import re
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor

import networkx as nx
import numpy as np
import pytest
from shapely.geometry import LineString, Point, box

from dispatch.travel.ground import Area, Ground, Place, Street
from dispatch.travel.ground.mercator import tile_box, to_world
from dispatch.travel.ground.style import AREAS, PLACES, STREET_LABELS, STREETS, casing_width
from dispatch.travel.tiles import TileRenderer

SVG = "{http://www.w3.org/2000/svg}"
LON, LAT = -9.0, 49.9


def tile_at(zoom, longitude=LON, latitude=LAT):
    x, y = to_world(np.array([(longitude, latitude)]))[0] * 2.0**zoom / 256
    return int(x), int(y)


def draw(ground, zoom, language="en", longitude=LON, latitude=LAT):
    return TileRenderer(ground).svg(zoom, *tile_at(zoom, longitude, latitude), language)


def street(*points, **about):
    return Street(LineString([(LON + x, LAT + y) for x, y in points]), **about)


def strokes(svg):
    paths = ET.fromstring(svg).iter(f"{SVG}path")
    return [path.get("stroke") for path in paths if path.get("stroke")]


HIGH_STREET = street((-0.02, 0.001), (0.02, 0.001), highway="primary", name="High <&> Street")
LANE = street((-0.001, -0.02), (-0.001, 0.02), oneway=True)
RIVER = Area(box(LON - 0.004, LAT - 0.1, LON + 0.004, LAT + 0.1), "water")
TOWN = Ground(
    streets=[HIGH_STREET, LANE],
    areas=[RIVER, Area(box(LON - 0.05, LAT - 0.05, LON + 0.05, LAT + 0.05), "built")],
    places=[Place("district", Point(LON, LAT), "Mill End", "磨坊角")],
)


@pytest.mark.parametrize("zoom", range(23))
def test_every_zoom_gives_well_formed_svg_of_a_tile(zoom):
    root = ET.fromstring(draw(TOWN, zoom))
    assert (root.tag, root.get("width"), root.get("height")) == (f"{SVG}svg", "256", "256")


def test_there_is_nothing_that_a_strict_content_policy_refuses():
    svg = draw(TOWN, 16)
    refused = r"style=|<style|class=|<script|on\w+=|http(?!://www\.w3\.org/2000/svg)"
    assert not re.search(refused, svg)


def test_water_lies_over_town_and_streets_over_water():
    svg = draw(TOWN, 15)
    order = [svg.index(colour) for colour in (AREAS["built"].fill, AREAS["water"].fill)]
    order.append(svg.index(f'stroke="{STREETS["primary"].fill}"'))
    assert order == sorted(order)


def test_a_street_is_a_fill_on_a_wider_casing():
    primary = STREETS["primary"]
    assert strokes(draw(Ground([HIGH_STREET]), 15))[:2] == [primary.casing, primary.fill]
    assert all(casing_width(w) > w for style in STREETS.values() for w in style.widths)


def test_a_bridge_is_drawn_after_the_streets_at_its_ends():
    bridge = street((-0.005, 0.001), (0.005, 0.001), highway="residential", bridge=True)
    main = street((-0.02, 0.0012), (0.02, 0.0012), highway="trunk")
    colours = strokes(draw(Ground([bridge, main]), 15))
    assert colours.index(STREETS["trunk"].fill) < colours.index(STREETS["residential"].fill)


def test_the_motorway_passes_over_everything():
    ground = Ground([street((-0.02, 0), (0.02, 0), highway="motorway"), HIGH_STREET, LANE])
    assert strokes(draw(ground, 14))[-1] == STREETS["motorway"].fill


def test_streets_grow_with_the_zoom_and_small_ones_come_later():
    for style in STREETS.values():
        widths = [style.width(zoom) for zoom in range(5, 21)]
        assert widths == sorted(widths)
    assert STREETS["residential"].width(11) == 0 < STREETS["residential"].width(12)
    assert strokes(draw(Ground([LANE]), 11)) == []


def test_districts_are_named_in_the_language_that_was_asked_for():
    assert "Mill End" in draw(TOWN, 13, "en")
    assert "磨坊角" in draw(TOWN, 13, "zh")


def test_a_place_without_a_chinese_name_keeps_its_own():
    assert Place("park", Point(0, 0), "Ferry Green").name("zh") == "Ferry Green"


def test_street_names_are_written_along_the_street_and_escaped():
    short = street((-0.004, 0), (0.004, 0), highway="primary", name="High <&> Street")
    root = ET.fromstring(draw(Ground([short]), 16))
    (written,) = {text.text for text in root.iter(f"{SVG}textPath")}
    assert written == "High <&> Street"


def test_a_name_longer_than_its_street_is_left_out():
    alley = street((0, 0), (0.0005, 0), highway="primary", name="A Very Long Name For An Alley")
    assert "textPath" not in draw(Ground([alley]), 16)


def test_text_never_stands_on_its_head():
    westward = street((0.004, 0), (-0.004, 0), highway="primary", name="West Street")
    root = ET.fromstring(draw(Ground([westward]), 16))
    path = next(p for p in root.iter(f"{SVG}path") if p.get("id"))
    numbers = [float(n) for n in re.findall(r"-?[\d.]+", path.get("d"))]
    assert numbers[0] < numbers[-2]


def test_labels_do_not_cover_each_other():
    crowd = Ground(places=[Place("district", Point(LON, LAT), f"Twin {i}") for i in range(3)])
    assert len(list(ET.fromstring(draw(crowd, 14)).iter(f"{SVG}text"))) == 1


def test_a_label_on_a_border_is_drawn_by_both_tiles_at_the_same_place():
    zoom = 14
    x, y = tile_at(zoom)
    left = tile_box(zoom, x, y)[0]
    longitude = left / 256 * 360 - 180
    ground = Ground(places=[Place("district", Point(longitude, LAT), "Border Town")])
    renderer = TileRenderer(ground)
    at = {}
    for column in (x - 1, x):
        text = next(ET.fromstring(renderer.svg(zoom, column, y)).iter(f"{SVG}text"))
        at[column] = float(text.get("x"))
    assert at == {x - 1: 256.0, x: 0.0}


def test_one_way_streets_get_an_arrow_in_their_direction_close_up():
    fills = [p.get("fill") for p in ET.fromstring(draw(Ground([LANE]), 16)).iter(f"{SVG}path")]
    there, back = (
        re.findall(r'd="([^"]+)" fill="#b9b0a2"', draw(Ground([lane]), 16))
        for lane in (LANE, Street(LANE.line.reverse(), oneway=True))
    )
    assert fills[-1] == "#b9b0a2"
    assert there and back and there != back
    assert "#b9b0a2" not in draw(Ground([LANE]), 15)


def test_any_street_graph_is_ground_enough():
    graph = nx.DiGraph()
    graph.add_node("a", x=LON, y=LAT)
    graph.add_node("b", x=LON + 0.01, y=LAT)
    graph.add_edge("a", "b", length=700, speed_kph=30)
    graph.add_edge("b", "a", length=700, speed_kph=30, highway="living_street")
    renderer = TileRenderer.of_streets(graph)
    assert STREETS["residential"].fill in strokes(renderer.svg(15, *tile_at(15)))


def test_an_empty_ground_is_a_plain_tile():
    assert "<path" not in draw(Ground(), 12)


@pytest.mark.parametrize(("zoom", "x", "y"), [(3, 8, 0), (3, 0, -1), (-1, 0, 0), (25, 0, 0)])
def test_a_tile_outside_the_world_is_refused(zoom, x, y):
    with pytest.raises(ValueError, match=f"there is no tile {zoom}/{x}/{y}"):
        TileRenderer(Ground()).svg(zoom, x, y)


def test_threads_get_the_same_tiles_as_one_by_one():
    tiles = [(zoom, *tile_at(zoom), lang) for zoom in range(10, 18) for lang in ("en", "zh")]
    alone, shared = TileRenderer(TOWN), TileRenderer(TOWN)
    with ThreadPoolExecutor(8) as threads:
        drawn = list(threads.map(lambda tile: shared.svg(*tile), tiles * 3))
    assert drawn == [alone.svg(*tile) for tile in tiles] * 3


def test_every_kind_of_label_is_readable():
    for style in [*PLACES.values(), *STREET_LABELS.values()]:
        assert style.first_zoom <= style.last_zoom
        assert style.size_at(style.first_zoom) >= 8
