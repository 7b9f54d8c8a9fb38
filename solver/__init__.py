"""Pure optimisation of technicians' days: integers in, integers out.

    from solver import MaxRuntime, check, read, solve

    problem = read("problem.json")
    result = solve(problem, MaxRuntime(10))
    assert check(problem, result.solution).ok

It has no clock to plan by, no database and no network; whoever calls it brings the data.
"""

from typing import TYPE_CHECKING

from solver.certify import certify
from solver.check import check
from solver.model import InvalidProblem, Model
from solver.solve import solve
from solver.stop import MaxIterations, MaxRuntime, NoImprovement

if TYPE_CHECKING:
    from solver.formats import read

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


def __getattr__(name: str) -> object:
    """`read` on first use: what files are checked with takes a third of all the time to import."""
    if name != "read":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from solver.formats import read

    return read
