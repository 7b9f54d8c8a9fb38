"""The elite of a search: the plans its starts led to, each improved by the descents that follow.

A search that only ever goes on from its best plan looks around that one alone. What the routes of
another good plan are worth shows when that, too, is improved and the routes of both are recombined.
"""

from collections.abc import Sequence

from solver.engines.search.islands import Sequences, Standing


class Elite:
    """One plan of each of so many starts, the best first.

    `turns` says which of them, the best being 0, each descent after the starts begins from.
    """

    def __init__(self, starts: int, turns: Sequence[int]) -> None:
        self._starts, self._turns = starts, turns
        self._plans: list[Standing] = []
        self._origin: Standing | None = None
        self._begun = 0

    def keep(self, ended: Standing, best: Standing) -> None:
        """Note the plan a descent ended with, and the best plan known, which may be another."""
        if len(self._plans) < self._starts:
            self._plans.append(ended)
        else:
            self._replace(self._origin, ended)
        self._replace(min(self._plans, key=_rank), best)
        self._plans.sort(key=_rank)

    def next(self) -> Sequences:
        """The plan the next descent begins from; the best one before the last of the starts."""
        turn = 0
        if len(self._plans) == self._starts:
            turn = self._turns[self._begun % len(self._turns)]
            self._begun += 1
        self._origin = self._plans[turn]
        return self._origin.sequences

    def _replace(self, old: Standing | None, new: Standing) -> None:
        if old is not None and old in self._plans and _rank(new) < _rank(old):
            self._plans[self._plans.index(old)] = new


def _rank(plan: Standing) -> tuple[int, int]:
    return plan.missing, plan.cost
