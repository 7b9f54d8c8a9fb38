"""What the command of the comparison refuses, and what it says of those who take no part."""

import pytest

from benchmarks.compare.__main__ import main
from benchmarks.compare.rows import Results
from tests.builders.benchmark_rows import a_row

DAY = ["run", "--dry-run", "--sets", "days", "--instances", "50/10 #5"]


def said_on_refusal(capsys, *arguments):
    """What standard error has when the command ends with 2 and nothing on standard output."""
    try:
        code = main(arguments)
    except SystemExit as refusal:
        code = refusal.code
    found = capsys.readouterr()
    assert (code, found.out) == (2, "")
    return found.err


@pytest.mark.parametrize(
    ("option", "values", "said"),
    [
        ("--lanes", ["0"], "must be a whole number from 1 on, not '0'"),
        ("--lanes", ["-2"], "must be a whole number from 1 on, not '-2'"),
        ("--lanes", ["two"], "must be a whole number from 1 on, not 'two'"),
        ("--seconds", ["-5"], "must be a number above zero, not '-5'"),
        ("--seconds", ["0"], "must be a number above zero, not '0'"),
        ("--seconds", ["nan"], "must be a number above zero, not 'nan'"),
        ("--seconds", ["inf"], "must be a number above zero, not 'inf'"),
        ("--seeds", ["1", "2", "1"], "more than once: 1"),
        ("--seeds", ["-1"], "must be a whole number from 0 on, not '-1'"),
        ("--solvers", ["ours", "ours"], "more than once: ours"),
    ],
)
def test_a_value_that_cannot_be_meant_is_refused_with_its_rule(capsys, option, values, said):
    err = said_on_refusal(capsys, *DAY, option, *values)
    assert f"argument {option}: {said}" in err


def test_a_folder_is_no_file_of_results_and_a_page_needs_a_folder_that_is_there(capsys, tmp_path):
    folder = str(tmp_path)
    assert f"not the folder {folder}" in said_on_refusal(capsys, *DAY, "--results", folder)
    assert f"not the folder {folder}" in said_on_refusal(capsys, "page", folder)
    nowhere = str(tmp_path / "no" / "page.md")
    assert nowhere in said_on_refusal(capsys, "page", "--output", nowhere)


def test_a_page_of_a_file_that_is_not_there_is_refused(capsys, tmp_path):
    assert "nope.csv: No such file" in said_on_refusal(capsys, "page", str(tmp_path / "nope.csv"))


def test_instances_that_are_not_there_are_all_named(capsys):
    err = said_on_refusal(capsys, *DAY, "nope", "nor this")
    assert "no instance nope in days" in err
    assert "no instance nor this in days" in err
    assert "nope in the sample of days" in said_on_refusal(capsys, *DAY, "nope", "--sample")


def test_a_choice_that_leaves_nobody_to_run_says_who_was_left_out_and_why(capsys):
    err = said_on_refusal(capsys, *DAY, "--solvers", "pyvrp")
    assert "days: without pyvrp: has no breaks and no soft deadlines" in err
    assert "nothing to run" in err


def test_sets_whose_files_are_not_there_are_told_with_the_place_they_were_looked_for(
    capsys, monkeypatch, tmp_path
):
    monkeypatch.setenv("DISPATCH_BENCH_DATA", str(tmp_path))
    assert main([*DAY, "--solvers", "ours", "--results", str(tmp_path / "none.csv")]) == 0
    err = capsys.readouterr().err
    for name, pattern in (("solomon", "solomon/*.txt"), ("site-dependent", "sdvrptw/*.vrp")):
        assert f"left out: {name}: no {tmp_path / pattern} (DISPATCH_BENCH_DATA" in err
    err = said_on_refusal(capsys, "run", "--sets", "solomon", "holidays")
    assert f"no set solomon: no {tmp_path}" in err
    assert "no set holidays; there are days, plain-days" in err


def test_rows_of_another_state_of_our_solver_are_counted_and_measured_again_if_asked(
    capsys, monkeypatch, tmp_path
):
    monkeypatch.setattr("benchmarks.compare.provenance.commit", lambda: "new")
    path = tmp_path / "results.csv"
    for solver, commit in (("ours", "old"), ("search", "new"), ("ortools-tutorial", "old")):
        Results(path).append(a_row(solver, "50/10 #5", set="days", commit=commit))
    command = [*DAY, "--results", str(path), "--solvers", "ours", "search", "ortools-tutorial"]
    assert main(command) == 0
    out = capsys.readouterr().out
    assert "0 of 3 runs to do" in out
    assert "of another state of our solver: 1 of the rows (--again)" in out
    assert main([*command, "--again"]) == 0
    assert "1 of 3 runs to do" in capsys.readouterr().out
