"""`dispatch optimize` as people and scripts use it: files and pipes in, plans out, faults named."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dispatch.cli import main
from solver.check import check
from solver.formats import read_problem_file, read_solution
from tests.builders.files import SOLOMON, TRSP, VRPLIB, dispatch_document, vroom_document

QUICK = ("--time-limit", "0.3")


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """An empty working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, **options) -> Result:
    result = CliRunner().invoke(main, arguments, catch_exceptions=False, **options)
    assert "Traceback" not in result.stderr
    return result


def written(path: Path, document) -> str:
    path.write_text(document if isinstance(document, str) else json.dumps(document))
    return path.name


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_example_of_vroom_costs_what_its_documentation_says(bench_data):
    result = run("optimize", str(bench_data / "vroom" / "example_2.json"), *QUICK)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["summary"]["cost"] == 5461


@pytest.mark.parametrize(
    ("name", "document"),
    [
        ("ours.json", dispatch_document()),
        ("vroom.json", vroom_document()),
        ("square.txt", SOLOMON),
        ("small.vrp", VRPLIB),
        ("region.txt", TRSP),
    ],
)
def test_the_plan_comes_in_the_family_of_its_problem_and_passes_the_checker(folder, name, document):
    result = run("optimize", written(folder / name, document), "-o", "plan", *QUICK)
    assert (result.exit_code, result.stdout) == (0, "")
    file = read_problem_file(folder / name)
    plan = read_solution(folder / "plan", file)
    report = check(file.problem, plan)
    assert report.ok
    assert len(plan.unassigned) == 0
    assert run("check", name, "plan").exit_code == 0


def test_routes_that_a_file_proposes_are_repaired_and_it_is_said(folder):
    steps = [{"type": "job", "id": 10}, {"type": "job", "id": 20}]
    vehicles = [{"id": 1, "start_index": 0, "end_index": 0, "capacity": [1], "steps": steps}]
    jobs = [{"id": n, "location_index": n // 10, "delivery": [1]} for n in (10, 20)]
    name = written(folder / "a.json", vroom_document(vehicles=vehicles, jobs=jobs))
    result = run("optimize", name, *QUICK)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["summary"]["unassigned"] == 1
    assert "warm start: dropped 1 task" in result.stderr


def test_only_the_plan_goes_to_standard_output_and_the_summary_to_standard_error(folder):
    result = run("optimize", written(folder / "a.json", dispatch_document()), *QUICK)
    assert json.loads(result.stdout)["format"] == "dispatch-solution"
    assert "Served" in result.stderr
    assert "1 of 1" in result.stderr


def test_a_problem_can_come_through_a_pipe():
    result = run("optimize", "-", *QUICK, input=json.dumps(vroom_document()))
    assert result.exit_code == 0
    assert json.loads(result.stdout)["summary"]["unassigned"] == 0


def test_a_plan_for_technicians_says_who_starts_when_and_visits_whom(folder):
    result = run("optimize", written(folder / "region.txt", TRSP), *QUICK)
    plan = json.loads(result.stdout)
    assert sorted(id_ for t in plan["technicians"] for id_ in t["sequence"] if id_) == [3, 4, 5]
    assert all(t["sequence"].count(0) <= 1 for t in plan["technicians"])
    worked = sum(t["end"] - t["start"] for t in plan["technicians"])
    assert plan["total"] == pytest.approx(worked, abs=1e-5)


def test_json_writes_our_own_solution_whatever_the_format(folder):
    result = run("optimize", written(folder / "a.txt", SOLOMON), "--json", *QUICK)
    document = json.loads(result.stdout)
    assert document["format"] == "dispatch-solution"
    assert document["run"]["terms"]["distance"] == document["cost"]


def test_another_objective_replaces_the_prices_of_the_file(folder):
    name = written(folder / "a.json", dispatch_document())
    result = run("optimize", name, "--objective", "duration", "--json", *QUICK)
    terms = json.loads(result.stdout)["run"]["terms"]
    assert (terms["travel"], terms["working"]) == (0, 5_400)
    (folder / "plan.json").write_text(result.stdout)
    assert run("check", name, "plan.json").exit_code == 1  # priced as the file says
    assert run("check", name, "plan.json", "--objective", "duration").exit_code == 0


def test_distance_cannot_be_minimised_where_no_distances_are_known(folder):
    name = written(folder / "a.json", dispatch_document())
    result = run("optimize", name, "--objective", "distance")
    assert result.exit_code == 2
    assert "the objective distance needs distances" in result.stderr


def test_what_stays_unserved_is_told_with_its_reason(folder):
    task = {"id": "oven", "place": "bakery", "skills": [{"skill": "magic"}], "skip_price": 5}
    name = written(folder / "a.json", dispatch_document(tasks=[task]))
    result = run("optimize", name, *QUICK)
    assert result.exit_code == 0
    assert "oven: " in result.stderr
    assert json.loads(result.stdout)["unassigned"][0]["reason"]["code"] == "skill"


@pytest.mark.parametrize("part", ["tasks", "vehicles"])
def test_an_empty_day_and_a_day_without_technicians_have_a_plan(folder, part):
    name = written(folder / "a.json", dispatch_document(**{part: []}))
    result = run("optimize", name, *QUICK)
    assert result.exit_code == 0
    document = json.loads(result.stdout)
    assert document["routes"] == []
    assert len(document.get("unassigned", [])) == (part == "vehicles")


def test_five_thousand_tasks_for_one_technician_are_a_full_backlog(folder):
    tasks = [
        {"id": str(n), "place": "bakery", "duration": 3_600, "skip_price": 9_000}
        for n in range(5_000)
    ]
    name = written(folder / "a.json", dispatch_document(tasks=tasks))
    result = run("optimize", name, "-o", "plan.json", "--time-limit", "1")
    assert result.exit_code == 0
    file = read_problem_file(folder / name)
    plan = read_solution(folder / "plan.json", file)
    assert check(file.problem, plan).ok
    assert len(plan.unassigned) >= 5_000 - 8


def test_a_mandatory_task_that_nobody_can_serve_ends_with_three_and_writes_nothing(folder):
    task = {"id": "oven", "place": "bakery", "skills": [{"skill": "magic"}]}
    name = written(folder / "a.json", dispatch_document(tasks=[task]))
    result = run("optimize", name, "-o", "plan.json", *QUICK)
    assert (result.exit_code, result.stdout) == (3, "")
    assert "oven: " in result.stderr
    assert names_in(folder) == ["a.json"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "day.json: the file is empty"),
        (b"\x00\x01\x02", "day.json: a binary file; expected text"),
        (b'{"jobs": [', "day.json, line 1, column 11: not JSON: Expecting value"),
        (b'{"jobs": NaN}', "day.json: NaN is not a number that JSON knows"),
        (b"[" * 100_000, "day.json: nested too deeply"),
        (json.dumps(vroom_document(shipments=[{}])).encode(), "shipments: not supported yet"),
        (
            json.dumps(dispatch_document(tasks=[{"id": 1, "place": "x"}], places=[5])).encode(),
            "day.json, places[0]: '5': must be an object\nday.json, tasks[0].id: '1': must be text",
        ),
    ],
)
def test_bad_input_ends_with_two_names_every_fault_and_writes_nothing(folder, content, said):
    (folder / "day.json").write_bytes(content)
    (folder / "plan.json").write_text("yesterday")
    result = run("optimize", "day.json", "-o", "plan.json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert (folder / "plan.json").read_text() == "yesterday"
    assert names_in(folder) == ["day.json", "plan.json"]


@pytest.mark.parametrize(("path", "said"), [("nowhere.json", "No such file"), (".", "directory")])
def test_a_path_that_is_no_file_ends_with_two(folder, path, said):
    result = run("optimize", path)
    assert result.exit_code == 2
    assert said in result.stderr


@pytest.mark.parametrize("target", ["no/such/folder/plan.json", "."])
def test_an_output_that_cannot_be_written_is_found_out_before_the_search(
    folder, monkeypatch, target
):
    monkeypatch.setattr(
        "dispatch.cli.optimize.solve_apart", lambda *_, **__: pytest.fail("searched")
    )
    result = run("optimize", written(folder / "a.json", dispatch_document()), "-o", target)
    assert result.exit_code == 2
    assert f"{target}: cannot be written" in result.stderr


def test_the_output_replaces_a_file_whole_and_leaves_no_traces(folder):
    (folder / "plan.json").write_text("yesterday" * 10_000)
    result = run(
        "optimize", written(folder / "a.json", vroom_document()), "-o", "plan.json", *QUICK
    )
    assert result.exit_code == 0
    assert json.loads((folder / "plan.json").read_text())["code"] == 0
    assert names_in(folder) == ["a.json", "plan.json"]


def test_a_device_is_written_to_and_not_replaced(folder):
    run("optimize", written(folder / "a.json", vroom_document()), "-o", "/dev/null", *QUICK)
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize("limit", ["nan", "inf", "-1", "soon"])
def test_a_time_limit_must_be_a_finite_number_of_seconds(folder, limit):
    assert run("optimize", "a.json", "--time-limit", limit).exit_code == 2


def many_visits() -> dict:
    """Forty visits on a line, more than four seconds of search can finish with."""
    size = 40
    seconds = [[abs(a - b) * 300 for b in range(size)] for a in range(size)]
    return dispatch_document(
        places=[{"id": str(n)} for n in range(size)],
        travel={"default": {"seconds": seconds}},
        vehicles=[
            {"id": name, "shift": [0, 36_000], "start_place": "0"} for name in ("Ann", "Bob")
        ],
        tasks=[
            {"id": f"t{n}", "place": str(n), "duration": 1_200, "skip_price": 9_000}
            for n in range(1, size)
        ],
    )


@pytest.mark.parametrize("to_group", [False, True], ids=["to the command", "as from a terminal"])
def test_ctrl_c_keeps_the_best_plan_so_far(folder, to_group):
    name = written(folder / "a.json", many_visits())
    command = [sys.executable, "-c", "from dispatch.cli import main; main()"]
    command += ["optimize", name, "-o", "plan.json", "--time-limit", "60"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    assert process.stderr is not None
    first_line = process.stderr.readline()  # there is a plan
    time.sleep(2)
    if to_group:
        os.killpg(process.pid, signal.SIGINT)
    else:
        process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert first_line.startswith("cost ")
    assert "stopped by you" in said
    assert "Traceback" not in said
    assert process.returncode == 0
    assert run("check", name, "plan.json").exit_code == 0
    assert names_in(folder) == ["a.json", "plan.json"]


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc for the process that searches")
def test_a_crash_of_the_search_leaves_the_best_plan_so_far_and_says_so(folder):
    name = written(folder / "a.json", many_visits())
    command = [sys.executable, "-c", "from dispatch.cli import main; main()"]
    command += ["optimize", name, "-o", "plan.json", "--time-limit", "60"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    first_line = process.stderr.readline()  # there is a plan
    tasks = Path(f"/proc/{process.pid}/task").iterdir()
    (searching,) = {int(n) for task in tasks for n in (task / "children").read_text().split()}
    os.kill(searching, signal.SIGSEGV)
    _, said = process.communicate(timeout=20)
    assert first_line.startswith("cost ")
    assert "the process ended by SIGSEGV" in said
    assert "Traceback" not in said
    assert process.returncode == 0
    assert run("check", name, "plan.json").exit_code == 0
    assert names_in(folder) == ["a.json", "plan.json"]


def test_a_reader_that_goes_away_ends_the_pipe_quietly(folder):
    name = written(folder / "a.json", vroom_document())
    script = "from dispatch.cli import main; main()"
    command = f"'{sys.executable}' -c '{script}' optimize {name} --time-limit 0.3 | true"
    result = subprocess.run(command, shell=True, capture_output=True, text=True, check=True)
    assert "Traceback" not in result.stderr
