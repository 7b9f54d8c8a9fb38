"""Skip prices from priorities: importance beats convenience, and any number of lesser tasks.

Let one route of any vehicle hold at most `visits` tasks and cost at most `cost` units, skips apart.
To serve one task more, a plan changes at most one route: it loses at most `visits` tasks there, and
the new route costs at most `cost` more than the old one, whose own cost is at least nothing. With
the priorities in use ranked p(1) < p(2) < ... the prices

    price(1) = cost + 1
    price(k) = visits * price(k - 1) + cost + 1

therefore make two kinds of exchange pay, always: serving a task instead of leaving it out, whatever
that does to lateness, overtime, work and travel; and serving a task of a higher priority instead
of all the lower ones that its place in a route could hold. Prices grow like visits ** (k - 1), so a
few priorities are cheap and many are not: `priced` refuses those that int64 cannot hold.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import accumulate

from solver.model.bounds import LARGEST_COST, cost_bound
from solver.model.faults import Fault, InvalidProblem
from solver.problem import Problem, Task, Vehicle, scaled


@dataclass(frozen=True, slots=True)
class RouteBounds:
    """What one feasible route can hold and cost at most: tasks, and cost units without skips."""

    visits: int
    cost: int


def route_bounds(problem: Problem) -> RouteBounds:
    """Bounds over all vehicles of a valid problem: limits count, what else there is lowers them."""
    bounds = [_bounds_of(problem, vehicle) for vehicle in problem.vehicles]
    return RouteBounds(
        visits=max((bound.visits for bound in bounds), default=0),
        cost=max((bound.cost for bound in bounds), default=0),
    )


def skip_prices(priorities: Iterable[int], bounds: RouteBounds) -> dict[int, int]:
    """Price of skipping by priority, in cost units; the derivation is told above."""
    prices: dict[int, int] = {}
    price = 0
    for priority in sorted(set(priorities)):
        price = bounds.visits * price + bounds.cost + 1
        prices[priority] = price
    return prices


def priced(problem: Problem) -> Problem:
    """The problem with every task that may be skipped at the price of its priority.

    Tasks without a skip price stay mandatory. Raises `InvalidProblem` if the prices would not leave
    every plan's cost below `LARGEST_COST`.
    """
    optional = [task for task in problem.tasks if task.skip_price is not None]
    prices = skip_prices((task.priority for task in optional), route_bounds(problem))
    tasks = tuple(
        task if task.skip_price is None else replace(task, skip_price=prices[task.priority])
        for task in problem.tasks
    )
    result = replace(problem, tasks=tasks, prices=replace(problem.prices, skip_by_priority=prices))
    bound = cost_bound(result)
    if bound > LARGEST_COST:
        rule = f"{len(prices)} priorities are too many for costs up to {LARGEST_COST}; merge some"
        raise InvalidProblem([Fault(("prices", "skip_by_priority"), bound, rule)])
    return result


def _bounds_of(problem: Problem, vehicle: Vehicle) -> RouteBounds:
    span = _longest_day(vehicle)
    tasks = [task for task in problem.tasks if problem.may_serve(vehicle, task)]
    visits = _most_visits(vehicle, tasks, span)
    prices = vehicle.prices
    return RouteBounds(
        visits=visits,
        cost=prices.fixed
        + prices.working_second * span
        + prices.travel_second * _least(span, vehicle.max_travel)
        + prices.overtime_second * vehicle.overtime
        + prices.metre * _farthest_way(problem, vehicle, visits)
        + _dearest(visits, (_served_at_worst(problem, vehicle, task) for task in tasks)),
    )


def _longest_day(vehicle: Vehicle) -> int:
    return _least(vehicle.shift.end + vehicle.overtime - vehicle.shift.start, vehicle.max_duration)


def _most_visits(vehicle: Vehicle, tasks: list[Task], span: int) -> int:
    """How many of the shortest services fill the day; setup may fall away at one place."""
    services = sorted(
        scaled(task.times_for(vehicle.kind)[0], vehicle.duration_factor) for task in tasks
    )
    return _least(sum(1 for used in accumulate(services) if used <= span), vehicle.max_tasks)


def _farthest_way(problem: Problem, vehicle: Vehicle, visits: int) -> int:
    metres = problem.travel[vehicle.profile].metres
    legs = visits + 1 + sum(rest.place is not None for rest in vehicle.breaks)
    return _least(legs * (int(metres.max()) if metres.size else 0), vehicle.max_distance)


def _served_at_worst(problem: Problem, vehicle: Vehicle, task: Task) -> int:
    """Lateness, change and preference of a task that this vehicle serves at the dearest moment."""
    first, last = vehicle.shift.start, vehicle.shift.end + vehicle.overtime
    if task.windows and task.id not in problem.frozen_on:
        last = min(last, task.windows[-1].end)
    cost = 0
    if task.lateness is not None:
        cost += task.lateness.price_at(last)
    if task.preferred_vehicles and vehicle.id not in task.preferred_vehicles:
        cost += task.unpreferred_price
    if task.reference is not None:
        away = max(0, last - task.reference.start, task.reference.start - first)
        cost += problem.prices.change_second * away
        if task.reference.vehicle != vehicle.id:
            cost += problem.prices.change_vehicle
    return cost


def _dearest(count: int, costs: Iterable[int]) -> int:
    return sum(sorted(costs, reverse=True)[:count])


def _least(bound: int, limit: int | None) -> int:
    return bound if limit is None else min(bound, limit)
