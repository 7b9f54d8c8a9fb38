"""The arrays a search writes: allocated once, sized by the longest route that is possible."""

import numpy as np

from solver.engines.search.kernels import layout as at
from solver.engines.search.kernels.layout import NEVER, NONE, Guide, Ints, Plan, Record, Terms, Work

FIRST_LEVEL = 30.0
LEAST_LEVEL = 10.0
"""What leaving out a task that must be served costs at first, and at least, in short legs."""
HIGHEST = 1 << 50


def longest_route(terms: Terms, guide: Guide) -> int:
    """An upper bound on the tasks of one route: the quickest services fill the longest shift."""
    longest = 0
    for k, row in enumerate(terms.vehicles):
        services = np.sort(terms.service[row[at.PACE], 0, guide.able[:, k]])
        span = int(terms.curfew[k].max()) - int(row[at.OPENING])
        longest = max(longest, int(np.searchsorted(np.cumsum(services), span, side="right")))
    return max(1, longest)


def new_plan(terms: Terms, guide: Guide, seed: int) -> Plan:
    """Empty routes."""
    tasks, vehicles = guide.able.shape
    width, sets = longest_route(terms, guide), terms.curfew.shape[1]
    rows = 2 * vehicles
    scratch = at.zeros(4, sets, at.STOP_COLUMNS)
    scratch[at.UNBOUND, :, at.UNTIL] = NEVER
    return Plan(
        row=np.arange(vehicles, dtype=np.int64),
        length=at.zeros(rows),
        tasks=at.zeros(rows, width),
        sums=at.zeros(rows, at.SUM_COLUMNS),
        places=at.zeros(rows, width + 2),
        legs=at.zeros(rows, width + 1),
        stops=at.zeros(rows, width + 1, sets, at.STOP_COLUMNS),
        loads=at.zeros(rows, width + 1, terms.capacity.shape[1], 2),
        used=at.zeros(rows, width + 1, terms.aboard.shape[1]),
        host=np.full(tasks, -1, dtype=np.int64),
        priced=np.full((tasks, rows, 3), -1, dtype=np.int64),
        scratch=scratch,
        counter=at.zeros(1),
        random=np.array([seed % 2**64], dtype=np.uint64),
    )


def new_work(terms: Terms, guide: Guide, unit: float) -> Work:
    """Empty hands; tasks that must be served cost what they are worth and the first level."""
    tasks, vehicles = guide.able.shape
    worth = np.rint(terms.vehicles[:, at.WORK_PRICE].mean() * terms.service[0, 1]).astype(np.int64)
    return Work(
        size=at.zeros(5),
        absent=at.zeros(tasks),
        was=at.zeros(tasks),
        key=np.zeros(tasks),
        touched=at.zeros(vehicles),
        taken_at=at.zeros(tasks),
        touched_at=at.zeros(vehicles),
        asked=at.zeros(vehicles),
        asked_in=at.zeros(vehicles),
        round=at.zeros(2),
        price=np.where(guide.skip == NONE, worth + int(FIRST_LEVEL * unit), guide.skip),
        worth=worth,
        idle=at.zeros(vehicles),
        fixed=frozen_tasks(terms, guide),
    )


def set_prices(work: Work, guide: Guide, record: Record) -> None:
    """Price skips anew after `guide.skip` has changed."""
    dear = work.worth + int(record.level[0])
    work.price[:] = np.where(guide.skip == NONE, dear, guide.skip)


def frozen_tasks(terms: Terms, guide: Guide) -> Ints:
    """1 for each task that begins a route and stays there."""
    ranks, frozen = terms.tasks[:, at.RANK], terms.vehicles[:, at.FROZEN]
    begun = guide.able & (ranks[:, None] >= 0) & (ranks[:, None] < frozen[None, :])
    return np.asarray(begun.any(axis=1), dtype=np.int64)


def new_record(plan: Plan, unit: float) -> Record:
    """No plan yet: any is better."""
    state = at.zeros(8)
    state[at.BEST_COST] = state[at.BEST_MISSING] = NEVER
    vehicles = len(plan.row)
    level = np.array([FIRST_LEVEL * unit, LEAST_LEVEL * unit, float(HIGHEST)])
    return Record(state, at.zeros(vehicles, plan.tasks.shape[1]), at.zeros(vehicles), level)


def sequences_of(plan: Plan) -> dict[int, list[int]]:
    """Task indices by vehicle index of the plan at hand."""
    rows = [(k, row, plan.length[row]) for k, row in enumerate(plan.row)]
    return {k: plan.tasks[row, :count].tolist() for k, row, count in rows if count}


def best_sequences(record: Record) -> dict[int, list[int]]:
    """Task indices by vehicle index of the best plan."""
    return {k: record.tasks[k, :count].tolist() for k, count in enumerate(record.length) if count}
