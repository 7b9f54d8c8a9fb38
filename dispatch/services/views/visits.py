"""One visit as every reader sees it: who, where, what, and what was promised."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from dispatch.domain.customers import CustomerTier, Region
from dispatch.domain.geography import Coordinates
from dispatch.domain.orders import AvailabilityWindow, OrderStatus, Visit, VisitStatus
from dispatch.domain.severity import Severity
from dispatch.domain.skills import SkillLevel
from dispatch.domain.team import Technician

MINUTE = timedelta(minutes=1)
TIGHT = timedelta(minutes=15)


class Outlook(StrEnum):
    """How a planned start stands against the promised arrival."""

    ON_TIME = "on_time"
    TIGHT = "tight"
    LATE = "late"
    UNPROMISED = "unpromised"


@dataclass(frozen=True, slots=True)
class VisitView:
    """Facts of one visit. `key` is unique and stable: the order's number, `-2` for a second trip.

    `qualified` of `on_duty` technicians have the skills; both are 0 where no team was given.
    """

    key: str
    order: str
    order_status: OrderStatus
    status: VisitStatus
    severity: Severity
    description: str
    customer: str
    tier: CustomerTier
    phone: str
    site: str
    address: str
    access_notes: str
    region: Region
    location: Coordinates
    asset: str
    service_level: str
    duration: timedelta
    skills: tuple[SkillLevel, ...]
    windows: tuple[AvailabilityWindow, ...]
    not_before: datetime | None
    promised_by: datetime | None
    pinned_to: str
    qualified: int = 0
    on_duty: int = 0


def visit_view(visit: Visit, team: Iterable[Technician] = ()) -> VisitView:
    """Return the facts of `visit`; `team` are the technicians on duty that day."""
    order, site = visit.order, visit.order.site
    on_duty = list(team)
    return VisitView(
        key=visit_key(visit),
        order=order.number,
        order_status=order.status,
        status=visit.status,
        severity=order.severity,
        description=order.description,
        customer=order.customer.name,
        tier=order.customer.tier,
        phone=order.customer.phone,
        site=site.name,
        address=site.address,
        access_notes=site.access_notes,
        region=site.region,
        location=site.location,
        asset=f"{order.asset.model} · {order.asset.serial}" if order.asset else "",
        service_level=order.service_level.name if order.service_level else "",
        duration=visit.duration,
        skills=tuple(visit.skills),
        windows=tuple(visit.windows),
        not_before=visit.not_before,
        promised_by=order.arrive_by,
        pinned_to=visit.pinned_to.name if visit.pinned_to else "",
        qualified=sum(1 for technician in on_duty if can_serve(technician, visit)),
        on_duty=len(on_duty),
    )


def visit_key(visit: Visit) -> str:
    """Return the name of a visit in pages: its order's number, with `-n` from the second on."""
    position = next((n for n, other in enumerate(visit.order.visits) if other is visit), 0)
    return visit.order.number if position == 0 else f"{visit.order.number}-{position + 1}"


def can_serve(technician: Technician, visit: Visit) -> bool:
    """Tell whether the technician has every skill of the visit at its level."""
    return all(technician.level_of(need.skill) >= need.level for need in visit.skills)


def margin(promised_by: datetime | None, start: datetime) -> timedelta | None:
    """Return the time between planned start of service and promise; negative when late."""
    return None if promised_by is None else promised_by - start


def in_minutes(margin: timedelta) -> timedelta:
    """Return a margin in whole minutes, rounded down: never more to spare, never less late."""
    return margin // MINUTE * MINUTE


def outlook(spare: timedelta | None) -> Outlook:
    """Name the state of a promise from the time to spare (None: nothing was promised)."""
    if spare is None:
        return Outlook.UNPROMISED
    if spare < timedelta(0):
        return Outlook.LATE
    return Outlook.TIGHT if spare < TIGHT else Outlook.ON_TIME
