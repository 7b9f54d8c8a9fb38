"""In which order a vehicle serves what it has begun and what a person has put in order.

Ranks count the tasks promised to one vehicle from 0: first those it has begun, then those in order.
"""

from solver.engines.search.kernels.jit import kernel
from solver.engines.search.kernels.layout import FROZEN, RANK, Plan, Terms


@kernel
def in_order(terms: Terms, plan: Plan, k: int) -> bool:
    """Whether a route begins with what is frozen, and serves promised tasks by rank."""
    r, frozen, last = plan.row[k], terms.vehicles[k, FROZEN], -1
    for x in range(plan.length[r]):
        rank = terms.tasks[plan.tasks[r, x], RANK]
        if x < frozen and rank != x:
            return False
        if rank >= 0:
            if rank <= last:
                return False
            last = rank
    return True


@kernel
def open_positions(terms: Terms, plan: Plan, k: int, task: int) -> tuple[int, int]:
    """First position at which promises let a task into a route, and the one after the last."""
    r, rank, frozen = plan.row[k], terms.tasks[task, RANK], terms.vehicles[k, FROZEN]
    m = plan.length[r]
    if 0 <= rank < frozen:
        return (m, m + 1) if m == rank else (0, 0)
    first, last = frozen, m
    if rank >= 0:
        for x in range(frozen, m):
            other = terms.tasks[plan.tasks[r, x], RANK]
            if 0 <= other < rank:
                first = x + 1
            elif other > rank:
                last = min(last, x)
    return first, last + 1
