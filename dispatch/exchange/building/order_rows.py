"""Rows of work orders with what they refer to, and the rules between their cells."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from dispatch.domain.customers import Site
from dispatch.domain.local_time import zone
from dispatch.domain.orders import OrderStatus
from dispatch.domain.sla import ServiceLevel
from dispatch.exchange.building.batch import Batch
from dispatch.exchange.reading.rows import Row
from dispatch.exchange.tables import WORK_ORDERS
from dispatch.exchange.times import Place

SOLVED = (OrderStatus.RESOLVED, OrderStatus.CLOSED)
OVER = (*SOLVED, OrderStatus.CANCELLED)

_OF_VISIT = (
    "skills",
    "windows",
    "not_before",
    "pinned_technician",
    "required_technicians",
    "excluded_technicians",
    "preferred_technicians",
    "setup_minutes",
    "parts",
    "pinned_start",
    "pinned_position",
)
_MOMENTS = ("reported_at", "responded_at", "not_before", "pinned_start", "resolved_at")

Likeness = tuple[str, datetime, str]


@dataclass
class OrderRow:
    """What a row says of a work order and of its visit, as attributes."""

    row: Row
    site: Site
    order: dict[str, Any]
    visit: dict[str, Any] = field(default_factory=dict)
    level: ServiceLevel | None = None

    @property
    def likeness(self) -> Likeness:
        """What tells orders without a number apart: site, report and description."""
        return self.site.code, self.row["reported_at"], self.row["description"]


def read_orders(batch: Batch) -> list[OrderRow]:
    """The sound rows of work orders; whatever is wrong with others is kept as faults."""
    entries = [entry for row in batch.of(WORK_ORDERS) if (entry := _read(batch, row))]
    _refuse_alike(batch, entries)
    return entries


def _read(batch: Batch, row: Row) -> OrderRow | None:
    """Resolve references and times; None when anything about the row is wrong."""
    site: Site | None = batch.reference(row, "site")
    asset = batch.reference(row, "asset")
    level = batch.reference(row, "service_level")
    people = {
        "pinned_to": batch.reference(row, "pinned_technician"),
        "required_technicians": batch.references(row, "required_technicians"),
        "excluded_technicians": batch.references(row, "excluded_technicians"),
        "preferred_technicians": batch.references(row, "preferred_technicians"),
    }
    if site is not None:
        _to_instants(batch, row, Place(zone(site.time_zone), batch.day_shift))
    if site is not None and asset is not None and asset.site is not site:
        batch.refuse(row, "asset", f"is installed at {asset.site.code}, not at {site.code}")
    _check(batch, row)
    if not row.sound or site is None:
        return None
    names = ("channel", "severity", "description", "reported_at")
    entry = OrderRow(row, site, {name: row[name] for name in names}, level=level)
    entry.order |= {"site": site, "asset": asset}
    if row["duration_minutes"] is not None:
        entry.visit = people | {
            "duration": row["duration_minutes"],
            "skills": list(row["skills"]),
            "windows": list(row["windows"]),
            "not_before": row["not_before"],
            "setup": row["setup_minutes"],
            "parts": list(row["parts"]),
            "pinned_start": row["pinned_start"],
            "pinned_position": row["pinned_position"],
        }
    return entry


def _to_instants(batch: Batch, row: Row, place: Place) -> None:
    for column in _MOMENTS:
        batch.localise(row, column, place)
    try:
        row.values["windows"] = [place.window(window) for window in row.values.get("windows", ())]
    except ValueError as error:
        batch.refuse(row, "windows", str(error))


def _check(batch: Batch, row: Row) -> None:
    """Rules between cells of a row."""
    values = row.values
    if values.get("service_level") and not values.get("overrule_reason"):
        batch.refuse(row, "overrule_reason", "say why the rules are overruled")
    if values.get("overrule_reason") and not row.texts.get("service_level"):
        batch.refuse(row, "service_level", "a reason to overrule needs a service level")
    if not row.texts.get("duration_minutes"):
        for column in _OF_VISIT:
            if row.texts.get(column):
                batch.refuse(row, "duration_minutes", f"must be given with {column}")
    if values.get("pinned_position") and not values.get("pinned_technician"):
        batch.refuse(row, "pinned_technician", "a pinned position needs a pinned technician")
    if not row.sound:
        return
    for column in ("responded_at", "resolved_at"):
        if row[column] and row[column] < row["reported_at"]:
            batch.refuse(row, column, "must not be before reported_at")
    if (row["status"] in SOLVED) is (row["resolved_at"] is None):
        batch.refuse(row, "resolved_at", "belongs to an order that is resolved or closed")


def _refuse_alike(batch: Batch, entries: list[OrderRow]) -> None:
    first: dict[Likeness, OrderRow] = {}
    for entry in entries:
        if entry.row["number"]:
            continue
        earlier = first.setdefault(entry.likeness, entry).row
        if earlier is not entry.row:
            rule = f"the same order without a number stands in {earlier.file}, row {earlier.number}"
            batch.refuse(entry.row, "number", rule)
