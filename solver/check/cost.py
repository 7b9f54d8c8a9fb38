"""The one definition of the objective: what a plan costs by the times it carries."""

from collections.abc import Iterator

from solver.check.day import Day
from solver.check.identity import served_ids
from solver.check.report import Rule, Violation
from solver.check.structure import readable_routes
from solver.problem import Problem, Task
from solver.solution import CostTerms, Route, Solution, Step


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
    once. With the task's prices: lateness from its deadline to its start of service, preference
    once for a vehicle it does not prefer. With the problem's: change, for each departure from the
    task's reference.
    """
    if route.vehicle not in problem.vehicle_index:
        return CostTerms()
    vehicle = problem.vehicles[problem.vehicle_index[route.vehicle]]
    day = Day(problem, vehicle, route)
    if not day.services:
        return CostTerms()
    prices = vehicle.prices
    return CostTerms(
        lateness=sum(_lateness(step, task) for step, task in day.services),
        overtime=prices.overtime_second * max(0, day.end - vehicle.shift.end),
        working=prices.working_second * (day.end - day.start),
        travel=prices.travel_second * sum(leg.seconds for leg in day.legs),
        distance=prices.metre * sum(leg.metres for leg in day.legs),
        fixed=prices.fixed,
        preference=sum(_preference(vehicle.id, task) for _, task in day.services),
        change=sum(_change(problem, vehicle.id, step, task) for step, task in day.services),
    )


def _lateness(step: Step, task: Task) -> int:
    """The step at the breach, and each late second at the price of the last kink before it.

    Written as the sum of what each kink adds to the price of the seconds after it.
    """
    if task.lateness is None or step.start <= task.lateness.deadline:
        return 0
    late, rate = step.start - task.lateness.deadline, task.lateness.per_second
    total = task.lateness.step + late * rate
    for kink in task.lateness.kinks:
        total += (kink.per_second - rate) * max(0, late - kink.after)
        rate = kink.per_second
    return total


def _preference(vehicle: str, task: Task) -> int:
    preferred = not task.preferred_vehicles or vehicle in task.preferred_vehicles
    return 0 if preferred else task.unpreferred_price


def _change(problem: Problem, vehicle: str, step: Step, task: Task) -> int:
    if task.reference is None:
        return 0
    moved = problem.prices.change_second * abs(step.start - task.reference.start)
    return moved + (problem.prices.change_vehicle if vehicle != task.reference.vehicle else 0)


def claimed_cost(solution: Solution, terms: CostTerms) -> Iterator[Violation]:
    """A claimed cost that is not the sum of the terms."""
    claimed = solution.cost
    if type(claimed) is not int:
        yield Violation(Rule.COST, f"the claimed cost {claimed!r} is not an integer")
    elif claimed != terms.total:
        message = f"the plan claims cost {claimed}, true is {terms.total}"
        yield Violation(Rule.COST, message, amount=abs(claimed - terms.total))
