"""The CSV file: a row per instance, solver and seed, appended whole or not at all."""

import csv
import io
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, get_args, get_type_hints


class BadResults(Exception):
    """A results file that this version cannot read; every fault is named."""


@dataclass(frozen=True, order=True)
class Key:
    """What makes a row the same: it is not run twice."""

    set: str
    instance: str
    solver: str
    seed: int
    threads: int
    limit: float
    clock: str


@dataclass(frozen=True)
class Row:
    """One run. Costs are cost units of the problem, `scale` of them make a unit of people.

    `independent` and `best_known` are in units of people. `limit`, `seconds` (from call to return)
    and `first_plan` are on `clock`; `cpu_seconds` is what the solver's processes used meanwhile,
    `load` the load average before, `lanes` how many runs went on side by side. `trace` has
    `seconds:cost` pairs.
    """

    set: str
    instance: str
    solver: str
    seed: int
    threads: int
    limit: float
    clock: str
    verdict: str
    cost: int | None
    scale: int
    independent: float | None
    best_known: float | None
    served: int
    tasks: int
    vehicles: int
    seconds: float
    cpu_seconds: float
    first_plan: float | None
    iterations: int | None
    version: str
    commit: str
    sample: bool
    lanes: int
    load: float
    finished: str
    machine: str
    note: str
    trace: str

    @property
    def key(self) -> Key:
        """What this is a run of."""
        return Key(self.set, self.instance, self.solver, self.seed, self.threads,
                   self.limit, self.clock)  # fmt: skip

    @property
    def price(self) -> float | None:
        """Cost in the unit of people, None without a plan that the checker accepts."""
        return None if self.cost is None else self.cost / self.scale

    @property
    def gap(self) -> float | None:
        """Per cent above the best known, None without either."""
        if self.price is None or not self.best_known:
            return None
        return 100 * (self.price / self.best_known - 1)


COLUMNS = tuple(field.name for field in fields(Row))
HEADER = ",".join(COLUMNS) + "\n"
MOST_SAID = 500
"""Characters of what may be a file of anything."""
_KINDS = get_type_hints(Row)


class Results:
    """A results file that is being written. A last line cut short by a crash is dropped."""

    def __init__(self, path: Path) -> None:
        self.path = path
        text = _bytes(path) if path.exists() else b""
        whole = text[: text.rfind(b"\n") + 1]
        self.rows = read(_decoded(whole, path.name), path.name) if whole else []
        self._empty = not whole
        if whole != text:
            with path.open("r+b") as file:
                file.truncate(len(whole))

    def append(self, row: Row) -> None:
        """Write a row, in place of those of the same key; once this returns, nothing loses it."""
        if any(old.key == row.key for old in self.rows):
            self.rows = [*(old for old in self.rows if old.key != row.key), row]
            self._write_anew()
            return
        if self._empty:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._write(self.path, "ab", HEADER)
            self._empty = False
        self._write(self.path, "ab", as_line(row))
        self.rows.append(row)

    def _write_anew(self) -> None:
        """All rows, into a file beside it that takes its place: there is always a whole one."""
        beside = self.path.with_name(f".{self.path.name}.new")
        self._write(beside, "wb", HEADER + "".join(map(as_line, self.rows)))
        beside.replace(self.path)

    def _write(self, path: Path, mode: str, text: str) -> None:
        with path.open(mode) as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())


def as_line(row: Row) -> str:
    """The row as one line of CSV, line breaks in texts replaced."""
    line = io.StringIO()
    values = (_text(getattr(row, name)) for name in COLUMNS)
    csv.writer(line, lineterminator="\n").writerow(values)
    return line.getvalue()


def read(text: str, name: str) -> list[Row]:
    """Rows of a whole file. Raises `BadResults` with every fault."""
    try:
        header, *lines = list(csv.reader(io.StringIO(text))) or [[]]
    except csv.Error as error:
        raise BadResults(f"{name}: not a table of values between commas ({error})") from None
    if tuple(header) != COLUMNS:
        odd = ", ".join(sorted(set(header) ^ set(COLUMNS)))
        raise BadResults(f"{name}: columns are not those of this version ({odd[:MOST_SAID]})")
    rows, faults = [], []
    for number, line in enumerate(lines, start=2):
        try:
            rows.append(_row(line))
        except ValueError as error:
            faults.append(f"{name}, line {number}: {error}")
    if faults:
        raise BadResults("\n".join(faults))
    return rows


def read_files(paths: Iterable[Path]) -> list[Row]:
    """Rows of several files, in order of the files."""
    return [row for path in paths for row in read(_decoded(_bytes(path), path.name), path.name)]


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadResults(f"{path}: {error.strerror}") from None


def _decoded(text: bytes, name: str) -> str:
    try:
        return text.decode()
    except UnicodeDecodeError as error:
        raise BadResults(f"{name}: not a text in UTF-8 ({error.reason})") from None


def _row(line: Sequence[str]) -> Row:
    if len(line) != len(COLUMNS):
        raise ValueError(f"needs {len(COLUMNS)} values, has {len(line)}")
    return Row(**{n: _value(n, text) for n, text in zip(COLUMNS, line, strict=True)})


def _value(name: str, text: str) -> Any:
    kind = _KINDS[name]
    if isinstance(kind, UnionType):
        if text == "":
            return None
        kind = next(part for part in get_args(kind) if part is not NoneType)
    if kind is bool:
        return text == "yes"
    try:
        return kind(text)
    except ValueError:
        raise ValueError(f"{name} must be {kind.__name__}, not {text!r}") from None


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.10g}"
    return " ".join(str(value).split())
