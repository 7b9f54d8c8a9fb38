"""What people call an entity, in the audit and in errors."""

from typing import Any

from sqlalchemy.orm import attributes

from dispatch.domain.orders import Visit, WorkOrder
from dispatch.domain.plans import Plan
from dispatch.domain.team import Absence, Shift


def key_of(entity: Any) -> str:
    """Natural key: number, serial or code; for what has none, its owner and its id."""
    match entity:
        case Visit():
            return _numbered((order_of(entity) or _order_before(entity)).number, entity.id)
        case Shift() | Absence():
            return _numbered(entity.technician.code, entity.id)
        case Plan():
            return _numbered(f"{entity.base.code} {entity.date}", entity.id)
    for attribute in ("number", "serial", "code"):
        if hasattr(entity, attribute):
            return str(getattr(entity, attribute))
    return f"#{entity.id}"


def name_of(entity: Any) -> str:
    """Kind and natural key: "WorkOrder WO-2026-000123"."""
    return f"{type(entity).__name__} {key_of(entity)}"


def order_of(visit: Visit) -> WorkOrder | None:
    """The order of a visit, or None once it was taken out, which the domain's type cannot say."""
    return visit.order


def _numbered(owner: str, identity: int | None) -> str:
    return f"{owner} #{'new' if identity is None else identity}"


def _order_before(visit: Visit) -> WorkOrder:
    """The order that a visit was taken out of."""
    former: WorkOrder = next(iter(attributes.get_history(visit, "order").deleted))
    return former
