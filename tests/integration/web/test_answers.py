"""Rules for every answer: security headers, hosts, methods, caching."""

import pytest

from tests.builders.pages import PageSettingsOf
from tests.builders.planned_day import DAY
from web import create_app

ADDRESSES = [f"/board/{DAY}", f"/api/board/{DAY}.json", f"/route/T01/{DAY}", "/orders", "/nowhere"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_inline_or_foreign_may_run(client, address):
    headers = client.get(address).headers

    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("address", [*ADDRESSES[:1], *ADDRESSES[2:]])
def test_pages_hold_neither_inline_scripts_nor_styles(client, address):
    page = client.get(address).text

    assert " style=" not in page
    assert "<style" not in page
    assert "onclick" not in page
    assert "<script>" not in page


def test_images_of_a_foreign_tile_server_are_allowed_and_nothing_else_of_it(pages):
    settings = PageSettingsOf("https://{s}.tile.example/{z}/{x}/{y}.png", "© map people")
    client = create_app(pages, settings).test_client()

    answer = client.get(f"/board/{DAY}")

    policy = answer.headers["Content-Security-Policy"]
    assert "img-src 'self' data: https://*.tile.example;" in policy
    assert "default-src 'self';" in policy
    assert "© map people" in answer.text


def test_only_local_host_names_are_answered(client):
    assert client.get("/orders", headers={"Host": "evil.example"}).status_code == 400
    assert client.get("/orders", headers={"Host": "127.0.0.1:8080"}).status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_pages_only_read(client, method):
    assert client.open("/orders", method=method).status_code == 405


def test_static_files_are_kept_for_good_under_the_hash_of_their_content(client):
    page = client.get(f"/board/{DAY}").text
    address = next(part for part in page.split('"') if part.endswith("board.css"))

    fresh = client.get(address)
    stale = client.get(address.replace(address.split("/")[2], "000000000000"))

    assert "immutable" in fresh.headers["Cache-Control"]
    assert stale.status_code == 200
    assert "immutable" not in stale.headers["Cache-Control"]


@pytest.mark.parametrize("name", ["../app.py", "..%2fapp.py", "css/../../app.py", "css/none.css"])
def test_static_files_never_come_from_outside_of_their_folder(client, name):
    assert client.get(f"/assets/x/app/{name}").status_code == 404


def test_a_tile_is_not_sent_twice(client):
    tile = client.get("/tiles/12/1945/1394.svg?language=zh")

    again = client.get(
        "/tiles/12/1945/1394.svg?language=zh", headers={"If-None-Match": tile.headers["ETag"]}
    )

    assert tile.mimetype == "image/svg+xml"
    assert "max-age" in tile.headers["Cache-Control"]
    assert again.status_code == 304


@pytest.mark.parametrize("tile", ["3/8/0", "3/0/8", "30/1/1", "3/1/1.svg?language=xx#"])
def test_tiles_outside_of_the_world_do_not_exist(client, tile):
    address = f"/tiles/{tile}" if ".svg" in tile else f"/tiles/{tile}.svg"

    assert client.get(address).status_code == 404


def test_tiles_beyond_the_drawn_ground_are_blank_rather_than_missing(client):
    answer = client.get("/tiles/20/5/5.svg")

    assert answer.status_code == 200
    assert b"<rect" not in answer.data
