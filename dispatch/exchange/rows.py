"""Rows of text as rows of values, every cell by the rules of its column."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from dispatch.errors import Fault
from dispatch.exchange.files import Sheet
from dispatch.exchange.spec import Column, Table

Key = tuple[Any, ...]
_SHOWN = 80


@dataclass
class Row:
    """A row with the values that could be read. `sound` is false once anything is wrong with it."""

    table: Table
    file: str
    number: int
    texts: dict[str, str]
    values: dict[str, Any] = field(default_factory=dict)
    sound: bool = True

    @property
    def key(self) -> Key | None:
        """Values that identify what the row is about; None when one is missing."""
        key = tuple(self.values.get(name) for name in self.table.key)
        return None if None in key else key

    def __getitem__(self, column: str) -> Any:
        return self.values[column]

    def fault(self, column: str, rule: str) -> Fault:
        """Mark the row as not sound and say what is wrong with one of its cells."""
        self.sound = False
        text = self.texts.get(column, "")
        shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
        return Fault(rule, self.file, self.number, column, shown)


def read_rows(sheets: Iterable[Sheet]) -> tuple[list[Row], list[Fault]]:
    """Read every cell. Rows with faults come back too, so that other rows may refer to them."""
    rows: list[Row] = []
    faults: list[Fault] = []
    for sheet in sheets:
        for number, texts in sheet.rows.items():
            row = Row(sheet.table, sheet.file, number, texts)
            for column in sheet.table.columns:
                _read_cell(row, column, faults)
            rows.append(row)
    _refuse_repeated(rows, faults)
    return rows, faults


def _read_cell(row: Row, column: Column, faults: list[Fault]) -> None:
    text = row.texts.get(column.name, "")
    if not text:
        if column.required and column.name in row.texts:
            faults.append(row.fault(column.name, "must not be empty"))
        elif column.required:
            row.sound = False  # the missing heading was reported once, for the whole file
        else:
            row.values[column.name] = column.default
        return
    if len(text) > column.longest:
        rule = f"is {len(text)} characters long; at most {column.longest} are allowed"
        faults.append(row.fault(column.name, rule))
        return
    try:
        row.values[column.name] = column.parse(text)
    except ValueError as error:
        faults.append(row.fault(column.name, str(error)))


def _refuse_repeated(rows: list[Row], faults: list[Fault]) -> None:
    first: dict[tuple[str, Key], Row] = {}
    for row in rows:
        if row.key is None:
            continue
        earlier = first.setdefault((row.table.name, row.key), row)
        if earlier is not row:
            named = " and ".join(row.table.key)
            place = f"{earlier.file}, row {earlier.number}"
            faults.append(row.fault(row.table.key[0], f"the same {named} stands in {place}"))
