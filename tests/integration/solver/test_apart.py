"""`solve` in a process of its own: the same result, and no lost run however the process ends."""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator

import pytest

from solver import MaxIterations, MaxRuntime, solve
from solver.apart import solve_apart, workers
from solver.apart.workers import Worker
from solver.capabilities import relaxations
from solver.check import check
from solver.problem import Problem
from solver.progress import Snapshot
from solver.result import Status
from solver.stop import Criterion, StopReason
from tests.builders.days import working_day

LONG = MaxRuntime(60)


@pytest.fixture(autouse=True)
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Worker]]:
    """The workers of this test, which ends with none in reserve."""
    found: list[Worker] = []

    class Known(Worker):
        def __init__(self) -> None:
            super().__init__()
            found.append(self)

    monkeypatch.setattr(workers, "Worker", Known)
    monkeypatch.setattr(workers, "_spare", [])
    yield found
    for worker in found:
        worker.end()


@pytest.fixture
def day() -> Problem:
    """A day that no search is done with in a minute."""
    return working_day(60, 6)


def once_there_is_a_plan(
    act: Callable[[], None], by: tuple[str, ...] = ("search", "greedy")
) -> Callable[[Snapshot], None]:
    def listen(now: Snapshot) -> None:
        if now.cost is not None and now.phase in by and now.served > 0:
            act()

    return listen


def test_it_returns_what_solve_returns(day: Problem) -> None:
    apart = solve_apart(day, MaxIterations(300), seed=3, engine="search")
    here = solve(day, MaxIterations(300), seed=3, engine="search")
    assert apart.solution == here.solution
    assert (apart.engine, apart.stopped_by, apart.errors) == ("search", here.stopped_by, ())


@pytest.mark.parametrize("name", ["SIGSEGV", "SIGABRT", "SIGKILL"])
def test_a_process_that_crashes_leaves_its_best_plan_and_an_error(
    day: Problem, started: list[Worker], name: str
) -> None:
    seen: list[Snapshot] = []

    def listen(now: Snapshot) -> None:
        seen.append(now)
        if now.phase == "search" and now.served > 0:
            os.kill(started[0].id, signal.Signals[name])

    result = solve_apart(day, LONG, engine="search", on_progress=listen)
    costs = [now.cost for now in seen if now.cost is not None]
    assert result.status is Status.FEASIBLE
    assert result.stopped_by is StopReason.ENGINE_FAILED
    assert check(day, result.solution).ok
    assert result.solution.cost <= min(costs)
    assert f"the process ended by {name}" in result.errors[0]
    assert (result.engine, result.relaxed) == ("search", relaxations(day, "search"))
    assert result.relaxed != relaxations(day, "greedy")
    assert all(entry.reason is not None for entry in result.solution.unassigned)


def test_a_process_that_crashes_before_any_plan_leaves_the_plan_given_or_a_quick_one(
    day: Problem, started: list[Worker]
) -> None:
    given = solve(day, MaxIterations(200), engine="search").solution
    for start in (given, None):
        workers.get_ready()
        os.kill(started[-1].id, signal.SIGSTOP)  # it still takes the question
        threading.Timer(0.5, os.kill, (started[-1].id, signal.SIGKILL)).start()
        result = solve_apart(day, MaxRuntime(20), warm_start=start)
        assert result.stopped_by is StopReason.ENGINE_FAILED
        assert check(day, result.solution).ok
        assert result.solution.routes
        assert start is None or result.solution.cost <= start.cost


class Whenever(MaxRuntime):
    """A criterion that `by_the_main_program` makes one of the caller's main program."""


@pytest.fixture
def by_the_main_program(monkeypatch: pytest.MonkeyPatch) -> Criterion:
    """A criterion of a class that only the caller's process can import."""
    monkeypatch.setattr(Whenever, "__module__", "__main__")
    monkeypatch.setattr(sys.modules["__main__"], "Whenever", Whenever, raising=False)
    return Whenever(0)


def test_a_question_that_the_process_cannot_read_is_answered_with_what_is_wrong_in_it(
    day: Problem, by_the_main_program: Criterion
) -> None:
    result = solve_apart(day, by_the_main_program)
    assert result.stopped_by is StopReason.ENGINE_FAILED
    assert "the process ended with code 1: AttributeError" in result.errors[0]
    assert "Whenever" in result.errors[0]
    assert result.engine == "greedy"
    assert check(day, result.solution).ok


class Unsendable(Exception):
    """What cannot be made again of its message alone."""

    def __init__(self, place: str, trouble: str) -> None:
        super().__init__(f"{place}: {trouble}")


class Troubled(MaxRuntime):
    """A criterion that raises what cannot be sent."""

    def fired(self, snapshot: Snapshot) -> StopReason | None:
        raise Unsendable("here", "trouble")


def test_an_answer_that_cannot_be_read_does_not_keep_the_caller_waiting(
    day: Problem, started: list[Worker]
) -> None:
    with pytest.raises(Unsendable, match="here: trouble"):  # by the attempt to make do without
        solve_apart(day, Troubled(60))
    assert not started[0].is_running


def test_the_next_call_after_a_crash_has_a_new_process(day: Problem, started: list[Worker]) -> None:
    crash = once_there_is_a_plan(lambda: os.kill(started[0].id, signal.SIGKILL))
    solve_apart(day, LONG, on_progress=crash)
    assert solve_apart(day, MaxRuntime(0.2)).errors == ()
    assert len(started) == 2


def test_one_process_serves_call_after_call(day: Problem, started: list[Worker]) -> None:
    for _ in range(3):
        assert solve_apart(day, MaxRuntime(0)).errors == ()
    assert len(started) == 1


def test_two_calls_at_once_have_a_process_each_and_one_is_kept(
    day: Problem, started: list[Worker]
) -> None:
    cancel = threading.Event()
    other = threading.Thread(target=solve_apart, args=(day, LONG), kwargs={"cancel": cancel})

    def start_other() -> None:
        if not other.is_alive() and not cancel.is_set():
            other.start()
            solve_apart(day, MaxRuntime(0))
            cancel.set()

    solve_apart(day, LONG, on_progress=once_there_is_a_plan(start_other), cancel=cancel)
    other.join()
    assert len(started) >= 2
    assert sum(worker.is_running for worker in started) == 1


def test_cancel_reaches_the_process(day: Problem) -> None:
    cancel = threading.Event()
    result = solve_apart(day, LONG, on_progress=once_there_is_a_plan(cancel.set), cancel=cancel)
    assert result.stopped_by is StopReason.CANCELLED
    assert result.seconds < 30
    assert check(day, result.solution).ok


def test_an_interrupt_leaves_the_best_plan_and_no_process(
    day: Problem, started: list[Worker], monkeypatch: pytest.MonkeyPatch
) -> None:
    hear = Worker.hear
    heard: list[object] = []

    def interrupted(self: Worker, seconds: float) -> object:
        heard.append(hear(self, seconds))
        if sum(getattr(said, "orders", None) is not None for said in heard) > 1:
            raise KeyboardInterrupt
        return heard[-1]

    monkeypatch.setattr(Worker, "hear", interrupted)
    result = solve_apart(day, LONG)
    assert result.stopped_by is StopReason.CANCELLED
    assert result.solution.routes
    assert not started[0].is_running


def test_what_solve_refuses_is_refused_and_what_a_listener_raises_is_raised(
    day: Problem, started: list[Worker]
) -> None:
    with pytest.raises(ValueError, match="threads must be a whole number of at least 1"):
        solve_apart(day, threads=0)

    def broken(_: Snapshot) -> None:
        raise RuntimeError("the caller's own")

    with pytest.raises(RuntimeError, match="the caller's own"):
        solve_apart(day, LONG, on_progress=broken)
    assert not any(worker.is_running for worker in started)


def test_where_no_process_is_to_be_had_this_one_solves(
    day: Problem, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused() -> Worker:
        raise OSError("no more processes")

    monkeypatch.setattr(workers, "Worker", refused)
    assert solve_apart(day, MaxRuntime(0)).solution.routes


def test_a_process_ends_when_nobody_is_there_to_ask(started: list[Worker]) -> None:
    workers.get_ready()
    process = started[0]._process._process
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(timeout=30) == 0
