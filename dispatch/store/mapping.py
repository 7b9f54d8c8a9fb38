"""Maps the plain domain classes onto the tables; the domain knows nothing of it.

Everything an object holds is loaded with it, in one query per kind of object and not per row, so
that objects stay readable after their unit of work has closed. The one circle, a work order's
visits and their work order, is closed where it is needed (`loading`).

Lists of values (skills, windows, pauses) live in tables of their own: a row class carries each
value, and the domain attribute is a proxy that shows the values.
"""

from functools import partial
from typing import Any, Final

from sqlalchemy import Column, Table, event
from sqlalchemy.ext.associationproxy import association_proxy
from sqlalchemy.orm import (
    RelationshipProperty,
    composite,
    configure_mappers,
    registry,
    relationship,
)

from dispatch.domain.audit import AuditEntry
from dispatch.domain.customers import Asset, Customer, ServiceBase, Site
from dispatch.domain.geography import Coordinates
from dispatch.domain.orders import AvailabilityWindow, Visit, WorkOrder
from dispatch.domain.parts import PartNeed, PartStock
from dispatch.domain.plans import BacklogEntry, Itinerary, Plan, Stop
from dispatch.domain.skills import SkillLevel
from dispatch.domain.sla import (
    Calendar,
    ClassificationRule,
    Pause,
    ServiceLevel,
    SlaPolicy,
    Target,
)
from dispatch.domain.team import Absence, Break, Shift, Technician
from dispatch.store import tables as t
from dispatch.store.columns import metadata


class ValueRow:
    """One value of a list, in a row of its own."""

    def __init__(self, value: Any) -> None:
        self.value = value


class TechnicianSkillRow(ValueRow):
    """A skill of a technician."""


class TechnicianStockRow(ValueRow):
    """A part in a technician's van."""


class VisitSkillRow(ValueRow):
    """A skill that a visit needs."""


class VisitWindowRow(ValueRow):
    """A window of a visit."""


class VisitPartRow(ValueRow):
    """A part that a visit uses up."""


class PauseRow(ValueRow):
    """A pause of a work order."""


# Domain attribute -> the relationship that holds its rows.
VALUE_LISTS: Final[dict[tuple[type, str], str]] = {
    (Technician, "skills"): "skill_rows",
    (Technician, "stock"): "stock_rows",
    (Visit, "skills"): "skill_rows",
    (Visit, "windows"): "window_rows",
    (Visit, "parts"): "part_rows",
    (WorkOrder, "pauses"): "pause_rows",
}


def _one(entity: type) -> RelationshipProperty[Any]:
    return relationship(entity, lazy="selectin")


def _parts(entity: type, order_by: Column[Any], **options: Any) -> RelationshipProperty[Any]:
    return relationship(
        entity,
        lazy="selectin",
        order_by=order_by,
        cascade="all, delete-orphan",
        passive_deletes=True,
        **options,
    )


def _point(table: Table, prefix: str = "") -> Any:
    return composite(
        Coordinates,
        table.c[f"{prefix}latitude"],
        table.c[f"{prefix}longitude"],
        return_none_on=lambda *degrees: None in degrees,
    )


def _target(promise: str) -> Any:
    columns = t.service_level.c
    return composite(Target, columns[f"{promise}_within"], columns[f"{promise}_clock"])


def _map_customers(mappers: registry) -> None:
    _versioned(mappers, ServiceBase, t.service_base, location=_point(t.service_base))
    _versioned(mappers, Customer, t.customer)
    _versioned(
        mappers,
        Site,
        t.site,
        customer=_one(Customer),
        base=_one(ServiceBase),
        location=_point(t.site),
    )
    _versioned(mappers, Asset, t.asset, site=_one(Site))


def _map_team(mappers: registry) -> None:
    _versioned(
        mappers,
        Technician,
        t.technician,
        base=_one(ServiceBase),
        home=_point(t.technician, "home_"),
        end=_point(t.technician, "end_"),
        skill_rows=_parts(TechnicianSkillRow, t.technician_skill.c.id),
        stock_rows=_parts(TechnicianStockRow, t.technician_stock.c.id),
    )
    skill = composite(SkillLevel, t.technician_skill.c.skill, t.technician_skill.c.level)
    mappers.map_imperatively(TechnicianSkillRow, t.technician_skill, properties={"value": skill})
    stock = composite(PartStock, t.technician_stock.c.part, t.technician_stock.c.quantity)
    mappers.map_imperatively(TechnicianStockRow, t.technician_stock, properties={"value": stock})
    _versioned(
        mappers,
        Shift,
        t.shift,
        technician=_one(Technician),
        breaks=_parts(Break, t.shift_break.c.earliest_start, backref="owner"),
    )
    mappers.map_imperatively(Break, t.shift_break, properties={"place": _point(t.shift_break)})
    _versioned(mappers, Absence, t.absence, technician=_one(Technician))


def _map_promises(mappers: registry) -> None:
    _versioned(mappers, Calendar, t.calendar)
    promises = {promise: _target(promise) for promise in ("respond", "arrive", "resolve")}
    _versioned(mappers, ServiceLevel, t.service_level, **promises)
    _versioned(
        mappers,
        SlaPolicy,
        t.sla_policy,
        calendar=_one(Calendar),
        rules=_parts(ClassificationRule, t.classification_rule.c.position, backref="owner"),
    )
    mappers.map_imperatively(
        ClassificationRule,
        t.classification_rule,
        properties={"service_level": _one(ServiceLevel)},
    )


def _map_orders(mappers: registry) -> None:
    _versioned(
        mappers,
        WorkOrder,
        t.work_order,
        site=_one(Site),
        asset=_one(Asset),
        service_level=_one(ServiceLevel),
        pause_rows=_parts(PauseRow, t.work_order_pause.c.started_at),
        visits=_parts(Visit, t.visit.c.id, back_populates="order"),
    )
    pauses = t.work_order_pause.c
    pause = composite(Pause, pauses.started_at, pauses.ended_at, pauses.reason)
    mappers.map_imperatively(PauseRow, t.work_order_pause, properties={"value": pause})
    _versioned(
        mappers,
        Visit,
        t.visit,
        # "immediate" finds the order among the loaded ones; queries for visits load it in bulk.
        # A visit joins its order itself, once it is known to be consistent: no back reference here.
        order=relationship(WorkOrder, lazy="immediate"),
        pinned_to=_one(Technician),
        skill_rows=_parts(VisitSkillRow, t.visit_skill.c.id),
        window_rows=_parts(VisitWindowRow, t.visit_window.c.starts_at),
        part_rows=_parts(VisitPartRow, t.visit_part.c.id),
        required_technicians=_named(t.visit_required_technician),
        excluded_technicians=_named(t.visit_excluded_technician),
        preferred_technicians=_named(t.visit_preferred_technician),
    )
    skill = composite(SkillLevel, t.visit_skill.c.skill, t.visit_skill.c.level)
    mappers.map_imperatively(VisitSkillRow, t.visit_skill, properties={"value": skill})
    window = composite(AvailabilityWindow, t.visit_window.c.starts_at, t.visit_window.c.ends_at)
    mappers.map_imperatively(VisitWindowRow, t.visit_window, properties={"value": window})
    part = composite(PartNeed, t.visit_part.c.part, t.visit_part.c.quantity)
    mappers.map_imperatively(VisitPartRow, t.visit_part, properties={"value": part})


def _named(table: Table) -> RelationshipProperty[Any]:
    return relationship(Technician, secondary=table, lazy="selectin", order_by=t.technician.c.code)


def _map_plans(mappers: registry) -> None:
    _versioned(
        mappers,
        Plan,
        t.plan,
        base=_one(ServiceBase),
        date=t.plan.c.day,
        check=t.plan.c.check_result,
        itineraries=_parts(Itinerary, t.itinerary.c.id),
        backlog=_parts(BacklogEntry, t.backlog_entry.c.id),
    )
    mappers.map_imperatively(
        Itinerary,
        t.itinerary,
        properties={
            "technician": _one(Technician),
            "shift": _one(Shift),
            "stops": _parts(Stop, t.stop.c.sequence),
        },
    )
    mappers.map_imperatively(
        Stop, t.stop, properties={"visit": _one(Visit), "place": _point(t.stop)}
    )
    mappers.map_imperatively(BacklogEntry, t.backlog_entry, properties={"visit": _one(Visit)})


def _versioned(mappers: registry, entity: type, table: Table, **properties: Any) -> None:
    mappers.map_imperatively(entity, table, properties=properties, version_id_col=table.c.version)


def _start_empty(rows: str, entity: object, _args: object, _fields: object) -> None:
    """Give a new object its empty list, else it would look for one after its unit has closed."""
    setattr(entity, rows, [])


def _map_all() -> None:
    mappers = registry(metadata=metadata)
    _map_customers(mappers)
    _map_team(mappers)
    _map_promises(mappers)
    _map_orders(mappers)
    _map_plans(mappers)
    mappers.map_imperatively(AuditEntry, t.audit_entry)
    for (entity, attribute), rows in VALUE_LISTS.items():
        setattr(entity, attribute, association_proxy(rows, "value"))
        event.listen(entity, "init", partial(_start_empty, rows))
    configure_mappers()


_map_all()
