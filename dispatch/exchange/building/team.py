"""Technicians, shifts and absences from rows."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from dispatch.domain.local_time import zone
from dispatch.domain.team import Absence, Break, Shift, Technician
from dispatch.exchange.building.batch import Batch
from dispatch.exchange.building.places import coordinates
from dispatch.exchange.building.roster import Roster
from dispatch.exchange.building.skills import SkillRows
from dispatch.exchange.reading.rows import Row
from dispatch.exchange.spec import Table
from dispatch.exchange.tables import ABSENCES, BASES, SHIFTS, TECHNICIANS
from dispatch.exchange.times import Place

_LONGEST_SHIFT = timedelta(hours=24)
_PLAIN = (
    "code",
    "name",
    "travel_factor",
    "duration_factor",
    "hour_price",
    "overtime_hour_price",
    "max_visits",
    "phone",
)


def build_team(batch: Batch) -> None:
    """Technicians, then when they work and when they are away."""
    for technician in batch.unit.technicians.all():
        batch.know(TECHNICIANS, (technician.code,), technician)
    skills = SkillRows(batch)
    for row in batch.of(TECHNICIANS):
        _build_technician(batch, row, skills)
    skills.build()
    shifts = list(_instants(batch, SHIFTS))
    absences = list(_instants(batch, ABSENCES))
    _know_present(batch, shifts, absences)
    rosters: dict[str, Roster] = defaultdict(Roster)
    for shift in batch.all_known(SHIFTS):
        rosters[shift.technician.code].add(shift)
    for row in shifts:
        if row.sound:
            _build_shift(batch, row, rosters[row["technician"]])
    for row in absences:
        if row.sound:
            technician = batch.known(TECHNICIANS, (row["technician"],))
            names = ("starts_at", "ends_at", "reason")
            values = {name: row[name] for name in names} | {"technician": technician}
            batch.keep(row, batch.unit.absences.add, Absence, values)


def _build_technician(batch: Batch, row: Row, skills: SkillRows) -> None:
    base = batch.reference(row, "base")
    ends = [row.values.get(f"end_{degrees}") for degrees in ("latitude", "longitude")]
    if None in ends and ends != [None, None]:
        missing = "end_latitude" if ends[0] is None else "end_longitude"
        batch.refuse(row, missing, "latitude and longitude of the end come together")
    if not row.sound:
        return
    values = {name: row[name] for name in _PLAIN} | {
        "base": base,
        "home": coordinates(row, "home_"),
        "end": None if None in ends else coordinates(row, "end_"),
        "skills": skills.laid_over(row["code"], row["skills"]),
        "stock": list(row["stock"]),
        "max_travel": row["max_travel_minutes"],
    }
    batch.keep(row, batch.unit.technicians.add, Technician, values)


def _build_shift(batch: Batch, row: Row, roster: Roster) -> None:
    """Keep a shift unless it overlaps another one of the same technician."""
    technician = batch.known(TECHNICIANS, (row["technician"],))
    place = _place(batch, technician)
    breaks = [place.rest(rest, row["starts_at"]) for rest in row["breaks"]]
    if any(rest.latest_start > row["ends_at"] for rest in breaks):
        batch.refuse(row, "breaks", "a break must be able to start within the shift")
        return
    present = batch.known(SHIFTS, row.key)
    other = roster.overlapped(row["starts_at"], row["ends_at"], present)
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
    roster.add(batch.keep(row, batch.unit.shifts.add, Shift, values))


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
