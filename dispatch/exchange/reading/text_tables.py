"""Delimited text (CSV): its encoding, its delimiter, its records."""

import codecs
import csv
import io
import re
from typing import Final

from dispatch.errors import Fault
from dispatch.exchange.language import folded
from dispatch.exchange.reading.grid import Grid, Reading
from dispatch.exchange.reading.limits import Limits
from dispatch.exchange.tables import TABLES

_DELIMITERS: Final = ",;\t"
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What people write: GB 2312's punctuation, letters and the 3,755 characters of its first level.
_COMMON_GB: Final = re.compile(rb"[\xa1-\xa9\xb0-\xd7][\xa1-\xfe]")
_ANY_GB: Final = re.compile(rb"[\x81-\xfe](?:[\x30-\x39][\x81-\xfe][\x30-\x39]|[\x40-\xfe])")
_COMMON_SHARE: Final = 0.7


class Undecodable(ValueError):
    """The bytes are text in no encoding that is read; the text says so."""


def read_text_table(data: bytes, label: str, stem: str, reading: Reading, limits: Limits) -> None:
    """Add the table of a text file, or what is wrong with its form."""
    try:
        text, encoding = decode(data)
    except Undecodable as error:
        reading.faults.append(Fault(str(error), label))
        return
    delimiter = sniff(text)
    if encoding != "utf-8" or delimiter != ",":
        separated = {";": "semicolons", "\t": "tabs", ",": "commas"}[delimiter]
        reading.notes.append(f"{label}: read as {encoding}, separated by {separated}")
    records = _records(text, delimiter, label, reading, limits)
    if not records:
        return
    (_, headings), *rows = records
    for number, cells in rows:
        if len(cells) != len(headings):
            rule = f"has {len(cells)} cell{'s' * (len(cells) != 1)} under {len(headings)} headings"
            reading.faults.append(Fault(rule, label, number))
    fitting = [(number, cells) for number, cells in rows if len(cells) == len(headings)]
    reading.grids.append(Grid(label, stem, headings, fitting))


def decode(data: bytes) -> tuple[str, str]:
    """The text and its encoding: by its mark, else UTF-8, else GB 18030. Raises `Undecodable`.

    Nearly any bytes are GB 18030 of some rare characters. Only text that consists of common ones is
    taken for it; Western letters in a code page of their own are refused, not garbled.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding.removesuffix("-sig")
            except UnicodeDecodeError as error:
                raise Undecodable(f"is not {encoding} text (byte {error.start})") from error
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        position = error.start
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        text = None
    pairs = _ANY_GB.findall(data)
    common = sum(1 for pair in pairs if _COMMON_GB.fullmatch(pair))
    if text is None or common < _COMMON_SHARE * len(pairs):
        raise Undecodable(f"is not UTF-8 text (byte {position}), and not GB 18030 either")
    return text, "gb18030"


def sniff(text: str) -> str:
    """The delimiter under which the first line holds most headings that are known."""
    line = next((line for line in text.splitlines() if line.strip()), "")
    return max(_DELIMITERS, key=lambda delimiter: _known_headings(line, delimiter))


def _known_headings(line: str, delimiter: str) -> int:
    try:
        cells = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return 0
    return sum(folded(cell) in _HEADINGS for cell in cells)


def _records(
    text: str, delimiter: str, label: str, reading: Reading, limits: Limits
) -> list[tuple[int, list[str]]]:
    """Records that hold anything, numbered from 1; none, with a fault, when there is no table."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records: list[tuple[int, list[str]]] = []
    try:
        for number, record in enumerate(reader, 1):
            if len(record) > limits.columns:
                rule = f"has {len(record)} columns; at most {limits.columns} are read"
                reading.faults.append(Fault(rule, label, number))
                return []
            cells = [cell.strip() for cell in record]
            if any(cells):
                records.append((number, cells))
    except csv.Error as error:
        rule = f"is not valid CSV near line {reader.line_num}: {error}"
        reading.faults.append(Fault(rule, label))
        return []
    if not records:
        reading.faults.append(Fault("has no headings in its first row", label))
    elif len(records) - 1 > limits.rows:
        rule = f"has {len(records) - 1} rows; at most {limits.rows} are read"
        reading.faults.append(Fault(rule, label))
        return []
    return records


_HEADINGS: Final = frozenset(heading for table in TABLES for heading in table.by_heading)
