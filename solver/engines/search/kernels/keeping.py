"""The best plan so far, by true prices."""

from solver.engines.search.kernels.jit import inlined
from solver.engines.search.kernels.layout import (
    BEST_COST,
    BEST_MISSING,
    FOUND,
    MISSING,
    TRUE_COST,
    Plan,
    Record,
)


@inlined
def keep_best(plan: Plan, record: Record) -> None:
    """Copy the plan if it lacks fewer tasks than the best, or as many and is cheaper."""
    state = record.state
    if (state[MISSING], state[TRUE_COST]) >= (state[BEST_MISSING], state[BEST_COST]):
        return
    state[BEST_COST], state[BEST_MISSING] = state[TRUE_COST], state[MISSING]
    state[FOUND] += 1
    for k in range(plan.row.shape[0]):
        r = plan.row[k]
        record.length[k] = plan.length[r]
        for x in range(plan.length[r]):
            record.tasks[k, x] = plan.tasks[r, x]
