"""`solve` in a process of its own: a crash of compiled code costs no plan that was found before."""

from solver.apart.solving import solve_apart
from solver.apart.workers import get_ready

__all__ = ["get_ready", "solve_apart"]
