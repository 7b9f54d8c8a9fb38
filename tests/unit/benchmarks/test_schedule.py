import pytest

from benchmarks.compare.cases import Case
from benchmarks.compare.clock import Clock
from benchmarks.compare.schedule import batches, expected_seconds, planned, remaining
from benchmarks.compare.sources.days import DaySource

SOLVERS_OF = {"days": ["ours", "pyvrp", "vroom"], "threads": ["ours"]}


def a_case(number, set="days", threads=1):
    return Case(set, f"#{number}", 10, DaySource(20, 4, number), threads)


def a_schedule(cases, seeds=(1,)):
    return planned(cases, SOLVERS_OF, seeds, Clock.WALL, ["vroom"])


def test_solvers_of_an_instance_follow_each_other_and_take_turns_to_begin():
    runs = a_schedule([a_case(1), a_case(2), a_case(3)])
    assert [(run.case.instance, run.solver) for run in runs] == [
        ("#1", "ours"), ("#1", "pyvrp"), ("#1", "vroom"),
        ("#2", "pyvrp"), ("#2", "vroom"), ("#2", "ours"),
        ("#3", "vroom"), ("#3", "ours"), ("#3", "pyvrp"),
    ]  # fmt: skip


def test_a_solver_without_a_seed_runs_once():
    runs = a_schedule([a_case(1)], seeds=(5, 6))
    assert [(run.solver, run.seed) for run in runs if run.solver == "vroom"] == [("vroom", 5)]
    assert sorted(run.seed for run in runs if run.solver == "ours") == [5, 6]


def test_what_has_a_row_is_not_run_again():
    runs = a_schedule([a_case(1), a_case(2)])
    done = {run.key for run in runs[:4]}
    assert remaining(runs, done) == runs[4:]
    assert remaining(runs, {run.key for run in runs}) == []


def test_another_limit_is_another_run():
    (run, *_) = a_schedule([a_case(1)])
    (longer, *_) = a_schedule([Case("days", "#1", 20, DaySource(20, 4, 1))])
    assert remaining([longer], {run.key}) == [longer]


def test_what_needs_several_cores_runs_alone_and_last():
    cases = [a_case(1, "threads", 2), a_case(2)]
    (shared, lanes), (alone, one) = batches(a_schedule(cases), 2)
    assert {run.case.set for run in shared} == {"days"} and lanes == 2
    assert {run.case.set for run in alone} == {"threads"} and one == 1


def test_two_lanes_take_half_the_time():
    runs = a_schedule([a_case(number) for number in range(20)])
    one, two = expected_seconds(runs, 1), expected_seconds(runs, 2)
    assert one == pytest.approx(60 * 11 + 18)
    assert two == pytest.approx(30 * 11 + 18)
