"""Plan days, and look at a plan: one function for each thing a dispatcher does."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from dispatch.clock import Clock
from dispatch.domain.customers import ServiceBase
from dispatch.domain.plans import Plan, PlanStatus
from dispatch.domain.policy import PlanningPolicy
from dispatch.planning.horizon import HorizonInputs
from dispatch.planning.local_day import local_date, local_day
from dispatch.planning.plan_days import PlanOutcome
from dispatch.planning.plan_days import plan_days as plan_from_inputs
from dispatch.planning.progress import SearchOptions
from dispatch.services.errors import NoBase, NoPlan, UnknownBase
from dispatch.store import Store, Unit
from dispatch.travel.times import TravelTimes

OVER = "The time planned is over: it was planned as it lay ahead, from its first moment."


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


def horizon_inputs(
    unit: Unit,
    base: ServiceBase,
    first: date,
    now: datetime,
    policy: PlanningPolicy,
    *,
    days: int = 1,
    free: bool = False,
) -> HorizonInputs:
    """Everything that days are planned from. `now` cuts off what has passed of them.

    Days that are over are planned as they lay ahead, from their first moment.
    What is published is there to be compared with, unless planning is `free`.
    """
    start, _ = local_day(first, base.time_zone)
    last = first + timedelta(days=days - 1)
    _, end = local_day(last, base.time_zone)
    dates = [first + timedelta(days=number) for number in range(days)]
    published = [] if free else [unit.plans.latest(base, d, PlanStatus.PUBLISHED) for d in dates]
    return HorizonInputs(
        base=base,
        first=first,
        days=days,
        now=start if end <= now else max(now, start),
        shifts=unit.shifts.between(base, start, end),
        visits=unit.visits.plannable(base, start, end, now),
        absences=unit.absences.between(base, start, end),
        technicians=[each for each in unit.technicians.all() if each.base is base],
        published=[plan for plan in published if plan is not None],
        policy=policy,
    )


def plan_days(
    store: Store,
    clock: Clock,
    travel_times: TravelTimes,
    policy: PlanningPolicy,
    first: date,
    options: SearchOptions,
    actor: str,
    base_code: str | None = None,
    *,
    days: int = 1,
    free: bool = False,
) -> PlanOutcome:
    """Plan one day, or several in a row as one, and keep a draft for each.

    A day that has a published plan is planned against it: changes have their prices, and the cap of
    the policy holds, unless planning is `free`. Nothing is stored when pins cannot all be kept.
    The database is read before and written after the search, never held during it.
    """
    with store.read() as unit:
        base = the_base(unit, base_code)
        inputs = horizon_inputs(unit, base, first, clock.now(), policy, days=days, free=free)
    outcome = plan_from_inputs(inputs, travel_times, options, actor)
    if inputs.end <= clock.now():
        outcome = replace(outcome, notes=(OVER, *outcome.notes))
    if outcome.plans:
        with store.write(actor=actor, now=clock.now()) as unit:
            for plan in outcome.plans:
                unit.plans.add(plan)
            unit.commit()
    return outcome


def plan_of_day(unit: Unit, base: ServiceBase, day: date) -> Plan:
    """The plan people work by: the published one, else the latest draft. Raises `NoPlan`."""
    published = unit.plans.latest(base, day, PlanStatus.PUBLISHED)
    plan = published or unit.plans.latest(base, day, PlanStatus.DRAFT)
    if plan is None:
        raise NoPlan.on(base.code, day)
    return plan


def today(clock: Clock, base: ServiceBase) -> date:
    """Today's date where the base is."""
    return local_date(clock.now(), base.time_zone)
