"""JSON: an object that holds a list of rows for each table, or one list of rows."""

import json
from collections.abc import Iterable
from typing import Any, Final

from dispatch.errors import Fault
from dispatch.exchange.reading.grid import Cells, Grid, Reading, as_text
from dispatch.exchange.reading.limits import Limits
from dispatch.exchange.reading.text_tables import Undecodable, decode

_FORM: Final = "must hold rows: a list of objects, or an object with such a list for each table"


def read_json(data: bytes, label: str, stem: str, reading: Reading, limits: Limits) -> None:
    """Add the tables of a JSON file, or what is wrong with its form."""
    try:
        document = json.loads(decode(data)[0], parse_constant=_refuse, object_pairs_hook=_unique)
    except (Undecodable, _Invalid) as error:
        reading.faults.append(Fault(str(error), label))
        return
    except (ValueError, RecursionError) as error:
        what = "too deeply nested" if isinstance(error, RecursionError) else str(error)
        reading.faults.append(Fault(f"is not valid JSON: {what}", label))
        return
    tables = document if isinstance(document, dict) else {stem: document}
    if not tables or len(tables) > limits.sheets:
        reading.faults.append(Fault(_FORM, label))
        return
    for name, rows in tables.items():
        named = f"{label}, {name}" if isinstance(document, dict) else label
        if isinstance(rows, list) and all(isinstance(row, dict) for row in rows):
            _read_rows(rows, named, name, reading, limits)
        else:
            reading.faults.append(Fault(_FORM, named))


def _read_rows(
    rows: list[dict[str, Any]], label: str, name: str, reading: Reading, limits: Limits
) -> None:
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    if len(headings) > limits.columns or len(rows) > limits.rows:
        rule = f"has {len(rows)} rows and {len(headings)} columns; at most {limits.rows} and "
        reading.faults.append(Fault(f"{rule}{limits.columns} are read", label))
    elif rows:
        cells = [
            (number, _cells(row, headings, number, label, reading.faults))
            for number, row in enumerate(rows, 1)
        ]
        reading.grids.append(Grid(label, name, headings, cells, escaped=False))


def _cells(
    row: dict[str, Any], headings: list[str], number: int, label: str, faults: list[Fault]
) -> Cells:
    cells: list[str | None] = []
    for heading in headings:
        try:
            cells.append(_text(row[heading]) if heading in row else None)
        except ValueError as error:
            faults.append(Fault(str(error), label, number, heading))
            cells.append(None)
    return cells


def _text(value: Any) -> str:
    """A value, or several of one cell as a list."""
    if isinstance(value, list):
        return "; ".join(as_text(part) for part in value)
    return as_text(value)


def _unique(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    pairs = list(pairs)
    document = dict(pairs)
    if len(document) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _Invalid(f"is not valid JSON: {twice!r} stands twice in one object")
    return document


def _refuse(constant: str) -> Any:
    raise _Invalid(f"is not valid JSON: {constant} is no number")


class _Invalid(Exception):
    """JSON that Python would read and we do not."""
