"""Who else could take a visit: asked of the plan people work by, whenever somebody wants it."""

from datetime import date

from dispatch.domain.orders import Visit
from dispatch.domain.plans import Plan
from dispatch.domain.policy import PlanningPolicy
from dispatch.planning.translate.others import others_for
from dispatch.services.errors import NotInPlan, UnknownOrder
from dispatch.services.planning import horizon_inputs, plan_of_day, the_base
from dispatch.services.views.others import OthersView, others_view
from dispatch.services.views.visits import visit_key
from dispatch.store import Store
from dispatch.travel.times import TravelTimes


def who_else(
    store: Store,
    travel_times: TravelTimes,
    policy: PlanningPolicy,
    number: str,
    day: date,
    base_code: str | None = None,
) -> OthersView:
    """Every other technician for a visit of a day's plan, at what extra price and what it takes.

    `number` is that of a work order, or the key of one of its visits. The plan is seen as it was
    made; nothing is changed. Raises `NoPlan`, `UnknownOrder` or `NotInPlan`.
    """
    with store.read() as unit:
        base = the_base(unit, base_code)
        plan = plan_of_day(unit, base, day)
        visit = _visit_of(plan, number)
        if visit is None:
            known = unit.work_orders.by_number(number) is not None
            raise NotInPlan(number, day) if known else UnknownOrder(number)
        inputs = horizon_inputs(unit, base, day, plan.created_at, policy, free=True)
        others = others_for(plan, visit, inputs, travel_times)
    return others_view(plan, visit.order.number, others)


def _visit_of(plan: Plan, number: str) -> Visit | None:
    """The visit with this key, or the first of the order with this number."""
    visits = [s.visit for i in plan.itineraries for s in i.stops if s.visit is not None]
    visits += [entry.visit for entry in plan.backlog]
    by_key = {visit_key(visit): visit for visit in visits}
    by_number = {visit.order.number: visit for visit in reversed(visits)}
    return by_key.get(number) or by_number.get(number)
