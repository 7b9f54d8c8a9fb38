"""The one definition of the objective: what a plan costs by the times it carries."""

from collections.abc import Iterator

from solver.check.day import Day
from solver.check.identity import served_ids
from solver.check.report import Rule, Violation
from solver.check.structure import readable_routes
from solver.problem import Problem
from solver.solution import CostTerms, Route, Solution


def price(problem: Problem, solution: Solution) -> CostTerms:
    """Price a whole plan, whatever its faults; a route that cannot be read costs nothing."""
    served = set(served_ids(solution))
    total = CostTerms(
        skipped=sum(task.skip_price or 0 for task in problem.tasks if task.id not in served)
    )
    for route in readable_routes(solution):
        total += price_route(problem, route)
    return total


def price_route(problem: Problem, route: Route) -> CostTerms:
    """Price one well-typed route; nothing for an unknown vehicle or a route without known tasks.

    With the vehicle's prices: working is per second from start to end, travel per second at the
    wheel (breaks apart), distance per metre, overtime per second after the end of the shift, fixed
    once. Lateness is per second from a task's deadline to its start of service, at its own price.
    """
    if route.vehicle not in problem.vehicle_index:
        return CostTerms()
    vehicle = problem.vehicles[problem.vehicle_index[route.vehicle]]
    day = Day(problem, vehicle, route)
    if not day.services:
        return CostTerms()
    prices = vehicle.prices
    return CostTerms(
        lateness=_lateness(day),
        overtime=prices.overtime_second * max(0, day.end - vehicle.shift.end),
        working=prices.working_second * (day.end - day.start),
        travel=prices.travel_second * sum(leg.seconds for leg in day.legs),
        distance=prices.metre * sum(leg.metres for leg in day.legs),
        fixed=prices.fixed,
    )


def _lateness(day: Day) -> int:
    return sum(
        task.lateness.per_second * max(0, step.start - task.lateness.deadline)
        for step, task in day.services
        if task.lateness is not None
    )


def claimed_cost(solution: Solution, terms: CostTerms) -> Iterator[Violation]:
    """A claimed cost that is not the sum of the terms."""
    claimed = solution.cost
    if type(claimed) is not int:
        yield Violation(Rule.COST, f"the claimed cost {claimed!r} is not an integer")
    elif claimed != terms.total:
        message = f"the plan claims cost {claimed}, true is {terms.total}"
        yield Violation(Rule.COST, message, amount=abs(claimed - terms.total))
