"""What is loaded together with an entity, beyond what the mapping always loads.

The mapping follows every reference except the circle between a work order and its visits.
"""

from typing import Any

from sqlalchemy.orm import selectinload
from sqlalchemy.orm.interfaces import ORMOption

from dispatch.domain.orders import Visit, WorkOrder
from dispatch.domain.plans import BacklogEntry, Itinerary, Plan, Stop


def whole_order() -> tuple[ORMOption, ...]:
    """Load a work order's visits with all they need."""
    return (selectinload(_of(WorkOrder, "visits")),)


def whole_visit() -> tuple[ORMOption, ...]:
    """Load a visit's order, and that order's other visits."""
    return (selectinload(_of(Visit, "order")).selectinload(_of(WorkOrder, "visits")),)


def whole_plan() -> tuple[ORMOption, ...]:
    """Load itineraries, stops and backlog with their visits, orders, sites and customers."""
    stops = selectinload(_of(Plan, "itineraries")).selectinload(_of(Itinerary, "stops"))
    backlog = selectinload(_of(Plan, "backlog"))
    return tuple(
        to_visit.selectinload(_of(Visit, "order")).selectinload(_of(WorkOrder, "visits"))
        for to_visit in (
            stops.selectinload(_of(Stop, "visit")),
            backlog.selectinload(_of(BacklogEntry, "visit")),
        )
    )


def _of(entity: type, attribute: str) -> Any:
    """The mapped attribute; type checkers see the plain dataclass field."""
    return getattr(entity, attribute)
