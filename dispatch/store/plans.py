"""Plans of a base and day."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select

from dispatch.domain.customers import ServiceBase
from dispatch.domain.plans import Plan, PlanStatus
from dispatch.domain.transitions import change_plan_status
from dispatch.store.repositories import Repository
from dispatch.store.tables import itinerary, plan, stop, visit, work_order


class PlanRepository(Repository[Plan]):
    def latest(self, base: ServiceBase, day: date, status: PlanStatus | None = None) -> Plan | None:
        """The newest plan of a base and day, if any, with all it holds; `status` narrows it."""
        query = self._select(plan.c.service_base_id == base.id, plan.c.day == day)
        if status is not None:
            query = query.where(plan.c.status == status)
        return self._first(query.order_by(plan.c.created_at.desc(), plan.c.id.desc()))

    def days(self, base: ServiceBase) -> list[date]:
        """Days that have a plan, first to last."""
        days = select(plan.c.day).where(plan.c.service_base_id == base.id).distinct()
        return list(self._session.scalars(days.order_by(plan.c.day)))

    def published_elsewhere(self, drafts: Sequence[Plan], now: datetime) -> list[tuple[str, date]]:
        """Order numbers of visits in `drafts` that another day's published plan still has to come.

        Each with that other day. Plans of the drafts' own days do not count: they are replaced.
        """
        visits = [
            each.visit.id
            for draft in drafts
            for day in draft.itineraries
            for each in day.stops
            if each.visit is not None
        ]
        query = (
            select(work_order.c.number, plan.c.day)
            .join(visit, visit.c.work_order_id == work_order.c.id)
            .join(stop, stop.c.visit_id == visit.c.id)
            .join(itinerary, itinerary.c.id == stop.c.itinerary_id)
            .join(plan, plan.c.id == itinerary.c.plan_id)
            .where(
                visit.c.id.in_(visits),
                plan.c.status == PlanStatus.PUBLISHED,
                plan.c.day.not_in([draft.date for draft in drafts]),
                stop.c.start >= now,
            )
            .order_by(plan.c.day, work_order.c.number)
        )
        return [(row.number, row.day) for row in self._session.execute(query)]

    def publish(self, draft: Plan, now: datetime) -> None:
        """Publish a draft; the plan it replaces, of the same base and day, is superseded.

        Raises `TransitionNotAllowed` for a plan that is no draft, and `AlreadyExists` when another
        plan of the day is published at the same moment.
        """
        if draft.status is PlanStatus.DRAFT:
            self._supersede(draft.base, draft.date, now)
        change_plan_status(draft, PlanStatus.PUBLISHED, at=now)

    def _supersede(self, base: ServiceBase, day: date, now: datetime) -> None:
        published = self.latest(base, day, PlanStatus.PUBLISHED)
        if published is not None:
            change_plan_status(published, PlanStatus.SUPERSEDED, at=now)
            # Written before the new one is: never are two plans of a day published.
            self._session.flush()
