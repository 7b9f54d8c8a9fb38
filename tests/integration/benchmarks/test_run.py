"""The comparison from end to end, with solvers that every installation has."""

import os
import subprocess
import sys
from dataclasses import dataclass

import pytest

from benchmarks.compare.__main__ import main
from benchmarks.compare.cases import Case, Place, Source
from benchmarks.compare.clock import Clock
from benchmarks.compare.lanes import NotStarted, Setting, carry_out
from benchmarks.compare.rows import Results
from benchmarks.compare.schedule import Run
from benchmarks.compare.sources.days import DaySource
from tests.builders.benchmark_rows import a_row


def test_every_solver_gets_a_row_that_all_judges_agree_on_and_none_twice(tmp_path, capsys):
    path = tmp_path / "results.csv"
    command = [
        "run", "--sets", "days", "--instances", "50/10 #5", "--seconds", "0.3",
        "--solvers", "ours", "ortools-tutorial", "--results", str(path),
    ]  # fmt: skip
    assert main(command) == 0
    rows = Results(path).rows
    assert sorted((row.solver, row.verdict) for row in rows) == [
        ("ortools-tutorial", "ok"),
        ("ours", "ok"),
    ]
    assert all(row.independent == row.price and row.tasks == 50 for row in rows)
    assert main(command) == 0
    assert Results(path).rows == rows
    assert "0 of 2 runs to do" in capsys.readouterr().out


def test_again_puts_runs_of_todays_solver_in_the_place_of_older_ones(tmp_path, monkeypatch):
    path = tmp_path / "results.csv"
    of_a_day = {"set": "days", "instance": "50/10 #5", "limit": 0.3, "commit": "old"}
    for solver in ("ours", "vroom"):
        Results(path).append(a_row(solver, **of_a_day))
    monkeypatch.setattr("benchmarks.compare.provenance.commit", lambda: "new")
    command = ["run", "--again", "--sets", "days", "--instances", "50/10 #5", "--seconds", "0.3",
               "--solvers", "ours", "--results", str(path)]  # fmt: skip
    assert main(command) == 0
    kept = Results(path).rows
    assert [(row.solver, row.commit) for row in kept] == [("vroom", "old"), ("ours", "new")]
    assert main(command) == 0
    assert Results(path).rows == kept


def test_the_page_is_written_from_the_rows_and_always_the_same(tmp_path):
    pytest.importorskip("matplotlib")
    path, page = tmp_path / "results.csv", tmp_path / "docs" / "benchmarks.md"
    page.parent.mkdir()
    for solver, cost in (("ours", 1000), ("vroom", 1100)):
        Results(path).append(a_row(solver, "50/10 #5", cost, set="days", best_known=None))
    assert main(["page", str(path), "--output", str(page)]) == 0
    assert "| 50/10 | 10 s | VROOM | 1 | 1 | 1,100.0 | +10.0 % |" in page.read_text()
    drawing = page.parent / "images" / "benchmarks-days.svg"
    first = drawing.read_bytes()
    assert main(["page", str(path), "--output", str(page)]) == 0
    assert drawing.read_bytes() == first


def test_unknown_sets_are_refused_by_name(capsys):
    assert main(["run", "--sets", "days", "holidays"]) == 2
    assert "no set holidays; there are days, plain-days" in capsys.readouterr().err


def test_a_solver_that_does_not_start_ends_the_comparison_with_its_reason(tmp_path):
    run = Run(Case("days", "x", 1, DaySource(20, 4, 1)), "prototype", 1, Clock.WALL)
    kept = []
    with pytest.raises(NotStarted, match=r"prototype does not start:.*no folder of the prototype"):
        carry_out([run], Setting(Place(tmp_path), Clock.WALL, 1), kept.append)
    assert kept == []


@dataclass(frozen=True)
class Deadly(Source):
    """Whoever builds this problem does not live to tell."""

    def problem(self):
        print("the ground gave way", file=sys.stderr)
        os.abort()


def test_a_solver_whose_process_dies_costs_its_run_and_the_next_has_a_new_one(tmp_path):
    runs = [
        Run(Case("days", name, 0.2, source), "ortools-tutorial", 1, Clock.WALL)
        for name, source in (("pit", Deadly()), ("road", DaySource(10, 2, 1)))
    ]
    kept = []
    carry_out(runs, Setting(Place(tmp_path), Clock.WALL, 1), kept.append)
    pit, road = (outcome.report for outcome in kept)
    said = "the solver's process died: the process ended by SIGABRT: the ground gave way"
    assert (pit.judged, pit.failure) == (None, said)
    assert road.failure == "" and road.judged.verdict == "ok"


CLOCK = """
from benchmarks.compare.clock import Clock, begin
clock = begin(Clock.CPU)
import queue, time
from solver.stop import MaxRuntime
began = time.monotonic()
time.sleep(0.3)
try:
    queue.Queue().get(timeout=0.05)
except queue.Empty:
    print("waited")
assert time.monotonic() - began < 0.2, time.monotonic() - began
while time.monotonic() - began < 0.2:
    sum(range(1000))
print("worked")
"""


def test_on_the_processors_clock_waiting_takes_no_time_and_still_ends(repository):
    found = subprocess.run(
        [sys.executable, "-c", CLOCK],
        cwd=repository,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert found.stdout.split() == ["waited", "worked"], found.stderr


def test_judges_run_without_the_solver(repository):
    names = [path.stem for path in (repository / "benchmarks/compare/judges").glob("[a-z]*.py")]
    modules = [f"benchmarks.compare.judges.{name}" for name in names]
    code = f"import sys, {', '.join(modules)}; print([m for m in sys.modules if m[:6] == 'solver'])"
    found = subprocess.run(
        [sys.executable, "-c", code], cwd=repository, capture_output=True, text=True, check=True
    )
    assert len(modules) == 4
    assert found.stdout.strip() == "[]"
