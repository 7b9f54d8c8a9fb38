"""The board in a terminal: what people called things is never taken for markup."""

from dataclasses import replace
from io import StringIO

from rich.console import Console

from dispatch.cli.board_tables import print_board
from dispatch.services.views.board import BoardView, board_view
from tests.builders.planned_day import a_planned_day, at
from tests.builders.translations import compile_translations


def printed(board: BoardView, language: str = "en") -> str:
    compile_translations()
    text = StringIO()
    print_board(Console(file=text, width=120), board, language)
    return text.getvalue()


def test_names_with_brackets_are_printed_as_they_are():
    board = replace(board_view(a_planned_day(), at(9)), base_name="North [/bold]")
    assert "North [/bold]" in printed(board)
    assert "North [/bold] has no plan" in printed(replace(board, plan=None))


def test_the_tables_say_when_who_and_how_late():
    said = printed(board_view(a_planned_day(), at(9)))
    for words in ("Arrives", "At work", "Promises kept", "no violation", "Backlog", "spare"):
        assert words in said


def test_headings_and_figures_are_in_the_language_asked_for():
    board = board_view(a_planned_day(), at(9))
    said, bare = printed(board, "zh"), replace(board, plan=None, base_name="基地")
    for words in ("到达", "承诺兑现", "没有违规", "积压", "余 ", "休息"):
        assert words in said
    assert not {"Arrives", "Late", "Overtime", "Backlog", "spare", "min"} & set(said.split())
    assert "基地 在 2026年3月16日" in printed(bare, "zh")
