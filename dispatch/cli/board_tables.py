"""The day as tables in a terminal: figures, routes with arrival times, and the backlog."""

from datetime import datetime
from zoneinfo import ZoneInfo

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from dispatch.cli.backlog_words import explained
from dispatch.domain.plans import StopKind
from dispatch.services.views.board import BacklogView, BoardView
from dispatch.services.views.itinerary import ItineraryView
from dispatch.services.views.stops import StopView
from dispatch.services.views.visits import Outlook, in_minutes
from web import terminal_words
from web.formats import day_and_month, duration
from web.speech import in_language
from web.wording import word

COLOUR = {Outlook.ON_TIME: "green", Outlook.TIGHT: "yellow", Outlook.LATE: "red"}


def print_board(console: Console, board: BoardView, language: str) -> None:
    """Print a planned day: its figures, a table for each technician, what stays undone and why.

    All words are in the language, "en" or "zh".
    """
    with in_language(language):
        if board.plan is None:
            console.print(escape(terminal_words.unplanned(board)))
            return
        console.print(_figures(board))
        for itinerary in board.itineraries:
            console.print()
            console.print(_route(itinerary, board.time_zone))
        if board.backlog:
            console.print()
            console.print(_backlog(board, language))


def _figures(board: BoardView) -> Table:
    table = Table(
        title=escape(terminal_words.title(board)),
        title_justify="left",
        title_style="bold",
        show_header=False,
        box=None,
    )
    table.add_column(style="bold")
    table.add_column()
    for name, value in terminal_words.figures(board):
        table.add_row(escape(name), escape(value))
    return table


def _route(itinerary: ItineraryView, time_zone: str) -> Table:
    table = _plain_table(terminal_words.route_title(itinerary, time_zone))
    arrives, at_work, drive, order, customer, promise = terminal_words.route_columns()
    table.add_column("#", justify="right", min_width=2)
    table.add_column(arrives, min_width=7)
    table.add_column(at_work, min_width=11)
    table.add_column(drive, justify="right", min_width=6)
    table.add_column(order, min_width=14)
    table.add_column(customer, overflow="ellipsis", no_wrap=True, ratio=1)
    table.add_column(promise, width=17, no_wrap=True)
    for stop in itinerary.stops:
        table.add_row(*_row(stop, ZoneInfo(time_zone)))
    return table


def _plain_table(title: str) -> Table:
    """A table that fits 80 columns: only customers' names give way."""
    return Table(
        title=escape(title),
        title_justify="left",
        title_style="bold",
        box=SIMPLE_HEAD,
        show_edge=False,
        padding=0,
        expand=True,
    )


def _row(stop: StopView, zone: ZoneInfo) -> tuple[str, ...]:
    at_work = f"{_clock(stop.start, zone)}-{_clock(stop.end, zone)}"
    if stop.kind is StopKind.BREAK or stop.visit is None:
        return "", "", f"[dim]{at_work}[/dim]", "", f"[dim]{terminal_words.rest()}[/dim]", "", ""
    visit = stop.visit
    return (
        str(stop.number),
        _clock(stop.arrival, zone),
        at_work,
        duration(stop.travel),
        visit.order,
        escape(visit.customer),
        _promise(stop, zone),
    )


def _promise(stop: StopView, zone: ZoneInfo) -> str:
    visit = stop.visit
    if visit is None or visit.promised_by is None or stop.spare is None:
        return f"[dim]{terminal_words.no_promise()}[/dim]"
    colour = COLOUR.get(stop.outlook, "white")
    by = visit.promised_by.astimezone(zone)
    same_day = by.date() == stop.start.astimezone(zone).date()
    when = f"{by:%H:%M}" if same_day else day_and_month(by.date())
    return f"[{colour}]{terminal_words.promised(when, in_minutes(stop.spare))}[/{colour}]"


def _backlog(board: BoardView, language: str) -> Table:
    table = _plain_table(terminal_words.backlog_title())
    order, severity, what = terminal_words.backlog_columns()
    table.add_column(order, no_wrap=True)
    table.add_column(severity, no_wrap=True)
    table.add_column(what)
    for entry, said in zip(board.backlog, explained(board.backlog, language), strict=True):
        table.add_row(*_backlog_row(entry, *said))
    return table


def _backlog_row(entry: BacklogView, reason: str, action: str) -> tuple[str, ...]:
    visit = entry.visit
    lines = [visit.customer, reason, *([f"→ {action}"] if action else [])]
    return visit.order, word(visit.severity), "\n".join(escape(line) for line in lines)


def _clock(instant: datetime | None, zone: ZoneInfo) -> str:
    return "" if instant is None else f"{instant.astimezone(zone):%H:%M}"
