"""CSV files as rows of text, with everything that is wrong with their form."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dispatch.errors import Fault
from dispatch.exchange.spec import Table
from dispatch.exchange.tables import TABLES

LARGEST_FILE = 20 * 2**20
MOST_ROWS = 50_000
MOST_COLUMNS = 64


@dataclass(frozen=True)
class Sheet:
    """A file that was recognised. `rows` holds its cells by heading, stripped, by row number.

    Rows are numbered as a spreadsheet shows them: the headings are row 1.
    """

    file: str
    table: Table
    rows: dict[int, dict[str, str]]


def read_files(paths: Iterable[Path]) -> tuple[list[Sheet], list[Fault]]:
    """Read CSV files in any order. What is wrong with the form of any comes back as faults."""
    sheets: list[Sheet] = []
    faults: list[Fault] = []
    for path in paths:
        sheet = _read(path, faults)
        if sheet is not None:
            sheets.append(sheet)
    return sheets, faults


def _read(path: Path, faults: list[Fault]) -> Sheet | None:
    name = path.name
    records = _records(path, faults)
    if records is None:
        return None
    headings = [heading.strip().lower() for heading in records[0]]
    if not _are_headings(headings, name, faults):
        return None
    table = recognise(headings, path.stem)
    if table is None:
        known = ", ".join(table.name for table in TABLES)
        rule = f"these headings belong to no table; known tables: {known}"
        faults.append(Fault(rule, name, 1, value=",".join(headings)[:200]))
        return None
    faults.extend(_heading_faults(headings, table, name))
    return Sheet(name, table, dict(_rows(records, headings, name, faults)))


def recognise(headings: Sequence[str], stem: str = "") -> Table | None:
    """The table that a file holds, by its headings; where they leave a choice, by its name.

    A file whose headings are incomplete is still recognised by its name, so that what is missing
    can be said.
    """
    present = frozenset(headings)
    complete = [table for table in TABLES if table.required <= present]
    best = max((len(table.headings & present) for table in complete), default=0)
    candidates = [table for table in complete if len(table.headings & present) == best]
    if len(candidates) == 1:
        return candidates[0]
    named = [table for table in candidates or TABLES if table.name == stem.lower()]
    return named[0] if named and named[0].headings & present else None


def _records(path: Path, faults: list[Fault]) -> list[list[str]] | None:
    """The cells of a file, or None when they cannot be read; then a fault says why."""
    text = _text(path, faults)
    if text is None:
        return None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        records = list(reader)
    except csv.Error as error:
        rule = f"is not valid CSV near line {reader.line_num}: {error}"
        faults.append(Fault(rule, path.name))
        return None
    if not any(map(any, records[:1])):
        faults.append(Fault("has no headings in its first row", path.name))
        return None
    if len(records) - 1 > MOST_ROWS:
        rule = f"has {len(records) - 1} rows; at most {MOST_ROWS} are read"
        faults.append(Fault(rule, path.name))
        return None
    return records


def _text(path: Path, faults: list[Fault]) -> str | None:
    try:
        if path.stat().st_size <= LARGEST_FILE:
            return path.read_text(encoding="utf-8-sig")
        rule = f"is larger than {LARGEST_FILE // 2**20} MiB"
    except OSError as error:
        rule = f"cannot be read: {error.strerror}"
    except UnicodeDecodeError as error:
        rule = f"is not UTF-8 text (byte {error.start})"
    faults.append(Fault(rule, path.name))
    return None


def _are_headings(headings: list[str], name: str, faults: list[Fault]) -> bool:
    if len(headings) > MOST_COLUMNS:
        rule = f"has {len(headings)} columns; at most {MOST_COLUMNS} are read"
        faults.append(Fault(rule, name, 1))
        return False
    if len(headings) == 1 and ";" in headings[0]:
        rule = "columns must be separated by commas, not semicolons"
        faults.append(Fault(rule, name, 1, value=headings[0][:200]))
        return False
    return True


def _heading_faults(headings: list[str], table: Table, name: str) -> Iterable[Fault]:
    for heading, count in Counter(headings).items():
        if heading not in table.headings:
            rule = f"is no column of {table.name}; its columns: {_names(table)}"
            yield Fault(rule, name, 1, value=heading or "(empty heading)")
        elif count > 1:
            yield Fault(f"stands {count} times among the headings", name, 1, value=heading)
    for missing in sorted(table.required - set(headings)):
        yield Fault(f"column of {table.name} is missing", name, 1, missing)


def _rows(
    records: list[list[str]], headings: list[str], name: str, faults: list[Fault]
) -> Iterable[tuple[int, dict[str, str]]]:
    for number, record in enumerate(records[1:], start=2):
        cells = [cell.strip() for cell in record]
        if not any(cells):
            continue
        if len(cells) != len(headings):
            rule = f"has {len(cells)} cells under {len(headings)} headings"
            faults.append(Fault(rule, name, number))
            continue
        yield number, dict(zip(headings, cells, strict=True))


def _names(table: Table) -> str:
    return ", ".join(column.name for column in table.columns)
