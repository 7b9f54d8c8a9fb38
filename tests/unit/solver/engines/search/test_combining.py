"""When a search keeps routes and recombines them, and when it takes over another island's plan."""

import pytest

from solver.engines.protocol import Heartbeat, Notice
from solver.engines.recombine import Pool
from solver.engines.search import combining
from solver.engines.search.combining import Combiner
from solver.engines.search.descents import LAST_MARK
from solver.engines.search.islands import Board, Sequences, Standing
from solver.engines.search.kernels import layout as at
from solver.engines.search.pacing import Pace
from solver.engines.search.state import new_plan, new_record
from solver.engines.search.terms import compile_problem
from solver.stop import Limits
from tests.builders.problems import two_visits_and_a_lunch

PROBLEM = two_visits_and_a_lunch()


def search_arrays() -> tuple[at.Plan, at.Record]:
    """A search whose current plan serves both visits in order, and whose best one is at 5,400."""
    plan = new_plan(*compile_problem(PROBLEM), 0)
    record = new_record(plan, 1.0)
    plan.length[0], plan.tasks[0, :2] = 2, (0, 1)
    plan.sums[0, [at.TOTAL, at.VERSION]] = 5_400, 1
    record.length[0], record.tasks[0, :2] = 2, (0, 1)
    record.state[[at.BEST_COST, at.BEST_MISSING, at.CURRENT]] = 5_400, 0, 5_400
    return plan, record


def attempted(combiner: Combiner, record: at.Record) -> Sequences | None:
    events = combiner.attempt(record, Pace(Limits(), 1.0))
    while True:
        try:
            assert isinstance(next(events), Heartbeat | Notice)
        except StopIteration as end:
            found: Sequences | None = end.value
            return found


def pool_size(monkeypatch: pytest.MonkeyPatch, limits: Limits, *done: int) -> int:
    """Routes kept after looking at a plan that changes every time, at these counts."""
    pool = Pool(PROBLEM)
    monkeypatch.setattr(combining, "Pool", lambda _: pool)
    plan, record = search_arrays()
    combiner = Combiner(PROBLEM, 0, limits)
    for version, count in enumerate(done, start=1):
        plan.sums[0, at.VERSION] = version
        plan.length[0] = 1 + version % 2
        combiner.gather(plan, record, count)
    return len(pool)


def test_routes_are_kept_whenever_a_slice_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    assert pool_size(monkeypatch, Limits(seconds=10), 17, 33) == 2


def test_a_search_bound_by_iterations_keeps_routes_at_the_same_ones_each_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    limits = Limits(iterations=500)
    assert Combiner(PROBLEM, 0, limits).ahead(30) == combining.STRIDE - 30
    assert pool_size(monkeypatch, limits, 17, combining.STRIDE) == 1


def test_routes_of_large_problems_are_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(combining, "MOST_TASKS", 1)
    assert pool_size(monkeypatch, Limits(seconds=10), 17, 33) == 0


def test_each_mark_is_due_once_and_again_when_the_search_cools_anew() -> None:
    combiner = Combiner(PROBLEM, 0, Limits())
    shares = (LAST_MARK - 0.01, LAST_MARK, LAST_MARK + 0.01, 0.1, LAST_MARK)
    assert [combiner.is_due(share, 0) for share in shares] == [False, True, False, False, True]


def test_a_search_bound_by_iterations_recombines_where_every_run_of_it_must_pass() -> None:
    combiner = Combiner(PROBLEM, 0, Limits(iterations=1_020))
    stride = combining.STRIDE
    assert not combiner.is_due(0.99, 19 * stride + 7)
    assert combiner.is_due(0.99, 20 * stride)
    assert combiner.may_look(1_020)
    assert not combiner.may_look(1_019)


def test_a_search_alone_keeps_a_plan_of_which_nothing_better_can_be_made() -> None:
    plan, record = search_arrays()
    combiner = Combiner(PROBLEM, 0, Limits())
    combiner.gather(plan, record, 1)
    assert attempted(combiner, record) is None


def test_iterations_do_not_count_before_the_plan_they_led_to_is_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Slow:
        """An attempt that takes its time: whoever listens hears that the search is alive."""

        beats = 3

        def __init__(self, *_: object, **__: object) -> None: ...

        def __enter__(self) -> "Slow":
            return self

        def __exit__(self, *_: object) -> None: ...

        def is_running(self, _: float) -> bool:
            self.beats -= 1
            return self.beats > 0

        def result(self) -> None:
            return None

    monkeypatch.setattr(combining, "Recombination", Slow)
    pace = Pace(Limits(iterations=100), 1.0)
    pace.count(100, 0.05)
    said = list(Combiner(PROBLEM, 0, Limits(iterations=100)).attempt(search_arrays()[1], pace))
    assert said == [Heartbeat(message=combining.MESSAGE)] * 2


@pytest.mark.parametrize(("other", "taken"), [((0, 5_399), True), ((1, 0), False)])
def test_an_island_goes_on_from_the_better_plan_of_another(
    other: tuple[int, int], taken: bool
) -> None:
    _, record = search_arrays()
    board = Board()
    board.put_up(1, Pool(PROBLEM), Standing(*other, {0: [0, 1]}))
    combiner = Combiner(PROBLEM, 0, Limits(), board, 0)
    assert (attempted(combiner, record) is not None) == taken


def test_what_stands_is_the_best_plan_of_the_search_not_the_current_one() -> None:
    _, record = search_arrays()
    record.state[at.CURRENT] = 9
    assert combining.standing(record) == Standing(0, 5_400, {0: [0, 1]})
