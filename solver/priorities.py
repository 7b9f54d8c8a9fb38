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
from solver.problem import Problem, Vehicle, scaled


@dataclass(frozen=True, slots=True)
class RouteBounds:
    """What one feasible route can hold and cost at most: tasks, and cost units without skips."""

    visits: int
    cost: int


def route_bounds(problem: Problem) -> RouteBounds:
    """Bounds over all vehicles of a valid problem; windows, breaks and legs only lower them."""
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
    span = vehicle.shift.end + vehicle.overtime - vehicle.shift.start
    tasks = [task for task in problem.tasks if problem.may_serve(vehicle, task)]
    services = sorted(scaled(task.duration, vehicle.duration_factor) for task in tasks)
    visits = sum(1 for used in accumulate(services) if used <= span)
    prices = vehicle.prices
    metres = problem.travel[vehicle.profile].metres
    farthest = int(metres.max()) if metres.size else 0
    return RouteBounds(
        visits=visits,
        cost=prices.fixed
        + (prices.working_second + prices.travel_second) * span
        + prices.overtime_second * vehicle.overtime
        + prices.metre * (visits + 1) * farthest
        + _lateness(problem, vehicle, visits),
    )


def _lateness(problem: Problem, vehicle: Vehicle, visits: int) -> int:
    """The `visits` dearest delays, each until the last moment of the shift or of its windows."""
    latest_end = vehicle.shift.end + vehicle.overtime
    delays = []
    for task in problem.tasks:
        if task.lateness is not None and problem.may_serve(vehicle, task):
            latest = min(latest_end, task.windows[-1].end) if task.windows else latest_end
            seconds = max(0, latest - task.lateness.deadline)
            delays.append(task.lateness.per_second * seconds)
    return sum(sorted(delays, reverse=True)[:visits])
