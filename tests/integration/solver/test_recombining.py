"""The search recombines the routes it has passed, in one thread or several, or says why not."""

import threading
from collections.abc import Iterator

import pytest

from solver.check import check
from solver.engines.protocol import Assignment, Finding, Heartbeat, Notice
from solver.engines.recombine import Pool, Recombination, RecombineError, recombination
from solver.engines.search import Search, combining, engine, pacing, warm_up
from solver.engines.search.descents import ONE, marks
from solver.problem import Problem
from solver.progress import Snapshot
from solver.result import Result
from solver.solve import solve
from solver.stop import Limits, MaxIterations, MaxRuntime, StopReason
from tests.builders.days import all_mandatory, working_day

BACKGROUND = ("recombine", "island")


@pytest.fixture(scope="module", autouse=True)
def _compiled() -> None:
    warm_up()


def is_sound(problem: Problem, result: Result) -> bool:
    report = check(problem, result.solution)
    return report.ok and result.solution.cost == report.terms.total


def in_background() -> list[str]:
    return [t.name for t in threading.enumerate() if t.name.startswith(BACKGROUND)]


def findings(events: Iterator[Finding | Heartbeat | Notice]) -> list[Finding]:
    return [event for event in events if isinstance(event, Finding)]


def test_a_search_goes_on_from_a_plan_put_together_of_its_routes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    day, given = working_day(20, 3), []

    class Watched(Recombination):
        def __init__(self, problem: Problem, pool: Pool, *args: object, **settings: object) -> None:
            given.append(len(pool))
            super().__init__(problem, pool, *args, **settings)  # type: ignore[arg-type]

    monkeypatch.setattr(combining, "Recombination", Watched)
    asked = Assignment(day, limits=Limits(iterations=3_000))
    costs = [found.cost for found in findings(Search().search(asked))]
    assert len(given) == len(marks(ONE))
    assert min(given) > 3
    assert costs[-1] == min(costs)


def test_a_solver_that_breaks_down_costs_an_error_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_: object) -> None:
        raise RecombineError("ended with status 4")

    monkeypatch.setattr(recombination, "relax", broken)
    day = working_day(20, 3)
    result = solve(day, MaxIterations(2_000), engine="search")
    assert result.errors == ("search: routes could not be recombined: ended with status 4",)
    assert result.stopped_by is StopReason.MAX_ITERATIONS
    assert is_sound(day, result)


def test_one_thread_and_one_seed_repeat_the_plan() -> None:
    day = working_day(30, 4)
    first, second = (
        solve(day, MaxIterations(4_000), seed=5, engine="search").solution for _ in range(2)
    )
    assert first == second


def test_a_search_in_descents_repeats_its_plans_however_fast_the_machine_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    day = all_mandatory(working_day(30, 12))
    assert all(day.must_serve(task) for task in day.tasks)
    asked = Assignment(day, seed=3, limits=Limits(iterations=2_037))
    plans = list(findings(Search().search(asked)))
    monkeypatch.setattr(pacing, "SLICE_SECONDS", 1e-9)
    monkeypatch.setattr(engine, "SHOW_SECONDS", 0.0)
    assert plans
    assert list(findings(Search().search(asked))) == plans


def test_two_threads_find_a_plan_and_leave_none_behind() -> None:
    day = working_day(20, 3)
    result = solve(day, MaxIterations(4_000), engine="search", threads=2)
    assert is_sound(day, result)
    assert result.errors == ()
    assert in_background() == []


@pytest.mark.parametrize("threads", [1, 2])
def test_a_search_closed_while_it_recombines_leaves_no_thread(
    threads: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "marks", lambda _: (0.0,))
    monkeypatch.setattr(recombination, "relax", lambda *_: threading.Event().wait(0.3))
    limits = Limits(iterations=10_000_000)
    events = Search().search(Assignment(working_day(20, 3), threads=threads, limits=limits))
    for event in events:
        if isinstance(event, Heartbeat) and event.message == combining.MESSAGE:
            break
    assert "recombine" in in_background()
    events.close()  # type: ignore[attr-defined]
    assert in_background() == []


@pytest.mark.parametrize("threads", [1, 2])
def test_cancelling_keeps_the_best_plan_and_leaves_no_thread(threads: int) -> None:
    day, cancel = working_day(20, 3), threading.Event()

    def in_the_search(snapshot: Snapshot) -> None:
        if snapshot.phase == "search":
            cancel.set()

    result = solve(
        day,
        MaxRuntime(60),
        engine="search",
        threads=threads,
        cancel=cancel,
        on_progress=in_the_search,
    )
    assert result.stopped_by is StopReason.CANCELLED
    assert is_sound(day, result)
    assert in_background() == []
