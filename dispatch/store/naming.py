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
            return _numbered(_order_of(entity).number, entity.id)
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


def _numbered(owner: str, identity: int | None) -> str:
    return f"{owner} #{'new' if identity is None else identity}"


def _order_of(visit: Visit) -> WorkOrder:
    """The order of a visit, also of one that was just taken out of it."""
    present: WorkOrder | None = visit.order
    if present is not None:
        return present
    former: WorkOrder = next(iter(attributes.get_history(visit, "order").deleted))
    return former
