"""First plans by insertion, and the repair of plans that no longer fit."""

from solver.engines.greedy.engine import Greedy
from solver.engines.greedy.repair import repair

__all__ = ["Greedy", "repair"]
