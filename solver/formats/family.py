"""Which family of format a file belongs to, by its name on the command line or by its content."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from solver.formats.dispatch_json.schema import PROBLEM_FORMAT
from solver.formats.faults import FileFault, UnreadableInput, shown
from solver.formats.source import Source


class FileFormat(StrEnum):
    """Families of formats; a solution is written in the family its problem came from."""

    DISPATCH = "dispatch"
    VROOM = "vroom"
    SOLOMON = "solomon"
    TRSP = "trsp"
    VRPLIB = "vrplib"

    @property
    def is_json(self) -> bool:
        return self in {FileFormat.DISPATCH, FileFormat.VROOM}


READABLE = tuple(FileFormat)

_TEXTS: Mapping[FileFormat, str] = {
    FileFormat.TRSP: r"^\s*CREW COUNT\b|^DEPOT TECHNICIANS AND REQUESTS",
    FileFormat.VRPLIB: r"^\s*(EDGE_WEIGHT_TYPE|NODE_COORD_SECTION|DIMENSION)\b",
    FileFormat.SOLOMON: r"^\s*CUST\s*NO\b|^\s*NUMBER\s+CAPACITY\s*$",
}


def looks_like_json(source: Source) -> bool:
    """Whether the text can only be meant as JSON."""
    return source.text.lstrip()[0] in "{["


def family_of_text(source: Source) -> FileFormat:
    """The family of a text file. Raises `UnreadableInput` when nothing in it is familiar."""
    for family, pattern in _TEXTS.items():
        if re.search(pattern, source.text, re.MULTILINE | re.IGNORECASE):
            return family
    raise UnreadableInput(source.name, [FileFault("", f"unknown format; {_known()}")])


def family_of_json(source: Source, document: Any) -> FileFormat:
    """The family of a parsed JSON document. Raises `UnreadableInput`."""
    if not isinstance(document, dict):
        fault = FileFault("", "must be a JSON object", type(document).__name__)
        raise UnreadableInput(source.name, [fault])
    stated = document.get("format")
    if stated is not None:
        if stated == PROBLEM_FORMAT:
            return FileFormat.DISPATCH
        raise UnreadableInput(
            source.name, [FileFault("format", f"must be {PROBLEM_FORMAT}", shown(stated))]
        )
    if document.keys() & {"jobs", "shipments", "vehicles"} and "tasks" not in document:
        return FileFormat.VROOM
    rule = f'no "format": "{PROBLEM_FORMAT}" and none of VROOM\'s jobs and vehicles'
    raise UnreadableInput(source.name, [FileFault("", f"unknown format: {rule}")])


def _known() -> str:
    return f"expected one of {', '.join(READABLE)}"
