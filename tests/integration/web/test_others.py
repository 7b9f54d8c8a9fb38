"""Who else could take a visit: as data for the board's details, and as a page."""

from tests.builders.planned_day import DAY

ORDER = "WO-2026-000003"


def test_the_data_is_words_ready_to_show(client):
    answer = client.get(f"/api/board/{DAY}/others/{ORDER}.json").json

    assert answer["verdict"] == "1 technician could take it as things are."
    first, second, third = answer["others"]
    assert (first["name"], first["price"], first["start"]) == (
        "Bo Lindqvist", "+€12.40", "from 11:05"
    )  # fmt: skip
    assert first["terms"] == ["Travel time +€15.40", "Distance −€3.00"]
    assert second["needs"] == "Allow Chen Wei 30 min more overtime."
    assert second["late"] == "Late would be: WO-2026-000009 by 25 min."
    assert (third["needs"], third["price"]) == ("Lacks lifts, level 3.", "")


def test_the_data_is_in_the_readers_language(client):
    path = f"/api/board/{DAY}/others/{ORDER}.json"
    answer = client.get(path, headers={"Accept-Language": "zh-CN"}).json

    assert answer["verdict"] == "目前有 1 名技术员可以承接。"
    assert "Chen Wei" in answer["others"][1]["needs"]
    assert "Allow" not in answer["others"][1]["needs"]


def test_the_page_needs_no_script(client):
    page = client.get(f"/orders/{ORDER}/others?date={DAY}").text

    for text in ("Who else could take it?", "Bo Lindqvist", "+€12.40", "Lacks lifts, level 3."):
        assert text in page


def test_without_a_date_the_page_is_about_today(client):
    assert client.get(f"/orders/{ORDER}/others").status_code == 200


def test_an_unknown_order_or_a_bad_date_is_refused(client):
    assert client.get(f"/api/board/{DAY}/others/WO-9.json").status_code == 404
    assert client.get(f"/orders/{ORDER}/others?date=soon").status_code == 400


def test_the_board_asks_only_on_demand(client):
    page = client.get(f"/board/{DAY}").text

    assert f'data-source="/api/board/{DAY}/others/KEY.json"' in page
