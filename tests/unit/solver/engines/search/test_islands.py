"""Islands: what several searches say is told as one, and none outlives its listener."""

import threading
from collections.abc import Iterator

import pytest

from solver.engines.protocol import Assignment, EngineError, Finding, Heartbeat, Notice
from solver.engines.recombine import Pool
from solver.engines.search.islands import Board, Islands, Said, Standing, assignments
from solver.stop import Limits
from tests.builders.problems import two_visits_and_a_lunch


def island_threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name.startswith("island")]


def broken() -> Iterator[Said]:
    yield Heartbeat(1)
    raise RuntimeError("out of order")


def endless(closed: list[bool]) -> Iterator[Said]:
    try:
        while True:
            yield Heartbeat(1)
    finally:
        closed.append(True)


def test_each_island_has_a_seed_of_its_own_and_its_part_of_the_iterations() -> None:
    limits = Limits(iterations=100, idle_iterations=10)
    parts = assignments(Assignment(two_visits_and_a_lunch(), seed=7, threads=3, limits=limits))
    assert [part.limits.iterations for part in parts] == [34, 34, 34]
    assert [part.limits.idle_iterations for part in parts] == [4, 4, 4]
    assert parts[0].seed == 7
    assert len({part.seed for part in parts}) == 3


def test_iterations_of_all_islands_are_added_up() -> None:
    islands = Islands([iter([Heartbeat(5), Finding((), 3, 9)]), iter([Heartbeat(20)])])
    counts = [e.iterations for e in islands.events() if not isinstance(e, Notice)]
    assert counts[-1] == 29
    assert counts == sorted(counts)


def test_iterations_never_fall_while_an_island_has_none_to_tell_of() -> None:
    said = Islands([iter([Heartbeat(5), Heartbeat(message="recombining"), Heartbeat(9)])]).events()
    assert [event.iterations for event in said if isinstance(event, Heartbeat)][:3] == [5, 5, 9]


def test_one_island_that_breaks_down_leaves_the_others_searching() -> None:
    said = list(Islands([broken(), iter([Finding((), 3)])]).events())
    assert [event.cost for event in said if isinstance(event, Finding)] == [3]
    assert [event.text for event in said if isinstance(event, Notice)] == [
        "one of 2 searches broke down: out of order"
    ]


def test_when_all_islands_break_down_so_does_the_engine() -> None:
    with pytest.raises(EngineError, match="out of order"):
        list(Islands([broken(), broken()]).events())
    assert island_threads() == []


def test_no_thread_outlives_a_listener_that_goes_away() -> None:
    closed: list[bool] = []
    events = Islands([endless(closed), endless(closed)]).events()
    next(events)
    events.close()  # type: ignore[attr-defined]
    assert closed == [True, True]
    assert island_threads() == []


def test_the_best_plan_on_the_board_lacks_the_fewest_tasks_and_then_costs_least() -> None:
    board, pool = Board(), Pool(two_visits_and_a_lunch())
    for island, standing in enumerate([(1, 5), (0, 9), (0, 8)]):
        board.put_up(island, pool, Standing(*standing, {}))
    assert board.best()[:2] == (0, 8)


def test_islands_merge_the_routes_of_the_others() -> None:
    problem = two_visits_and_a_lunch()
    board, pools = Board(), [Pool(problem), Pool(problem)]
    for island, pool in enumerate(pools):
        pool.add(0, [island], cost=1, worth=1)
        board.put_up(island, pool, Standing(0, 0, {}))
    board.merge_into(pools[0])
    assert sorted(column.tasks for column in pools[0].columns()) == [(0,), (1,)]
