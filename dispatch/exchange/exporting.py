"""What the database holds as rows of tables, such that importing them changes nothing."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, Final

from dispatch.domain.local_time import zone
from dispatch.domain.orders import Visit, WorkOrder
from dispatch.domain.sla import SlaPolicy
from dispatch.domain.team import Absence, Break, Shift
from dispatch.exchange import tables as t
from dispatch.exchange.spec import Table
from dispatch.exchange.times import Place, Rest, WallWindow
from dispatch.exchange.writing.content import Content, Values, only
from dispatch.store import Unit

DATED: Final = (t.SHIFTS, t.ABSENCES, t.WORK_ORDERS, t.FINISHED_VISITS)
"""Tables of which a day can be asked for."""


def content_of(unit: Unit, table: Table, day: date | None = None) -> Content:
    """All rows of a table; with a day, those that are about it where they take place.

    Shifts and absences that touch the day, orders reported on it, visits finished on it. Tables
    that are not `DATED` are written whole.
    """
    return Content(table, list(_ROWS[table.name](unit, day)))


def _bases(unit: Unit, _: date | None) -> Iterator[Values]:
    for base in unit.bases.all():
        yield {**_plain(base, t.BASES), **_degrees("", base.location)}


def _entities(table: Table, all_of: Callable[[Unit], Iterable[Any]]) -> "Rows":
    return lambda unit, _: (_plain(entity, table) for entity in all_of(unit))


def _policies(unit: Unit, _: date | None) -> Iterator[Values]:
    for policy in unit.sla_policies.all():
        yield {"code": policy.code, "name": policy.name, "calendar": policy.calendar.code}


def _rules(unit: Unit, _: date | None) -> Iterator[Values]:
    for policy in unit.sla_policies.all():
        yield from _rules_of(policy)


def _rules_of(policy: SlaPolicy) -> Iterator[Values]:
    for rule in sorted(policy.rules, key=lambda rule: rule.position):
        level = rule.service_level.code
        names = ("position", "severity", "tier", "region")
        yield {
            "policy": policy.code,
            "service_level": level,
            **{name: getattr(rule, name) for name in names},
        }


def _sites(unit: Unit, _: date | None) -> Iterator[Values]:
    for site in unit.sites.all():
        yield {
            **_plain(site, t.SITES),
            **_degrees("", site.location),
            "customer": site.customer.code,
            "base": site.base.code,
        }


def _assets(unit: Unit, _: date | None) -> Iterator[Values]:
    for asset in unit.assets.all():
        yield {**_plain(asset, t.ASSETS), "site": asset.site.code}


def _technicians(unit: Unit, _: date | None) -> Iterator[Values]:
    for technician in unit.technicians.all():
        yield {
            **_plain(technician, t.TECHNICIANS),
            **_degrees("home_", technician.home),
            **_degrees("end_", technician.end),
            "base": technician.base.code,
            "skills": only(sorted(technician.skills)),
            "stock": only(sorted(technician.stock)),
            "max_travel_minutes": technician.max_travel,
        }


def _skills(unit: Unit, _: date | None) -> Iterator[Values]:
    for technician in unit.technicians.all():
        for skill in sorted(technician.skills):
            yield {"technician": technician.code, "skill": skill.skill, "level": skill.level}


def _shifts(unit: Unit, day: date | None) -> Iterator[Values]:
    for shift in sorted(unit.shifts.all(), key=_by_time):
        place = _place(shift.technician.base.time_zone)
        span = _span(shift, place)
        if _touches(span, day):
            yield {
                **span,
                "technician": shift.technician.code,
                "max_overtime_minutes": shift.max_overtime,
                "max_duration_minutes": shift.max_duration,
                "breaks": only(_rest(rest, place) for rest in shift.breaks),
            }


def _absences(unit: Unit, day: date | None) -> Iterator[Values]:
    for absence in sorted(unit.absences.all(), key=_by_time):
        span = _span(absence, _place(absence.technician.base.time_zone))
        if _touches(span, day):
            yield {**span, "technician": absence.technician.code, "reason": absence.reason}


def _work_orders(unit: Unit, day: date | None) -> Iterator[Values]:
    for order in unit.work_orders.all():
        place = _place(order.site.time_zone)
        if day is None or place.wall(order.reported_at).date() == day:
            yield _order(order, place)


def _order(order: WorkOrder, place: Place) -> Values:
    moments = (
        *("reported_at", "responded_at", "resolved_at"),
        *("respond_by", "arrive_by", "resolve_by"),
    )
    overruled = order.service_level is not None and bool(order.overrule_reason)
    return {
        **_plain(order, t.WORK_ORDERS),
        **{name: _wall(place, getattr(order, name)) for name in moments},
        "site": order.site.code,
        "asset": order.asset.serial if order.asset else None,
        "service_level": order.service_level.code if overruled and order.service_level else None,
        "overrule_reason": order.overrule_reason if overruled else None,
        **(_visit(order.visits[0], place) if order.visits else {}),
    }


def _visit(visit: Visit, place: Place) -> Values:
    """What an order says of its visit; of several the first, which is the one that is imported."""
    return {
        "duration_minutes": visit.duration,
        "setup_minutes": visit.setup,
        "skills": only(sorted(visit.skills)),
        "parts": only(sorted(visit.parts)),
        "windows": only(
            WallWindow(place.wall(window.start), place.wall(window.end))
            for window in sorted(visit.windows)
        ),
        "not_before": _wall(place, visit.not_before),
        "pinned_start": _wall(place, visit.pinned_start),
        "pinned_position": visit.pinned_position,
        "pinned_technician": visit.pinned_to.code if visit.pinned_to else None,
        **{
            name: only(sorted(technician.code for technician in getattr(visit, name)))
            for name in ("required_technicians", "excluded_technicians", "preferred_technicians")
        },
    }


def _finished_visits(unit: Unit, day: date | None) -> Iterator[Values]:
    visits = unit.finished_visits
    for visit in visits.all() if day is None else visits.of_days(day, day):
        place = _place(visit.technician.base.time_zone)
        yield {
            **_plain(visit, t.FINISHED_VISITS),
            "technician": visit.technician.code,
            "arrived_at": _wall(place, visit.arrived_at),
            "arrive_by": _wall(place, visit.arrive_by),
            **{
                f"{name}_minutes": getattr(visit, name)
                for name in ("planned", "actual", "planned_travel", "actual_travel")
            },
        }


def _plain(entity: Any, table: Table) -> dict[str, Any]:
    """Attributes that are called like a column; empty text is an empty cell."""
    values = {column.name: getattr(entity, column.name, None) for column in table.columns}
    return {name: None if value == "" else value for name, value in values.items()}


def _degrees(prefix: str, point: Any) -> Values:
    return {f"{prefix}{name}": getattr(point, name, None) for name in ("latitude", "longitude")}


def _place(time_zone: str) -> Place:
    return Place(zone(time_zone))


def _wall(place: Place, instant: Any) -> Any:
    return None if instant is None else place.wall(instant)


def _span(entity: Shift | Absence, place: Place) -> dict[str, Any]:
    return {name: place.wall(getattr(entity, name)) for name in ("starts_at", "ends_at")}


def _touches(span: dict[str, Any], day: date | None) -> bool:
    return day is None or span["starts_at"].date() <= day <= span["ends_at"].date()


def _rest(rest: Break, place: Place) -> Rest:
    ends = (place.wall(rest.earliest_start).time(), place.wall(rest.latest_start).time())
    return Rest(rest.duration, *ends, place=rest.place)


def _by_time(entity: Shift | Absence) -> Any:
    return entity.starts_at, entity.technician.code


Rows = Callable[[Unit, date | None], Iterator[Values]]

_ROWS: Final[dict[str, Rows]] = {
    t.BASES.name: _bases,
    t.CALENDARS.name: _entities(t.CALENDARS, lambda unit: unit.calendars.all()),
    t.SERVICE_LEVELS.name: _entities(t.SERVICE_LEVELS, lambda unit: unit.service_levels.all()),
    t.SLA_POLICIES.name: _policies,
    t.CLASSIFICATION_RULES.name: _rules,
    t.CUSTOMERS.name: _entities(t.CUSTOMERS, lambda unit: unit.customers.all()),
    t.SITES.name: _sites,
    t.ASSETS.name: _assets,
    t.TECHNICIANS.name: _technicians,
    t.SKILLS.name: _skills,
    t.SHIFTS.name: _shifts,
    t.ABSENCES.name: _absences,
    t.WORK_ORDERS.name: _work_orders,
    t.FINISHED_VISITS.name: _finished_visits,
}
