"""`dispatch check`: a verdict as exit code, every violation in a sentence, the price by terms."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dispatch.cli import main
from solver.formats import read_problem_file, write_solution
from solver.formats.timing import earliest_route
from solver.solution import Solution
from tests.builders.files import SOLOMON, dispatch_document, vroom_document


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """Our own problem `day.json` and a good plan for it, `plan.json`."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "day.json").write_text(json.dumps(dispatch_document()))
    file = read_problem_file(tmp_path / "day.json")
    route = earliest_route(file.problem, file.problem.vehicles[0], ["boiler"])
    (tmp_path / "plan.json").write_text(write_solution(file, Solution((route,), (), 1_800)))
    return tmp_path


def run(*arguments: str, **options) -> Result:
    result = CliRunner().invoke(main, ["check", *arguments], catch_exceptions=False, **options)
    assert "Traceback" not in result.output
    return result


def edit(path: Path, change) -> None:
    document = json.loads(path.read_text())
    change(document)
    path.write_text(json.dumps(document))


def test_a_good_plan_exits_with_zero_and_is_priced(folder):
    result = run("day.json", "plan.json")
    assert result.exit_code == 0
    assert "No violation." in result.stdout
    assert "1,800" in result.stdout


def test_every_violation_is_named_and_the_exit_code_is_one(folder):
    def spoil(document):
        document["cost"] = 1
        document["routes"][0]["steps"][1]["end"] -= 100

    edit(folder / "plan.json", spoil)
    result = run("day.json", "plan.json")
    assert result.exit_code == 1
    for rule in ("duration", "cost", "travel"):
        assert rule in result.stdout


def test_json_holds_the_violations_and_the_priced_terms(folder):
    edit(folder / "plan.json", lambda document: document.update(cost=1))
    result = run("day.json", "plan.json", "--json")
    assert result.exit_code == 1
    report = json.loads(result.stdout)
    assert [violation["rule"] for violation in report["violations"]] == ["cost"]
    assert (report["ok"], report["terms"]["total"]) == (False, 1_800)


def test_the_answer_of_vroom_itself_is_judged(bench_data):
    examples = bench_data / "vroom"
    result = run(str(examples / "example_2.json"), str(examples / "example_2_sol.json"))
    assert result.exit_code == 0
    assert "5,461 seconds" in result.stdout


def test_a_plan_of_vroom_is_judged_in_its_words(bench_data):
    example, plan = (str(bench_data / "vroom" / f"example_3{end}.json") for end in ("", "_sol"))
    result = run(example, plan)
    assert result.exit_code == 1
    assert "lead_time 800 s, delay 2,712 s, load" in result.stdout
    assert "driving times and distances are taken as the solution states them" in result.stdout


def test_json_holds_what_vroom_would_say_of_each_route(bench_data):
    example, plan = (str(bench_data / "vroom" / f"example_3{end}.json") for end in ("", "_sol"))
    vroom = json.loads(run(example, plan, "--json").stdout)["vroom"]
    theirs = json.loads(Path(plan).read_text())
    for ours, expected in zip(vroom["routes"], theirs["routes"], strict=True):
        assert ours["vehicle"] == expected["vehicle"]
        steps = [step["violations"] for step in ours["steps"]]
        assert steps == [step["violations"] for step in expected["steps"]]


def test_a_plan_for_a_site_dependent_file_is_judged(bench_data):
    problem, plan = (str(bench_data / "sdvrptw" / f"PR01.{end}") for end in ("vrp", "sol"))
    result = run(problem, plan)
    assert result.exit_code == 0
    assert "1,655,420" in result.stdout


@pytest.mark.parametrize(
    ("instance", "published"),
    [("R101", "3,134.87"), ("C203", "10,001.17"), ("RC103", "2,495.57")],
)
def test_the_best_published_plans_for_technicians_are_what_they_claim(
    bench_data, instance, published
):
    region = bench_data / "trsp" / f"{instance}.100_25-5-5-5.txt"
    result = run(str(region), str(bench_data / "trsp" / "best_known.json"))
    assert result.exit_code == 0, result.stdout
    assert published in result.stdout
    assert "100 of 100" in result.stdout


def test_routes_as_text_are_judged(folder):
    (folder / "square.txt").write_text(SOLOMON)
    (folder / "square.sol").write_text("Route #1: 1 2\nCost 100\n")
    result = run("square.txt", "square.sol")
    assert result.exit_code == 1
    assert "carries 11 of 10" in " ".join(result.stdout.split())


def test_a_solution_of_ours_is_judged_for_a_problem_of_vroom(folder):
    (folder / "vroom.json").write_text(json.dumps(vroom_document()))
    plan = {"format": "dispatch-solution", "version": 1, "routes": [], "cost": 0}
    (folder / "plan.json").write_text(json.dumps(plan))
    result = run("vroom.json", "plan.json")
    assert result.exit_code == 1
    assert "missing" in result.stdout


def test_either_file_may_come_through_a_pipe_but_not_both(folder):
    problem, plan = (folder / "day.json").read_text(), (folder / "plan.json").read_text()
    assert run("-", "plan.json", input=problem).exit_code == 0
    assert run("day.json", "-", input=plan).exit_code == 0
    assert run("-", "-", input=problem).exit_code == 2


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        ("", "plan.json: the file is empty"),
        ("{", "plan.json, line 1, column 2: not JSON"),
        ("Route #1: 1\nCost 2", "plan.json: not JSON, as solutions of dispatch problems are"),
        ("[1]", "must be an object"),
        ("{}", "plan.json, routes: required, but missing"),
        ('{"format": "dispatch-problem"}', "plan.json, format: "),
    ],
)
def test_a_plan_that_cannot_be_read_exits_with_two(folder, plan, said):
    (folder / "plan.json").write_text(plan)
    result = run("day.json", "plan.json")
    assert result.exit_code == 2
    assert said in result.stderr


def test_names_from_a_file_cannot_drive_the_terminal(folder):
    def rename(document):
        document["routes"][0]["vehicle"] = "[bold]\x1b[2J"

    edit(folder / "plan.json", rename)
    result = run("day.json", "plan.json")
    assert result.exit_code == 1
    assert "\x1b[2J" not in result.stdout
    assert "[bold]" in result.stdout
