"""Building and judging problems: `Model` for people, `validate` for readers of files."""

from solver.model.bounds import LARGEST_COST, cost_bound
from solver.model.builder import Model
from solver.model.faults import Fault, InvalidProblem
from solver.model.validation import validate
from solver.model.windows import normalised

__all__ = [
    "LARGEST_COST",
    "Fault",
    "InvalidProblem",
    "Model",
    "cost_bound",
    "normalised",
    "validate",
]
