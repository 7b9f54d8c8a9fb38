"""The terms of one vehicle: what a leg and a service take, and what the leg costs."""

from solver.engines.search.kernels.jit import inlined
from solver.engines.search.kernels.layout import (
    DRIVING,
    END,
    METRE_PRICE,
    METRES,
    PACE,
    PLACE,
    START,
    STATIONED,
    TRAVEL_PRICE,
    Day,
    Leg,
    Plan,
    Terms,
)


@inlined
def day_of(terms: Terms, k: int) -> Day:
    """The part of the terms that concerns a vehicle; nothing is copied."""
    vehicle = terms.vehicles[k]
    return Day(
        vehicle,
        terms.driving[vehicle[DRIVING]],
        terms.metres[vehicle[METRES]],
        terms.driving_back[vehicle[DRIVING]],
        terms.metres_back[vehicle[METRES]],
        terms.service[vehicle[PACE]],
        terms.rests[k],
        terms.curfew[k],
        terms.departs[k],
    )


@inlined
def write_places(terms: Terms, plan: Plan, k: int) -> None:
    """Write the places of a route and the prices of its legs beside its order."""
    r, day = plan.row[k], day_of(terms, k)
    places, m = plan.places[r], plan.length[r]
    places[0] = day.vehicle[START]
    for x in range(m):
        places[x + 1] = terms.tasks[plan.tasks[r, x], PLACE]
    places[m + 1] = day.vehicle[END]
    for x in range(m + 1):
        plan.legs[r, x] = leg_cost(day, places[x], places[x + 1])


@inlined
def place_before(plan: Plan, k: int, position: int) -> int:
    """The place a vehicle leaves to reach a position of its route."""
    place: int = plan.places[plan.row[k], position]
    return place


@inlined
def place_at(plan: Plan, k: int, position: int) -> int:
    """The place at a position; after the last task, the end of the route."""
    place: int = plan.places[plan.row[k], position + 1]
    return place


@inlined
def leg_to(day: Day, origin: int, place: int, task: int) -> Leg:
    """The leg from a place to that of a task; several legs to one place lie close by."""
    again = setup_again(day, task) if day.vehicle[STATIONED] and origin == place else 0
    return Leg(origin, place, day.driving_back[place, origin], again)


@inlined
def leg_on(day: Day, plan: Plan, r: int, origin: int, position: int) -> Leg:
    """The leg from a place to a position of a route, or its end; several from one lie close by."""
    place, again = plan.places[r, position + 1], 0
    if day.vehicle[STATIONED] and origin == place and position < plan.length[r]:
        again = setup_again(day, plan.tasks[r, position])
    return Leg(origin, place, day.driving[origin, place], again)


@inlined
def setup_again(day: Day, task: int) -> int:
    """What a detour costs between two tasks at one place: the setup of the second."""
    seconds: int = day.service[1, task] - day.service[0, task]
    return seconds


@inlined
def leg_cost(day: Day, origin: int, destination: int) -> int:
    """Price of driving from one place to another; several legs from one place lie close by."""
    cost: int = 0
    if day.vehicle[TRAVEL_PRICE]:
        cost += day.vehicle[TRAVEL_PRICE] * day.driving[origin, destination]
    if day.vehicle[METRE_PRICE]:
        cost += day.vehicle[METRE_PRICE] * day.metres[origin, destination]
    return cost


@inlined
def leg_cost_back(day: Day, destination: int, origin: int) -> int:
    """The same; several legs to one place lie close by."""
    cost: int = 0
    if day.vehicle[TRAVEL_PRICE]:
        cost += day.vehicle[TRAVEL_PRICE] * day.driving_back[destination, origin]
    if day.vehicle[METRE_PRICE]:
        cost += day.vehicle[METRE_PRICE] * day.metres_back[destination, origin]
    return cost


@inlined
def service_seconds(terms: Terms, day: Day, before: int, task: int) -> int:
    """Seconds on site, with setup unless the vehicle comes from the same place."""
    setup = 0 if before == terms.tasks[task, PLACE] else 1
    seconds: int = day.service[setup, task]
    return seconds
