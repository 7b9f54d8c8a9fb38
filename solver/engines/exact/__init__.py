"""Tiny problems solved to the end: every route worth having, and the best choice among them."""

from solver.engines.exact.engine import Exact, is_tiny

__all__ = ["Exact", "is_tiny"]
