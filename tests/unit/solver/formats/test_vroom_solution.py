"""VROOM solutions: what we write says what VROOM would, and reads back as the same plan."""

import json

import pytest

from solver.check import Rule, check, price
from solver.formats import RunFacts, UnreadableInput, read_solution, write_solution
from solver.formats.timing import earliest_route
from solver.solution import (
    CostTerms,
    Reason,
    ReasonCode,
    Route,
    Solution,
    Step,
    StepKind,
    Unassigned,
)
from tests.builders.files import as_stream, read_document, vroom_document


def planned(file, tasks, unassigned=()) -> Solution:
    """Vehicle 1 serves the tasks, as early as it can."""
    route = earliest_route(file.problem, file.problem.vehicles[0], tasks)
    draft = Solution((route,), tuple(Unassigned(task) for task in unassigned))
    return Solution(draft.routes, draft.unassigned, price(file.problem, draft).total)


def written(file, solution) -> dict:
    return json.loads(write_solution(file, solution))


def read_back(file, document) -> Solution:
    return read_solution(as_stream(document, "solution.json"), file)


def lunch_file():
    """A break of 900 s between 700 and 1000, in the leg of 600 s from job 10 to job 20."""
    rest = {"id": 10, "service": 900, "time_windows": [[700, 1_000]]}
    vehicle = {"id": 1, "start_index": 0, "end_index": 0, "breaks": [rest], "capacity": [3]}
    jobs = [
        {"id": 10, "location_index": 1, "delivery": [1], "description": "oven"},
        {"id": 20, "location_index": 2, "service": 60, "setup": 30, "delivery": [2]},
    ]
    return read_document(vroom_document(vehicles=[vehicle], jobs=jobs))


def lunch_on_the_way(lunch: int) -> Solution:
    """Leave at 0, job 10 at 600, lunch, job 20 (open from 2,500 on) and home."""
    start = max(2_500, lunch + 900)
    steps = (
        Step(StepKind.START, 0, 0, 0, place=0),
        Step(StepKind.TASK, 600, 600, 600, "10", 1, 600),
        Step(StepKind.BREAK, lunch, lunch, lunch + 900, "10"),
        Step(StepKind.TASK, 1_200 if lunch >= 1_200 else 2_100, start, start + 90, "20", 2, 600),
        Step(StepKind.END, start + 690, start + 690, start + 690, "", 0, 600),
    )
    return Solution((Route("1", steps),), (), 1_800)


def test_the_example_of_the_documentation_is_answered_field_by_field(bench_data):
    folder = bench_data / "vroom"
    file = read_document((folder / "example_2.json").read_bytes())
    expected = json.loads((folder / "example_2_sol.json").read_bytes())
    assert written(file, planned(file, ["1414", "1515"])) == expected


def test_a_solution_written_by_vroom_passes_the_checker(bench_data):
    folder = bench_data / "vroom"
    file = read_document((folder / "example_2.json").read_bytes())
    report = check(file.problem, read_solution(folder / "example_2_sol.json", file))
    assert report.ok
    assert report.terms.total == 5_461


def test_a_break_on_the_way_splits_the_driving_and_reads_back_as_it_was():
    file, plan = lunch_file(), lunch_on_the_way(800)
    assert check(file.problem, plan).ok
    steps = written(file, plan)["routes"][0]["steps"]
    rest, oven = steps[2], steps[3]
    assert (rest["type"], rest["arrival"], rest["duration"], rest["waiting_time"]) == (
        "break", 800, 800, 0,
    )  # fmt: skip
    assert (oven["arrival"], oven["duration"], oven["waiting_time"]) == (2_100, 1_200, 400)
    assert read_back(file, written(file, plan)) == plan


def test_a_break_after_the_arrival_is_told_as_waiting_before_the_break():
    file, plan = lunch_file(), lunch_on_the_way(1_350)
    rest, oven = written(file, plan)["routes"][0]["steps"][2:4]
    assert (rest["arrival"], rest["waiting_time"], rest["duration"]) == (1_200, 150, 1_200)
    assert (oven["arrival"], oven["waiting_time"]) == (2_250, 250)
    assert read_back(file, written(file, plan)) == plan


def test_loads_start_with_all_deliveries_and_fall_stop_by_stop():
    file = lunch_file()
    route = written(file, lunch_on_the_way(800))["routes"][0]
    assert [step["load"] for step in route["steps"]] == [[3], [2], [2], [0], [0]]
    assert (route["delivery"], route["pickup"]) == ([3], [0])


def test_setup_service_and_description_are_told_as_the_file_had_them():
    file = lunch_file()
    route = written(file, lunch_on_the_way(800))["routes"][0]
    oven, boiler = route["steps"][1], route["steps"][3]
    assert (route["setup"], route["service"]) == (30, 60 + 900)
    assert (boiler["setup"], boiler["service"], oven["description"]) == (30, 60, "oven")


def test_the_vehicle_leaves_so_late_that_it_does_not_wait_at_its_first_stop():
    jobs = [{"id": 10, "location_index": 1, "time_windows": [[5_000, 6_000]]}]
    file = read_document(vroom_document(jobs=jobs))
    document = written(file, planned(file, ["10"]))
    start, job, _ = document["routes"][0]["steps"]
    assert (start["arrival"], job["arrival"], job["waiting_time"]) == (4_400, 5_000, 0)
    assert check(file.problem, read_back(file, document)).ok


def test_what_is_left_out_is_listed_with_its_reason():
    file = read_document(vroom_document())
    reason = Reason(ReasonCode.SKILL, "nobody has skill 3")
    plan = planned(file, ["10"], ["20"])
    plan = Solution(plan.routes, (Unassigned("20", reason),), plan.cost)
    document = written(file, plan)
    assert document["unassigned"] == [
        {
            "id": 20,
            "type": "job",
            "location_index": 2,
            "reason": {"code": "skill", "sentence": "nobody has skill 3"},
        }
    ]
    assert document["summary"]["unassigned"] == 1
    assert document["summary"]["cost"] == 1_200
    assert check(file.problem, read_back(file, document)).ok


def test_a_vehicle_without_start_and_end_starts_and_ends_at_its_jobs():
    document = vroom_document(vehicles=[{"id": 1, "start_index": 0}])
    file = read_document(document)
    end = written(file, planned(file, ["10", "20"]))["routes"][0]["steps"][-1]
    assert (end["type"], end["location_index"], end["arrival"]) == ("end", 2, 1_200)


@pytest.mark.parametrize(("per_hour", "cost"), [(3_600, 1_200), (1_800, 600), (1_000, 333)])
def test_costs_are_in_units_of_vroom_and_read_back_exactly(per_hour, cost):
    vehicle = {"id": 1, "start_index": 0, "end_index": 0, "costs": {"per_hour": per_hour}}
    file = read_document(vroom_document(vehicles=[vehicle]))
    plan = planned(file, ["10"], ["20"])
    document = written(file, plan)
    assert document["summary"]["cost"] == document["routes"][0]["cost"] == cost
    assert read_back(file, document).cost == plan.cost


def test_fractions_are_cut_off_each_route_and_apart_from_them_off_the_sum():
    vehicles = [{"id": n, "start_index": 0, "costs": {"per_hour": 4_500}} for n in (1, 2)]
    matrices = {"car": {"durations": [[0, 3, 3], [3, 0, 3], [3, 3, 0]]}}
    file = read_document(vroom_document(vehicles=vehicles, matrices=matrices))
    routes = tuple(
        earliest_route(file.problem, vehicle, [task])
        for vehicle, task in zip(file.problem.vehicles, ["10", "20"], strict=True)
    )
    plan = Solution(routes, (), price(file.problem, Solution(routes)).total)
    document = written(file, plan)
    assert [route["cost"] for route in document["routes"]] == [3, 3]
    assert document["summary"]["cost"] == 7
    assert read_back(file, document).cost == plan.cost


def test_a_wrong_claim_of_cost_is_found_by_the_checker():
    file = read_document(vroom_document())
    document = written(file, planned(file, ["10", "20"]))
    document["summary"]["cost"] -= 1
    assert check(file.problem, read_back(file, document)).rules == {Rule.COST}


def test_a_wrong_time_is_found_by_the_checker():
    file = read_document(vroom_document())
    document = written(file, planned(file, ["10", "20"]))
    document["routes"][0]["steps"][1]["arrival"] -= 10
    assert Rule.TRAVEL in check(file.problem, read_back(file, document)).rules


def test_the_solving_time_is_told_in_milliseconds():
    file = read_document(vroom_document())
    facts = RunFacts("feasible", "max_runtime", "ortools", 0, 1.5, CostTerms())
    document = json.loads(write_solution(file, planned(file, ["10"]), facts))
    assert document["summary"]["computing_times"]["solving"] == 1_500


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ({"routes": [{"vehicle": 9, "steps": []}]}, "routes[0].vehicle: the problem has no"),
        ({"routes": [{"vehicle": 1, "steps": []}]}, "routes[0].steps: must not be empty"),
        (
            {"routes": [{"vehicle": 1, "steps": [{"type": "job", "arrival": 0, "duration": 0}]}]},
            "routes[0].steps[0].id: the problem has no job",
        ),
        ({"code": 2}, "code: must be 0"),
    ],
)
def test_a_solution_of_something_else_is_refused(broken, said):
    file = read_document(vroom_document())
    document = {"code": 0, "summary": {"cost": 0}, "routes": []} | broken
    with pytest.raises(UnreadableInput) as caught:
        read_back(file, document)
    assert said in str(caught.value)


def test_distances_are_told_beside_a_matrix_of_costs_that_prices_the_legs():
    car = vroom_document()["matrices"]["car"] | {
        "distances": [[0, 7_000, 7_000], [7_000, 0, 7_000], [7_000, 7_000, 0]],
        "costs": [[0, 5, 9], [5, 0, 2], [9, 2, 0]],
    }
    file = read_document(vroom_document(matrices={"car": car}))
    plan = planned(file, ["10", "20"])
    document = written(file, plan)
    assert (document["summary"]["cost"], document["summary"]["distance"]) == (16, 21_000)
    assert [step["distance"] for step in document["routes"][0]["steps"]] == [
        0, 7_000, 14_000, 21_000,
    ]  # fmt: skip
    assert read_back(file, document) == plan
    assert check(file.problem, plan).ok


def test_a_route_without_start_and_end_costs_only_the_legs_between_its_jobs():
    car = vroom_document()["matrices"]["car"] | {"costs": [[1, 5, 9], [5, 1, 2], [9, 2, 1]]}
    file = read_document(vroom_document(matrices={"car": car}, vehicles=[{"id": 1}]))
    plan = planned(file, ["10", "20"])
    again = read_back(file, written(file, plan))
    assert (again.cost, plan.cost) == (2, 2)
    assert check(file.problem, again).ok
