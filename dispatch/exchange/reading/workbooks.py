"""XLSX workbooks: every visible sheet that holds anything is a table."""

import io
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from dispatch.errors import Fault
from dispatch.exchange.reading.grid import Grid, Reading, as_text
from dispatch.exchange.reading.limits import Limits
from dispatch.exchange.reading.workbook_scan import Found, Refused, scan_workbook

_MOST_BAD_CELLS = 20


def read_workbook(data: bytes, label: str, stem: str, reading: Reading, limits: Limits) -> None:
    """Add the tables of a workbook, or what is wrong with its form."""
    try:
        found = scan_workbook(data, limits)
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except Refused as error:
        reading.faults.append(Fault(str(error), label))
        return
    except CalamineError as error:
        reading.faults.append(Fault(f"is a damaged workbook: {error}", label))
        return
    if len(workbook.sheet_names) > limits.sheets:
        rule = f"has {len(workbook.sheet_names)} sheets; at most {limits.sheets} are read"
        reading.faults.append(Fault(rule, label))
        return
    visible = [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.visible is SheetVisibleEnum.Visible
    ]
    before = len(reading.grids), len(reading.faults)
    for name in visible:
        sheet_label = label if len(visible) == 1 else f"{label}, sheet {name}"
        _read_sheet(workbook, name, sheet_label, found, reading, limits)
    if before == (len(reading.grids), len(reading.faults)):
        reading.faults.append(Fault("has no headings in its first row", label))


def _read_sheet(
    workbook: CalamineWorkbook,
    name: str,
    label: str,
    found: Found,
    reading: Reading,
    limits: Limits,
) -> None:
    values = _values(workbook, name)
    if values is None:
        reading.faults.append(Fault("is a damaged sheet: it holds what is no value", label))
        return
    rows = [(number, cells) for number, row in enumerate(values, 1) if any(cells := _cells(row))]
    if not rows:
        return
    (_, first), *rest = rows
    width = max(index for index, heading in enumerate(first, 1) if heading)
    if width > limits.columns or len(rest) > limits.rows:
        rule = f"has {len(rest)} rows and {width} columns; at most {limits.rows} and "
        reading.faults.append(Fault(f"{rule}{limits.columns} are read", label))
        return
    for bad in found.bad_cells(name)[:_MOST_BAD_CELLS]:
        reading.faults.append(Fault(bad.rule, label, bad.row, f"column {bad.column}"))
    for number, cells in rest:
        if any(cells[width:]):
            reading.faults.append(Fault("has a cell without a heading above it", label, number))
    reading.grids.append(Grid(label, name, first[:width], [(n, c[:width]) for n, c in rest]))


def _values(workbook: CalamineWorkbook, name: str) -> list[list[Any]] | None:
    """Typed cells from the first row and column on; None when some cannot be read.

    A date beyond all calendars makes the reader panic, which comes as a BaseException without a
    class that could be imported.
    """
    try:
        return workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except (CalamineError, OverflowError, ValueError):
        return None
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        return None


def _cells(row: list[Any]) -> list[str]:
    return [as_text(value) for value in row]
