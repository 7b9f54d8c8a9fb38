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
    TRAVEL_PRICE,
    Day,
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
        terms.service[vehicle[PACE]],
        terms.rests[k],
        terms.curfew[k],
    )


@inlined
def place_before(terms: Terms, plan: Plan, k: int, position: int) -> int:
    """The place a vehicle leaves to reach a position of its route."""
    if position == 0:
        return int(terms.vehicles[k, START])
    return int(terms.tasks[plan.tasks[plan.row[k], position - 1], PLACE])


@inlined
def place_at(terms: Terms, plan: Plan, k: int, position: int) -> int:
    """The place at a position; after the last task, the end of the route."""
    r = plan.row[k]
    if position == plan.length[r]:
        return int(terms.vehicles[k, END])
    return int(terms.tasks[plan.tasks[r, position], PLACE])


@inlined
def leg_cost(day: Day, origin: int, destination: int) -> int:
    """Price of driving from one place to another."""
    cost = 0
    if day.vehicle[TRAVEL_PRICE]:
        cost += day.vehicle[TRAVEL_PRICE] * day.driving[origin, destination]
    if day.vehicle[METRE_PRICE]:
        cost += day.vehicle[METRE_PRICE] * day.metres[origin, destination]
    return int(cost)


@inlined
def service_seconds(terms: Terms, day: Day, before: int, task: int) -> int:
    """Seconds on site, with setup unless the vehicle comes from the same place."""
    setup = 0 if before == terms.tasks[task, PLACE] else 1
    return int(day.service[setup, task])
