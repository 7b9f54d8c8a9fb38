"""Pure optimisation of technicians' days: integers in, integers out.

    from solver import MaxRuntime, check, read, solve

    problem = read("problem.json")
    result = solve(problem, MaxRuntime(10))
    assert check(problem, result.solution).ok

It has no clock to plan by, no database and no network; whoever calls it brings the data.
"""

from solver.certify import certify
from solver.check import check
from solver.formats import read
from solver.model import InvalidProblem, Model
from solver.solve import solve
from solver.stop import MaxIterations, MaxRuntime, NoImprovement

__all__ = [
    "InvalidProblem",
    "MaxIterations",
    "MaxRuntime",
    "Model",
    "NoImprovement",
    "certify",
    "check",
    "read",
    "solve",
]
