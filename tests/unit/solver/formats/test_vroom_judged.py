"""Plans for VROOM files judged: in VROOM's own words, and by the driving times only they know."""

import json

import pytest

from solver.check import Rule, check
from solver.formats import read_plan, write_solution
from solver.formats.timing import earliest_route
from solver.formats.vroom.moments import leaving_without_wait
from solver.formats.vroom.violations import Cause, causes_of, causes_of_all
from solver.formats.vroom.whole_breaks import with_all_breaks
from solver.solution import Solution
from tests.builders.files import as_stream, read_document, vroom_document


def told(file, tasks, **changes):
    """Vehicle 1 serves the tasks as early as it can: its route as VROOM would tell it."""
    route = earliest_route(file.problem, file.problem.vehicles[0], tasks)
    document = json.loads(write_solution(file, Solution((route,))))
    return document["routes"][0] | changes


def causes(route) -> list[str]:
    return [violation["cause"] for violation in route["violations"]]


def vehicle(**fields):
    return {"id": 1, "start_index": 0, "end_index": 0, **fields}


def file_with(jobs=({}, {}), **fields):
    """Vehicle 1, and jobs 10 and 20 at places 1 and 2, ten minutes between any two places."""
    given = [{"id": 10, "location_index": 1}, {"id": 20, "location_index": 2}]
    jobs = [base | more for base, more in zip(given, jobs, strict=True)]
    matrix = vroom_document()["matrices"]["car"]
    matrices = {"car": matrix | {"distances": [[0, 5, 5], [5, 0, 5], [5, 5, 0]]}}
    return read_document(vroom_document(jobs=jobs, vehicles=[vehicle(**fields)], matrices=matrices))


@pytest.mark.parametrize(
    ("fields", "jobs", "expected"),
    [
        ({}, ({}, {}), []),
        ({"max_tasks": 1}, ({}, {}), ["max_tasks"]),
        ({"max_travel_time": 1_799}, ({}, {}), ["max_travel_time"]),
        ({"max_distance": 14}, ({}, {}), ["max_distance"]),
        ({"capacity": [2]}, ({"delivery": [1]}, {"pickup": [3]}), ["load"]),
        ({"capacity": [2]}, ({"delivery": [2]}, {"pickup": [2]}), []),
        ({"skills": [1]}, ({"skills": [1]}, {"skills": [2]}), ["skills"]),
        ({"time_window": [0, 1_500]}, ({}, {}), ["delay"]),
        ({}, ({}, {"time_windows": [[0, 1_000]]}), ["delay"]),
        (
            {"breaks": [{"id": 1, "service": 9, "time_windows": [[700, 800]]}]},
            ({}, {}),
            ["missing_break"],
        ),
    ],
)
def test_what_a_route_breaks_has_the_name_that_vroom_gives_it(fields, jobs, expected):
    assert causes(told(file_with(jobs, **fields), ["10", "20"])) == expected


def test_causes_stand_at_the_steps_where_they_are_and_seconds_add_up_for_the_route():
    file = file_with(({"delivery": [3]}, {"time_windows": [[0, 1_000]]}), capacity=[2],
                     time_window=[0, 1_500])  # fmt: skip
    route = told(file, ["10", "20"])
    assert [causes(step) for step in route["steps"]] == [["load"], [], ["delay"], ["delay"]]
    assert route["violations"] == [{"cause": "delay", "duration": 200 + 300}, {"cause": "load"}]


def test_the_example_of_the_documentation_breaks_what_vroom_says_it_breaks(bench_data):
    folder = bench_data / "vroom"
    file = read_document((folder / "example_3.json").read_bytes())
    document = json.loads((folder / "example_3_sol.json").read_bytes())
    plan = read_plan(folder / "example_3_sol.json", file)
    assert check(plan.problem, plan.solution).rules == {Rule.CAPACITY, Rule.WINDOW, Rule.SHIFT}
    found = causes_of(plan.problem, plan.solution)
    assert causes_of_all(found) == {Cause.LEAD_TIME: 800, Cause.DELAY: 2_712, Cause.LOAD: None}
    for route, ours in zip(document["routes"], found, strict=True):
        theirs = [{v["cause"]: v.get("duration") for v in s["violations"]} for s in route["steps"]]
        assert [dict(step) for step in ours.steps] == theirs


def on_earth():
    """Two jobs and a vehicle by coordinates, for which the file has no matrix."""
    vehicles = [{"id": 1, "start": [2.35, 48.71], "end": [2.35, 48.71]}]
    jobs = [{"id": 10, "location": [1.98, 48.70]}, {"id": 20, "location": [2.03, 48.61]}]
    return read_document({"vehicles": vehicles, "jobs": jobs})


def driven(seconds, arrivals, cost=None, metres=10) -> dict:
    """A solution of those who asked a routing engine: driving since the start, and the clock."""
    kinds = [{"type": "start"}, {"type": "job", "id": 10}, {"type": "job", "id": 20},
             {"type": "end"}]  # fmt: skip
    steps = [
        kind | {"duration": driving, "arrival": arrival, "distance": metres * driving}
        for kind, driving, arrival in zip(kinds, seconds, arrivals, strict=True)
    ]
    summary = {"cost": seconds[-1] if cost is None else cost}
    return {"code": 0, "summary": summary, "routes": [{"vehicle": 1, "steps": steps}]}


def judged(file, document):
    plan = read_plan(as_stream(document, "plan.json"), file)
    return plan, check(plan.problem, plan.solution)


def test_without_a_matrix_the_driving_of_the_plan_is_believed_and_said_so():
    plan, report = judged(on_earth(), driven([0, 900, 1_500, 2_600], [0, 900, 1_500, 2_600]))
    assert report.ok
    assert report.terms.total == 2_600
    assert any("taken as the solution states them" in note for note in plan.notes)


def test_without_a_matrix_the_clock_and_the_sum_are_still_checked():
    _, report = judged(on_earth(), driven([0, 900, 1_500, 2_600], [0, 800, 1_500, 2_600]))
    assert report.rules == {Rule.TRAVEL}
    _, report = judged(on_earth(), driven([0, 900, 1_500, 2_600], [0, 900, 1_500, 2_600], cost=9))
    assert report.rules == {Rule.COST}


def test_with_a_matrix_no_plan_knows_better():
    plan, report = judged(
        file_with(), driven([0, 500, 1_100, 1_700], [0, 500, 1_100, 1_700], metres=0)
    )
    assert Rule.TRAVEL in report.rules
    assert not plan.notes


def test_seconds_that_vroom_rounds_for_a_speed_factor_are_believed():
    matrices = {"car": {"durations": [[0, 101, 101], [101, 0, 101], [101, 101, 0]]}}
    file = read_document(vroom_document(vehicles=[vehicle(speed_factor=3)], matrices=matrices))
    _, report = judged(file, driven([0, 33, 66, 99], [0, 33, 66, 99], cost=101, metres=0))
    assert report.ok
    # the clock rounds by itself: 10.5 to 43.83 to 77.16 to 110.49, all told without fractions
    _, report = judged(file, driven([0, 33, 67, 100], [10, 43, 77, 110], cost=101, metres=0))
    assert report.ok
    _, report = judged(file, driven([0, 33, 67, 100], [10, 43, 76, 110], cost=101, metres=0))
    assert report.ok
    _, report = judged(file, driven([0, 30, 60, 90], [0, 30, 60, 90], metres=0))
    assert Rule.TRAVEL in report.rules


def lunch_before_and_after():
    """Breaks at 0 and from 5,000 on; the only job opens at 3,000."""
    rests = [
        {"id": 1, "service": 100, "time_windows": [[0, 200]]},
        {"id": 2, "service": 50, "time_windows": [[5_000, 6_000]]},
        {"id": 3, "service": 50, "time_windows": [[5_000, 6_000]]},
    ]
    jobs = [{"id": 10, "location_index": 1, "time_windows": [[3_000, 4_000]]}]
    return read_document(vroom_document(vehicles=[vehicle(breaks=rests)], jobs=jobs))


def test_breaks_outside_the_route_are_listed_beside_it_one_after_the_other():
    file = lunch_before_and_after()
    route = told(file, ["10"])
    steps = [(s["type"], s.get("id"), s["arrival"], s["waiting_time"]) for s in route["steps"]]
    assert steps == [
        ("start", None, 200, 0),
        ("break", 1, 200, 0),
        ("job", 10, 900, 2_100),
        ("break", 2, 3_600, 1_400),
        ("break", 3, 5_050, 0),
        ("end", None, 5_100, 0),
    ]
    assert route["violations"] == []


def test_breaks_before_the_route_are_as_late_as_they_can_be_and_the_route_stays_good():
    rests = [
        {"id": 1, "service": 100, "time_windows": [[0, 1_000]]},
        {"id": 2, "service": 100, "time_windows": [[0, 2_000]]},
    ]
    jobs = [{"id": 10, "location_index": 1, "time_windows": [[3_000, 4_000]]}]
    vehicles = [vehicle(breaks=rests, time_window=[0, 4_300])]
    problem = read_document(vroom_document(vehicles=vehicles, jobs=jobs)).problem
    (ours,) = problem.vehicles
    route = leaving_without_wait(earliest_route(problem, ours, ["10"]))
    whole = with_all_breaks(ours, route)
    assert [step.start for step in whole.steps] == [1_000, 1_000, 2_000, 3_000, 3_600]
    assert check(problem, Solution((whole,), (), 1_200)).ok


def test_a_plan_with_breaks_outside_its_route_reads_back_as_a_good_plan():
    file = lunch_before_and_after()
    route = earliest_route(file.problem, file.problem.vehicles[0], ["10"])
    text = write_solution(file, Solution((route,), (), 1_200))
    plan = read_plan(as_stream(text), file)
    assert check(plan.problem, plan.solution).ok


def test_setup_is_told_where_it_is_due():
    jobs = [
        {"id": 10, "location_index": 1, "setup": 30, "service": 60},
        {"id": 20, "location_index": 1, "setup": 40, "service": 60,
         "service_per_type": {"van": 20}},
        {"id": 30, "location_index": 0, "setup": 50},
    ]  # fmt: skip
    file = read_document(vroom_document(jobs=jobs, vehicles=[vehicle(type="van")]))
    route = told(file, ["10", "20", "30"])
    steps = [(s["setup"], s["service"]) for s in route["steps"]]
    assert steps == [(0, 0), (30, 60), (0, 20), (50, 0), (0, 0)]
    assert (route["setup"], route["service"]) == (80, 80)


def test_loads_rise_and_fall_with_pickups_and_deliveries():
    jobs = ({"delivery": [2], "pickup": [1]}, {"delivery": [1], "pickup": [4]})
    route = told(file_with(jobs, capacity=[9]), ["10", "20"])
    assert [step["load"] for step in route["steps"]] == [[3], [2], [5], [5]]
    assert (route["delivery"], route["pickup"]) == ([3], [5])
