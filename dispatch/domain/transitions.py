"""Which status may follow which, for work orders, visits and plans, and what a change entails."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Final, TypeVar

from dispatch.domain.instants import require_aware
from dispatch.domain.orders import OrderStatus, Visit, VisitStatus, WorkOrder
from dispatch.domain.plans import Plan, PlanStatus
from dispatch.domain.sla import Pause, PauseReason
from dispatch.errors import DispatchError

Status = TypeVar("Status", bound=StrEnum)

ORDER_CHANGES: Final[Mapping[OrderStatus, frozenset[OrderStatus]]] = {
    OrderStatus.REPORTED: frozenset(
        {OrderStatus.RESPONDED, OrderStatus.AWAITING_VISIT, OrderStatus.CANCELLED}
    ),
    OrderStatus.RESPONDED: frozenset(
        {
            OrderStatus.AWAITING_VISIT,
            OrderStatus.ON_HOLD,
            OrderStatus.RESOLVED,
            OrderStatus.CANCELLED,
        }
    ),
    OrderStatus.AWAITING_VISIT: frozenset(
        {
            OrderStatus.SCHEDULED,
            OrderStatus.ON_HOLD,
            OrderStatus.RESOLVED,
            OrderStatus.CANCELLED,
        }
    ),
    OrderStatus.SCHEDULED: frozenset(
        {
            OrderStatus.AWAITING_VISIT,
            OrderStatus.IN_PROGRESS,
            OrderStatus.ON_HOLD,
            OrderStatus.RESOLVED,
            OrderStatus.CANCELLED,
        }
    ),
    # A second trip sends it back to waiting for a visit.
    OrderStatus.IN_PROGRESS: frozenset(
        {OrderStatus.AWAITING_VISIT, OrderStatus.ON_HOLD, OrderStatus.RESOLVED}
    ),
    OrderStatus.ON_HOLD: frozenset(
        {
            OrderStatus.RESPONDED,
            OrderStatus.AWAITING_VISIT,
            OrderStatus.IN_PROGRESS,
            OrderStatus.RESOLVED,
            OrderStatus.CANCELLED,
        }
    ),
    # Not fixed after all: the customer asks for another visit before the order is closed.
    OrderStatus.RESOLVED: frozenset({OrderStatus.CLOSED, OrderStatus.AWAITING_VISIT}),
    OrderStatus.CLOSED: frozenset(),
    OrderStatus.CANCELLED: frozenset(),
}

VISIT_CHANGES: Final[Mapping[VisitStatus, frozenset[VisitStatus]]] = {
    VisitStatus.OPEN: frozenset({VisitStatus.SCHEDULED, VisitStatus.CANCELLED}),
    VisitStatus.SCHEDULED: frozenset(
        {VisitStatus.OPEN, VisitStatus.EN_ROUTE, VisitStatus.STARTED, VisitStatus.CANCELLED}
    ),
    VisitStatus.EN_ROUTE: frozenset(
        {VisitStatus.OPEN, VisitStatus.SCHEDULED, VisitStatus.STARTED, VisitStatus.CANCELLED}
    ),
    VisitStatus.STARTED: frozenset({VisitStatus.DONE}),
    VisitStatus.DONE: frozenset(),
    VisitStatus.CANCELLED: frozenset(),
}

PLAN_CHANGES: Final[Mapping[PlanStatus, frozenset[PlanStatus]]] = {
    PlanStatus.DRAFT: frozenset({PlanStatus.PUBLISHED, PlanStatus.SUPERSEDED}),
    PlanStatus.PUBLISHED: frozenset({PlanStatus.SUPERSEDED}),
    PlanStatus.SUPERSEDED: frozenset(),
}


class TransitionNotAllowed(DispatchError):
    """A status was asked for that may not follow the present one."""

    def __init__(
        self, subject: str, before: StrEnum, after: StrEnum, allowed: frozenset[StrEnum]
    ) -> None:
        self.subject, self.before, self.after = subject, before, after
        self.allowed = tuple(sorted(allowed))
        what_may = ", ".join(self.allowed) or "nothing: it is final"
        super().__init__(
            f"{subject} cannot change from {before} to {after}; allowed from {before}: {what_may}"
        )


def change_status(
    order: WorkOrder, to: OrderStatus, *, at: datetime, pause: PauseReason | None = None
) -> None:
    """Move a work order on and record the instants that go with it.

    Leaving `reported` other than by cancelling is the response. The first `in_progress` is the
    arrival. `on_hold` needs a `pause` reason and stops the resolution clock until it is left.
    Going back to work after `resolved` forgets the resolution.

    Raises `TransitionNotAllowed` when the table forbids it, `ValueError` for a naive `at`, a
    hold without a reason, or a reason without a hold. Nothing has changed then.
    """
    require_aware(at=at)
    _require_allowed(f"WorkOrder {order.number}", order.status, to, ORDER_CHANGES)
    if (to is OrderStatus.ON_HOLD) is (pause is None):
        raise ValueError(f"{order.number}: a hold needs a reason to pause, nothing else has one")
    before, order.status = order.status, to
    if order.responded_at is None and to is not OrderStatus.CANCELLED:
        order.responded_at = at
    if order.arrived_at is None and to is OrderStatus.IN_PROGRESS:
        order.arrived_at = at
    if pause is not None:
        order.pauses.append(Pause(at, None, pause))
    elif before is OrderStatus.ON_HOLD:
        _end_pauses(order, at)
    if to is OrderStatus.RESOLVED:
        order.resolved_at = at
    elif before is OrderStatus.RESOLVED and to is not OrderStatus.CLOSED:
        order.resolved_at = None


def change_visit_status(visit: Visit, to: VisitStatus) -> None:
    """Move a visit on. Raises `TransitionNotAllowed` when the table forbids it."""
    name = visit.order.number if visit.id is None else f"{visit.order.number} #{visit.id}"
    _require_allowed(f"Visit {name}", visit.status, to, VISIT_CHANGES)
    visit.status = to


def change_plan_status(plan: Plan, to: PlanStatus, *, at: datetime) -> None:
    """Publish or supersede a plan; `published_at` becomes `at` when it is published.

    Raises `TransitionNotAllowed` when the table forbids it.
    """
    require_aware(at=at)
    _require_allowed(f"Plan {plan.base.code} {plan.date}", plan.status, to, PLAN_CHANGES)
    plan.status = to
    if to is PlanStatus.PUBLISHED:
        plan.published_at = at


def _require_allowed(
    subject: str, before: Status, after: Status, changes: Mapping[Status, frozenset[Status]]
) -> None:
    if after not in changes[before]:
        raise TransitionNotAllowed(subject, before, after, frozenset(changes[before]))


def _end_pauses(order: WorkOrder, at: datetime) -> None:
    order.pauses = [p if p.end is not None else replace(p, end=at) for p in order.pauses]
