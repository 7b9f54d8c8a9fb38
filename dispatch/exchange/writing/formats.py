"""The formats of files that are written, by the ending of their name."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path

from dispatch.errors import BadInput, Fault
from dispatch.exchange.language import Language
from dispatch.exchange.writing.content import Content
from dispatch.exchange.writing.csv_text import csv_bytes
from dispatch.exchange.writing.json_text import json_bytes
from dispatch.exchange.writing.workbook import workbook_bytes


class Format(StrEnum):
    """A format of files."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"


_WRITERS: dict[Format, Callable[[Sequence[Content], Language], bytes]] = {
    Format.CSV: csv_bytes,
    Format.XLSX: workbook_bytes,
    Format.JSON: json_bytes,
}


def format_of(path: Path) -> Format:
    """The format that a name ends in. Raises `BadInput` for any other ending."""
    try:
        return Format(path.suffix.removeprefix(".").lower())
    except ValueError:
        rule = "must end in .csv, .xlsx or .json"
        raise BadInput([Fault(rule, file=str(path))]) from None


def file_bytes(contents: Sequence[Content], format: Format, language: Language) -> bytes:
    """Tables as one file. A CSV file holds one table only."""
    return _WRITERS[format](contents, language)
