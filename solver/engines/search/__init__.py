"""Ruin and recreate on compiled kernels: the engine that finds most plans a second."""

from solver.engines.search.cache import Part, is_warm
from solver.engines.search.engine import Search
from solver.engines.search.supports import supports
from solver.engines.search.warm import warm_up
from solver.engines.search.warming import Warming, begin, is_ready

__all__ = ["Part", "Search", "Warming", "begin", "is_ready", "is_warm", "supports", "warm_up"]
