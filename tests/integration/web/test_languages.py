"""Two languages: which one is chosen, and that both are whole."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import web
from tests.builders.planned_day import DAY
from web.languages import LANGUAGES

WEB = Path(web.__file__).parent
CATALOGUE = WEB / "translations" / "zh_Hans_CN" / "LC_MESSAGES" / "messages.po"
KEYWORDS = {"_": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}
NAMES = re.compile(r"%\((\w+)\)")


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("zh-CN,zh;q=0.9", "zh-Hans-CN"),
        ("zh", "zh-Hans-CN"),
        ("en-GB", "en"),
        ("fr", "en"),
        ("", "en"),
    ],
)
def test_the_browser_chooses_the_language(client, accepted, language):
    answer = client.get(f"/board/{DAY}", headers={"Accept-Language": accepted})

    assert f'<html lang="{language}"' in answer.get_data(as_text=True)


def test_the_switch_outlives_the_browsers_wish_and_returns_to_the_page(client):
    answer = client.get(f"/language/zh?next=/board/{DAY}")

    assert answer.location == f"/board/{DAY}"
    assert "今天" in client.get(answer.location, headers={"Accept-Language": "en"}).text


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "x", "/a\r\nb"]
)
def test_the_switch_never_leaves_this_server(client, target):
    assert client.get("/language/zh", query_string={"next": target}).location == "/"


def test_words_in_the_data_are_in_the_readers_language(client):
    day = client.get(f"/api/board/{DAY}.json", headers={"Accept-Language": "zh-CN"}).json

    lates = {stop.get("late") for each in day["technicians"] for stop in each["stops"]}
    assert "晚 25 分钟" in lates


def test_a_reason_in_chinese_never_falls_back_to_the_english_sentence(client):
    page = client.get(f"/board/{DAY}", headers={"Accept-Language": "zh-CN"}).text

    assert "comes closest" not in page
    assert "缺少技能" in page


def test_every_text_of_the_pages_has_a_translation_with_the_same_names():
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="zh_Hans_CN")
    wanted = set(texts())

    missing = [text for text in wanted if not (catalogue.get(text) and catalogue.get(text).string)]
    assert missing == []
    for text in wanted:
        said = catalogue.get(text).string
        said = "".join(said) if isinstance(said, tuple) else said
        assert set(NAMES.findall(said)) == set(NAMES.findall(text)), text


def test_every_word_for_a_code_exists():
    from web.wording import WORDS

    assert all(set(kind) <= set(words) for kind, words in WORDS.items())


def test_the_switch_offers_each_language_in_its_own_words(client):
    page = client.get(f"/board/{DAY}").text

    assert LANGUAGES["zh"][0] in page


def texts():
    methods = [("**.py", "python"), ("templates/**.html", "jinja2")]
    options = {"templates/**.html": {"trim_blocks": "true", "lstrip_blocks": "true"}}
    for found in extract_from_dir(WEB, methods, options, keywords=KEYWORDS):
        text = found[2]
        yield text[0] if isinstance(text, tuple) else text
