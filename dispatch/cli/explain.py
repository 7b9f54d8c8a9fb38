"""`dispatch explain`: why a visit is not planned, what helps, and who else could take it."""

import json

import click
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from dispatch.cli.board_json import plain
from dispatch.cli.composition import open_house
from dispatch.cli.day_option import base_option, day_of, day_option
from dispatch.cli.language_option import language_option
from dispatch.cli.planning import json_option
from dispatch.services.alternatives import who_else
from dispatch.services.views.board import BacklogView, BoardView
from dispatch.services.views.others import OthersView
from web.others import others_words
from web.reasons import reason_action, reason_sentence, reason_title
from web.speech import in_language


@click.command()
@click.argument("number", metavar="WORK-ORDER")
@day_option
@base_option
@language_option
@json_option
def explain(number: str, day: str, base: str | None, language: str, as_json: bool) -> None:
    """Say why a visit is not planned and what helps, and who else could take it at what price."""
    with open_house() as house:
        pages = house.pages_for(base)
        asked = day_of(day, pages.today())
        others = who_else(house.store, house.travel_times, house.policy, number, asked, base)
        left_out = _left_out(pages.board(asked), others.number)
    if as_json:
        shown = {"left_out": plain(left_out), "others": plain(others)}
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
        return
    with in_language(language):
        _print(Console(), left_out, others)


def _left_out(board: BoardView, number: str) -> BacklogView | None:
    return next((entry for entry in board.backlog if entry.visit.order == number), None)


def _print(console: Console, left_out: BacklogView | None, others: OthersView) -> None:
    if left_out is None:
        console.print(f"[bold]{others.number}[/bold], {others.day}: {escape(others.holder)}")
    else:
        console.print(f"[bold]{others.number}[/bold], {others.day}: {reason_title(left_out)}")
        console.print(escape(reason_sentence(left_out)))
        console.print(escape(reason_action(left_out)))
    words = others_words(others)
    console.print()
    console.print(escape(words["verdict"]))
    table = Table(box=SIMPLE_HEAD, show_header=False, pad_edge=False, padding=(0, 1, 0, 0))
    for other in words["others"]:
        said = [other["needs"], other["late"], " · ".join(other["terms"])]
        detail = "\n".join(escape(line) for line in said if line)
        person = f"{other['code']} {escape(other['name'])}"
        name = f"[bold]{person}[/bold]" if other["fits"] else person
        table.add_row(name, other["start"], other["price"], detail)
    console.print(table)
