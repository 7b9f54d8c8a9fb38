"""The board in a terminal: what people called things is never taken for markup."""

from dataclasses import replace
from io import StringIO

from rich.console import Console

from dispatch.cli.board_tables import print_board
from dispatch.services.views.board import BoardView, board_view
from tests.builders.planned_day import a_planned_day, at


def printed(board: BoardView) -> str:
    text = StringIO()
    print_board(Console(file=text, width=120), board, "en")
    return text.getvalue()


def test_names_with_brackets_are_printed_as_they_are():
    board = replace(board_view(a_planned_day(), at(9)), base_name="North [/bold]")
    assert "North [/bold]" in printed(board)
    assert "North [/bold] has no plan" in printed(replace(board, plan=None))
