"""Parts of an iteration of the search, compiled so that tests can stop in between."""

from dataclasses import dataclass

import numpy as np

from solver.engines.search.kernels import layout as at
from solver.engines.search.kernels.layout import Guide, Ints, Plan, Record, Terms, Work
from solver.engines.search.state import new_plan, new_record, new_work
from solver.engines.search.terms import compile_problem
from solver.engines.search.warm import kernels
from solver.problem import Problem

kernels()  # chooses the folder of compiled kernels, before any of them is imported
from solver.engines.search.kernels.jit import entry  # noqa: E402
from solver.engines.search.kernels.moves import begin, close_gaps, survey  # noqa: E402
from solver.engines.search.kernels.recreate import recreate  # noqa: E402
from solver.engines.search.kernels.ruin import ruin  # noqa: E402

UNIT = 10.0


@entry
def ruined(terms: Terms, guide: Guide, plan: Plan, work: Work) -> None:
    """Begin an iteration and take tasks in hand."""
    begin(work)
    survey(plan, work)
    ruin(terms, guide, plan, work)


@entry
def closed(terms: Terms, plan: Plan, work: Work) -> bool:
    """Drop the tasks in hand from their routes."""
    return close_gaps(terms, plan, work)


@entry
def recreated(terms: Terms, guide: Guide, plan: Plan, work: Work, every: bool) -> None:
    """Insert the tasks in hand."""
    recreate(terms, guide, plan, work, every)


@dataclass
class Search:
    """All arrays of a search, with some iterations behind it."""

    terms: Terms
    guide: Guide
    plan: Plan
    work: Work
    record: Record

    @classmethod
    def under_way(cls, problem: Problem, seed: int, iterations: int = 50) -> "Search":
        terms, guide = compile_problem(problem)
        plan = new_plan(terms, guide, seed)
        search = cls(terms, guide, plan, new_work(terms, guide, UNIT), new_record(plan, UNIT))
        arrays = terms, guide, plan, search.work, search.record
        kernels().load_plan(terms, plan, search.record.tasks, search.record.length)
        kernels().construct(*arrays)
        kernels().anneal(*arrays, iterations, 20.0, 1.0)
        return search

    def ruin(self) -> None:
        ruined(self.terms, self.guide, self.plan, self.work)

    def recreate(self) -> None:
        recreated(self.terms, self.guide, self.plan, self.work, False)

    def close(self) -> bool:
        return bool(closed(self.terms, self.plan, self.work))

    @property
    def hand(self) -> list[int]:
        """The tasks in hand."""
        return self.work.absent[: self.work.size[at.ABSENT]].tolist()

    @property
    def routes(self) -> list[list[int]]:
        """The tasks of each vehicle."""
        rows = self.plan.row.tolist()
        return [self.plan.tasks[row, : self.plan.length[row]].tolist() for row in rows]

    @property
    def hosts(self) -> Ints:
        return self.plan.host.copy()

    @property
    def total(self) -> int:
        """What all routes cost."""
        return int(self.plan.sums[self.plan.row, at.TOTAL].sum())

    def copy(self) -> "Search":
        def copied(arrays):
            return arrays._make(np.copy(array) for array in arrays)

        return Search(
            self.terms, self.guide, copied(self.plan), copied(self.work), copied(self.record)
        )
