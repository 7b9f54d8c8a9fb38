"""The outer shape of a VRPLIB file: `KEY: value` lines, then sections of rows of numbers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from solver.formats.faults import FileFaults
from solver.formats.source import Source

_SECTION = re.compile(r"(?P<name>[A-Z0-9_]+_SECTION)\s*:?", re.IGNORECASE)
_HEADER = re.compile(r"(?P<name>[A-Z][A-Z0-9_]*)\s*:(?P<value>.*)", re.IGNORECASE)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file: its number, and the words on it."""

    number: int
    words: tuple[str, ...]

    @property
    def field(self) -> str:
        """The line as faults name it."""
        return f"line {self.number}"


@dataclass(frozen=True, slots=True)
class Section:
    """The rows below one heading."""

    heading: Line
    rows: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Header:
    """The value behind one key."""

    line: Line
    value: str


@dataclass(frozen=True, slots=True)
class Text:
    """A file taken apart; names are in capitals."""

    headers: Mapping[str, Header]
    sections: Mapping[str, Section]

    def value(self, name: str) -> str:
        """The value of a header, empty if there is none."""
        header = self.headers.get(name)
        return header.value if header is not None else ""


def read_text(source: Source, faults: FileFaults) -> Text:
    """Take a file apart, up to `EOF`; faults for lines that are neither, and for names twice."""
    headers: dict[str, Header] = {}
    sections: dict[str, Section] = {}
    current: Section | None = None
    for number, text in enumerate(source.text.splitlines(), start=1):
        stripped = text.strip()
        line = Line(number, tuple(stripped.split()))
        if not stripped:
            continue
        if stripped.upper() == "EOF":
            break
        if section := _SECTION.fullmatch(stripped):
            current = Section(line)
            _put(sections, section["name"].upper(), current, line, faults)
        elif header := _HEADER.fullmatch(stripped):
            current = None
            value = header["value"].strip()
            _put(headers, header["name"].upper(), Header(line, value), line, faults)
        elif current is not None:
            current.rows.append(line)
        else:
            faults.add(line.field, "must be `KEY: value` or the heading of a section", stripped)
    return Text(headers, sections)


def _put(found: dict[str, T], name: str, item: T, line: Line, faults: FileFaults) -> None:
    if name in found:
        faults.add(line.field, "the same name a second time", name)
    else:
        found[name] = item
