"""When technicians work and when they are away, from rows."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from dispatch.domain.local_time import zone
from dispatch.domain.team import Absence, Break, Shift, Technician
from dispatch.exchange.building.batch import Batch
from dispatch.exchange.building.roster import Roster
from dispatch.exchange.reading.rows import Key, Row
from dispatch.exchange.spec import Table
from dispatch.exchange.tables import ABSENCES, BASES, SHIFTS, TECHNICIANS
from dispatch.exchange.times import Place

T = TypeVar("T", Shift, Absence)
_LONGEST_SHIFT = timedelta(hours=24)


def build_times(batch: Batch) -> None:
    """Shifts and absences; a row may name one by its start, or be one whose start has moved."""
    shifts, absences = _instants(batch, SHIFTS), _instants(batch, ABSENCES)
    _know_present(batch, shifts, absences)
    rosters = _Rosters[Shift](batch, SHIFTS, shifts)
    for row in shifts:
        if row.sound:
            _build_shift(batch, row, rosters)
    away = _Rosters[Absence](batch, ABSENCES, absences)
    for row in absences:
        if row.sound:
            names = ("starts_at", "ends_at", "reason")
            values = {name: row[name] for name in names} | {"technician": _whose(batch, row)}
            present = away.present(row)
            away.place(row, batch.keep(row, batch.unit.absences.add, Absence, values, present))


class _Rosters(Generic[T]):
    """The times of one table by technician, and which of them each row is about."""

    def __init__(self, batch: Batch, table: Table, rows: list[Row]) -> None:
        self._held: dict[Key, T] = {}
        self._named = {row.key for row in rows if row.sound}
        self._by_technician: dict[str, Roster[T]] = defaultdict(Roster)
        for time in batch.all_known(table):
            self._held[_key(time)] = time
            self._by_technician[time.technician.code].add(time)

    def present(self, row: Row) -> T | None:
        """What the database holds of a row: under its key, else under a start that has moved.

        That is the only one that shares time with the row and has no row of its own. It is found
        under its old start no more.
        """
        if row.key in self._held:
            return self._held[row.key]
        unnamed = [time for time in self._sharing(row) if _key(time) not in self._named]
        if len(unnamed) != 1:
            return None
        self._by_technician[row["technician"]].remove(unnamed[0])
        return unnamed[0]

    def overlapped(self, row: Row, present: T | None) -> T | None:
        """Another time of the technician that shares time with the row."""
        return next((time for time in self._sharing(row) if time is not present), None)

    def place(self, row: Row, time: T) -> None:
        """Let what is new, or has moved, be found where the row has put it."""
        if row.key not in self._held:
            self._by_technician[row["technician"]].add(time)

    def _sharing(self, row: Row) -> Iterator[T]:
        return self._by_technician[row["technician"]].overlapped(row["starts_at"], row["ends_at"])


def _key(time: Shift | Absence) -> Key:
    return time.technician.code, time.starts_at


def _build_shift(batch: Batch, row: Row, rosters: _Rosters[Shift]) -> None:
    """Keep a shift unless it overlaps another one of the same technician."""
    technician = _whose(batch, row)
    place = _place(batch, technician)
    breaks = [place.rest(rest, row["starts_at"]) for rest in row["breaks"]]
    if any(rest.latest_start > row["ends_at"] for rest in breaks):
        batch.refuse(row, "breaks", "a break must be able to start within the shift")
        return
    present = rosters.present(row)
    other = rosters.overlapped(row, present)
    if other is not None:
        start = other.starts_at.astimezone(place.zone)
        batch.refuse(row, "starts_at", f"overlaps the shift from {start:%Y-%m-%d %H:%M}")
        return
    if present is not None and _times(present.breaks) == _times(breaks):
        breaks = list(present.breaks)
    values = {
        "technician": technician,
        "starts_at": row["starts_at"],
        "ends_at": row["ends_at"],
        "max_overtime": row["max_overtime_minutes"],
        "max_duration": row["max_duration_minutes"],
        "breaks": breaks,
    }
    rosters.place(row, batch.keep(row, batch.unit.shifts.add, Shift, values, present))


def _whose(batch: Batch, row: Row) -> Technician:
    technician: Technician = batch.known(TECHNICIANS, (row["technician"],))
    return technician


def _instants(batch: Batch, table: Table) -> list[Row]:
    """Rows of a table with `starts_at` and `ends_at` as instants."""
    rows = list(batch.of(table))
    for row in rows:
        technician = batch.reference(row, "technician")
        if technician is None:
            continue
        place = _place(batch, technician)
        for column in ("starts_at", "ends_at"):
            batch.localise(row, column, place)
        if row.sound and row["ends_at"] <= row["starts_at"]:
            batch.refuse(row, "ends_at", "must be later than starts_at")
        if row.sound and table is SHIFTS and row["ends_at"] - row["starts_at"] > _LONGEST_SHIFT:
            batch.refuse(row, "ends_at", "a shift must not be longer than 24 hours")
    return rows


def _know_present(batch: Batch, shifts: list[Row], absences: list[Row]) -> None:
    """Find what the database holds of the times that the rows are about."""
    unit = batch.unit
    for base in batch.all_known(BASES):
        if base.id is None:
            continue
        if span := _span(shifts):
            for shift in unit.shifts.between(base, *span):
                batch.know(SHIFTS, (shift.technician.code, shift.starts_at), shift)
        if span := _span(absences):
            for absence in unit.absences.between(base, *span):
                batch.know(ABSENCES, (absence.technician.code, absence.starts_at), absence)


def _span(rows: list[Row]) -> tuple[datetime, datetime] | None:
    """From the first start to the last end."""
    sound = [row for row in rows if row.sound]
    if not sound:
        return None
    return min(row["starts_at"] for row in sound), max(row["ends_at"] for row in sound)


def _times(breaks: list[Break]) -> set[tuple[Any, ...]]:
    return {(rest.duration, rest.earliest_start, rest.latest_start, rest.place) for rest in breaks}


def _place(batch: Batch, technician: Technician) -> Place:
    return Place(zone(technician.base.time_zone), batch.day_shift)
