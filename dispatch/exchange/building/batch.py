"""The rows of one import beside what the database holds; one entity for each natural key."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from dispatch.domain.geography import Coordinates
from dispatch.errors import Fault
from dispatch.exchange.progress import STEP, Progress, Stage, silent
from dispatch.exchange.reading.rows import Key, Row
from dispatch.exchange.report import Counts, ImportReport
from dispatch.exchange.spec import Table
from dispatch.exchange.tables import TABLES
from dispatch.exchange.times import Place
from dispatch.store import OrderAttributes, WriteUnit

Located = Mapping[str, Coordinates | str]
"""Where addresses are that came without coordinates, or why nobody knows."""

E = TypeVar("E")

# Attributes whose column has another name.
_COLUMNS = {
    "duration": "duration_minutes",
    "end": "end_latitude",
    "max_duration": "max_duration_minutes",
    "max_overtime": "max_overtime_minutes",
    "max_travel": "max_travel_minutes",
    "pinned_to": "pinned_technician",
    "setup": "setup_minutes",
}


@dataclass
class Batch:
    """Collects what becomes of the rows; nothing new reaches the unit before `write`.

    What the database holds is changed at once, in the unit, which must not be committed when there
    are faults; `faults` holds what is wrong so far. Entities are found by table and natural key,
    whether they are in the database, in the files, or both.
    """

    unit: WriteUnit
    rows: list[Row]
    day_shift: int = 0
    faults: list[Fault] = field(default_factory=list)
    located: Located = field(default_factory=dict)
    progress: Progress = silent
    new_orders: list[OrderAttributes] = field(default_factory=list)
    nameless_orders: dict[int, list[OrderAttributes]] = field(
        default_factory=lambda: defaultdict(list)
    )
    new_finished_visits: list[dict[str, Any]] = field(default_factory=list)
    _rows: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    _mentioned: set[tuple[str, Key | None]] = field(default_factory=set)
    _entities: dict[str, dict[Key, Any]] = field(default_factory=dict)
    _new: list[tuple[Callable[[Any], None], Any]] = field(default_factory=list)
    _counts: dict[str, Counts] = field(default_factory=dict)
    _checked: int = 0
    _written: int = 0

    def __post_init__(self) -> None:
        for row in self.rows:
            self._rows[row.table.name].append(row)
            self._mentioned.add((row.table.name, row.key))

    def of(self, table: Table) -> Iterator[Row]:
        """Rows of a table, sound or not."""
        for row in self._rows[table.name]:
            if not self._checked % STEP:
                self.progress(Stage.CHECK, self._checked, len(self.rows))
            self._checked += 1
            yield row

    def rows_of(self, table: Table) -> list[Row]:
        """The same as a list."""
        return self._rows[table.name]

    def know(self, table: Table, key: Key, entity: object) -> None:
        """Let references find an entity."""
        self._entities.setdefault(table.name, {})[key] = entity

    def known(self, table: Table, key: Key | None) -> Any:
        """The entity of a natural key, or None."""
        return self._entities.get(table.name, {}).get(key) if key else None

    def all_known(self, table: Table) -> list[Any]:
        """Every entity of a table that can be found."""
        return list(self._entities.get(table.name, {}).values())

    def refuse(self, row: Row, column: str, rule: str) -> None:
        """Record a fault of a cell; the row is not sound any more."""
        self.faults.append(row.fault(column, rule))

    def reference(self, row: Row, column: str) -> Any:
        """The entity that a cell refers to; None, with a fault, when there is none such."""
        code = row.values.get(column)
        return None if code is None else self._referred(row, column, code)

    def references(self, row: Row, column: str) -> list[Any]:
        """The entities that a cell of several codes refers to."""
        found = (self._referred(row, column, code) for code in row.values.get(column) or ())
        return [entity for entity in found if entity is not None]

    def localise(self, row: Row, column: str, place: Place) -> None:
        """Replace the wall-clock time in a cell by the instant it is at a place, if it is one."""
        if row.values.get(column) is None:
            return
        try:
            row.values[column] = place.instant(row[column])
        except ValueError as error:
            self.refuse(row, column, str(error))

    def keep(
        self,
        row: Row,
        add: Callable[[E], None],
        entity: type[E],
        values: dict[str, Any],
        present: E | None = None,
    ) -> E:
        """Make the entity of a sound row from `values`, or bring the present one up to date.

        A column that the file does not have leaves what is there.
        """
        if present is None and row.key is not None:
            present = self.known(row.table, row.key)
        if present is None:
            made = self.create(row.table, add, entity(**values))
        else:
            made = present
            changed = update(made, given(row, values))
            self.count(row.table, Counts(updated=1) if changed else Counts(unchanged=1))
        if row.key is not None:
            self.know(row.table, row.key, made)
        return made

    def create(self, table: Table, add: Callable[[E], None], entity: E) -> E:
        """Keep something new, to be handed to the unit by `write`."""
        self._new.append((add, entity))
        self.count(table, Counts(created=1))
        return entity

    def count(self, table: Table, counts: Counts) -> None:
        """Add to what is reported of a table."""
        self._counts[table.name] = self._counts.get(table.name, Counts()) + counts

    def write(self) -> None:
        """Hand everything new to the unit: entities in the order in which they were made.

        Orders without a number come last and get the next free ones of their year.
        """
        self._write(self._new, self._add)
        self._write(self.new_orders, self.unit.insert_orders)
        for year, orders in self.nameless_orders.items():
            numbers = self.unit.work_orders.next_numbers(year, len(orders))
            self._write(
                [new.numbered(number) for new, number in zip(orders, numbers, strict=True)],
                self.unit.insert_orders,
            )
        self._write(self.new_finished_visits, self.unit.insert_finished_visits)

    def _write(self, items: Sequence[E], write: Callable[[Sequence[E]], None]) -> None:
        for start in range(0, len(items), STEP):
            portion = items[start : start + STEP]
            write(portion)
            self._written += len(portion)
            self.progress(Stage.WRITE, self._written, self._to_write)

    @property
    def _to_write(self) -> int:
        nameless = sum(map(len, self.nameless_orders.values()))
        new = len(self._new) + len(self.new_orders) + nameless
        return new + len(self.new_finished_visits)

    def _add(self, portion: Sequence[tuple[Callable[[Any], None], Any]]) -> None:
        for add, entity in portion:
            add(entity)
        self.unit.flush()

    def report(self, notes: Sequence[str] = ()) -> ImportReport:
        """What became of the rows, with remarks on how they were read."""
        names = [table.name for table in TABLES if table.name in self._counts]
        return ImportReport({name: self._counts[name] for name in names}, tuple(notes))

    def _referred(self, row: Row, column: str, code: str) -> Any:
        table = _TABLES[row.table.column(column).refers_to]
        entity = self.known(table, (code,))
        if entity is None:
            row.sound = False
            if (table.name, (code,)) not in self._mentioned:
                rule = f"there is no {table.thing} {code} in the files or the database"
                self.refuse(row, column, rule)
        return entity


def given(row: Row, values: dict[str, Any]) -> dict[str, Any]:
    """Those of the values whose column the file has."""
    return {
        attribute: value
        for attribute, value in values.items()
        if (column := _COLUMNS.get(attribute, attribute)) in row.texts
        or column not in row.table.headings
    }


def differences(entity: Any, values: dict[str, Any]) -> dict[str, Any]:
    """Those of the values that an entity does not have yet; the order of lists does not matter."""
    return {k: v for k, v in values.items() if not _same(getattr(entity, k), v)}


def update(entity: Any, values: dict[str, Any]) -> bool:
    """Set the attributes that differ. Returns whether any did."""
    changed = differences(entity, values)
    for name, value in changed.items():
        setattr(entity, name, value)
    return bool(changed)


def _same(before: Any, after: Any) -> bool:
    if not isinstance(after, list):
        return bool(before == after)
    present = list(before)
    return len(present) == len(after) and all(item in present for item in after)


_TABLES = {table.name: table for table in TABLES}
