"""Publish plans: both judges hear a draft before people work by it."""

from collections.abc import Callable, Sequence
from datetime import datetime

from dispatch.clock import Clock
from dispatch.domain.orders import OrderStatus, Visit, VisitStatus
from dispatch.domain.plans import Plan, PlanStatus
from dispatch.domain.policy import PlanningPolicy
from dispatch.domain.transitions import ORDER_CHANGES, change_status, change_visit_status
from dispatch.planning.judgement import Judgement
from dispatch.planning.translate.judged import Case, case_of, judge
from dispatch.services.errors import NoPlan, PlanRejected, PublishedElsewhere
from dispatch.services.planning import horizon_inputs
from dispatch.store import Store, Unit
from dispatch.travel.times import TravelTimes

DAYS = 2
"""A day and the next: a shift may end, and a visit begin, after midnight."""
ORDER_STATUS = {
    VisitStatus.SCHEDULED: OrderStatus.SCHEDULED,
    VisitStatus.OPEN: OrderStatus.AWAITING_VISIT,
}
Judge = Callable[[Case], Judgement]


def publish_plan(
    store: Store,
    clock: Clock,
    travel_times: TravelTimes,
    policy: PlanningPolicy,
    plan_id: int,
    actor: str,
) -> Plan:
    """Make a draft the plan people work by; the one published before is superseded."""
    (published,) = publish_plans(store, clock, travel_times, policy, [plan_id], actor)
    return published


def publish_plans(
    store: Store,
    clock: Clock,
    travel_times: TravelTimes,
    policy: PlanningPolicy,
    plan_ids: Sequence[int],
    actor: str,
    *,
    judge: Judge = judge,
) -> list[Plan]:
    """Publish several drafts, of one horizon as a rule, together or not at all.

    Each is judged by the checker and by OR-Tools, with the data of today; the plan keeps who has
    judged it. The database is not held meanwhile. Raises `PlanRejected` with all that a judge has
    against a plan, and `PublishedElsewhere` when a visit would then be promised on two days.
    """
    numbers = list(dict.fromkeys(plan_ids))
    with store.read() as unit:
        cases = _cases(unit, numbers, travel_times, policy)
    judged = {number: judge(case) for number, case in cases.items()}
    if any(each.faults for each in judged.values()):
        raise PlanRejected({number: each.faults for number, each in judged.items() if each.faults})
    now = clock.now()
    with store.write(actor=actor, now=now) as unit:
        plans = [_plan_numbered(unit, number) for number in numbers]
        elsewhere = unit.plans.published_elsewhere(plans, now)
        if elsewhere:
            raise PublishedElsewhere(elsewhere)
        for plan in plans:
            unit.plans.publish(plan, now)
            if plan.id in judged:
                plan.check = _with_judges(plan, judged[plan.id])
        # What one day leaves undone another may serve: first the backlogs, then the stops.
        for plan in plans:
            _reopen_undone(plan, now)
        for plan in plans:
            _schedule_served(plan, now)
        unit.commit()
    return plans


def _cases(
    unit: Unit, numbers: Sequence[int], travel_times: TravelTimes, policy: PlanningPolicy
) -> dict[int, Case]:
    """The drafts as their judges see them; what is no draft cannot be published anyway."""
    cases: dict[int, Case] = {}
    for number in numbers:
        plan = _plan_numbered(unit, number)
        if plan.status is PlanStatus.DRAFT:
            made = plan.created_at
            inputs = horizon_inputs(unit, plan.base, plan.date, made, policy, days=DAYS, free=True)
            cases[number] = case_of(plan, inputs, travel_times)
    return cases


def _with_judges(plan: Plan, judgement: Judgement) -> dict[str, object]:
    return {
        **plan.check,
        "judges": list(judgement.judges),
        "remarks": list(judgement.remarks),
    }


def _plan_numbered(unit: Unit, plan_id: int) -> Plan:
    plan = unit.plans.get(plan_id)
    if plan is None:
        raise NoPlan.numbered(plan_id)
    return plan


def _reopen_undone(plan: Plan, now: datetime) -> None:
    for entry in plan.backlog:
        _move(entry.visit, VisitStatus.SCHEDULED, VisitStatus.OPEN, now)


def _schedule_served(plan: Plan, now: datetime) -> None:
    for itinerary in plan.itineraries:
        for stop in itinerary.stops:
            if stop.visit is not None:
                _move(stop.visit, VisitStatus.OPEN, VisitStatus.SCHEDULED, now)


def _move(visit: Visit, before: VisitStatus, after: VisitStatus, now: datetime) -> None:
    """Move a visit on from one status, and its order with it where the order's life allows it."""
    if visit.status is not before:
        return
    change_visit_status(visit, after)
    status = ORDER_STATUS[after]
    if status in ORDER_CHANGES[visit.order.status]:
        change_status(visit.order, status, at=now)
