"""CSV: UTF-8 with a mark, so that spreadsheet programs read Chinese; text is safe to open there."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Final

from dispatch.exchange.formulas import escaped
from dispatch.exchange.kinds import Cell, clock_text
from dispatch.exchange.language import Language
from dispatch.exchange.writing.content import Content, cells_of, headings_of

ENCODING: Final = "utf-8-sig"


def csv_bytes(contents: Sequence[Content], language: Language) -> bytes:
    """One table as CSV."""
    (content,) = contents
    records = (list(map(csv_text, row)) for row in cells_of(content, language))
    return records_bytes(headings_of(content.table, language), records)


def records_bytes(headings: Sequence[str], records: Iterable[Sequence[str]]) -> bytes:
    """Headings and records of text as CSV."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(headings)
    writer.writerows(records)
    return stream.getvalue().encode(ENCODING)


def csv_text(cell: Cell) -> str:
    """A cell as text."""
    match cell:
        case None:
            return ""
        case str():
            return escaped(cell)
        case datetime():
            return moment_text(cell)
        case date():
            return cell.isoformat()
        case _:
            return str(cell)


def moment_text(moment: datetime) -> str:
    """A wall-clock time, no finer than it is."""
    if moment.microsecond:
        return moment.isoformat()
    return f"{moment.date().isoformat()}T{clock_text(moment)}"
