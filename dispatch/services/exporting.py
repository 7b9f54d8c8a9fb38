"""Tables, plans and templates as files."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from dispatch.errors import BadInput, Fault, NotFound
from dispatch.exchange import TABLES, Content, Format, Language, Table, file_bytes, template_bytes
from dispatch.exchange.exporting import DATED, content_of
from dispatch.exchange.plan_rows import plan_contents
from dispatch.services.planning import plan_of_day, the_base
from dispatch.services.views.board import BacklogView, backlog_view
from dispatch.store import Store

ALL: Final = "all"
Explained = Callable[[Sequence[BacklogView]], Sequence[tuple[str, str]]]
"""Reason and action of each backlog entry, as sentences in the language of the file."""

_BY_NAME: Final = {table.name: table for table in TABLES}


class UnknownTable(NotFound):
    """A table was named that does not exist."""

    def __init__(self, name: str) -> None:
        super().__init__(f"there is no table {name!r}; known: {', '.join(_BY_NAME)}")
        self.name = name


def tables_named(name: str) -> Sequence[Table]:
    """The table of that name, or every one for `all`. Raises `UnknownTable`."""
    if name == ALL:
        return TABLES
    if name not in _BY_NAME:
        raise UnknownTable(name)
    return [_BY_NAME[name]]


def export_tables(store: Store, name: str, day: date | None = None) -> list[Content]:
    """A table, or all of them, as one moment of the database has them.

    A `day` narrows what has one (shifts, absences, work orders, finished visits). Raises
    `UnknownTable`, and `BadInput` for a day of a table that has none.
    """
    tables = tables_named(name)
    if day is not None and name != ALL and tables[0] not in DATED:
        dated = ", ".join(table.name for table in DATED)
        rule = f"{name} has no days; those that have: {dated}"
        raise BadInput([Fault(rule, field="date", value=day.isoformat())])
    with store.read() as unit:
        return [content_of(unit, table, day) for table in tables]


def export_plan(
    store: Store,
    day: date,
    explained: Explained,
    base_code: str | None = None,
    *,
    in_one: bool = False,
) -> Sequence[Content]:
    """The plan of a day, as people work by it: itineraries and backlog, or both `in_one` table.

    `explained` words the backlog. Raises `NoPlan`, and what `the_base` raises.
    """
    with store.read() as unit:
        plan = plan_of_day(unit, the_base(unit, base_code), day)
        team = [itinerary.technician for itinerary in plan.itineraries]
        sentences = explained([backlog_view(entry, team) for entry in plan.backlog])
        return plan_contents(plan, sentences, in_one)


def export_file(contents: Sequence[Content], format: Format, language: Language) -> bytes:
    """Contents as one file. Raises `BadInput` for several tables as one CSV file."""
    _require_one(len(contents), format)
    return file_bytes(contents, format, language)


def template_file(name: str, format: Format, language: Language) -> bytes:
    """An empty table to fill in, or all of them in one workbook.

    Raises `UnknownTable`, and `BadInput` for a format that cannot hold it.
    """
    tables = tables_named(name)
    if format is Format.JSON:
        raise BadInput([Fault("templates are .xlsx or .csv", field="format", value=format)])
    _require_one(len(tables), format)
    return template_bytes(tables, format, language)


def _require_one(count: int, format: Format) -> None:
    if format is Format.CSV and count != 1:
        rule = "a CSV file holds one table: name a folder (ending in /), .xlsx or .json"
        raise BadInput([Fault(rule, field="format", value=format)])
