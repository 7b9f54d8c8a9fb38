"""Islands go with the winner: who goes on from whose present plan, and when."""

import pytest

from solver.engines.search.islands import Board, Post
from solver.engines.search.kernels import layout as at
from solver.engines.search.state import new_plan, new_record
from solver.engines.search.terms import compile_problem
from solver.engines.search.trading import MARKS, NEAR, Trader
from tests.builders.problems import two_visits_and_a_lunch

THEIRS = {0: [1, 0]}


def search_at(cost: int) -> tuple[at.Plan, at.Record]:
    """A search whose present plan serves both visits and costs so much."""
    plan = new_plan(*compile_problem(two_visits_and_a_lunch()), 0)
    record = new_record(plan, 1.0)
    plan.length[0], plan.tasks[0, :2] = 2, (0, 1)
    record.state[at.CURRENT] = cost
    return plan, record


@pytest.mark.parametrize(
    ("share", "cost", "taken"),
    [(0.5, 99, True), (0.5, 100, False), (0.5 + 2 * NEAR, 99, False), (0.5 - 2 * NEAR, 99, False)],
)
def test_a_plan_is_taken_over_if_it_is_cheaper_and_as_hot(
    share: float, cost: int, taken: bool
) -> None:
    board = Board()
    board.post(1, Post(share, cost, THEIRS))
    found = Trader(board, 0).trade(*search_at(100), 0.5)
    assert found == (THEIRS if taken else None)


def test_of_several_islands_the_one_with_the_cheapest_plan_is_followed() -> None:
    board = Board()
    for island, cost in ((1, 98), (2, 97), (3, 99)):
        board.post(island, Post(0.5, cost, {0: [island]}))
    assert Trader(board, 0).trade(*search_at(100), 0.5) == {0: [2]}


def test_each_plan_shown_is_looked_at_once() -> None:
    board = Board()
    trader = Trader(board, 0)
    board.post(1, Post(0.5, 99, THEIRS))
    assert trader.trade(*search_at(100), 0.5) == THEIRS
    assert trader.trade(*search_at(100), 0.5) is None
    board.post(1, Post(0.5, 98, THEIRS))
    assert trader.trade(*search_at(100), 0.5) == THEIRS


def test_a_present_plan_is_shown_at_each_mark_and_kept_as_it_was() -> None:
    board = Board()
    trader, (plan, record) = Trader(board, 0), search_at(100)
    assert trader.trade(plan, record, 0.5 / MARKS) is None
    assert board.posts(but=1) == {}
    trader.trade(plan, record, 1.5 / MARKS)
    plan.tasks[0, :2] = 1, 0
    record.state[at.CURRENT] = 7
    trader.trade(plan, record, 1.6 / MARKS)
    assert board.posts(but=1) == {0: Post(1.5 / MARKS, 100, {0: [0, 1]})}


def test_nobody_follows_themselves_and_without_a_board_nobody_is_followed() -> None:
    board = Board()
    board.post(0, Post(0.5, 1, THEIRS))
    assert Trader(board, 0).trade(*search_at(100), 0.5) is None
    assert Trader(None, 0).trade(*search_at(100), 0.5) is None
