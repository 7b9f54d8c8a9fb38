"""Empty tables to fill in: headings, what each column holds, and an example.

The rows of help and example begin with `#`, so a filled template is imported without them.
"""

from collections.abc import Sequence
from dataclasses import replace

from openpyxl import Workbook

from dispatch.exchange.language import Language, word_of
from dispatch.exchange.spec import Column, Table
from dispatch.exchange.writing.content import headings_of
from dispatch.exchange.writing.csv_text import records_bytes
from dispatch.exchange.writing.formats import Format
from dispatch.exchange.writing.workbook import add_sheet, saved

_REMARK = "# "
_REQUIRED = {Language.ENGLISH: "required", Language.CHINESE: "必填"}


def template_bytes(tables: Sequence[Table], format: Format, language: Language) -> bytes:
    """Templates as one file. JSON has none: it has no place for help."""
    if format is Format.CSV:
        (table,) = tables
        columns = _columns(table)
        return records_bytes(headings_of(columns, language), _remarks(columns, language))
    workbook = Workbook(write_only=True)
    for table in tables:
        columns = _columns(table)
        add_sheet(workbook, columns, _remarks(columns, language), language)
    return saved(workbook)


def _columns(table: Table) -> Table:
    """The table without the columns that reading passes over."""
    return replace(table, columns=tuple(column for column in table.columns if not column.told))


def _remarks(table: Table, language: Language) -> list[list[str]]:
    """A row of help and a row of examples, marked as remarks."""
    help = [_help(column, language) for column in table.columns]
    example = [_example(column, language) for column in table.columns]
    return [[f"{_REMARK}{first}", *others] for first, *others in (help, example)]


def _help(column: Column, language: Language) -> str:
    explained = column.explained(language)
    return f"{explained} ({_REQUIRED[language]})" if column.required else explained


def _example(column: Column, language: Language) -> str:
    if column.example and column.kind.choices is not None:
        return word_of(column.kind.read(column.example), language)
    return column.example
