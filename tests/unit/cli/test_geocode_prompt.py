"""Where addresses may be, as a person at a terminal is asked about it."""

import sys
from io import StringIO

import click
import pytest
from rich.console import Console

from dispatch.cli.geocode_prompt import Confirmation
from dispatch.cli.import_progress import ImportProgress
from dispatch.domain.geography import Coordinates
from dispatch.geocoding import Candidate
from dispatch.services.geocoding import Proposal


class Terminal:
    """Answers questions in turn and remembers them; without answers there is nobody."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *answers: bool) -> None:
        self.questions: list[str] = []
        self.screen = StringIO()
        self._answers = list(answers)
        monkeypatch.setattr(sys.stdin, "isatty", lambda: bool(answers), raising=False)
        monkeypatch.setattr(click, "confirm", self._confirm)

    def confirmed(self, *proposals: Proposal, accept: bool = False) -> list[str]:
        console = Console(file=self.screen, width=120)
        return list(Confirmation(ImportProgress(console), accept)(proposals))

    def _confirm(self, question: str, *, err: bool) -> bool:
        assert err  # standard output is for data
        self.questions.append(question)
        return self._answers.pop(0)


def proposal(address: str, name: str = "Quay Street, Port Ellery") -> Proposal:
    return Proposal(address, [Candidate(name, Coordinates(49.9, -9.0))])


QUAY, LANE = proposal("1 Quay Street"), proposal("2 Lane", "Lane, Elsewhere")


def test_one_yes_confirms_all(monkeypatch: pytest.MonkeyPatch):
    terminal = Terminal(monkeypatch, True)
    assert terminal.confirmed(QUAY, LANE) == ["1 Quay Street", "2 Lane"]


def test_where_not_all_are_right_each_is_asked_about(monkeypatch: pytest.MonkeyPatch):
    terminal = Terminal(monkeypatch, False, True, False)
    assert terminal.confirmed(QUAY, LANE) == ["1 Quay Street"]
    assert terminal.questions[1:] == [
        "1 Quay Street: is it Quay Street, Port Ellery?",
        "2 Lane: is it Lane, Elsewhere?",
    ]


def test_a_single_address_is_asked_about_once(monkeypatch: pytest.MonkeyPatch):
    terminal = Terminal(monkeypatch, False)
    assert terminal.confirmed(QUAY) == []
    assert len(terminal.questions) == 1


def test_without_a_terminal_nothing_is_confirmed_unless_all_is_accepted(
    monkeypatch: pytest.MonkeyPatch,
):
    terminal = Terminal(monkeypatch)
    assert terminal.confirmed(QUAY) == []
    assert terminal.confirmed(QUAY, LANE, accept=True) == ["1 Quay Street", "2 Lane"]
    assert terminal.questions == []


def test_names_that_others_chose_cannot_drive_the_terminal(monkeypatch: pytest.MonkeyPatch):
    terminal = Terminal(monkeypatch, False, False, False)
    terminal.confirmed(proposal("3 Lane [/bold]", "\x1b[2J[red]Lane"), LANE)
    assert "3 Lane [/bold]" in terminal.screen.getvalue()
    assert "\\x1b[2J[red]Lane" in terminal.screen.getvalue()
    assert terminal.questions[1] == "3 Lane [/bold]: is it \\x1b[2J[red]Lane?"
