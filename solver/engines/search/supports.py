"""What the kernels do not model: a problem that uses any of it needs another engine."""

from solver.capabilities import refusals
from solver.problem import Problem


def supports(problem: Problem) -> tuple[str, ...]:
    """The rules of a problem that the search engine does not model; empty: it can be used."""
    return refusals(problem, "search")
