"""Work orders and visits: numbering, lists with filters, and what is there to plan."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from dispatch.domain.customers import ServiceBase
from dispatch.domain.orders import OrderStatus, Visit, VisitStatus, WorkOrder
from dispatch.domain.plans import PlanStatus
from dispatch.domain.severity import Severity
from dispatch.store.repositories import CodedRepository, Repository
from dispatch.store.tables import (
    customer,
    itinerary,
    number_sequence,
    plan,
    site,
    stop,
    visit,
    visit_window,
    work_order,
)
from dispatch.store.urgency import most_urgent_first

_AT_ONCE: Final = 5_000  # numbers of one query; databases bound how many it may have
_PLANNABLE: Final = (VisitStatus.OPEN, VisitStatus.SCHEDULED)
_NOT_WORKED_ON: Final = (
    OrderStatus.ON_HOLD,
    OrderStatus.RESOLVED,
    OrderStatus.CLOSED,
    OrderStatus.CANCELLED,
)


@dataclass(frozen=True)
class OrderFilter:
    """Which work orders to list; what is None or empty does not matter.

    `text` is looked for in number, description, customer, site name and address, whatever its case.
    """

    base: ServiceBase | None = None
    statuses: Collection[OrderStatus] = ()
    severities: Collection[Severity] = ()
    reported_from: datetime | None = None
    reported_before: datetime | None = None
    text: str = ""


@dataclass(frozen=True)
class Page:
    """One page of work orders, and how many there are on all pages."""

    orders: list[WorkOrder]
    total: int


class WorkOrderRepository(CodedRepository[WorkOrder]):
    def by_number(self, number: str, *, version: int | None = None) -> WorkOrder | None:
        """Work order by number, if there is one; `version` as in `get`."""
        return self.by_code(number, version=version)

    def by_numbers(self, numbers: Iterable[str]) -> dict[str, WorkOrder]:
        """Those of the work orders that there are, by number, in a few queries for all."""
        wanted = list(dict.fromkeys(numbers))
        found = (
            order
            for start in range(0, len(wanted), _AT_ONCE)
            for order in self._list(
                self._select(work_order.c.number.in_(wanted[start : start + _AT_ONCE]))
            )
        )
        return {order.number: order for order in found}

    def next_number(self, year: int) -> str:
        """The next free number of a year, "WO-2026-000123".

        Units that ask at the same time wait for each other, and a number that is not committed is
        given again, so there are no gaps. Numbers given by hand or by an import are passed over.
        """
        return self.next_numbers(year, 1)[0]

    def next_numbers(self, year: int, count: int) -> list[str]:
        """So many free numbers of a year, as `next_number` gives them one after another."""
        prefix = f"WO-{year}-"
        first = max(self._counted(prefix), self._highest(prefix) + 1)
        last = first + count - 1
        self._session.execute(
            update(number_sequence).where(number_sequence.c.name == prefix).values(last=last)
        )
        return [f"{prefix}{number:06d}" for number in range(first, last + 1)]

    def page(self, which: OrderFilter, *, offset: int = 0, limit: int = 50) -> Page:
        """Work orders that match, latest report first."""
        latest_first = (work_order.c.reported_at.desc(), work_order.c.id.desc())
        return self._page(which, latest_first, offset, limit)

    def urgent(self, which: OrderFilter, *, offset: int = 0, limit: int = 50) -> Page:
        """Work orders that match, most urgent first: open ones by the next promise, then others."""
        return self._page(which, most_urgent_first(), offset, limit)

    def _page(
        self,
        which: OrderFilter,
        ordering: Sequence[ColumnElement[Any]],
        offset: int,
        limit: int,
    ) -> Page:
        matching = (
            self._select(*_conditions(which))
            .join(site, site.c.id == work_order.c.site_id)
            .join(customer, customer.c.id == site.c.customer_id)
        )
        counted = matching.with_only_columns(func.count(work_order.c.id)).options()
        return Page(
            orders=self._list(matching.order_by(*ordering).offset(offset).limit(limit)),
            total=self._session.scalar(counted.order_by(None)) or 0,
        )

    def _counted(self, prefix: str) -> int:
        """Count one on in the sequence; its row stays locked until the unit ends."""
        postgresql = self._session.get_bind().dialect.name == "postgresql"
        insert = postgresql_insert if postgresql else sqlite_insert
        query = (
            insert(number_sequence)
            .values(name=prefix, last=1)
            .on_conflict_do_update(
                index_elements=["name"], set_={"last": number_sequence.c.last + 1}
            )
            .returning(number_sequence.c.last)
        )
        counted: int = self._session.execute(query).scalar_one()
        return counted

    def _highest(self, prefix: str) -> int:
        taken = self._session.scalar(
            select(func.max(work_order.c.number)).where(
                work_order.c.number.regexp_match(f"^{prefix}[0-9]{{6}}$")
            )
        )
        return int(taken.removeprefix(prefix)) if taken else 0


class VisitRepository(Repository[Visit]):
    def plannable(
        self, base: ServiceBase, start: datetime, end: datetime, now: datetime | None = None
    ) -> list[Visit]:
        """Visits to plan for the time [start, end) of a base, each with everything it needs.

        Open or scheduled visits of orders that are being worked on, which may begin before `end`.
        Left out are those whose windows all lie later, and those promised for another time that is
        still to come `now` (default: `start`): pinned to it, or in a plan published for it. One
        whose windows, pin or plan have passed is in, so that the new plan serves it or says why it
        cannot.
        """
        promised = _OtherTime(start, end, now or start)
        query = (
            self._select(
                site.c.service_base_id == base.id,
                visit.c.status.in_(_PLANNABLE),
                work_order.c.status.not_in(_NOT_WORKED_ON),
                or_(visit.c.not_before.is_(None), visit.c.not_before < end),
                or_(_has_window(start, end), ~_has_window_from(end)),
                or_(visit.c.pinned_start.is_(None), ~promised.holds(visit.c.pinned_start)),
                ~_is_published_for(promised),
            )
            .join(work_order, work_order.c.id == visit.c.work_order_id)
            .join(site, site.c.id == work_order.c.site_id)
            .order_by(visit.c.id)
        )
        return self._list(query)


@dataclass(frozen=True)
class _OtherTime:
    """Time outside [start, end) that is still to come."""

    start: datetime
    end: datetime
    now: datetime

    def holds(self, instant: ColumnElement[datetime]) -> ColumnElement[bool]:
        before = and_(instant >= self.now, instant < self.start)
        return or_(instant >= self.end, before)


def _conditions(which: OrderFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if which.base is not None:
        conditions.append(site.c.service_base_id == which.base.id)
    if which.statuses:
        conditions.append(work_order.c.status.in_(which.statuses))
    if which.severities:
        conditions.append(work_order.c.severity.in_(which.severities))
    if which.reported_from is not None:
        conditions.append(work_order.c.reported_at >= which.reported_from)
    if which.reported_before is not None:
        conditions.append(work_order.c.reported_at < which.reported_before)
    if which.text:
        order = (work_order.c.number, work_order.c.description)
        searched = (*order, customer.c.name, site.c.name, site.c.address)
        conditions.append(or_(*(c.icontains(which.text, autoescape=True) for c in searched)))
    return conditions


def _has_window(start: datetime, end: datetime) -> ColumnElement[bool]:
    return exists().where(
        visit_window.c.visit_id == visit.c.id,
        visit_window.c.starts_at < end,
        visit_window.c.ends_at >= start,
    )


def _has_window_from(instant: datetime) -> ColumnElement[bool]:
    return exists().where(
        visit_window.c.visit_id == visit.c.id, visit_window.c.starts_at >= instant
    )


def _is_published_for(time: _OtherTime) -> ColumnElement[bool]:
    published: Select[Any] = (
        select(stop.c.id)
        .join(itinerary, itinerary.c.id == stop.c.itinerary_id)
        .join(plan, plan.c.id == itinerary.c.plan_id)
        .where(
            stop.c.visit_id == visit.c.id,
            time.holds(stop.c.start),
            plan.c.status == PlanStatus.PUBLISHED,
        )
    )
    return published.exists()
