"""Prices that make VROOM's objective one number: priorities, then the number of jobs, then cost.

Let C be an upper bound on the cost of any plan, n the number of jobs and g the greatest common
divisor of the priorities. A job left out costs `count + (priority / g) * step` where

    count = C + 1               one job more outweighs any detour
    step  = n * count + C + 1   a priority sum higher by g outweighs all jobs and any detour
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import gcd

from solver.formats.faults import FileFaults
from solver.model import LARGEST_COST, cost_bound
from solver.problem import Problem


@dataclass(frozen=True, slots=True)
class SkipPrices:
    """Price of leaving out a job by its priority; `exact` if priorities truly come first."""

    of: Callable[[int], int]
    exact: bool


def skip_prices(problem: Problem, priorities: Sequence[int], faults: FileFaults) -> SkipPrices:
    """Derive the prices for a problem whose vehicles are priced and whose skip prices are open.

    Where the exact step would lead beyond 64 bits, the largest that fits is used instead: every
    priority still outweighs cost, but many jobs together may outweigh a priority.
    """
    most = cost_bound(problem)
    count = most + 1
    divisor = gcd(*priorities) or 1
    ranks = sum(priorities) // divisor
    room = LARGEST_COST - most - len(priorities) * count
    if room < ranks * count:
        faults.add("", "times, distances and costs are too large to add up in 64 bits", most)
        return SkipPrices(lambda _: 0, exact=False)
    exact = len(priorities) * count + most + 1
    step = min(exact, room // ranks) if ranks else exact
    return SkipPrices(lambda priority: count + priority // divisor * step, step == exact)
