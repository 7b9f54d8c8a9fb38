"""Looks through a workbook before anything unpacks it into memory.

An XLSX file is a zip archive of XML parts. A small one can unpack to gigabytes, hold one cell in
the last of a million rows and 16,384 columns, or one long text that a million cells share; the
reader of workbooks would allocate all of it. This scan streams every part, counts, and refuses.

Every XML part is counted as if it were a sheet, so that no relationship can lead the reader to one
that was not looked at.
"""

import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from dispatch.exchange.reading.limits import MIB, Limits

_CHUNK: Final = 2**18
_SMALL: Final = 2**20  # a small part may be as repetitive as it likes
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_WORKBOOK: Final = "xl/workbook.xml"
_LINKS: Final = "xl/_rels/workbook.xml.rels"
_STRINGS: Final = "xl/sharedstrings.xml"
_OTHER_FORMATS: Final = frozenset({"content.xml", "xl/workbook.bin"})


# Whatever Python's readers of archives and of XML raise for bytes that are neither.
_DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    struct.error,
    EOFError,
    LookupError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)
_COMPRESSIONS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Refused(Exception):
    """The workbook is not read; the text is the rule it breaks."""


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell without a value of its own: an error, a formula never calculated, merged cells."""

    row: int
    column: str
    rule: str


@dataclass
class Found:
    """What the scan counted and met."""

    unpacked: int = 0
    cells: int = 0
    text: int = 0
    merged: int = 0
    strings: list[int] = field(default_factory=list)
    sheets: dict[str, str] = field(default_factory=dict)
    targets: dict[str, str] = field(default_factory=dict)
    bad: dict[str, list[BadCell]] = field(default_factory=dict)

    def bad_cells(self, sheet: str) -> list[BadCell]:
        """Cells of a sheet, by its name, that have no value."""
        target = self.targets.get(self.sheets.get(sheet, ""), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        return self.bad.get(part.lower(), [])


def scan_workbook(data: bytes, limits: Limits) -> Found:
    """Count what a workbook holds. Raises `Refused` when it is none or is beyond the limits."""
    found = Found()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for part in _parts(archive, limits):
                _read_part(archive, part, found, limits)
    except _DAMAGE as error:
        raise Refused(f"is a damaged workbook: {error}") from error
    if any(not target.lower().endswith(".xml") for target in found.targets.values()):
        raise Refused("holds more than sheets (macros?): save it as a plain .xlsx workbook")
    return found


def _parts(archive: zipfile.ZipFile, limits: Limits) -> list[zipfile.ZipInfo]:
    """The parts of a workbook, shared texts first: cells refer to them."""
    parts = archive.infolist()
    names = [part.filename.lower() for part in parts]
    if len(parts) > limits.parts:
        raise Refused(f"has {len(parts)} parts; at most {limits.parts} are read")
    if len(set(names)) != len(names):
        raise Refused("is a damaged workbook: two parts have the same name")
    if any(part.compress_type not in _COMPRESSIONS for part in parts):
        raise Refused("is packed in a way that workbooks are not")
    if _WORKBOOK not in names or _OTHER_FORMATS & set(names):
        raise Refused("is no .xlsx workbook: save it as one")
    return sorted(parts, key=lambda part: part.filename.lower() != _STRINGS)


def _read_part(
    archive: zipfile.ZipFile, part: zipfile.ZipInfo, found: Found, limits: Limits
) -> None:
    name = part.filename.lower()
    is_xml = name.endswith((".xml", ".rels"))
    scan = _PartScan(name, found, limits)
    size = 0
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            found.unpacked += len(chunk)
            if found.unpacked > limits.unpacked_bytes:
                raise Refused(f"unpacks to more than {limits.unpacked_bytes // MIB} MiB")
            if size > _SMALL and size > limits.ratio * part.compress_size:
                raise Refused(f"unpacks to more than {limits.ratio} times its size")
            if is_xml:
                scan.feed(chunk)
    if is_xml:
        scan.close()


class _PartScan:
    """Counts the cells and texts of one XML part."""

    def __init__(self, name: str, found: Found, limits: Limits) -> None:
        self._name, self._found, self._limits = name, found, limits
        self._row = self._column = self._last_row = self._last_column = 0
        self._reference = self._type = ""
        self._state = set[str]()
        self._text: list[str] = []
        self._listening = False
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.CharacterDataHandler = self._characters
        self._parser.StartDoctypeDeclHandler = self._doctype

    def feed(self, chunk: bytes) -> None:
        self._parser.Parse(chunk)

    def close(self) -> None:
        self._parser.Parse(b"", True)
        self._end_cell()
        self._end_string()
        cells = self._last_row * self._last_column
        self._found.cells += cells
        if self._found.cells > self._limits.cells:
            raise Refused(f"has more than {self._limits.cells} cells")

    def _start(self, qualified: str, attributes: dict[str, str]) -> None:
        tag = qualified.rpartition(":")[2]
        self._listening = False
        if tag == "c":
            self._end_cell()
            self._begin_cell(attributes)
        elif tag in ("v", "f", "is"):
            self._state.add(tag)
            told = self._type in ("s", "e") or "f" in self._state
            self._listening = tag == "v" and told
        elif tag == "t":
            self._listening = True
        elif tag == "row":
            self._end_cell()
            self._row = _number(attributes.get("r")) or self._row + 1
            self._column = 0
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif tag == "si":
            self._end_string()
            self._state.add("si")
        elif tag == "sheet" and self._name == _WORKBOOK:
            link = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            self._found.sheets[attributes.get("name", "")] = link
        elif tag == "Relationship" and self._name == _LINKS and not _leads_out(attributes):
            self._found.targets[attributes.get("Id", "")] = attributes.get("Target", "")

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._type = attributes.get("t", "")
        self._column += 1
        self._reference = attributes.get("r", "")
        if self._reference:
            match = _REFERENCE.fullmatch(self._reference)
            if match is None:
                raise Refused(f"is a damaged workbook: there is no cell {self._reference[:20]!r}")
            self._column, self._row = _column_number(match[1]), int(match[2])
        self._state = {"c"}
        self._text = []

    def _end_cell(self) -> None:
        """Count a cell that holds something; an empty one that is only coloured is none."""
        if "c" not in self._state:
            return
        state, self._state = self._state, set()
        if len(state) == 1:
            return
        self._last_row = max(self._last_row, self._row)
        self._last_column = max(self._last_column, self._column)
        text = "".join(self._text)
        if self._type == "e" and "v" in state:
            self._note(f"holds an error, not a value ({text[:20]})")
        elif "f" in state and self._type != "str" and not ("is" in state or any(self._text)):
            self._note("is a formula without a result: open and save it in a spreadsheet program")
        elif self._type == "s" and text.strip().isdigit():
            self._count_text(int(text))

    def _merge(self, span: str) -> None:
        """Note merged cells, of which only the first has a value."""
        self._end_cell()
        self._found.merged += 1
        if self._found.merged > self._limits.merged:
            raise Refused(f"has more than {self._limits.merged} merged cells")
        match = _REFERENCE.match(span)
        if match is not None:
            self._row, self._column = int(match[2]), _column_number(match[1])
            self._note(f"is merged ({span[:20]}): unmerge, and give each cell its value")

    def _note(self, rule: str) -> None:
        cells = self._found.bad.setdefault(self._name, [])
        cells.append(BadCell(self._row, _column_letters(self._column), rule))

    def _count_text(self, index: int) -> None:
        lengths = self._found.strings
        self._found.text += lengths[index] if index < len(lengths) else 0
        if self._found.text > self._limits.text_bytes:
            raise Refused(f"holds more than {self._limits.text_bytes // MIB} MiB of text")

    def _end_string(self) -> None:
        if "si" in self._state:
            self._found.strings.append(sum(map(len, self._text)))
            if self._found.strings[-1] > self._limits.longest_cell:
                raise Refused(f"has a cell longer than {self._limits.longest_cell} characters")
        self._state = set()
        self._text = []

    def _characters(self, text: str) -> None:
        if self._listening:
            self._text.append(text)

    def _doctype(self, *_declaration: object) -> None:
        raise Refused("declares entities, which no workbook needs")


def _leads_out(attributes: dict[str, str]) -> bool:
    return attributes.get("TargetMode") == "External"


def _number(text: str | None) -> int:
    if text is None:
        return 0
    if not re.fullmatch(r"[1-9][0-9]{0,6}", text):
        raise Refused(f"is a damaged workbook: there is no row {text[:20]!r}")
    return int(text)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _column_letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
