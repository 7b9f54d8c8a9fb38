"""The one call, with real child processes: results, stopping, warm starts and accidents."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from solver import stages
from solver.check import check
from solver.engines.greedy import Greedy
from solver.engines.protocol import Assignment, EngineError, Finding, Heartbeat
from solver.engines.routing import process
from solver.engines.search import Search
from solver.engines.search.warm import kernels
from solver.problem import Pin, Problem, SkillNeed
from solver.progress import Snapshot
from solver.result import Result, Status
from solver.solution import ReasonCode
from solver.solve import solve
from solver.stop import MaxIterations, MaxRuntime, NoImprovement, StopReason
from tests.builders.days import working_day
from tests.builders.problems import HOUR, nothing_to_do, two_visits_and_a_lunch


def with_task(problem: Problem, index: int, **changes: object) -> Problem:
    tasks = list(problem.tasks)
    tasks[index] = replace(tasks[index], **changes)  # type: ignore[arg-type]
    return replace(problem, tasks=tuple(tasks))


def is_sound(problem: Problem, result: Result) -> bool:
    report = check(problem, result.solution)
    return report.ok and result.solution.cost == result.terms.total == report.terms.total


def children() -> set[int]:
    """Processes whose parent is this one, zombies included."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            after_name = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(after_name[1]) == os.getpid():
            found.add(int(stat.parent.name))
    return found


linux = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")


def test_ortools_improves_on_the_greedy_plan_and_says_how() -> None:
    day = working_day(30, 4)
    greedy = solve(day, engine="greedy")
    result = solve(day, MaxIterations(300), engine="ortools")
    assert is_sound(day, greedy)
    assert is_sound(day, result)
    assert result.terms.total < greedy.terms.total
    assert result.stopped_by is StopReason.MAX_ITERATIONS
    assert [found.phase for found in result.trace][-1] == "ortools"


def test_costs_in_the_trace_only_fall_and_end_at_the_result() -> None:
    result = solve(working_day(20, 3), MaxIterations(200), engine="ortools")
    costs = [found.cost for found in result.trace]
    assert costs == sorted(costs, reverse=True)  # type: ignore[type-var]
    assert costs[-1] == result.terms.total


@pytest.mark.parametrize("engine", ["ortools", "search"])
@pytest.mark.parametrize("stop", [MaxIterations(150), NoImprovement(iterations=80)])
def test_the_same_seed_and_iterations_give_the_same_plan(
    stop: MaxIterations | NoImprovement, engine: stages.EngineName
) -> None:
    day = working_day(20, 3)
    first, second = (solve(day, stop, seed=3, engine=engine) for _ in range(2))
    assert first.solution == second.solution


@pytest.mark.parametrize("stop", [NoImprovement(iterations=400), NoImprovement(seconds=0.2)])
def test_a_search_shows_what_it_has_found_before_it_counts_as_idle(stop: NoImprovement) -> None:
    day = working_day(60, 8)
    result = solve(day, stop, engine="search")
    assert result.stopped_by is StopReason.NO_IMPROVEMENT
    assert any(found.phase == "search" and found.iterations > 0 for found in result.trace)


def test_every_unassigned_task_has_a_reason() -> None:
    result = solve(working_day(30, 2), engine="greedy")
    assert result.solution.unassigned
    assert all(entry.reason is not None for entry in result.solution.unassigned)


def test_several_threads_search_with_seeds_of_their_own() -> None:
    day = working_day(20, 3)
    assert is_sound(day, solve(day, MaxRuntime(2), engine="ortools", threads=2))


def test_a_warm_start_is_never_made_worse() -> None:
    day = working_day(20, 3)
    known = solve(day, MaxIterations(300), seed=1, engine="ortools")
    result = solve(day, MaxIterations(20), engine="ortools", warm_start=known.solution)
    assert result.terms.total <= known.terms.total
    assert [found.phase for found in result.trace][:2] == ["start", "warm start"]


def test_a_warm_start_for_other_tasks_is_repaired_and_the_notes_say_so() -> None:
    day = working_day(20, 3)
    known = solve(day, engine="greedy").solution
    smaller = replace(day, tasks=day.tasks[1:])
    result = solve(smaller, engine="greedy", warm_start=known)
    assert is_sound(smaller, result)
    gone = day.tasks[0].id
    assert result.notes == (f"warm start: dropped 1 task that the problem does not have: {gone}",)


def test_an_impossible_duty_is_infeasible_at_once_with_its_reason() -> None:
    problem = with_task(
        two_visits_and_a_lunch(), 0, skip_price=None, skills=(SkillNeed("magic", 1),)
    )
    result = solve(problem, MaxRuntime(60))
    assert (result.status, result.solution.routes) == (Status.INFEASIBLE, ())
    reasons = {entry.task: entry.reason for entry in result.solution.unassigned}
    assert reasons["oven"] is not None
    assert reasons["oven"].code is ReasonCode.SKILL


def test_no_tasks_and_no_vehicles_return_at_once() -> None:
    assert solve(nothing_to_do(), MaxRuntime(60)).status is Status.OPTIMAL
    nobody = replace(two_visits_and_a_lunch(), vehicles=())
    result = solve(nobody, MaxRuntime(60))
    codes = {entry.reason.code for entry in result.solution.unassigned if entry.reason}
    assert (result.status, codes) == (Status.OPTIMAL, {ReasonCode.NO_VEHICLES})


def test_a_tiny_problem_is_solved_to_the_end_and_proven() -> None:
    result = solve(two_visits_and_a_lunch(), MaxRuntime(60))
    assert (result.status, result.stopped_by) == (Status.OPTIMAL, StopReason.FINISHED)
    assert (result.terms.total, result.engine, result.relaxed) == (5_400, "exact", ())
    assert result.seconds < 60


def test_two_duties_that_exclude_each_other_are_proven_to_have_no_plan() -> None:
    problem = two_visits_and_a_lunch()
    for index in range(2):
        problem = with_task(problem, index, skip_price=None, pin=Pin("Ann", start=4 * HOUR))
    result = solve(problem, MaxRuntime(60))
    assert (result.status, result.stopped_by) == (Status.INFEASIBLE, StopReason.FINISHED)
    assert any(entry.reason is not None for entry in result.solution.unassigned)


def day_of_duties() -> Problem:
    """Work that must be done, and time for it."""
    day = working_day(12, 6)
    tasks = tuple(replace(task, skills=(), skip_price=None) for task in day.tasks)
    return replace(day, tasks=tasks)


@pytest.mark.parametrize("stop", [MaxRuntime(0), MaxIterations(0)])
@pytest.mark.parametrize("day", [day_of_duties(), working_day(80, 8)], ids=["duties", "wishes"])
def test_a_limit_of_nothing_still_gives_the_plan_by_insertion(
    day: Problem, stop: MaxRuntime | MaxIterations
) -> None:
    result = solve(day, stop)
    assert result.status is Status.FEASIBLE
    assert is_sound(day, result)
    assert "greedy" in {found.phase for found in result.trace}


def test_a_call_that_began_long_ago_still_has_the_time_for_a_first_plan() -> None:
    assert solve(day_of_duties(), MaxRuntime(0), late=60).status is Status.FEASIBLE


def heartbeats(self: Greedy, asked: Assignment) -> Iterator[Heartbeat]:
    """An engine that never gets to its first plan."""
    while True:
        yield Heartbeat()


def test_a_first_plan_is_not_waited_for_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Greedy, "search", heartbeats)
    monkeypatch.setattr(sys.modules["solver.solve"], "FIRST_PLAN_SECONDS", 0.1)
    result = solve(day_of_duties(), MaxRuntime(0))
    assert (result.status, result.stopped_by) == (Status.INFEASIBLE, StopReason.MAX_RUNTIME)


def test_where_insertion_finds_no_plan_the_search_has_the_time_for_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Greedy, "search", lambda self, asked: iter(()))
    result = solve(day_of_duties(), MaxRuntime(0), engine="search")
    assert (result.status, result.stopped_by) == (Status.FEASIBLE, StopReason.MAX_RUNTIME)


def test_who_cancels_waits_for_no_first_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Greedy, "search", heartbeats)
    cancel = threading.Event()
    cancel.set()
    result = solve(day_of_duties(), MaxIterations(10), cancel=cancel)
    assert result.stopped_by is StopReason.CANCELLED


def test_a_warm_start_that_stands_makes_limits_wait_for_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    day = day_of_duties()
    known = solve(day, MaxIterations(0)).solution
    monkeypatch.setattr(Greedy, "search", heartbeats)
    assert solve(day, MaxIterations(0), warm_start=known).solution.routes == known.routes


class NeverReady:
    """Kernels that nobody has compiled yet, and that take longer than anybody waits."""

    message, over, failure = "compiling", False, None

    def wait(self, seconds: float) -> None:
        time.sleep(seconds)


def test_until_the_fast_search_is_compiled_others_search_and_it_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(stages, "is_ready", lambda: False)
    monkeypatch.setattr(stages, "begin", NeverReady)
    said: set[str] = set()
    result = solve(
        working_day(30, 6),
        MaxRuntime(1.5),
        on_progress=lambda now: said.add(now.message),
    )
    assert result.engine == "ortools"
    assert result.notes == ("compiling: others search until it is ready",)
    assert said == {"", "compiling"}


def test_the_fast_search_takes_over_as_soon_as_it_is_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    class SoonReady(NeverReady):
        over = property(lambda self: time.monotonic() > ready_at)  # type: ignore[assignment]

    ready_at = time.monotonic() + 0.5
    monkeypatch.setattr(stages, "is_ready", lambda: False)
    monkeypatch.setattr(stages, "begin", SoonReady)
    result = solve(working_day(30, 6), MaxRuntime(4))
    phases = list(dict.fromkeys(found.phase for found in result.trace))
    assert phases[:2] == ["start", "greedy"]
    assert result.engine == "search"


def test_a_run_that_counts_iterations_waits_for_the_fast_search(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(stages, "is_ready", lambda: False)
    day = working_day(30, 6)
    first, second = solve(day, MaxIterations(2_000)), solve(day, MaxIterations(2_000))
    assert (first.engine, first.stopped_by) == ("search", StopReason.MAX_ITERATIONS)
    assert first.solution == second.solution


def test_a_problem_that_the_fast_search_does_not_know_is_searched_by_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(stages, "supports", lambda problem: ("full moons",))
    day = working_day(30, 6)
    result = solve(day, MaxRuntime(2))
    assert result.notes == ("the fast search does not model full moons: others search instead",)
    assert is_sound(day, result)
    assert "rebuild" in {found.phase for found in result.trace}


@pytest.mark.parametrize(
    ("accident", "words"),
    [
        (EngineError("out of order"), "search: out of order"),
        (MemoryError("no more"), "search: MemoryError: no more"),
    ],
)
def test_when_an_engine_breaks_down_the_best_plan_so_far_stands_and_others_go_on(
    monkeypatch: pytest.MonkeyPatch, accident: Exception, words: str
) -> None:
    def broken(self: Search, asked: Assignment) -> Iterator[Finding]:
        raise accident
        yield

    monkeypatch.setattr(Search, "search", broken)
    day = working_day(20, 6)
    result = solve(day, MaxIterations(10))
    assert result.errors == (words,)
    assert result.engine in ("rebuild", "ortools")
    assert result.stopped_by is StopReason.MAX_ITERATIONS
    assert is_sound(day, result)


def test_kernels_that_fail_in_the_middle_of_a_run_cost_nothing_but_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def failing(terms: object, guide: object, plan: object, *rest: object) -> None:
        raise ZeroDivisionError("a kernel has failed")

    monkeypatch.setattr(kernels(), "anneal", failing)
    day = working_day(30, 6)
    result = solve(day, MaxIterations(500))
    assert result.errors == ("search: ZeroDivisionError: a kernel has failed",)
    assert {"search", "rebuild"} & {found.phase for found in result.trace}
    assert is_sound(day, result)


@linux
def test_a_process_of_ortools_that_is_killed_costs_nothing_but_an_error() -> None:
    day = working_day(20, 3)

    def kill_it(snapshot: Snapshot) -> None:
        if snapshot.phase == "ortools":
            for child in children():
                os.kill(child, signal.SIGKILL)

    result = solve(day, MaxRuntime(60), engine="ortools", on_progress=kill_it)
    assert result.stopped_by is StopReason.ENGINE_FAILED
    assert "ended by SIGKILL" in result.errors[0]
    assert is_sound(day, result)


def test_a_mistake_of_the_caller_is_not_taken_for_a_breakdown() -> None:
    def wrong(snapshot: Snapshot) -> None:
        raise RuntimeError("in the caller's own code")

    with pytest.raises(RuntimeError, match="own code"):
        solve(working_day(20, 3), MaxIterations(10), on_progress=wrong)


@pytest.mark.parametrize("wrong", [{"engine": "magic"}, {"threads": 0}])
def test_options_that_mean_nothing_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="must be"):
        solve(nothing_to_do(), **wrong)  # type: ignore[arg-type]


def test_cancelling_keeps_the_best_plan_so_far() -> None:
    day, cancel = working_day(20, 3), threading.Event()

    def at_the_first_plan_of_ortools(snapshot: Snapshot) -> None:
        if snapshot.phase == "ortools":
            cancel.set()

    result = solve(
        day,
        MaxRuntime(60),
        engine="ortools",
        cancel=cancel,
        on_progress=at_the_first_plan_of_ortools,
    )
    assert result.stopped_by is StopReason.CANCELLED
    assert is_sound(day, result)


def test_an_interrupt_by_the_user_keeps_the_best_plan_so_far() -> None:
    day = working_day(20, 3)

    def press_ctrl_c(snapshot: Snapshot) -> None:
        if snapshot.phase == "ortools":
            raise KeyboardInterrupt

    result = solve(day, MaxRuntime(60), engine="ortools", on_progress=press_ctrl_c)
    assert result.stopped_by is StopReason.CANCELLED
    assert is_sound(day, result)


def test_a_child_that_crashes_costs_nothing_but_an_error_in_the_result(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(process, "WORKER", "no.such.module")
    day = working_day(20, 3)
    result = solve(day, MaxRuntime(60), engine="ortools")
    assert result.stopped_by is StopReason.ENGINE_FAILED
    assert "no.such.module" in result.errors[0] or "No module" in result.errors[0]
    assert is_sound(day, result)


@linux
def test_no_process_is_left_behind() -> None:
    before = children()
    solve(working_day(20, 3), MaxRuntime(1.5), engine="ortools")
    assert children() <= before


@linux
def test_the_search_ends_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"  # its main program is not guarded, as people write them
    script.write_text(
        "from solver.solve import solve\n"
        "from solver.stop import MaxRuntime\n"
        "from tests.builders.days import working_day\n"
        "solve(working_day(20, 3), MaxRuntime(60), engine='ortools',\n"
        "    on_progress=lambda now: print(now.phase, now.iterations, flush=True))\n"
    )
    path = os.pathsep.join(sys.path)
    parent = subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
    )
    assert parent.stdout is not None
    for line in parent.stdout:
        if line.startswith("ortools") and not line.endswith(" 0\n"):
            break
    workers = searches_of(parent.pid)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    assert len(workers) == 1
    deadline = time.monotonic() + 10
    while any(runs(worker) for worker in workers) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(runs(worker) for worker in workers)


def searches_of(parent: int) -> set[int]:
    task = Path(f"/proc/{parent}/task/{parent}/children")
    return {int(child) for child in task.read_text().split()}


def runs(process_id: int) -> bool:
    try:
        state = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
