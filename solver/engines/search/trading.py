"""Islands go with the winner: at marks along the way, whoever stands worse goes on from the better.

All islands cool alike. Two that only share their best plan at the end are hardly better than one;
two that at every mark go on from the better of their present plans come close to one search of
twice the length. What counts is the present plan, which is as hot as the search that takes it over.
"""

from solver.engines.search.islands import Board, Post, Sequences
from solver.engines.search.kernels import layout as at
from solver.engines.search.state import sequences_of

MARKS = 30
"""So many times in a search its present plan is shown to the others."""
NEAR = 2 / MARKS
"""How far the other may have cooled more, or less, in shares of the search."""


class Trader:
    """One island's side of the trade; without a board there is nobody to trade with."""

    def __init__(self, board: Board | None, island: int) -> None:
        self._board, self._island = board, island
        self._passed = 0
        self._seen: dict[int, Post] = {}

    def trade(self, plan: at.Plan, record: at.Record, share: float) -> Sequences | None:
        """Show the present plan if it is time; the plan of another to go on from, if it is better.

        Each plan that another shows is looked at once, when it is new.
        """
        if self._board is None:
            return None
        passed = int(share * MARKS)
        if passed != self._passed:
            self._passed = passed
            post = Post(share, int(record.state[at.CURRENT]), sequences_of(plan))
            self._board.post(self._island, post)
        best, cost = None, int(record.state[at.CURRENT])
        for island, post in self._board.posts(but=self._island).items():
            if self._seen.get(island) is post:
                continue
            self._seen[island] = post
            if abs(post.share - share) <= NEAR and post.cost < cost:
                best, cost = post.sequences, post.cost
        return best
