"""Domain objects with readable defaults: a small town with one base, on a Wednesday in July.

Every builder takes the fields that matter to a test by name and fills in the rest. Objects that
refer to others build those too; share them by passing them in.
"""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any

from dispatch.domain.customers import Asset, Customer, CustomerTier, Region, ServiceBase, Site
from dispatch.domain.geography import Coordinates
from dispatch.domain.hours import HoursSpan, WeeklyHours
from dispatch.domain.orders import AvailabilityWindow, Channel, Visit, WorkOrder
from dispatch.domain.plans import BacklogEntry, Itinerary, Plan, Stop, StopKind
from dispatch.domain.severity import Severity
from dispatch.domain.sla import (
    Calendar,
    ClassificationRule,
    Clock,
    ServiceLevel,
    SlaPolicy,
    Target,
)
from dispatch.domain.team import Absence, Break, Shift, Technician

DAY = date(2026, 7, 1)
HARBOUR = Coordinates(49.9, -9.0)
HILL = Coordinates(49.95, -9.05)
ZONE = "Europe/London"
OFFICE_HOURS = WeeklyHours({day: (HoursSpan(time(8), time(18)),) for day in range(5)})

_numbers = count(1)


def at(hour: int, minute: int = 0, *, day: date = DAY) -> datetime:
    """An instant of the day the builders are about, in UTC."""
    return datetime.combine(day, time(hour, minute), tzinfo=UTC)


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


def a_base(**fields: Any) -> ServiceBase:
    return ServiceBase(
        **{
            "code": f"B-{next(_numbers)}",
            "name": "Harbour base",
            "location": HARBOUR,
            "city_radius_km": 10.0,
            "time_zone": ZONE,
            **fields,
        }
    )


def a_customer(**fields: Any) -> Customer:
    return Customer(
        **{
            "code": f"C-{next(_numbers)}",
            "name": "Corner bakery",
            "tier": CustomerTier.REGULAR,
            **fields,
        }
    )


def a_site(**fields: Any) -> Site:
    return Site(
        **{
            "code": f"S-{next(_numbers)}",
            "customer": fields.get("customer") or a_customer(),
            "base": fields.get("base") or a_base(),
            "name": "Bakery",
            "address": "1 Mill Street",
            "location": HILL,
            "time_zone": ZONE,
            "region": Region.SAME_CITY,
            **fields,
        }
    )


def an_asset(**fields: Any) -> Asset:
    return Asset(
        **{
            "serial": f"OVEN-{next(_numbers)}",
            "model": "Deck oven 4",
            "site": fields.get("site") or a_site(),
            **fields,
        }
    )


def a_technician(**fields: Any) -> Technician:
    return Technician(
        **{
            "code": f"T-{next(_numbers)}",
            "name": "Ana",
            "base": fields.get("base") or a_base(),
            "home": HARBOUR,
            **fields,
        }
    )


def a_shift(technician: Technician | None = None, **fields: Any) -> Shift:
    """Eight to five with an hour of overtime allowed, and no break unless one is given."""
    return Shift(
        **{
            "technician": technician or a_technician(),
            "starts_at": at(8),
            "ends_at": at(17),
            "max_overtime": hours(1),
            **fields,
        }
    )


def a_lunch(**fields: Any) -> Break:
    return Break(
        **{
            "duration": minutes(30),
            "earliest_start": at(11, 30),
            "latest_start": at(13, 30),
            **fields,
        }
    )


def a_fixed_break(start: datetime | None = None, **fields: Any) -> Break:
    """Half an hour that begins at one moment, three in the afternoon unless another is given."""
    moment = start or at(15)
    return Break(
        **{
            "duration": minutes(30),
            "earliest_start": moment,
            "latest_start": moment,
            **fields,
        }
    )


def an_absence(technician: Technician | None = None, **fields: Any) -> Absence:
    return Absence(
        **{
            "technician": technician or a_technician(),
            "starts_at": at(8),
            "ends_at": at(12),
            "reason": "dentist",
            **fields,
        }
    )


def a_window(start: datetime | None = None, end: datetime | None = None) -> AvailabilityWindow:
    return AvailabilityWindow(start or at(9), end or at(12))


def a_work_order(**fields: Any) -> WorkOrder:
    return WorkOrder(
        **{
            "number": f"WO-2026-{next(_numbers):06d}",
            "site": fields.get("site") or a_site(),
            "channel": Channel.PHONE,
            "severity": Severity.GENERAL_FAULT,
            "description": "The oven stays cold",
            "reported_at": at(7),
            **fields,
        }
    )


def a_visit(order: WorkOrder | None = None, **fields: Any) -> Visit:
    """An hour at the site of its order, which is built when none is given."""
    return Visit(**{"order": order or a_work_order(), "duration": hours(1), **fields})


def a_calendar(**fields: Any) -> Calendar:
    return Calendar(
        **{
            "code": f"desk-{next(_numbers)}",
            "name": "Service desk",
            "hours": OFFICE_HOURS,
            "time_zone": ZONE,
            **fields,
        }
    )


def a_service_level(**fields: Any) -> ServiceLevel:
    return ServiceLevel(
        **{
            "code": f"level-{next(_numbers)}",
            "name": "General fault in the city",
            "priority": 30,
            "respond": Target(hours(2)),
            "arrive": Target(hours(10), Clock.WORKING),
            "resolve": Target(hours(20), Clock.WORKING),
            **fields,
        }
    )


def a_policy(**fields: Any) -> SlaPolicy:
    """One rule that gives everybody the same service level."""
    return SlaPolicy(
        **{
            "code": f"policy-{next(_numbers)}",
            "name": "Standard promises",
            "calendar": fields.get("calendar") or a_calendar(),
            "rules": [ClassificationRule(1, a_service_level())],
            **fields,
        }
    )


def a_stop(visit: Visit | None = None, **fields: Any) -> Stop:
    """First stop of the day: half an hour's drive, served from nine to ten."""
    return Stop(
        **{
            "sequence": 1,
            "kind": StopKind.VISIT,
            "arrival": at(8, 45),
            "start": at(9),
            "end": at(10),
            "travel": minutes(30),
            "metres": 20_000,
            "wait": minutes(15),
            "slack": hours(2),
            "visit": visit or a_visit(),
            **fields,
        }
    )


def an_itinerary(shift: Shift | None = None, **fields: Any) -> Itinerary:
    shift = shift or a_shift()
    return Itinerary(
        **{
            "technician": shift.technician,
            "shift": shift,
            "leaves_at": at(8, 15),
            "returns_at": at(10, 30),
            "travel_home": minutes(30),
            "metres_home": 20_000,
            **fields,
        }
    )


def a_backlog_entry(visit: Visit | None = None, **fields: Any) -> BacklogEntry:
    return BacklogEntry(
        **{
            "visit": visit or a_visit(),
            "reason": "skill",
            "sentence": "Nobody on shift has gas 4.",
            "details": {"skill": "gas", "level": 4},
            **fields,
        }
    )


def a_plan(**fields: Any) -> Plan:
    """An empty draft, unless itineraries or backlog are given."""
    return Plan(
        **{
            "base": fields.get("base") or a_base(),
            "date": DAY,
            "created_at": at(7, 30),
            "created_by": "dispatcher",
            "engine": "search",
            "seed": 1,
            "prices": {"travel_hour": 1500},
            "cost_terms": {"travel": 750, "lateness": 0},
            "check": {"violations": []},
            **fields,
        }
    )
