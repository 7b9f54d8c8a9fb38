"""One iteration's bookkeeping: which routes and tasks are in hand, and how to take it all back."""

from solver.engines.search.kernels.jit import inlined, kernel
from solver.engines.search.kernels.layout import (
    ABSENT,
    IDLE,
    LOADED,
    NEVER,
    STAMP,
    TOTAL,
    TOUCHED,
    Plan,
    Terms,
    Work,
)
from solver.engines.search.kernels.routes import copy_to_spare, put_in, refresh, spare_row


@inlined
def begin(work: Work) -> None:
    """Start an iteration with empty hands."""
    work.size[ABSENT] = 0
    work.size[TOUCHED] = 0
    work.size[STAMP] += 1


@inlined
def survey(plan: Plan, work: Work) -> None:
    """List the vehicles without tasks, and count the tasks on the routes of the others."""
    idle, loaded = 0, 0
    for k in range(plan.row.shape[0]):
        m = plan.length[plan.row[k]]
        loaded += m
        if m == 0:
            work.idle[idle] = k
            idle += 1
    work.size[IDLE], work.size[LOADED] = idle, loaded


@inlined
def touch(plan: Plan, work: Work, k: int) -> None:
    """Make a route ready to be changed; the old one stays in the vehicle's other row."""
    if work.touched_at[k] != work.size[STAMP]:
        work.touched_at[k] = work.size[STAMP]
        work.touched[work.size[TOUCHED]] = k
        work.size[TOUCHED] += 1
        copy_to_spare(plan, k)


@kernel
def take_in_hand(plan: Plan, work: Work, task: int) -> None:
    """Take a task out of its route, if it is in one and may leave it, to be inserted again."""
    if work.taken_at[task] == work.size[STAMP]:
        return
    host = plan.host[task]
    if host >= 0 and work.fixed[task]:
        return
    work.taken_at[task] = work.size[STAMP]
    work.absent[work.size[ABSENT]] = task
    work.was[work.size[ABSENT]] = host
    work.size[ABSENT] += 1
    if host >= 0:
        touch(plan, work, host)
        plan.host[task] = -1


@inlined
def close_gaps(terms: Terms, plan: Plan, work: Work) -> bool:
    """Drop the tasks in hand from the orders of their routes; False if a route fails without."""
    for i in range(work.size[TOUCHED]):
        k = work.touched[i]
        r, kept = plan.row[k], 0
        for x in range(plan.length[r]):
            task = plan.tasks[r, x]
            if work.taken_at[task] != work.size[STAMP]:
                plan.tasks[r, kept] = task
                kept += 1
        plan.length[r] = kept
        if refresh(terms, plan, k) >= NEVER:
            return False
    return True


@inlined
def insert(terms: Terms, plan: Plan, work: Work, k: int, task: int, position: int) -> None:
    """Put a task into a route."""
    touch(plan, work, k)
    put_in(plan, k, task, position)
    refresh(terms, plan, k)


@inlined
def change_of_cost(plan: Plan, work: Work) -> int:
    """What the iteration has changed in the routes, in cost units; NEVER if one is impossible."""
    total = 0
    for i in range(work.size[TOUCHED]):
        k = work.touched[i]
        r = plan.row[k]
        if plan.sums[r, TOTAL] >= NEVER:
            return NEVER
        total += plan.sums[r, TOTAL] - plan.sums[spare_row(plan, k), TOTAL]
    return total


@inlined
def undo(plan: Plan, work: Work) -> None:
    """Take the iteration back."""
    for i in range(work.size[ABSENT]):
        plan.host[work.absent[i]] = work.was[i]
    for i in range(work.size[TOUCHED]):
        k = work.touched[i]
        plan.row[k] = spare_row(plan, k)


@inlined
def settle(plan: Plan, work: Work) -> None:
    """Go back to the old row of each route that came out as it was: what is priced for it holds."""
    for i in range(work.size[TOUCHED]):
        k = work.touched[i]
        old = spare_row(plan, k)
        if is_same(plan, plan.row[k], old):
            plan.row[k] = old


@inlined
def is_same(plan: Plan, r: int, other: int) -> bool:
    """Whether two rows hold the same tasks in the same order."""
    same = plan.length[r] == plan.length[other]
    x = 0
    while same and x < plan.length[r]:
        same = plan.tasks[r, x] == plan.tasks[other, x]
        x += 1
    return bool(same)
