"""Technicians, when they work and when they are away, from rows."""

from dispatch.domain.team import Technician
from dispatch.exchange.building.batch import Batch
from dispatch.exchange.building.places import coordinates
from dispatch.exchange.building.shifts import build_times
from dispatch.exchange.building.skills import SkillRows
from dispatch.exchange.reading.rows import Row
from dispatch.exchange.tables import TECHNICIANS

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
    build_times(batch)


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
