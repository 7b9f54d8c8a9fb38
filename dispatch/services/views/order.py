"""A work order with its three clocks and its history, and the list of work orders."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from dispatch.domain.audit import AuditEntry
from dispatch.domain.customers import CustomerTier, Region
from dispatch.domain.deadlines import ClockState, clock_states
from dispatch.domain.geography import Coordinates
from dispatch.domain.orders import Channel, OrderStatus, Visit, WorkOrder
from dispatch.domain.plans import Itinerary, Plan, Stop
from dispatch.domain.severity import Severity
from dispatch.domain.sla import Calendar, Pause, Target
from dispatch.domain.team import Technician
from dispatch.services.views.board import BacklogView, backlog_view
from dispatch.services.views.visits import Outlook, VisitView, margin, outlook, visit_view


@dataclass(frozen=True, slots=True)
class ClockView:
    """One promise as it stands: the target, the clock, and the used share of its time (0 to 1)."""

    state: ClockState
    target: Target
    share: float


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """A visit of the order and its place in a plan; `start` is None where no itinerary has it.

    `spare` is promise minus planned start, negative when late; `left_out` is the plan's reason for
    leaving the visit undone.
    """

    visit: VisitView
    technician_code: str = ""
    technician_name: str = ""
    day: date | None = None
    start: datetime | None = None
    end: datetime | None = None
    outlook: Outlook = Outlook.UNPROMISED
    spare: timedelta | None = None
    left_out: BacklogView | None = None


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One change: who did what to what when; `changes` maps a field to its values.

    `subject_type` is the kind of entity: the work order itself or one of its visits.
    """

    at: datetime
    actor: str
    subject_type: str
    action: str
    changes: Mapping[str, Any]
    note: str


@dataclass(frozen=True, slots=True)
class OrderView:
    """One work order as it stands at `now`. `clocks` is empty until it is classified."""

    number: str
    status: OrderStatus
    severity: Severity
    channel: Channel
    description: str
    reported_at: datetime
    customer: str
    tier: CustomerTier
    phone: str
    email: str
    site: str
    address: str
    access_notes: str
    region: Region
    location: Coordinates
    asset_model: str
    asset_serial: str
    warranty_until: date | None
    service_level: str
    overrule_reason: str
    time_zone: str
    now: datetime
    clocks: tuple[ClockView, ...]
    pauses: tuple[Pause, ...]
    visits: tuple[PlannedVisit, ...]
    history: tuple[HistoryLine, ...]


def order_view(
    order: WorkOrder,
    calendar: Calendar,
    now: datetime,
    plans: Sequence[Plan] = (),
    history: Iterable[AuditEntry] = (),
) -> OrderView:
    """Return the work order at `now` (aware); `plans` are searched, last first, for its visits."""
    site, asset = order.site, order.asset
    return OrderView(
        number=order.number,
        status=order.status,
        severity=order.severity,
        channel=order.channel,
        description=order.description,
        reported_at=order.reported_at,
        customer=order.customer.name,
        tier=order.customer.tier,
        phone=order.customer.phone,
        email=order.customer.email,
        site=site.name,
        address=site.address,
        access_notes=site.access_notes,
        region=site.region,
        location=site.location,
        asset_model=asset.model if asset else "",
        asset_serial=asset.serial if asset else "",
        warranty_until=asset.warranty_until if asset else None,
        service_level=order.service_level.name if order.service_level else "",
        overrule_reason=order.overrule_reason,
        time_zone=site.base.time_zone,
        now=now,
        clocks=_clocks(order, calendar, now),
        pauses=tuple(order.pauses),
        visits=tuple(_planned(visit, plans) for visit in order.visits),
        history=_newest_first(history),
    )


def _clocks(order: WorkOrder, calendar: Calendar, now: datetime) -> tuple[ClockView, ...]:
    level = order.service_level
    if level is None:
        return ()
    targets = (level.respond, level.arrive, level.resolve)
    return tuple(
        ClockView(state, target, _used_share(state, order.reported_at, now))
        for state, target in zip(clock_states(order, calendar, now), targets, strict=True)
    )


def _used_share(state: ClockState, reported_at: datetime, now: datetime) -> float:
    whole = state.due - reported_at
    used = (state.met_at or now) - reported_at
    return min(1.0, max(0.0, used / whole)) if whole else 1.0


def _planned(visit: Visit, plans: Sequence[Plan]) -> PlannedVisit:
    for plan in reversed(plans):
        for itinerary in plan.itineraries:
            for stop in itinerary.stops:
                if stop.visit is not None and _same(stop.visit, visit):
                    return _placed(visit, plan, itinerary, stop)
        for entry in plan.backlog:
            if _same(entry.visit, visit):
                left_out = backlog_view(entry, _team(plan))
                return PlannedVisit(left_out.visit, day=plan.date, left_out=left_out)
    return PlannedVisit(visit_view(visit))


def _team(plan: Plan) -> list[Technician]:
    return [itinerary.technician for itinerary in plan.itineraries]


def _same(one: Visit, other: Visit) -> bool:
    return one is other or (one.id is not None and one.id == other.id)


def _placed(visit: Visit, plan: Plan, itinerary: Itinerary, stop: Stop) -> PlannedVisit:
    view = visit_view(visit, _team(plan))
    spare = margin(view.promised_by, stop.start)
    return PlannedVisit(
        visit=view,
        technician_code=itinerary.technician.code,
        technician_name=itinerary.technician.name,
        day=plan.date,
        start=stop.start,
        end=stop.end,
        outlook=outlook(spare),
        spare=spare,
    )


def _newest_first(history: Iterable[AuditEntry]) -> tuple[HistoryLine, ...]:
    entries = sorted(history, key=lambda entry: entry.at, reverse=True)
    return tuple(
        HistoryLine(
            entry.at, entry.actor, entry.subject_type, entry.action, dict(entry.changes), entry.note
        )
        for entry in entries
    )
