"""The independent checker: what a plan breaks, and what it costs, by the times the plan carries.

It reads the problem and the solution as data and shares no arithmetic with any engine, so that an
error on one side cannot hide on the other. Rules are grouped in families, one module each; a new
rule is one generator of violations, named in `_OF_A_DAY` or called in `check`.
"""

from collections.abc import Callable, Iterator

from solver.check.cost import claimed_cost, price, price_route
from solver.check.day import Day
from solver.check.identity import identity
from solver.check.limits import limits
from solver.check.loads import capacity
from solver.check.promises import promises
from solver.check.report import CheckReport, Rule, Violation
from solver.check.rest import breaks
from solver.check.structure import readable_routes, structure
from solver.check.suitability import suitability
from solver.check.supplies import restocking, stock, tools
from solver.check.times import durations, overlaps, places, shift, travel, windows
from solver.problem import Problem
from solver.solution import Solution

__all__ = ["CheckReport", "Rule", "Violation", "check", "price", "price_route"]

_OF_A_DAY: tuple[Callable[[Day], Iterator[Violation]], ...] = (
    suitability,
    windows,
    places,
    travel,
    durations,
    overlaps,
    breaks,
    shift,
    capacity,
    stock,
    tools,
    restocking,
    limits,
)


def check(problem: Problem, solution: Solution) -> CheckReport:
    """Report every violation of a plan and price it, term by term.

    The problem must be valid (`solver.model.validate`); the solution may hold any rubbish. Nothing
    is raised, and no rule hides another: a plan with ten faults gets ten violations.
    """
    terms = price(problem, solution)
    violations = [*structure(solution), *identity(problem, solution)]
    violations.extend(promises(problem, solution))
    for day in _days(problem, solution):
        for rule in _OF_A_DAY:
            violations.extend(rule(day))
    violations.extend(claimed_cost(solution, terms))
    return CheckReport(tuple(violations), terms)


def _days(problem: Problem, solution: Solution) -> Iterator[Day]:
    for route in readable_routes(solution):
        if route.vehicle in problem.vehicle_index:
            yield Day(problem, problem.vehicles[problem.vehicle_index[route.vehicle]], route)
