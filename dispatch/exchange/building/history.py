"""Finished visits from rows."""

from datetime import timedelta
from typing import Any

from dispatch.domain.history import FinishedVisit
from dispatch.domain.local_time import zone
from dispatch.domain.team import Technician
from dispatch.exchange.building.batch import Batch, given, update
from dispatch.exchange.reading.rows import Key, Row
from dispatch.exchange.report import Counts
from dispatch.exchange.tables import FINISHED_VISITS
from dispatch.exchange.times import Place

_AS_READ = ("skill", "severity", "tier", "region", "first_time_fix", "arrived_at", "arrive_by")
_SPANS = ("planned", "actual", "planned_travel", "actual_travel")
_DAY = timedelta(days=1)


def build_history(batch: Batch) -> None:
    """Visits of the past; one that is known already, by technician and arrival, is brought up."""
    read = [(row, values) for row in batch.of(FINISHED_VISITS) if (values := _read(batch, row))]
    if not read:
        return
    _refuse_alike(batch, [row for row, _ in read])
    arrivals = [values["arrived_at"] for _, values in read]
    present = {
        (visit.technician.code, visit.arrived_at): visit
        for visit in batch.unit.finished_visits.arrived_between(min(arrivals), max(arrivals))
    }
    for row, values in read:
        visit = present.get((row["technician"], values["arrived_at"]))
        if visit is None:
            batch.new_finished_visits.append(values)
            batch.count(FINISHED_VISITS, Counts(created=1))
        else:
            _update(batch, row, visit, values)


def _read(batch: Batch, row: Row) -> dict[str, Any] | None:
    """Attributes of a visit; None when anything about the row is wrong."""
    technician: Technician | None = batch.reference(row, "technician")
    if technician is None:
        return None
    place = Place(zone(technician.base.time_zone), batch.day_shift)
    for column in ("arrived_at", "arrive_by"):
        batch.localise(row, column, place)
    if not row.sound:
        return None
    arrival_day = row["arrived_at"].astimezone(place.zone).date()
    day = arrival_day if row["date"] is None else row["date"] + batch.day_shift * _DAY
    if not timedelta(0) <= arrival_day - day <= _DAY:
        batch.refuse(row, "date", "must be the day of arrival or the day before")
        return None
    return {
        "technician": technician,
        "date": day,
        **{name: row[name] for name in _AS_READ},
        **{name: row[f"{name}_minutes"] for name in _SPANS},
    }


def _refuse_alike(batch: Batch, rows: list[Row]) -> None:
    """Refuse an arrival that is written twice, with and without an offset."""
    first: dict[Key | None, Row] = {}
    for row in rows:
        earlier = first.setdefault(row.key, row)
        if earlier is not row:
            rule = f"the same arrival stands in {earlier.file}, row {earlier.number}"
            batch.refuse(row, "arrived_at", rule)


def _update(batch: Batch, row: Row, visit: FinishedVisit, values: dict[str, Any]) -> None:
    changed = update(visit, given(row, values))
    batch.count(FINISHED_VISITS, Counts(updated=1) if changed else Counts(unchanged=1))
