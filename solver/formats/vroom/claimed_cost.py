"""What a solution of VROOM claims to cost, where VROOM rounds and we do not.

VROOM cuts fractions of costs, takes prices of a second and a metre to a few digits, and prices
1 / `speed_factor` unrounded while driving times have it in hundredths. A claim that agrees with the
steps of the solution but for that means their exact cost.
"""

from collections.abc import Sequence
from math import ceil

from solver.formats.vroom.schema import Vehicle, VroomProblem
from solver.formats.vroom.speeds import HUNDREDTHS, hundredths
from solver.formats.vroom.write import exact_cost, vroom_cost
from solver.problem import Problem
from solver.solution import Route

_DIGITS = 20_000
"""Prices that are not whole are good to half a unit of the fourth digit."""


def claimed_cost(
    problem: Problem, given: VroomProblem, routes: Sequence[Route], claimed: int
) -> int:
    """The claim in cost units, skip prices included."""
    exact = sum(exact_cost(problem, route) for route in routes)
    least = sum(vroom_cost(problem, route) for route in routes)
    vehicles = {str(vehicle.id): vehicle for vehicle in given.vehicles}
    slack = sum(_rounding(problem, vehicles[route.vehicle], route) for route in routes)
    agrees = least - slack <= claimed <= exact // problem.prices.scale + slack
    served = {id_ for route in routes for id_ in route.tasks}
    skipped = sum(task.skip_price or 0 for task in problem.tasks if task.id not in served)
    return (exact if agrees else claimed * problem.prices.scale) + skipped


def _rounding(problem: Problem, vehicle: Vehicle, route: Route) -> int:
    """How far VROOM's cost of a route may be from ours, in its units."""
    slack = 0
    if vehicle.costs.per_hour % 3600 or vehicle.costs.per_km % 1000:
        slack += ceil(vroom_cost(problem, route) / _DIGITS)
    if hundredths(vehicle) != HUNDREDTHS:
        seconds = sum(step.travel for step in route.steps)
        off = len(route.steps) + ceil(seconds * vehicle.speed_factor / (2 * HUNDREDTHS))
        slack += 1 + off * vehicle.costs.per_hour // 3600
    return slack
