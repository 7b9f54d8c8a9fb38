"""XLSX: a sheet for each table; dates, numbers and truth values are real ones."""

import io
import re
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from dispatch.exchange.formulas import escaped
from dispatch.exchange.kinds import Cell
from dispatch.exchange.language import Language, word_of
from dispatch.exchange.spec import Column, Table
from dispatch.exchange.writing.content import Content, cells_of

_MOMENT_FORMAT: Final = "yyyy-mm-dd hh:mm"
_DAY_FORMAT: Final = "yyyy-mm-dd"
_FIRST_DAY: Final = date(1900, 3, 1)  # spreadsheets have a 29 February 1900
_HEADING: Final = Font(bold=True)
_REQUIRED: Final = PatternFill("solid", fgColor="FFF2CC")
_COMMENT: Final = {"width": 260, "height": 90}
# A workbook reader takes _x0041_ for the letter A, and XML cannot hold control characters.
_ESCAPE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ILLEGAL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def workbook_bytes(contents: Sequence[Content], language: Language) -> bytes:
    """Tables as one workbook."""
    workbook = Workbook(write_only=True)
    for content in contents:
        add_sheet(workbook, content.table, list(cells_of(content, language)), language)
    return saved(workbook)


def add_sheet(
    workbook: Workbook, table: Table, rows: Sequence[Sequence[Cell]], language: Language
) -> Any:
    """Add a table with its headings, each explained by a comment; returns the sheet."""
    sheet = workbook.create_sheet(table.title(language))
    sheet.freeze_panes = "A2"
    for index, column in enumerate(table.columns, 1):
        longest = max((len(str(row[index - 1])) for row in rows[:50]), default=0)
        width = max(2 * len(column.heading(language)), min(longest + 2, 50), 10)
        sheet.column_dimensions[get_column_letter(index)].width = min(width, 50)
    _offer_choices(sheet, table, language)
    sheet.append([_heading(sheet, column, language) for column in table.columns])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    return sheet


def saved(workbook: Workbook) -> bytes:
    """The file that a workbook is."""
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _heading(sheet: Any, column: Column, language: Language) -> Any:
    cell = WriteOnlyCell(sheet, column.heading(language))
    cell.font = _HEADING
    cell.comment = Comment(column.explained(language), "dispatch", **_COMMENT)
    if column.required:
        cell.fill = _REQUIRED
    return cell


def _offer_choices(sheet: Any, table: Table, language: Language) -> None:
    """Let a spreadsheet program offer the words of an enumeration."""
    for index, column in enumerate(table.columns, 1):
        if column.kind.choices is not None:
            words = ",".join(word_of(value, language) for value in column.kind.choices)
            letter = get_column_letter(index)
            validation = DataValidation(
                type="list", formula1=f'"{words}"', allow_blank=True, errorStyle="warning"
            )
            validation.add(f"{letter}2:{letter}50001")
            sheet.data_validations.append(validation)


def _cell(sheet: Any, value: Cell) -> Any:
    match value:
        case str():
            return _text(sheet, value)
        case datetime() if value.microsecond or value.date() < _FIRST_DAY:
            return value.isoformat()
        case datetime():
            return _styled(sheet, value, _MOMENT_FORMAT)
        case date() if value < _FIRST_DAY:
            return value.isoformat()
        case date():
            midnight = datetime.combine(value, time(0))
            return _styled(sheet, midnight, _DAY_FORMAT)
    return value


def _text(sheet: Any, value: str) -> Any:
    text = _ILLEGAL.sub(" ", _ESCAPE.sub("_x005F_", escaped(value)))
    if not text.startswith("#"):
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"  # else #N/A would be an error
    return cell


def _styled(sheet: Any, value: datetime, number_format: str) -> Any:
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = number_format
    return cell
