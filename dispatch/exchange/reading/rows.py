"""Rows of text as rows of values, every cell by the rules of its column."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from dispatch.errors import Fault
from dispatch.exchange.progress import STEP, Progress, Stage, silent
from dispatch.exchange.reading.files import Sheet
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


def read_rows(
    sheets: Iterable[Sheet], progress: Progress = silent
) -> tuple[list[Row], list[Fault]]:
    """Read every cell. Rows with faults come back too, so that other rows may refer to them."""
    rows: list[Row] = []
    faults: list[Fault] = []
    for sheet in sheets:
        readers = [_Reader(column) for column in sheet.table.columns if not column.told]
        for number, texts in sheet.rows.items():
            row = Row(sheet.table, sheet.file, number, texts)
            for reader in readers:
                reader.read(row, faults)
            rows.append(row)
            if not len(rows) % STEP:
                progress(Stage.READ, len(rows), 0)
    _refuse_repeated(rows, faults)
    return rows, faults


class _Reader:
    """Reads the cells of one column; text that was read before is not parsed again."""

    def __init__(self, column: Column) -> None:
        self._column = column
        self._known: dict[str, Any] = {}

    def read(self, row: Row, faults: list[Fault]) -> None:
        column = self._column
        text = row.texts.get(column.name, "")
        if text in self._known:
            row.values[column.name] = self._known[text]
        elif not text:
            self._read_nothing(row, faults)
        elif len(text) > column.longest:
            rule = f"is {len(text)} characters long; at most {column.longest} are allowed"
            faults.append(row.fault(column.name, rule))
        else:
            try:
                row.values[column.name] = self._known[text] = column.kind.read(text)
            except ValueError as error:
                faults.append(row.fault(column.name, str(error)))

    def _read_nothing(self, row: Row, faults: list[Fault]) -> None:
        column = self._column
        if not column.required:
            row.values[column.name] = column.default
        elif column.name in row.texts:
            faults.append(row.fault(column.name, "must not be empty"))
        else:
            row.sound = False  # the missing heading was reported once, for the whole file


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
