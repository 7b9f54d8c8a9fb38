"""The text of a TRSP file taken apart: how many of everything, and a row for each place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from solver.formats.faults import FileFaults
from solver.formats.limits import MOST_PLACES, MOST_VEHICLES
from solver.formats.source import Source
from solver.formats.trsp.ticks import DECIMALS, FARTHEST

_COUNTS = ("crew count", "skills", "tools", "spare parts")
_LISTS = ("skills", "tools", "spare parts")
_NUMBERS = ("x", "y", "TWS", "TWE", "service time")
_LATEST = 10**8
_MOST_PIECES = 10**9
_MOST_KINDS = 10_000

_ROW = re.compile(r"(?P<head>[^\[\]]*)" + r"\[([^\[\]]*)\]\s*" * 3)
_NUMBER = re.compile(rf"[+-]?\d{{1,10}}(\.\d{{0,{DECIMALS}}})?")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many technicians there are, and kinds of skills, tools and spare parts."""

    crew: int
    skills: int
    tools: int
    parts: int


@dataclass(frozen=True, slots=True)
class Row:
    """The depot (0), the home of a technician (1 to crew), or a request, in units of the file.

    `parts` are pieces by kind: on board, or used up.
    """

    line: int
    id: int
    x: Decimal
    y: Decimal
    opens: Decimal
    closes: Decimal
    service: Decimal
    skills: frozenset[int]
    tools: frozenset[int]
    parts: tuple[int, ...]

    @property
    def field(self) -> str:
        """The row as faults name it."""
        return f"line {self.line}"


@dataclass(frozen=True, slots=True)
class Region:
    """All rows of a file, by what they are."""

    name: str
    depot: Row
    technicians: tuple[Row, ...]
    requests: tuple[Row, ...]


def read_region(source: Source, faults: FileFaults) -> Region:
    """Take a file apart. Raises `UnreadableInput` with every bad line."""
    lines = [(n, t.strip()) for n, t in enumerate(source.text.splitlines(), 1) if t.strip()]
    counts = _counts(lines, faults)
    faults.raise_if_any()
    rows = list(_rows(lines, counts, faults))
    _check_ids(rows, counts.crew, faults)
    faults.raise_if_any()
    by_id = {row.id: row for row in rows}
    return Region(
        name=lines[0][1] if lines[0][1].upper() != "INFO" else "",
        depot=by_id[0],
        technicians=tuple(by_id[id_] for id_ in range(1, counts.crew + 1)),
        requests=tuple(row for row in rows if row.id > counts.crew),
    )


def _counts(lines: Sequence[tuple[int, str]], faults: FileFaults) -> Counts:
    """The four numbers in the line after `CREW COUNT ...`."""
    heading = next(
        (k for k, (_, t) in enumerate(lines) if t.upper().startswith("CREW COUNT")), None
    )
    if heading is None or heading + 1 == len(lines):
        faults.add("", "no line with the numbers of crew, skills, tools and parts after CREW COUNT")
        return Counts(0, 0, 0, 0)
    number, text = lines[heading + 1]
    words = text.split()
    if len(words) != len(_COUNTS):
        rule = f"needs {len(_COUNTS)} numbers ({', '.join(_COUNTS)}), has {len(words)}"
        faults.add(f"line {number}", rule, text)
        return Counts(0, 0, 0, 0)
    most = (MOST_VEHICLES, _MOST_KINDS, _MOST_KINDS, _MOST_KINDS)
    values = [
        _whole(f"line {number}", what, word, limit, faults)
        for what, word, limit in zip(_COUNTS, words, most, strict=True)
    ]
    return Counts(*(value or 0 for value in values))


def _rows(lines: Sequence[tuple[int, str]], counts: Counts, faults: FileFaults) -> Iterator[Row]:
    heading = next(
        (k for k, (_, t) in enumerate(lines) if re.match(r"ID\s+X\s+Y\b", t, re.I)), None
    )
    if heading is None:
        faults.add(
            "", "no table of places after a line ID X Y TWS TWE Serv SKILLS TOOLS SPARE PARTS"
        )
        return
    for number, text in lines[heading + 1 :]:
        row = _row(number, text, counts, faults)
        if row is not None:
            yield row


def _row(number: int, text: str, counts: Counts, faults: FileFaults) -> Row | None:
    """One row of the table; None after a fault."""
    field, before = f"line {number}", len(faults.faults)
    match = _ROW.fullmatch(text)
    words = match["head"].split() if match else []
    if match is None or len(words) != 1 + len(_NUMBERS):
        rule = "must be ID X Y TWS TWE Serv [SKILLS] [TOOLS] [SPARE PARTS]"
        faults.add(field, rule, text)
        return None
    id_ = _whole(field, "ID", words[0], 10**9, faults)
    numbers = [
        _number(field, what, word, faults) for what, word in zip(_NUMBERS, words[1:], strict=True)
    ]
    skills, tools, parts = (
        _integers(field, what, group, faults)
        for what, group in zip(_LISTS, match.groups()[1:], strict=True)
    )
    _check_kinds(field, "skills", skills, counts.skills, faults)
    _check_kinds(field, "tools", tools, counts.tools, faults)
    if parts and len(parts) != counts.parts:
        faults.add(
            field, f"spare parts must be a number for each of {counts.parts} kinds", len(parts)
        )
    if len(faults.faults) > before:
        return None
    x, y, opens, closes, service = (value or Decimal(0) for value in numbers)
    if closes < opens:
        faults.add(field, f"the time window ends at {closes}, before it starts at {opens}")
    sets = (frozenset(skills), frozenset(tools), tuple(parts))
    return Row(number, id_ or 0, x, y, opens, closes, service, *sets)


def _check_kinds(
    field: str, what: str, kinds: Sequence[int], count: int, faults: FileFaults
) -> None:
    for kind in kinds:
        if kind >= count:
            faults.add(field, f"{what} have numbers below {count}", kind)


def _check_ids(rows: Sequence[Row], crew: int, faults: FileFaults) -> None:
    """The depot and every technician have a row, and no id has two."""
    if len(rows) > MOST_PLACES:
        faults.add("", f"more than {MOST_PLACES} places", len(rows))
    first: dict[int, int] = {}
    for row in rows:
        earlier = first.setdefault(row.id, row.line)
        if earlier != row.line:
            faults.add(row.field, f"the same ID as in line {earlier}", row.id)
        if row.id <= crew and row.service and row.id:
            faults.add(row.field, "service time must be 0 at home", str(row.service))
    sound = not faults.faults
    missing = [id_ for id_ in range(crew + 1) if id_ not in first]
    if sound and missing:
        what = "the depot" if missing[0] == 0 else f"technician {missing[0]}"
        faults.add("", f"no row for {what}, ID {missing[0]}")


def _integers(field: str, what: str, text: str, faults: FileFaults) -> list[int]:
    words = text.split(",") if text.strip() else []
    found = [_whole(field, what, word.strip(), _MOST_PIECES, faults) for word in words]
    return [value or 0 for value in found]


def _whole(field: str, what: str, word: str, largest: int, faults: FileFaults) -> int | None:
    value = int(word) if re.fullmatch(r"\d{1,10}", word, re.ASCII) else None
    if value is None or value > largest:
        faults.add(field, f"{what} must be an integer from 0 to {largest}", word)
        return None
    return value


def _number(field: str, what: str, word: str, faults: FileFaults) -> Decimal | None:
    lowest, largest = (-FARTHEST, FARTHEST) if what in {"x", "y"} else (0, _LATEST)
    value = Decimal(word) if _NUMBER.fullmatch(word) else None
    if value is None or not lowest <= value <= largest:
        rule = f"{what} must be a number from {lowest} to {largest} with up to {DECIMALS} decimals"
        faults.add(field, rule, word)
        return None
    return value
