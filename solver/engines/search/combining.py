"""What a search has passed is put together anew: routes are kept, and now and then recombined.

Set partitioning over the routes of all plans seen at the end of a slice may find a plan that the
search has walked past; the search then goes on from there. Islands combine the routes of all, and
each goes on from the best plan of any.
"""

from collections.abc import Generator

import numpy as np

from solver.engines.protocol import Heartbeat, Notice
from solver.engines.recombine import (
    Pool,
    Recombination,
    Recombined,
    RecombineError,
    rules_across_routes,
)
from solver.engines.search.descents import ONE, marks
from solver.engines.search.islands import Board, Sequences, Standing
from solver.engines.search.kernels import layout as at
from solver.engines.search.pacing import Pace
from solver.engines.search.state import best_sequences, sequences_of
from solver.problem import Problem
from solver.stop import Limits

MOST_TASKS = 300
"""Beyond, routes are not kept: measured, a few in ten thousand for a fortieth of the time."""
MOST_TIME = 0.03
"""Most of the time that one attempt may take."""
WORK = 0.2
"""Deterministic seconds of each step of an attempt."""
GATHERINGS, STRIDE = 1000, 50
"""A search bound by iterations keeps routes so many times, but not more often than so."""
BEAT_SECONDS = 0.05
MESSAGE = "recombining routes"


class Combiner:
    """The pool of one search, and its attempts to make better plans of it.

    It keeps routes only if it `is_able` to recombine them, at `marks` in shares of the search.
    """

    def __init__(
        self,
        problem: Problem,
        seed: int,
        limits: Limits,
        board: Board | None = None,
        island: int = 0,
    ) -> None:
        self._problem, self._seed, self._limits = problem, seed, limits
        self._board, self._island = board or Board(), island
        self.is_able = len(problem.tasks) <= MOST_TASKS and not rules_across_routes(problem)
        self.marks = marks(ONE)
        self._versions = np.zeros(len(problem.vehicles), dtype=np.int64)
        self._passed = 0
        self._pool = Pool(problem)

    def ahead(self, done: int) -> int | None:
        """Iterations until routes are to be kept; None: whenever a slice ends.

        A search bound by iterations repeats exactly, and so must its pool.
        """
        if self._limits.iterations is None:
            return None
        stride = max(STRIDE, self._limits.iterations // GATHERINGS)
        return stride - done % stride

    def may_look(self, done: int) -> bool:
        """Whether to look at the search after so many iterations.

        Where slices end hangs on the clock: a search bound by iterations is looked at only where
        it must pass, however slow the machine is.
        """
        limit = self._limits.iterations
        return limit is None or done >= limit or self.ahead(done - 1) == 1

    def gather(self, plan: at.Plan, record: at.Record, done: int) -> None:
        """Keep the routes of the plan that have changed since the last time."""
        if not self.is_able or not self.may_look(done):
            return
        worth = int(record.state[at.CURRENT])
        versions = plan.sums[plan.row, at.VERSION]
        for k in np.flatnonzero((versions != self._versions) & (versions > 0)).tolist():
            row = plan.row[k]
            tasks = plan.tasks[row, : plan.length[row]].tolist()
            self._pool.add(k, tasks, int(plan.sums[row, at.TOTAL]), worth)
        self._versions = versions

    def is_due(self, share: float, done: int) -> bool:
        """Whether that share of the search passes a mark that was not passed the last time."""
        if not self.may_look(done):
            return False
        passed = sum(share >= mark for mark in self.marks)
        due, self._passed = passed > self._passed, passed
        return due

    def attempt(
        self, record: at.Record, pace: Pace
    ) -> Generator[Heartbeat | Notice, None, Sequences | None]:
        """A better plan than that of the search: made of all routes kept, or another island's."""
        own = standing(record)
        self._board.put_up(self._island, self._pool, own)
        best = self._board.best()
        found = (yield from self._recombined(best, pace)) if self.is_able else None
        if found is not None:
            return found.sequences
        return None if best is own else best.sequences

    def _recombined(
        self, best: Standing, pace: Pace
    ) -> Generator[Heartbeat | Notice, None, Recombined | None]:
        """Make a better plan of the routes of all islands, alive all the while."""
        self._board.merge_into(self._pool)
        with Recombination(
            self._problem,
            self._pool,
            best.sequences,
            seed=self._seed,
            work=WORK,
            seconds=self._seconds(pace),
        ) as attempt:
            while attempt.is_running(BEAT_SECONDS):
                yield Heartbeat(message=MESSAGE)  # what was done counts once its plan is shown
        try:
            return attempt.result()
        except RecombineError as error:
            self.is_able = False
            yield Notice(f"routes could not be recombined: {error}")
            return None

    def _seconds(self, pace: Pace) -> float | None:
        limit = self._limits.seconds
        return None if limit is None else max(0.0, min(MOST_TIME * limit, limit - pace.elapsed))


def standing(record: at.Record) -> Standing:
    """The best plan of a search, as kernels see it."""
    missing, cost = record.state[[at.BEST_MISSING, at.BEST_COST]].tolist()
    return Standing(missing, cost, best_sequences(record))


def present(plan: at.Plan, record: at.Record) -> Standing:
    """The plan that a search is at."""
    missing, cost = record.state[[at.MISSING, at.TRUE_COST]].tolist()
    return Standing(missing, cost, sequences_of(plan))
