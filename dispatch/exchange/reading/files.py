"""Files as tables that were recognised, with everything that is wrong with their form."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dispatch.errors import Fault
from dispatch.exchange.formulas import unescaped
from dispatch.exchange.language import folded
from dispatch.exchange.reading.grid import Cells, Grid, Reading
from dispatch.exchange.reading.json_tables import read_json
from dispatch.exchange.reading.limits import LIMITS, MIB, Limits
from dispatch.exchange.reading.text_tables import read_text_table
from dispatch.exchange.reading.workbooks import read_workbook
from dispatch.exchange.spec import Column, Table
from dispatch.exchange.tables import TABLES

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_REMARK = "#"


@dataclass(frozen=True)
class Sheet:
    """A table that was recognised. `rows` holds its cells by name of the column, by row number.

    Rows are numbered as a spreadsheet shows them, the headings being row 1; in JSON the first
    object is row 1.
    """

    file: str
    table: Table
    rows: dict[int, dict[str, str]]


@dataclass(frozen=True)
class Files:
    """What was read: tables, faults of form, and remarks on how files were read."""

    sheets: list[Sheet]
    faults: list[Fault]
    notes: list[str]


def read_files(paths: Iterable[Path], limits: Limits = LIMITS) -> Files:
    """Read files in any order. What is wrong with the form of any comes back as faults."""
    reading = Reading([], [], [])
    for path in paths:
        data = _bytes(path, reading, limits)
        if data is not None:
            _read(data, path, reading, limits)
    sheets = [sheet for grid in reading.grids if (sheet := _sheet(grid, reading.faults))]
    return Files(sheets, reading.faults, reading.notes)


def recognise(headings: Sequence[str], name: str = "") -> Table | None:
    """The table that a file or sheet holds, by its headings; where they leave a choice, by name.

    One whose headings are incomplete is still recognised by its name, so that what is missing can
    be said.
    """
    present = {table.name: _columns_under(table, headings) for table in TABLES}
    complete = [table for table in TABLES if table.required <= present[table.name]]
    best = max((len(present[table.name]) for table in complete), default=0)
    candidates = [table for table in complete if len(present[table.name]) == best]
    if len(candidates) == 1:
        return candidates[0]
    named = [
        table
        for table in candidates or TABLES
        if folded(name) in (table.name, folded(table.chinese))
    ]
    return named[0] if named and present[named[0].name] else None


def _bytes(path: Path, reading: Reading, limits: Limits) -> bytes | None:
    try:
        with path.open("rb") as stream:
            data = stream.read(limits.file_bytes + 1)
    except OSError as error:
        reading.faults.append(Fault(f"cannot be read: {error.strerror}", path.name or str(path)))
        return None
    if len(data) > limits.file_bytes:
        rule = f"is larger than {limits.file_bytes // MIB} MiB"
        reading.faults.append(Fault(rule, path.name))
        return None
    return data


def _read(data: bytes, path: Path, reading: Reading, limits: Limits) -> None:
    """Read by what the bytes are; the ending of the name tells JSON from other text."""
    if data.startswith(_OLE):
        rule = "is a workbook of the old kind (.xls) or encrypted: save it as .xlsx"
        reading.faults.append(Fault(rule, path.name))
        return
    if data.startswith(_ZIP):
        read = read_workbook
    elif path.suffix.lower() == ".json":
        read = read_json
    else:
        read = read_text_table
    read(data, path.name, path.stem, reading, limits)


def _sheet(grid: Grid, faults: list[Fault]) -> Sheet | None:
    table = recognise(grid.headings, grid.name)
    if table is None:
        known = ", ".join(table.name for table in TABLES)
        rule = f"these headings belong to no table; known tables: {known}"
        faults.append(Fault(rule, grid.label, 1, value=",".join(grid.headings)[:200]))
        return None
    columns = [table.by_heading.get(folded(heading)) for heading in grid.headings]
    faults.extend(_heading_faults(grid, table, columns))
    return Sheet(grid.label, table, dict(_rows(grid, table, columns)))


def _columns_under(table: Table, headings: Sequence[str]) -> frozenset[str]:
    columns = (table.by_heading.get(folded(heading)) for heading in headings)
    return frozenset(column.name for column in columns if column is not None)


def _heading_faults(grid: Grid, table: Table, columns: Sequence[Column | None]) -> Iterator[Fault]:
    for heading, column in zip(grid.headings, columns, strict=True):
        if column is None:
            names = ", ".join(column.name for column in table.columns)
            rule = f"is no column of {table.name}; its columns: {names}"
            yield Fault(rule, grid.label, 1, value=heading[:200] or "(empty heading)")
    for name, count in Counter(column.name for column in columns if column).items():
        if count > 1:
            yield Fault(f"stands {count} times among the headings", grid.label, 1, value=name)
    present = {column.name for column in columns if column}
    for missing in sorted(table.required - present):
        yield Fault(f"column of {table.name} is missing", grid.label, 1, missing)


def _rows(
    grid: Grid, table: Table, columns: Sequence[Column | None]
) -> Iterator[tuple[int, dict[str, str]]]:
    read = [
        (index, column.name, column.required, grid.escaped and column.kind.free)
        for index, column in enumerate(columns)
        if column is not None and not column.told
    ]
    remarks = grid.escaped and columns[0] is not None and not columns[0].kind.free
    for number, cells in grid.rows:
        if remarks and _is_remark(cells):
            continue
        texts = {}
        for index, name, required, free in read:
            text = cells[index]
            if text is None:
                if not required:
                    continue
                text = ""
            texts[name] = unescaped(text) if free and text[:1] == "'" else text
        yield number, texts


def _is_remark(cells: Cells) -> bool:
    """Whether a row is a remark; never asked where the first column holds free text."""
    return (cells[0] or "").startswith(_REMARK)
