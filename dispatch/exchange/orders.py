"""Work orders and their visits from rows, classified and with their deadlines."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from dispatch.domain.calendars import NoWorkingHours
from dispatch.domain.classification import NoRuleMatches, classify_order, overrule
from dispatch.domain.customers import Site
from dispatch.domain.deadlines import set_promises
from dispatch.domain.local_time import zone
from dispatch.domain.orders import OrderStatus, Visit, VisitStatus, WorkOrder
from dispatch.domain.sla import ServiceLevel, SlaPolicy
from dispatch.domain.transitions import change_status
from dispatch.exchange.batch import Batch, differences, given, update
from dispatch.exchange.promises import policy_in_force
from dispatch.exchange.report import Counts
from dispatch.exchange.rows import Row
from dispatch.exchange.tables import BASES, WORK_ORDERS
from dispatch.exchange.times import Place
from dispatch.store import OrderFilter, WriteUnit

_OF_VISIT = (
    "skills",
    "windows",
    "not_before",
    "pinned_technician",
    "required_technicians",
    "excluded_technicians",
)
_MAY_CHANGE = (OrderStatus.REPORTED, OrderStatus.RESPONDED, OrderStatus.AWAITING_VISIT)
_SECOND = timedelta(seconds=1)

Likeness = tuple[str, datetime, str]


@dataclass
class _Entry:
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


def build_orders(batch: Batch, now: datetime) -> None:
    """Work orders; once everything before them is sound, also their levels and deadlines."""
    entries = [entry for row in batch.of(WORK_ORDERS) if (entry := _read(batch, row))]
    _refuse_alike(batch, entries)
    if batch.faults or not entries:
        return
    policy = policy_in_force(batch)
    if policy is None:
        return
    alike = _orders_alike(batch, [entry for entry in entries if not entry.row["number"]])
    for entry in entries:
        number = entry.row["number"]
        present = batch.unit.work_orders.by_number(number) if number else alike.get(entry.likeness)
        try:
            if present is None:
                _create(batch, entry, policy, now)
            else:
                _update(batch, entry, present, policy, now)
        except NoRuleMatches as error:
            batch.refuse(entry.row, "severity", str(error))
        except NoWorkingHours as error:
            batch.refuse(entry.row, "reported_at", str(error))


def _read(batch: Batch, row: Row) -> _Entry | None:
    """Resolve references and times; None when anything about the row is wrong."""
    site: Site | None = batch.reference(row, "site")
    asset = batch.reference(row, "asset")
    level = batch.reference(row, "service_level")
    people = {
        "pinned_to": batch.reference(row, "pinned_technician"),
        "required_technicians": batch.references(row, "required_technicians"),
        "excluded_technicians": batch.references(row, "excluded_technicians"),
    }
    if site is not None:
        _to_instants(batch, row, Place(zone(site.time_zone), batch.day_shift))
    if site is not None and asset is not None and asset.site is not site:
        batch.refuse(row, "asset", f"is installed at {asset.site.code}, not at {site.code}")
    _check(batch, row)
    if not row.sound or site is None:
        return None
    names = ("channel", "severity", "description", "reported_at")
    entry = _Entry(row, site, {name: row[name] for name in names}, level=level)
    entry.order |= {"site": site, "asset": asset}
    if row["duration_minutes"] is not None:
        entry.visit = people | {
            "duration": row["duration_minutes"],
            "skills": list(row["skills"]),
            "windows": list(row["windows"]),
            "not_before": row["not_before"],
        }
    return entry


def _to_instants(batch: Batch, row: Row, place: Place) -> None:
    for column in ("reported_at", "responded_at", "not_before"):
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
    if row.sound and row["responded_at"] and row["responded_at"] < row["reported_at"]:
        batch.refuse(row, "responded_at", "must not be before reported_at")


def _refuse_alike(batch: Batch, entries: list[_Entry]) -> None:
    first: dict[Likeness, _Entry] = {}
    for entry in entries:
        if entry.row["number"]:
            continue
        earlier = first.setdefault(entry.likeness, entry).row
        if earlier is not entry.row:
            rule = f"the same order without a number stands in {earlier.file}, row {earlier.number}"
            batch.refuse(entry.row, "number", rule)


def _orders_alike(batch: Batch, entries: list[_Entry]) -> dict[Likeness, WorkOrder]:
    """Orders in the database that rows without a number may be about."""
    found: dict[Likeness, WorkOrder] = {}
    if not entries:
        return found
    reported = [entry.row["reported_at"] for entry in entries]
    for base in batch.all_known(BASES):
        if base.id is None:
            continue
        which = OrderFilter(
            base, reported_from=min(reported), reported_before=max(reported) + _SECOND
        )
        total = batch.unit.work_orders.page(which, limit=0).total
        for order in batch.unit.work_orders.page(which, limit=total).orders:
            found[order.site.code, order.reported_at, order.description] = order
    return found


def _create(batch: Batch, entry: _Entry, policy: SlaPolicy, now: datetime) -> None:
    order = WorkOrder(number=entry.row["number"] or "", **entry.order)
    if entry.visit:
        Visit(order=order, **entry.visit)  # joins order.visits
    if entry.level is not None:
        overrule(order, entry.level, entry.row["overrule_reason"])
    _respond(order, entry.row["responded_at"])
    classify_order(order, policy.rules)
    set_promises(order, policy.calendar, now)
    batch.create(WORK_ORDERS, partial(_add_numbered, batch.unit), order)


def _update(
    batch: Batch, entry: _Entry, order: WorkOrder, policy: SlaPolicy, now: datetime
) -> None:
    """Bring an order up to date, unless work on it has been scheduled or begun."""
    wanted = given(entry.row, entry.order)
    if not _may_change(order):
        visit = order.visits[0] if order.visits else None
        if differences(order, wanted) or _visit_differs(entry, visit):
            rule = f"is {order.status.value.replace('_', ' ')}: an import no longer changes it"
            batch.refuse(entry.row, "number", rule)
        batch.count(WORK_ORDERS, Counts(unchanged=1))
        return
    before = _derived(order)
    changed = update(order, wanted) | _update_visit(entry, order)
    if entry.level is not None:
        overrule(order, entry.level, entry.row["overrule_reason"])
    _respond(order, entry.row["responded_at"])
    classify_order(order, policy.rules)
    set_promises(order, policy.calendar, now)
    changed |= _derived(order) != before
    batch.count(WORK_ORDERS, Counts(updated=1) if changed else Counts(unchanged=1))


def _update_visit(entry: _Entry, order: WorkOrder) -> bool:
    """Change, add or take away the one open visit. Returns whether anything changed."""
    if not order.visits:
        if entry.visit:
            Visit(order=order, **entry.visit)
        return bool(entry.visit)
    if entry.visit:
        return update(order.visits[0], given(entry.row, entry.visit))
    if "duration_minutes" not in entry.row.texts:
        return False
    order.visits.clear()
    return True


def _visit_differs(entry: _Entry, visit: Visit | None) -> bool:
    if visit is None:
        return bool(entry.visit)
    if not entry.visit:
        return "duration_minutes" in entry.row.texts
    return bool(differences(visit, given(entry.row, entry.visit)))


def _may_change(order: WorkOrder) -> bool:
    open_visits = all(visit.status is VisitStatus.OPEN for visit in order.visits)
    return order.status in _MAY_CHANGE and open_visits


def _respond(order: WorkOrder, responded_at: datetime | None) -> None:
    """Record our answer, and that a visit is awaited if there is one."""
    answered = responded_at or order.responded_at
    if answered is None:
        return
    wanted = OrderStatus.AWAITING_VISIT if order.visits else OrderStatus.RESPONDED
    if order.status is OrderStatus.REPORTED or (
        order.status is OrderStatus.RESPONDED and order.visits
    ):
        change_status(order, wanted, at=answered)
    order.responded_at = answered


def _derived(order: WorkOrder) -> tuple[Any, ...]:
    return (
        order.status,
        order.responded_at,
        order.service_level,
        order.overrule_reason,
        order.respond_by,
        order.arrive_by,
        order.resolve_by,
    )


def _add_numbered(unit: WriteUnit, order: WorkOrder) -> None:
    """Add an order, under the next free number of its year unless it has one."""
    if not order.number:
        local = order.reported_at.astimezone(zone(order.site.time_zone))
        order.number = unit.work_orders.next_number(local.year)
    unit.work_orders.add(order)
