"""First plans by insertion, and the repair of plans that no longer fit."""

from solver.engines.greedy.engine import Greedy
from solver.engines.greedy.repair import frozen_beginnings, mend, repair

__all__ = ["Greedy", "frozen_beginnings", "mend", "repair"]
