"""Plan a day, look at a plan, publish it: one function for each thing a dispatcher does."""

from datetime import date, datetime

from dispatch.clock import Clock
from dispatch.domain.customers import ServiceBase
from dispatch.domain.orders import OrderStatus, Visit, VisitStatus
from dispatch.domain.plans import Plan, PlanStatus
from dispatch.domain.policy import PlanningPolicy
from dispatch.domain.transitions import ORDER_CHANGES, change_status, change_visit_status
from dispatch.planning.day import DayInputs
from dispatch.planning.local_day import local_date, local_day
from dispatch.planning.plan_day import PlanOutcome
from dispatch.planning.plan_day import plan_day as plan_from_inputs
from dispatch.planning.progress import SearchOptions
from dispatch.services.errors import NoBase, NoPlan, UnknownBase
from dispatch.store import Store, Unit
from dispatch.travel.times import TravelTimes

ORDER_STATUS = {
    VisitStatus.SCHEDULED: OrderStatus.SCHEDULED,
    VisitStatus.OPEN: OrderStatus.AWAITING_VISIT,
}


def the_base(unit: Unit, code: str | None = None) -> ServiceBase:
    """The base named by `code`, or the only one there is.

    Raises `UnknownBase` for a wrong code, `NoBase` when there is none or a choice to make.
    """
    bases = unit.bases.all()
    if code is not None:
        for base in bases:
            if base.code == code:
                return base
        raise UnknownBase(code, [base.code for base in bases])
    if len(bases) != 1:
        raise NoBase([base.code for base in bases])
    return bases[0]


def day_inputs(
    unit: Unit, base: ServiceBase, day: date, now: datetime, policy: PlanningPolicy
) -> DayInputs:
    """Everything a day is planned from. `now` cuts off what has passed of it."""
    start, end = local_day(day, base.time_zone)
    return DayInputs(
        base=base,
        date=day,
        now=max(now, start),
        shifts=unit.shifts.between(base, start, end),
        visits=unit.visits.plannable(base, start, end),
        absences=unit.absences.between(base, start, end),
        policy=policy,
    )


def plan_day(
    store: Store,
    clock: Clock,
    travel_times: TravelTimes,
    policy: PlanningPolicy,
    day: date,
    options: SearchOptions,
    actor: str,
    base_code: str | None = None,
) -> PlanOutcome:
    """Plan a day and keep the plan as a draft. Nothing is stored when pins cannot all be kept.

    The database is read before and written after the search, never held during it.
    """
    with store.read() as unit:
        base = the_base(unit, base_code)
        inputs = day_inputs(unit, base, day, clock.now(), policy)
    outcome = plan_from_inputs(inputs, travel_times, options, actor)
    if outcome.plan is not None:
        with store.write(actor=actor, now=clock.now()) as unit:
            unit.plans.add(outcome.plan)
            unit.commit()
    return outcome


def plan_of_day(unit: Unit, base: ServiceBase, day: date) -> Plan:
    """The plan people work by: the published one, else the latest draft. Raises `NoPlan`."""
    published = unit.plans.latest(base, day, PlanStatus.PUBLISHED)
    plan = published or unit.plans.latest(base, day, PlanStatus.DRAFT)
    if plan is None:
        raise NoPlan.on(base.code, day)
    return plan


def publish_plan(store: Store, clock: Clock, plan_id: int, actor: str) -> Plan:
    """Make a draft the plan people work by; the one published before is superseded."""
    now = clock.now()
    with store.write(actor=actor, now=now) as unit:
        plan = unit.plans.get(plan_id)
        if plan is None:
            raise NoPlan.numbered(plan_id)
        unit.plans.publish(plan, now)
        _tell_visits(plan, now)
        unit.commit()
    return plan


def _tell_visits(plan: Plan, now: datetime) -> None:
    """What the plan serves is scheduled; what it leaves undone waits again."""
    for itinerary in plan.itineraries:
        for stop in itinerary.stops:
            if stop.visit is not None:
                _move(stop.visit, VisitStatus.OPEN, VisitStatus.SCHEDULED, now)
    for entry in plan.backlog:
        _move(entry.visit, VisitStatus.SCHEDULED, VisitStatus.OPEN, now)


def _move(visit: Visit, before: VisitStatus, after: VisitStatus, now: datetime) -> None:
    """Move a visit on from one status, and its order with it where the order's life allows it."""
    if visit.status is not before:
        return
    change_visit_status(visit, after)
    status = ORDER_STATUS[after]
    if status in ORDER_CHANGES[visit.order.status]:
        change_status(visit.order, status, at=now)


def today(clock: Clock, base: ServiceBase) -> date:
    """Today's date where the base is."""
    return local_date(clock.now(), base.time_zone)
