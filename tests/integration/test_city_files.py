import networkx as nx

from dispatch.sample.city import build_city, load_city, save_city


def test_a_saved_city_is_loaded_as_it_was(tmp_path):
    city = build_city(5)
    save_city(city, tmp_path / "new" / "folder")
    back = load_city(tmp_path / "new" / "folder")
    assert nx.utils.graphs_equal(back.graph, city.graph)
    assert back.everywhere == city.everywhere
    assert (back.water, back.greens, back.base) == (city.water, city.greens, city.base)
    assert (back.seed, back.name_zh, back.time_zone) == (5, "埃勒里港", "Europe/London")
