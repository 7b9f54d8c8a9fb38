"""The day as tables in a terminal: figures, routes with arrival times, and the backlog."""

from datetime import datetime, timedelta
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

COLOUR = {Outlook.ON_TIME: "green", Outlook.TIGHT: "yellow", Outlook.LATE: "red"}
MINUTE = timedelta(minutes=1)


def print_board(console: Console, board: BoardView, language: str) -> None:
    """Print a planned day: its figures, a table for each technician, what stays undone and why.

    Reasons and actions are said in the language.
    """
    if board.plan is None:
        console.print(_unplanned(board))
        return
    console.print(_figures(board))
    for itinerary in board.itineraries:
        console.print()
        console.print(_route(itinerary, ZoneInfo(board.time_zone)))
    if board.backlog:
        console.print()
        console.print(_backlog(board, language))


def _unplanned(board: BoardView) -> str:
    return (
        f"{escape(board.base_name)} has no plan for {board.date:%A %d %B %Y}: "
        f"{board.open_visits} visits wait, {board.technicians} technicians work. "
        f"Make one with `dispatch plan --date {board.date}`."
    )


def _figures(board: BoardView) -> Table:
    kpis, plan = board.kpis, board.plan
    title = f"{escape(board.base_name)}, {board.date:%A %d %B %Y}"
    table = Table(
        title=title, title_justify="left", title_style="bold", show_header=False, box=None
    )
    table.add_column(style="bold")
    table.add_column()
    if plan is not None:
        verdict = "no violation" if plan.checked and not plan.violations else "NOT CHECKED"
        table.add_row("Plan", f"{plan.id} ({plan.status.value}), engine {escape(plan.engine)}")
        table.add_row("Independent check", verdict)
        table.add_row("Judges", escape(", ".join(plan.judges) or "none"))
        for remark in plan.remarks:
            table.add_row("", escape(remark))
    table.add_row("Visits", f"{kpis.visits}: {kpis.served} served, {kpis.backlog} in the backlog")
    table.add_row("Late", f"{kpis.late} of {kpis.served} served")
    table.add_row("Promises kept", _share(kpis.kept_share))
    table.add_row("Technicians out", f"{kpis.technicians_out} of {kpis.technicians}")
    table.add_row("Driving", f"{_hours(kpis.travel)}, {_share(kpis.driving_share)} of working time")
    table.add_row("Overtime", _hours(kpis.overtime))
    return table


def _route(itinerary: ItineraryView, zone: ZoneInfo) -> Table:
    table = _plain_table(_heading(itinerary, zone))
    table.add_column("#", justify="right", min_width=2)
    table.add_column("Arrives", min_width=7)
    table.add_column("At work", min_width=11)
    table.add_column("Drive", justify="right", min_width=6)
    table.add_column("Order", min_width=14)
    table.add_column("Customer", overflow="ellipsis", no_wrap=True, ratio=1)
    table.add_column("Promise", width=17, no_wrap=True)
    for stop in itinerary.stops:
        table.add_row(*_row(stop, zone))
    return table


def _plain_table(title: str) -> Table:
    """A table that fits 80 columns: only customers' names give way."""
    return Table(
        title=title,
        title_justify="left",
        title_style="bold",
        box=SIMPLE_HEAD,
        show_edge=False,
        padding=0,
        expand=True,
    )


def _heading(itinerary: ItineraryView, zone: ZoneInfo) -> str:
    person = f"{itinerary.technician.code} {itinerary.technician.name}"
    if not itinerary.stops:
        return f"{escape(person)}: no visits"
    times = f"leaves {_clock(itinerary.leaves_at, zone)}, back {_clock(itinerary.returns_at, zone)}"
    return f"{escape(person)}: {times}, drives {_hours(itinerary.travel)}"


def _row(stop: StopView, zone: ZoneInfo) -> tuple[str, ...]:
    at_work = f"{_clock(stop.start, zone)}-{_clock(stop.end, zone)}"
    if stop.kind is StopKind.BREAK or stop.visit is None:
        return "", "", f"[dim]{at_work}[/dim]", "", "[dim]break[/dim]", "", ""
    visit = stop.visit
    return (
        str(stop.number),
        _clock(stop.arrival, zone),
        at_work,
        f"{stop.travel // MINUTE} min",
        visit.order,
        escape(visit.customer),
        _promise(stop, zone),
    )


def _promise(stop: StopView, zone: ZoneInfo) -> str:
    visit = stop.visit
    if visit is None or visit.promised_by is None or stop.spare is None:
        return "[dim]none[/dim]"
    colour = COLOUR.get(stop.outlook, "white")
    by = visit.promised_by.astimezone(zone)
    when = f"{by:%H:%M}" if by.date() == stop.start.astimezone(zone).date() else f"{by:%d %b}"
    if stop.spare < timedelta(0):
        return f"[{colour}]{when} late {_short(-in_minutes(stop.spare))}[/{colour}]"
    return f"[{colour}]{when} spare {_short(in_minutes(stop.spare))}[/{colour}]"


def _backlog(board: BoardView, language: str) -> Table:
    table = _plain_table("Backlog")
    table.add_column("Order", no_wrap=True)
    table.add_column("Severity", no_wrap=True)
    table.add_column("Customer, why it is not planned, and what could be done")
    for entry, said in zip(board.backlog, explained(board.backlog, language), strict=True):
        table.add_row(*_backlog_row(entry, *said))
    return table


def _backlog_row(entry: BacklogView, reason: str, action: str) -> tuple[str, ...]:
    visit = entry.visit
    severity = visit.severity.value.replace("_", " ")
    lines = [visit.customer, reason, *([f"→ {action}"] if action else [])]
    return visit.order, severity, "\n".join(escape(line) for line in lines)


def _clock(instant: datetime | None, zone: ZoneInfo) -> str:
    return "" if instant is None else f"{instant.astimezone(zone):%H:%M}"


def _hours(span: timedelta) -> str:
    hours, minutes = divmod(span // MINUTE, 60)
    return f"{hours} h {minutes:02}" if hours else f"{minutes} min"


def _short(span: timedelta) -> str:
    hours, minutes = divmod(span // MINUTE, 60)
    return f"{hours // 24} d" if hours >= 24 else f"{hours}:{minutes:02}"


def _share(share: float | None) -> str:
    return "n/a" if share is None else f"{share:.0%}"
