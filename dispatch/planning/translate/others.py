"""Ask the solver who else could take a visit of a plan that is stored already."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime, timedelta

from dispatch.domain.orders import Visit
from dispatch.domain.plans import Itinerary, Plan, PlanStatus
from dispatch.domain.team import Technician
from dispatch.planning.horizon import HorizonInputs
from dispatch.planning.others import Other, Others
from dispatch.planning.translate.problem import Translated, translate
from dispatch.planning.translate.reasons import action_of
from dispatch.travel.times import TravelTimes
from solver.explain import Alternative, alternatives
from solver.schedule import schedule
from solver.solution import CostTerms, Route, Solution, Unassigned


def others_for(
    plan: Plan, visit: Visit, inputs: HorizonInputs, travel_times: TravelTimes
) -> Others:
    """Every other technician of the day, those who could take the visit as things are first.

    `inputs` are those of the plan's day at the moment it was made, so that the plan is seen as a
    whole. Departing from it has its price if it is published. Somebody whose day no longer works
    with the data of today is said to be able to take nothing. Raises KeyError when the day no
    longer asks for the visit.
    """
    published = [plan] if plan.status is PlanStatus.PUBLISHED else []
    whole = replace(inputs, visits=_visits(plan), published=published)
    translated = translate(whole, travel_times)
    task = {one: key for key, one in translated.visits.items()}[visit]
    orders = _orders(plan, translated)
    routes = {vehicle: _route(translated, vehicle, orders[vehicle]) for vehicle in orders}
    found = alternatives(translated.problem, _solution(translated, routes), task)
    broken = {vehicle for vehicle, route in routes.items() if route is None}
    return Others(
        holder=next((i.technician for i in plan.itineraries if _holds(i, visit)), None),
        found=tuple(
            _other(translated, Alternative(one.vehicle) if one.vehicle in broken else one)
            for one in found
        ),
        names=translated.names,
    )


def _visits(plan: Plan) -> list[Visit]:
    """Every visit the plan speaks of."""
    stops = [stop.visit for itinerary in plan.itineraries for stop in itinerary.stops]
    return [*filter(None, stops), *(entry.visit for entry in plan.backlog)]


def _holds(itinerary: Itinerary, visit: Visit) -> bool:
    return any(stop.visit is visit for stop in itinerary.stops)


# --- the plan as a solution --------------------------------------------------------------------


def _orders(plan: Plan, translated: Translated) -> Mapping[str, list[str]]:
    """Tasks by vehicle, in the order of the plan."""
    keys = {one: key for key, one in translated.visits.items()}
    orders: dict[str, list[str]] = {}
    for itinerary in plan.itineraries:
        for stop in itinerary.stops:
            vehicle = vehicle_at(translated, itinerary.technician, stop.start)
            if stop.visit in keys and vehicle is not None:
                orders.setdefault(vehicle, []).append(keys[stop.visit])
    return orders


def vehicle_at(translated: Translated, technician: Technician, instant: datetime) -> str | None:
    """The stretch in which a technician is at an instant, or the last of the day."""
    own = [s for s in translated.stretches.values() if s.technician.code == technician.code]
    return next((s.key for s in own if instant in s), own[-1].key if own else None)


def _route(translated: Translated, vehicle: str, tasks: list[str]) -> Route | None:
    """The tasks with the cheapest times they have today; None when they have none."""
    problem = translated.problem
    order = [problem.task_index[task] for task in tasks]
    return schedule(problem, problem.vehicle_index[vehicle], order)


def _solution(translated: Translated, routes: Mapping[str, Route | None]) -> Solution:
    possible = tuple(route for route in routes.values() if route is not None)
    served = {task for route in possible for task in route.tasks}
    tasks = translated.problem.tasks
    left = tuple(Unassigned(task.id) for task in tasks if task.id not in served)
    return Solution(possible, left)


# --- the answer in the planner's terms ---------------------------------------------------------


def _other(translated: Translated, option: Alternative) -> Other:
    return Other(
        technician=translated.stretches[option.vehicle].technician,
        start=None if option.start is None else translated.axis.instant(option.start),
        terms=None if option.terms is None else _money(translated, option.terms),
        needs=None if option.needs is None else action_of(translated, option.needs),
        late={
            translated.visits[task].order.number: timedelta(seconds=seconds)
            for task, seconds in option.late.items()
        },
    )


def _money(translated: Translated, terms: CostTerms) -> Mapping[str, float]:
    """What changes, term by term, in units of the currency to the cent.

    What is left out is named, not priced: its price only says that it weighs more than all else.
    """
    scale = translated.problem.prices.scale
    named = asdict(replace(terms, skipped=0))
    return {name: round(units / scale, 2) for name, units in named.items() if units}
