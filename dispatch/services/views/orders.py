"""The list of work orders: filtered, most urgent first, page by page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from dispatch.domain.customers import CustomerTier
from dispatch.domain.orders import OrderStatus, WorkOrder
from dispatch.domain.severity import Severity

PAGE_SIZE = 25
ENDED = frozenset({OrderStatus.RESOLVED, OrderStatus.CLOSED, OrderStatus.CANCELLED})


@dataclass(frozen=True, slots=True)
class OrderQuery:
    """What to list. `text` is sought in number, customer, site, address and description."""

    text: str = ""
    status: OrderStatus | None = None
    severity: Severity | None = None
    page: int = 1

    @property
    def offset(self) -> int:
        """Orders on the pages before."""
        return (self.page - 1) * PAGE_SIZE

    def __post_init__(self) -> None:
        if self.page < 1:
            raise ValueError(f"page must be 1 or more, got {self.page}")


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One line of the list. `next_due` is the earliest promise still to keep, if any."""

    number: str
    status: OrderStatus
    severity: Severity
    description: str
    customer: str
    tier: CustomerTier
    site: str
    address: str
    reported_at: datetime
    next_due: datetime | None
    time_zone: str

    def overdue(self, now: datetime) -> bool:
        """Tell whether the next promise is already broken at `now` (aware)."""
        return self.next_due is not None and self.next_due < now


@dataclass(frozen=True, slots=True)
class OrderList:
    """One page of the lines that match; `total` counts all of them."""

    query: OrderQuery
    lines: tuple[OrderLine, ...]
    total: int
    now: datetime

    @property
    def pages(self) -> int:
        """Number of pages, at least one."""
        return max(1, -(-self.total // PAGE_SIZE))

    @property
    def first(self) -> int:
        """Position of the first line shown among all that match, from 1 (0: none)."""
        return self.query.offset + 1 if self.lines else 0

    @property
    def last(self) -> int:
        """Position of the last line shown."""
        return self.first + len(self.lines) - 1 if self.lines else 0


def order_list(
    orders: Iterable[WorkOrder], total: int, query: OrderQuery, now: datetime
) -> OrderList:
    """Return a page of `total` orders that match, from those that stand on it, in their order."""
    return OrderList(query, tuple(_line(order) for order in orders), total, now)


def next_due(order: WorkOrder) -> datetime | None:
    """Return the earliest promise that is not kept yet; None for an ended or unclassified order."""
    if order.status in ENDED:
        return None
    promises = (
        (order.respond_by, order.responded_at),
        (order.arrive_by, order.arrived_at),
        (order.resolve_by, order.resolved_at),
    )
    return min((due for due, met_at in promises if due and met_at is None), default=None)


def _line(order: WorkOrder) -> OrderLine:
    return OrderLine(
        number=order.number,
        status=order.status,
        severity=order.severity,
        description=order.description,
        customer=order.customer.name,
        tier=order.customer.tier,
        site=order.site.name,
        address=order.site.address,
        reported_at=order.reported_at,
        next_due=next_due(order),
        time_zone=order.site.base.time_zone,
    )
