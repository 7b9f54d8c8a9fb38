"""The day as tables in a terminal: figures, routes with arrival times, and the backlog."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from dispatch.domain.plans import StopKind
from dispatch.services.views.board import BacklogView, BoardView
from dispatch.services.views.itinerary import ItineraryView
from dispatch.services.views.stops import StopView
from dispatch.services.views.visits import Outlook

COLOUR = {Outlook.ON_TIME: "green", Outlook.TIGHT: "yellow", Outlook.LATE: "red"}
MINUTE = timedelta(minutes=1)


def print_board(console: Console, board: BoardView) -> None:
    """Print a planned day: its figures, a table for each technician, what stays undone and why."""
    console.print(_figures(board))
    for itinerary in board.itineraries:
        console.print(_route(itinerary, ZoneInfo(board.time_zone)))
    if board.backlog:
        console.print(_backlog(board))


def _figures(board: BoardView) -> Table:
    kpis, plan = board.kpis, board.plan
    table = Table(title=f"{board.base_name}, {board.date:%A %d %B %Y}", show_header=False)
    table.add_column(style="bold")
    table.add_column()
    if plan is not None:
        verdict = "no violation" if plan.checked and not plan.violations else "NOT CHECKED"
        table.add_row("Plan", f"{plan.id} ({plan.status.value}), engine {escape(plan.engine)}")
        table.add_row("Independent check", verdict)
    table.add_row("Visits", f"{kpis.visits}: {kpis.served} served, {kpis.backlog} in the backlog")
    table.add_row("Late", f"{kpis.late} of {kpis.served} served")
    table.add_row("Promises kept", _share(kpis.kept_share))
    table.add_row("Technicians out", f"{kpis.technicians_out} of {kpis.technicians}")
    table.add_row("Driving", f"{_hours(kpis.travel)}, {_share(kpis.driving_share)} of working time")
    table.add_row("Overtime", _hours(kpis.overtime))
    return table


def _route(itinerary: ItineraryView, zone: ZoneInfo) -> Table:
    table = Table(title=_heading(itinerary, zone), title_justify="left")
    table.add_column("#", justify="right")
    table.add_column("Arrive")
    table.add_column("Start")
    table.add_column("End")
    table.add_column("Drive", justify="right")
    table.add_column("Order")
    table.add_column("Customer", overflow="ellipsis", no_wrap=True, max_width=28)
    table.add_column("Severity")
    table.add_column("Promise")
    for stop in itinerary.stops:
        table.add_row(*_row(stop, zone))
    return table


def _heading(itinerary: ItineraryView, zone: ZoneInfo) -> str:
    person = f"{itinerary.technician.code} {itinerary.technician.name}"
    if not itinerary.stops:
        return f"{escape(person)}: no visits"
    times = f"leaves {_clock(itinerary.leaves_at, zone)}, home {_clock(itinerary.returns_at, zone)}"
    return f"{escape(person)}: {times}, drives {_hours(itinerary.travel)}"


def _row(stop: StopView, zone: ZoneInfo) -> tuple[str, ...]:
    start, end = _clock(stop.start, zone), _clock(stop.end, zone)
    if stop.kind is StopKind.BREAK or stop.visit is None:
        return "", "", start, end, "", "[dim]break[/dim]", "", "", ""
    visit = stop.visit
    return (
        str(stop.number),
        _clock(stop.arrival, zone),
        start,
        end,
        f"{stop.travel // MINUTE} min",
        visit.order,
        escape(visit.customer),
        visit.severity.value.replace("_", " "),
        _promise(stop, zone),
    )


def _promise(stop: StopView, zone: ZoneInfo) -> str:
    visit = stop.visit
    if visit is None or visit.promised_by is None or stop.spare is None:
        return "[dim]none[/dim]"
    colour = COLOUR.get(stop.outlook, "white")
    by = f"{visit.promised_by.astimezone(zone):%a %H:%M}"
    if stop.spare < timedelta(0):
        return f"[{colour}]{by}, {_hours(-stop.spare)} late[/{colour}]"
    return f"[{colour}]{by}, {_hours(stop.spare)} to spare[/{colour}]"


def _backlog(board: BoardView) -> Table:
    table = Table(title="Backlog", title_justify="left", expand=False)
    table.add_column("Order")
    table.add_column("Severity")
    table.add_column("Customer", overflow="ellipsis", no_wrap=True, max_width=28)
    table.add_column("Why it is not planned")
    for entry in board.backlog:
        table.add_row(*_backlog_row(entry))
    return table


def _backlog_row(entry: BacklogView) -> tuple[str, ...]:
    visit = entry.visit
    severity = visit.severity.value.replace("_", " ")
    return visit.order, severity, escape(visit.customer), escape(entry.sentence)


def _clock(instant: datetime | None, zone: ZoneInfo) -> str:
    return "" if instant is None else f"{instant.astimezone(zone):%H:%M}"


def _hours(span: timedelta) -> str:
    hours, minutes = divmod(span // MINUTE, 60)
    if hours >= 48:
        return f"{hours // 24} days"
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min"


def _share(share: float | None) -> str:
    return "n/a" if share is None else f"{share:.0%}"
