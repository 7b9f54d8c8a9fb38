"""Reasons and actions as pages say them: in both languages, with people's names."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask_babel import force_locale

from dispatch.services.views.board import BacklogView, board_view
from tests.builders.pages import PageSettingsOf, PagesInMemory
from tests.builders.planned_day import a_planned_day, at
from web import create_app
from web.actions import SENTENCES
from web.reason_sentences import EXACT
from web.reasons import REASONS, reason_action, reason_sentence, reason_title

NAMES = {"T01": "Ada Moreno", "T02": "Bo Lindqvist", "T09": "Ines Duarte"}
ENGLISH = "The planner's own words"

DETAILS: Mapping[str, Any] = {
    "needs": {"boiler": 4}, "closest": "T01", "vehicle": "T02", "absent": ["T09"],
    "required": ["T09", "T01"], "skilled": ["T01", "T02"], "vehicles": ["T01", "T02", "T09", "X"],
    "seconds": 1_800, "parts": {"fuse": 2}, "tools": ["drill"], "missing": [1, 0],
    "limits": ["max_tasks", "max_travel", "max_distance", "max_duration"],
    "task": "WO-7", "tasks": ["WO-7", "WO-8"], "priorities": {"WO-7": 3}, "delayed": "WO-9",
    "delay": 600, "extra": 12, "pinned_start": "2026-03-16T09:30:00+00:00", "needed": 2,
}  # fmt: skip

ACTION: Mapping[str, Any] = {
    "call_in": "T09", "unpin": ["vehicle", "start"], "pin": True, "skills": {"boiler": 4},
    "allow": True, "parts": {"fuse": 2}, "tools": ["drill"], "capacity": [2, 0],
    "limits": {"max_tasks": 1, "max_travel": 600, "max_distance": 2_000, "max_duration": 60},
    "overtime": 1_800, "earlier": 600,
    "window": ["2026-03-16T09:30:00+00:00", "2026-03-16T09:30:00+00:00"], "skip": ["WO-7"],
    "cap": 3,
}  # fmt: skip


@pytest.fixture
def app() -> Flask:
    return create_app(PagesInMemory(), PageSettingsOf())


@pytest.fixture(params=["en", "zh_Hans_CN"])
def language(app: Flask, request: pytest.FixtureRequest) -> Iterator[str]:
    with app.test_request_context(), force_locale(request.param):
        yield request.param


@pytest.fixture
def chinese(app: Flask) -> Iterator[None]:
    with app.test_request_context(), force_locale("zh_Hans_CN"):
        yield


@pytest.fixture
def english(app: Flask) -> Iterator[None]:
    with app.test_request_context(), force_locale("en"):
        yield


def entry(code: str, details: Mapping[str, Any], action: Any = None) -> BacklogView:
    first = board_view(a_planned_day(), at(9)).backlog[0]
    return replace(
        first,
        reason=code,
        sentence=ENGLISH,
        details={**details, "names": NAMES},
        person="",
        action=action,
        time_zone="Europe/Lisbon",
    )


def is_chinese(text: str) -> bool:
    return any("\u4e00" <= letter <= "\u9fff" for letter in text)


@pytest.mark.parametrize(
    ("code", "needed"), [(code, needed) for code, all_ in EXACT.items() for needed, _ in all_]
)
def test_every_reason_is_said_exactly_in_both_languages(
    language: str, code: str, needed: tuple[str, ...]
) -> None:
    said = reason_sentence(entry(code, {word: DETAILS[word] for word in
                                        (*needed, *_besides(needed))}))  # fmt: skip
    assert ENGLISH not in said
    assert is_chinese(said) is (language != "en")
    assert "%(" not in said
    assert not {"T01", "T02", "T09"} & set(said.replace(",", " ").split())


def _besides(needed: tuple[str, ...]) -> tuple[str, ...]:
    """What always comes with these details."""
    return ("delay",) if "delayed" in needed else ()


@pytest.mark.parametrize("code", REASONS)
def test_a_reason_without_details_is_said_in_general(language: str, code: str) -> None:
    bare = replace(entry(code, {}), sentence="")
    for say in (reason_title, reason_sentence, reason_action):
        assert is_chinese(say(bare)) is (language != "en")


@pytest.mark.parametrize("word", SENTENCES)
def test_every_word_of_an_action_is_said_in_both_languages(language: str, word: str) -> None:
    details = {"vehicle": "T02", word: ACTION[word]}
    said = reason_action(entry("skill", {}, {"code": "any", "details": details}))
    assert is_chinese(said) is (language != "en")
    assert "%(" not in said
    assert "T0" not in said


@pytest.mark.usefixtures("english")
def test_an_action_with_several_changes_says_them_all() -> None:
    details = {"vehicle": "T01", "skills": {"boiler": 4}, "overtime": 1_800}
    said = reason_action(entry("skill", {}, {"code": "train", "details": details}))
    assert said == (
        "Train Ada Moreno, or assign somebody else, for boiler, level 4. "
        "Allow Ada Moreno 30 min more overtime."
    )


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("action", "said"),
    [
        ({"unpin": ["start"]}, "Release its fixed time."),
        ({"unpin": ["vehicle"]}, "Release its pin to one technician."),
        ({"unpin": ["order"]}, "Take it out of the fixed order of the day."),
        ({"call_in": "T09", "parts": {"fuse": 2}},
         "Call in Ines Duarte. Put 2 × fuse on the van of Ines Duarte."),
        ({"window": ACTION["window"], "vehicle": "T01"},
         "Agree with the customer on Mon 16 Mar, 09:30, when Ada Moreno is free."),
    ],
)  # fmt: skip
def test_what_to_do_names_people_and_moments(action: Mapping[str, Any], said: str) -> None:
    assert reason_action(entry("pin", {}, {"code": "any", "details": action})) == said


@pytest.mark.usefixtures("chinese")
def test_a_chinese_sentence_keeps_names_in_other_letters_apart() -> None:
    full = entry("day_full", {"vehicle": "T01", "seconds": 600, "end": "early"})
    assert reason_sentence(full).startswith("Ada Moreno 的")
    call = entry("off", {}, {"code": "call_in", "details": {"call_in": "T01"}})
    assert reason_action(call) == "召回 Ada Moreno 上班。"
    here = replace(call, details={"names": {"T01": "李伟"}})
    assert reason_action(here) == "召回李伟上班。"


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("required", "said"),
    [(["T01"], "Ada Moreno, who may not"), (["T01", "T02"], "none of them may")],
)
def test_those_it_is_reserved_for_are_one_or_several(required: list[str], said: str) -> None:
    assert said in reason_sentence(entry("excluded", {"required": required}))


@pytest.mark.usefixtures("english")
def test_who_is_too_far_says_how_far() -> None:
    far = entry("too_far", {"closest": "T01", "seconds": 1_800, "there": 3_600, "back": 3_600})
    assert reason_sentence(far) == (
        "Ada Moreno comes closest, drives 1 h to get there, and would still be 30 min too late."
    )


@pytest.mark.usefixtures("english")
def test_an_absent_technician_is_named() -> None:
    reserved = entry("excluded", {"required": ["T09"], "absent": ["T09"]})
    assert reason_sentence(reserved) == "It is reserved for Ines Duarte, who is off."


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("because", ["off", "skill", "excluded", "full", "window"])
def test_a_pin_says_why_it_cannot_be_kept(because: str) -> None:
    said = reason_sentence(entry("pin", {"vehicle": "T01", "because": because}))
    assert said.startswith("It is pinned to Ada Moreno, who ")


@pytest.mark.usefixtures("chinese")
def test_a_plan_made_before_there_were_names_uses_the_one_it_has() -> None:
    old = replace(entry("day_full", {"vehicle": "T02", "seconds": 600}), person="Bo Lindqvist")
    details = {word: value for word, value in old.details.items() if word != "names"}
    assert "Bo Lindqvist" in reason_sentence(replace(old, details=details))


@pytest.mark.usefixtures("english")
def test_a_search_that_was_too_short_asks_for_more_time() -> None:
    said = reason_action(entry("not_tried", {}, {"code": "search_longer", "details": {}}))
    assert said == "Plan again with more time."
