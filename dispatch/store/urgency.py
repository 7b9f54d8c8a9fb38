"""The order in which work orders press: open ones by their next promise, then ended ones."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, func, or_

from dispatch.domain.orders import OrderStatus
from dispatch.store.tables import work_order

_ENDED = (OrderStatus.RESOLVED, OrderStatus.CLOSED, OrderStatus.CANCELLED)
_PROMISES = (
    ("respond_by", "responded_at"),
    ("arrive_by", "arrived_at"),
    ("resolve_by", "resolved_at"),
)


def most_urgent_first() -> tuple[ColumnElement[object], ...]:
    """What to order work orders by.

    Open ones by the earliest promise still to keep, those without one by their report; then ended
    ones, latest report first.
    """
    columns = work_order.c
    ended = columns.status.in_(_ENDED)
    due = func.coalesce(_next_due(), columns.reported_at)
    return (
        case((ended, 1), else_=0),
        case((ended, None), else_=due),
        columns.reported_at.desc(),
        columns.number,
    )


def _next_due() -> ColumnElement[datetime | None]:
    """The earliest promise that is not kept yet; NULL when there is none."""
    earliest: ColumnElement[datetime | None] | None = None
    for promise, kept in _PROMISES:
        due = case((work_order.c[kept].is_(None), work_order.c[promise]))
        earliest = due if earliest is None else _earlier(earliest, due)
    assert earliest is not None
    return earliest


def _earlier(
    first: ColumnElement[datetime | None], second: ColumnElement[datetime | None]
) -> ColumnElement[datetime | None]:
    """The earlier of two instants either of which may be NULL."""
    return case(
        (or_(second.is_(None), and_(first.isnot(None), first <= second)), first), else_=second
    )
