"""Simulated annealing over ruined and recreated plans, on skip prices that adapt."""

import numpy as np

from solver.engines.search.kernels.chance import uniform
from solver.engines.search.kernels.jit import entry, inlined
from solver.engines.search.kernels.keeping import keep_best
from solver.engines.search.kernels.layout import (
    ABSENT,
    BEST_MISSING,
    CURRENT,
    MISSING,
    NEVER,
    NONE,
    SEEN,
    SHORT,
    TOTAL,
    TRUE_COST,
    Guide,
    Ints,
    Plan,
    Record,
    Terms,
    Work,
)
from solver.engines.search.kernels.moves import (
    begin,
    change_of_cost,
    close_gaps,
    settle,
    survey,
    take_in_hand,
    undo,
)
from solver.engines.search.kernels.recreate import recreate
from solver.engines.search.kernels.routes import refresh
from solver.engines.search.kernels.ruin import ruin

ADAPT_EVERY = 1000
LEAST_SHORT = 0.2
MOST_SHORT = 0.3
DEARER = 1.15
IN_NEED = 2.0
"""How much dearer a mandatory task gets each time as long as no plan has had them all."""


def construct(terms: Terms, guide: Guide, plan: Plan, work: Work, record: Record) -> None:
    """Insert whatever nobody serves, and take the result whatever it costs."""
    search(terms, guide, plan, work, record, 1, 1.0, 1.0, True)


def anneal(
    terms: Terms,
    guide: Guide,
    plan: Plan,
    work: Work,
    record: Record,
    iterations: int,
    hot: float,
    cold: float,
) -> None:
    """Run so many iterations while the temperature falls geometrically from `hot` to `cold`."""
    search(terms, guide, plan, work, record, iterations, hot, cold, False)


@entry
def search(
    terms: Terms,
    guide: Guide,
    plan: Plan,
    work: Work,
    record: Record,
    iterations: int,
    hot: float,
    cold: float,
    constructing: bool,
) -> None:
    """Both of these: what they share, the greater part, is compiled only once."""
    for i in range(iterations):
        begin(work)
        survey(plan, work)
        if constructing:
            take_absent_in_hand(plan, work)
        else:
            ruin(terms, guide, plan, work)
            if not close_gaps(terms, plan, work):
                undo(plan, work)
                continue
        recreate(terms, guide, plan, work, constructing)
        if constructing:
            take_stock(terms, guide, plan, work, record)
            keep_best(plan, record)
            continue
        temperature = hot * (cold / hot) ** (i / iterations)
        judge(terms, guide, plan, work, record, temperature)
        record.state[SEEN] += 1
        record.state[SHORT] += 1 if record.state[MISSING] > 0 else 0
        if record.state[SEEN] >= ADAPT_EVERY:
            adapt(guide, plan, work, record)


@inlined
def take_absent_in_hand(plan: Plan, work: Work) -> None:
    """Take in hand what nobody serves."""
    for task in range(plan.host.shape[0]):
        if plan.host[task] < 0:
            take_in_hand(plan, work, task)


@inlined
def judge(
    terms: Terms, guide: Guide, plan: Plan, work: Work, record: Record, temperature: float
) -> None:
    """Accept the plan of this iteration or undo it (Metropolis); keep the best."""
    routes = change_of_cost(plan, work)
    if routes >= NEVER:
        undo(plan, work)
        return
    delta, true, missing = routes, routes, 0
    for i in range(work.size[ABSENT]):
        task = work.absent[i]
        change = (1 if plan.host[task] < 0 else 0) - (1 if work.was[i] < 0 else 0)
        delta += change * work.price[task]
        if guide.skip[task] == NONE:
            missing += change
        else:
            true += change * guide.skip[task]
    if delta > 0 and delta >= -temperature * np.log(uniform(plan.random)):
        undo(plan, work)
        return
    settle(plan, work)
    record.state[CURRENT] += delta
    record.state[TRUE_COST] += true
    record.state[MISSING] += missing
    keep_best(plan, record)


@inlined
def adapt(guide: Guide, plan: Plan, work: Work, record: Record) -> None:
    """Make leaving out tasks that must be served dearer or cheaper.

    A price so high that no visited plan is ever short of a task freezes the search, a low one lets
    it forget the task: between LEAST_SHORT and MOST_SHORT of the plans visited should be short.
    """
    share = record.state[SHORT] / record.state[SEEN]
    record.state[SEEN], record.state[SHORT] = 0, 0
    factor = 1.0
    if record.state[BEST_MISSING] > 0:
        factor = IN_NEED
    elif share > MOST_SHORT:
        factor = DEARER
    elif share < LEAST_SHORT:
        factor = 1.0 / DEARER
    level = min(record.level[2], max(record.level[1], record.level[0] * factor))
    record.level[0] = level
    for task in range(guide.skip.shape[0]):
        if guide.skip[task] == NONE:
            price = work.worth[task] + int(level)
            if plan.host[task] < 0:
                record.state[CURRENT] += price - work.price[task]
            work.price[task] = price


@inlined
def take_stock(terms: Terms, guide: Guide, plan: Plan, work: Work, record: Record) -> None:
    """Add up what the plan costs at present and at true prices."""
    routes = 0
    for k in range(plan.row.shape[0]):
        routes += plan.sums[plan.row[k], TOTAL]
    current, true, missing = routes, routes, 0
    for task in range(terms.tasks.shape[0]):
        if plan.host[task] < 0:
            current += work.price[task]
            if guide.skip[task] == NONE:
                missing += 1
            else:
                true += guide.skip[task]
    record.state[CURRENT], record.state[TRUE_COST] = current, true
    record.state[MISSING] = missing


@entry
def load_plan(terms: Terms, plan: Plan, tasks: Ints, length: Ints) -> None:
    """Make the plan serve what the lists say, by vehicle."""
    plan.host[:] = -1
    for k in range(plan.row.shape[0]):
        r = plan.row[k]
        plan.length[r] = length[k]
        for x in range(length[k]):
            plan.tasks[r, x] = tasks[k, x]
            plan.host[tasks[k, x]] = k
        refresh(terms, plan, k)
