"""What the solver finds out, said to people in both languages: every reason and its action."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask_babel import force_locale

from dispatch.planning.translate.axis import TimeAxis
from dispatch.planning.translate.problem import Translated
from dispatch.planning.translate.reasons import backlog_entry
from dispatch.services.views.board import BacklogView, backlog_view
from solver.solution import ReasonCode, Unassigned
from tests.builders.every_reason import UNDONE, every_reason
from tests.builders.explained import reason
from tests.builders.horizons import TUESDAY, a_visit
from tests.builders.pages import PageSettingsOf, PagesInMemory
from web import create_app
from web.reasons import REASONS, reason_action, reason_sentence, reason_title

NAMES = {"Ann": "李伟", "Cleo": "王芳"}


@pytest.fixture(params=["en", "zh_Hans_CN"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    app: Flask = create_app(PagesInMemory(), PageSettingsOf())
    with app.test_request_context(), force_locale(request.param):
        yield request.param


def left_out(code: ReasonCode) -> BacklogView:
    """The backlog entry that a planned day would have."""
    problem, served = every_reason()[code]
    axis = TimeAxis.of_day(TUESDAY, "Europe/London")
    translated = Translated(problem, axis, {UNDONE: a_visit(UNDONE)}, {}, (), NAMES)
    entry = backlog_entry(translated, Unassigned(UNDONE, reason(problem, UNDONE, served)))
    return backlog_view(entry, [])


@pytest.mark.parametrize("code", ReasonCode)
def test_every_reason_and_its_action_are_said_with_names_and_figures(
    language: str, code: ReasonCode
) -> None:
    entry = left_out(code)
    title, sentence, action = reason_title(entry), reason_sentence(entry), reason_action(entry)
    for said in (title, sentence, action):
        assert said
        assert "%" not in said
        assert not {"Ann", "Cleo"} & set(said.replace(",", " ").replace(".", " ").split())
    if language != "en":
        foreign = f"{sentence}{action}".replace(UNDONE, "").replace("boiler", "")
        for word in ("gas", "fuse", "drill"):
            foreign = foreign.replace(word, "")
        assert not any("a" <= letter <= "z" for letter in foreign), foreign
    assert action != str(REASONS[code.value].action) or code is ReasonCode.NOT_TRIED
