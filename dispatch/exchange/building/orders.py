"""Work orders and their visits, classified and with their deadlines."""

from datetime import datetime, timedelta
from typing import Any

from dispatch.domain.calendars import NoWorkingHours
from dispatch.domain.classification import NoRuleMatches, overrule
from dispatch.domain.local_time import zone
from dispatch.domain.orders import OrderStatus, Visit, VisitStatus, WorkOrder
from dispatch.domain.transitions import change_status
from dispatch.exchange.building.batch import Batch, differences, given, update
from dispatch.exchange.building.deadlines import Promises
from dispatch.exchange.building.defaults import defaults_of
from dispatch.exchange.building.order_rows import OVER, Likeness, OrderRow, read_orders
from dispatch.exchange.building.promises import policy_in_force
from dispatch.exchange.report import Counts
from dispatch.exchange.tables import BASES, WORK_ORDERS
from dispatch.store import OrderAttributes, OrderFilter

_MAY_CHANGE = (OrderStatus.REPORTED, OrderStatus.RESPONDED, OrderStatus.AWAITING_VISIT)
_SECOND = timedelta(seconds=1)
_ORDER_DEFAULTS = defaults_of(WorkOrder)
_VISIT_DEFAULTS = defaults_of(Visit)
_VISIT_STATUS = {
    OrderStatus.RESOLVED: VisitStatus.DONE,
    OrderStatus.CLOSED: VisitStatus.DONE,
    OrderStatus.CANCELLED: VisitStatus.CANCELLED,
}


def build_orders(batch: Batch, now: datetime) -> None:
    """Work orders; once everything before them is sound, also their levels and deadlines."""
    entries = read_orders(batch)
    if batch.faults or not entries:
        return
    policy = policy_in_force(batch)
    if policy is None:
        return
    promises = Promises(policy, now)
    as_new = [
        (entry, new) for entry in entries if (new := _as_new(batch, entry, promises)) is not None
    ]
    if batch.faults:
        return
    numbered = [(entry, new) for entry, new in as_new if entry.row["number"]]
    unchanged = batch.unit.unchanged_orders([_as_stored(*both) for both in numbered])
    numbers = {entry.row["number"] for entry, _ in numbered} - unchanged
    present = batch.unit.work_orders.by_numbers(numbers)
    alike = _orders_alike(batch, [entry for entry, _ in as_new if not entry.row["number"]])
    for entry, new in as_new:
        number = entry.row["number"]
        order = present.get(number) if number else alike.get(entry.likeness)
        if number in unchanged:
            batch.count(WORK_ORDERS, Counts(unchanged=1))
        elif order is None:
            _create(batch, entry, new)
        else:
            _update(batch, entry, order, promises)


def _orders_alike(batch: Batch, entries: list[OrderRow]) -> dict[Likeness, WorkOrder]:
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


def _as_new(batch: Batch, entry: OrderRow, promises: Promises) -> OrderAttributes | None:
    """What the order of a row is if there is none yet; None, with a fault, without a promise."""
    row, site = entry.row, entry.site
    try:
        level = entry.level or promises.level(row["severity"], site.customer.tier, site.region)
        promised = promises.promise(row["reported_at"], level)
    except NoRuleMatches as error:
        batch.refuse(row, "severity", str(error))
        return None
    except NoWorkingHours as error:
        batch.refuse(row, "reported_at", str(error))
        return None
    status = _first_status(entry)
    order = {
        **_ORDER_DEFAULTS,
        **entry.order,
        "number": row["number"] or "",
        "status": status,
        "service_level": level,
        "overrule_reason": row["overrule_reason"] if entry.level else "",
        "respond_by": promised.respond_by,
        "arrive_by": promised.arrive_by,
        "resolve_by": promised.resolve_by,
        "responded_at": row["responded_at"] or row["resolved_at"],
        "resolved_at": row["resolved_at"],
    }
    if not entry.visit:
        return OrderAttributes(order)
    visit_status = _VISIT_STATUS.get(status, VisitStatus.OPEN)
    return OrderAttributes(order, {**_VISIT_DEFAULTS, **entry.visit, "status": visit_status})


def _as_stored(entry: OrderRow, new: OrderAttributes) -> OrderAttributes:
    """What the database must hold for a row to change nothing: all but what its file leaves out."""
    left_out = entry.order.keys() - given(entry.row, entry.order).keys()
    order = {name: value for name, value in new.order.items() if name not in left_out}
    visit = given(entry.row, entry.visit) | {"status": VisitStatus.OPEN} if entry.visit else None
    return OrderAttributes(order, visit)


def _create(batch: Batch, entry: OrderRow, new: OrderAttributes) -> None:
    """Note a new order, given by its attributes: thousands of them are inserted at once."""
    if entry.row["number"]:
        batch.new_orders.append(new)
    else:
        local = entry.row["reported_at"].astimezone(zone(entry.site.time_zone))
        batch.nameless_orders[local.year].append(new)
    batch.count(WORK_ORDERS, Counts(created=1))


def _first_status(entry: OrderRow) -> OrderStatus:
    """What a new order is: over, as its row says, else by whether we have answered."""
    if entry.row["status"] in OVER:
        status: OrderStatus = entry.row["status"]
        return status
    if entry.row["responded_at"] is None:
        return OrderStatus.REPORTED
    return OrderStatus.AWAITING_VISIT if entry.visit else OrderStatus.RESPONDED


def _update(batch: Batch, entry: OrderRow, order: WorkOrder, promises: Promises) -> None:
    """Bring an order up to date, unless work on it has been scheduled or begun."""
    wanted = given(entry.row, entry.order)
    _refuse_other_end(batch, entry, order)
    if not _may_change(order):
        visit = order.visits[0] if order.visits else None
        if differences(order, wanted) or _visit_differs(entry, visit):
            rule = f"is {order.status.value.replace('_', ' ')}: an import no longer changes it"
            batch.refuse(entry.row, "number", rule)
        batch.count(WORK_ORDERS, Counts(unchanged=1))
        return
    before = _derived(order)
    changed = update(order, wanted) | _update_visit(entry, order)
    reason = entry.row["overrule_reason"]
    if entry.level is not None and differences(
        order, {"service_level": entry.level, "overrule_reason": reason}
    ):
        overrule(order, entry.level, reason)
    _respond(order, entry.row["responded_at"])
    promises.renew(order)
    changed |= _derived(order) != before
    batch.count(WORK_ORDERS, Counts(updated=1) if changed else Counts(unchanged=1))


def _refuse_other_end(batch: Batch, entry: OrderRow, order: WorkOrder) -> None:
    """Refuse a row by which an order would be over, or not over any more."""
    status = entry.row["status"]
    if status is not None and status is not order.status and {status, order.status} & set(OVER):
        spoken = order.status.value.replace("_", " ")
        batch.refuse(entry.row, "status", f"is {spoken} here: an import does not change that")


def _update_visit(entry: OrderRow, order: WorkOrder) -> bool:
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


def _visit_differs(entry: OrderRow, visit: Visit | None) -> bool:
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
    if order.responded_at != answered:
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
