"""What is on board: how far a route gets before its vehicle must have been at the depot.

A vehicle that may visit a depot serves with what it has on board at the start only the first tasks
of its route; all others by labels that have the visit among the errands they have run.
"""

from solver.engines.search.kernels.jit import inlined, kernel
from solver.engines.search.kernels.layout import (
    DEPOT,
    NONE,
    REACH,
    RESTS,
    TIME,
    Day,
    Ints,
    Plan,
    Terms,
)


@kernel
def take_supplies(terms: Terms, plan: Plan, k: int) -> None:
    """Write what the tasks before each position use up, and how many get by without the depot."""
    r = plan.row[k]
    used, m = plan.used[r], plan.length[r]
    reach = m
    for x in range(m):
        task = plan.tasks[r, x]
        if x < reach and not gets_by(terms, plan, k, x, task):
            reach = x
        for q in range(used.shape[1]):
            used[x + 1, q] = used[x, q] + terms.needs[task, q]
    plan.sums[r, REACH] = reach


@inlined
def gets_by(terms: Terms, plan: Plan, k: int, position: int, task: int) -> bool:
    """Whether a task may follow those before a position without a visit to the depot."""
    return not terms.lacks[task, k] and is_enough(terms, plan, k, position, task)


@inlined
def is_enough(terms: Terms, plan: Plan, k: int, position: int, task: int) -> bool:
    """Whether what is on board lasts for the tasks before a position and one more."""
    r = plan.row[k]
    for q in range(plan.used.shape[2]):
        if plan.used[r, position, q] + terms.needs[task, q] > terms.aboard[k, q]:
            return False
    return True


@inlined
def drop_unsupplied(day: Day, labels: Ints) -> None:
    """Drop the labels that have not been at the depot."""
    for taken in range(1 << day.vehicle[RESTS]):
        if not taken & day.vehicle[DEPOT]:
            labels[taken, TIME] = NONE
