"""TRSP files: homes, tools and parts, the depot, and plans with a start and an end for each."""

import json

import numpy as np
import pytest

from solver.check import Rule, check
from solver.formats import Objective, UnreadableInput, read_solution, write_solution
from solver.formats.trsp.ticks import distances
from solver.problem import PartNeed, Restock, SkillNeed, TimeWindow, VehiclePrices
from solver.schedule import Planner
from solver.solution import Solution, StepKind, Unassigned
from tests.builders.files import TRSP, as_stream, read_document

TICK = 10_000


@pytest.fixture
def file():
    return read_document(TRSP)


@pytest.fixture
def plan(file) -> Solution:
    """Technician 1 serves 3, then passes the depot for the tool of 4, then serves 4 and 5."""
    made = Planner(file.problem).plan({0: [0, 1, 2]})
    assert made is not None
    return Solution(*made[:1], cost=made[1])


def faults_of(text) -> list[str]:
    with pytest.raises(UnreadableInput) as caught:
        read_document(text)
    return [str(fault) for fault in caught.value.faults]


def with_row(id: int, row: str) -> str:
    """The file with another row for an id."""
    lines = TRSP.splitlines()
    (at,) = [k for k, line in enumerate(lines) if line.startswith(f"{id} ") and "[" in line]
    return "\n".join([*lines[:at], row, *lines[at + 1 :]])


def trsp_plan(*technicians: tuple[int, float, list[int], float], total: float) -> str:
    keys = ("technician", "start", "sequence", "end")
    return json.dumps(
        {
            "format": "dispatch-trsp-solution",
            "version": 1,
            "total": total,
            "technicians": [dict(zip(keys, entry, strict=True)) for entry in technicians],
        }
    )


# --- the problem -------------------------------------------------------------------------------


def test_a_technician_starts_and_ends_at_home_and_may_pass_the_depot(file):
    first, second = file.problem.vehicles
    assert (first.id, first.start_place, first.end_place) == ("1", 1, 1)
    assert first.shift == TimeWindow(0, 100 * TICK)
    assert (first.skills, first.tools, first.stock) == ({"0": 1, "1": 1}, {"0"}, {"0": 1})
    assert first.restock == Restock(0, (TimeWindow(0, 100 * TICK),), TICK)
    assert second.shift == TimeWindow(10 * TICK, 90 * TICK)
    assert (second.tools, second.stock) == (frozenset(), {"1": 3})


def test_a_request_must_be_served_with_its_skill_tools_and_parts(file):
    third, fourth, fifth = file.problem.tasks
    assert all(task.mandatory for task in file.problem.tasks)
    assert (third.id, third.duration, third.windows) == (
        "3",
        10 * TICK,
        (TimeWindow(20 * TICK, 50 * TICK),),
    )
    assert third.skills == (SkillNeed("0"),)
    assert (fourth.tools, fourth.parts) == ({"1"}, (PartNeed("1", 2),))
    assert (fifth.duration, fifth.parts) == (25_000, ())


def test_the_working_time_is_minimised_unless_asked_otherwise(file):
    working = VehiclePrices(travel_second=0, working_second=1)
    assert {vehicle.prices for vehicle in file.problem.vehicles} == {working}
    assert file.problem.prices.scale == TICK
    problem = read_document(TRSP, objective=Objective.DISTANCE).problem
    assert problem.vehicles[0].prices.metre == 1


def test_distances_are_exact_and_rounded_up(file):
    metres = file.problem.travel["default"].metres
    assert (metres[1, 0], metres[1, 2], metres[1, 3]) == (5 * TICK, 10 * TICK, 14_143)
    far = distances([(0, 0), (2 * 10**9, 1), (2 * 10**9, 0), (3 * 10**8, 4 * 10**8)])
    assert far[0].tolist() == [0, 2 * 10**9 + 1, 2 * 10**9, 5 * 10**8]


def test_no_detour_is_shorter_than_the_direct_way():
    points = np.random.default_rng(1).integers(-(10**6), 10**6, (30, 2))
    legs = distances([(int(x), int(y)) for x, y in points])
    assert (legs[:, :, None] + legs[None, :, :] >= legs[:, None, :]).all()


# --- plans -------------------------------------------------------------------------------------


def test_a_plan_says_who_starts_when_visits_whom_and_is_back_when(file, plan):
    document = json.loads(write_solution(file, plan))
    (entry,) = document["technicians"]
    assert (entry["technician"], entry["sequence"]) == (1, [3, 0, 4, 5])
    assert document["total"] == pytest.approx(entry["end"] - entry["start"], abs=1e-9)
    assert abs(document["total"] * TICK - plan.cost) <= 6
    assert (document["name"], document["format"]) == ("SMALL", "dispatch-trsp-solution")


def test_the_times_of_a_plan_are_those_of_the_true_distances(file, plan):
    """From 3 at (1, 1), begun at 20, over the depot and 4 to 5, and home: all of it in one go."""
    (entry,) = json.loads(write_solution(file, plan))["technicians"]
    at_five = 20 + 10 + 13**0.5 + 1 + 4 + 5 + (9 + 64) ** 0.5
    assert entry["end"] == pytest.approx(max(at_five, 40) + 2.5 + 10, abs=1e-6)


def test_a_plan_reads_back_as_it_was_written(file, plan):
    read = read_solution(as_stream(write_solution(file, plan)), file)
    assert read == plan
    assert check(file.problem, read).ok


def test_a_plan_in_our_own_format_is_read_too(file, plan):
    ours = {"format": "dispatch-solution", "version": 2, "routes": []}
    empty = read_solution(as_stream(ours), file)
    assert check(file.problem, empty).rules == {Rule.MISSING, Rule.MANDATORY}


def test_the_depot_is_a_zero_among_the_requests(file):
    solution = read_solution(as_stream(trsp_plan((1, 0, [3, 0], 40), total=0)), file)
    kinds = [step.kind for step in solution.routes[0].steps]
    assert kinds == [StepKind.START, StepKind.TASK, StepKind.RESTOCK, StepKind.END]
    assert solution.unassigned == (Unassigned("4"), Unassigned("5"))


def test_a_plan_without_the_visit_lacks_a_tool_and_parts(file):
    solution = read_solution(as_stream(trsp_plan((1, 15, [3, 4, 5], 60), total=45)), file)
    assert check(file.problem, solution).rules >= {Rule.TOOLS, Rule.STOCK}


def test_who_counts_without_rounding_is_not_called_a_liar(file, plan):
    """The true end and total differ from ours by less than a tick for each leg."""
    document = json.loads(write_solution(file, plan))
    assert document["technicians"][0]["end"] * TICK != plan.routes[0].end
    assert read_solution(as_stream(document), file).cost == plan.cost


def test_a_start_as_late_as_can_be_in_truth_is_as_late_as_can_be_in_ticks(file):
    start = 50 - 2**0.5
    solution = read_solution(as_stream(trsp_plan((1, start, [3], 62), total=63)), file)
    assert Rule.WINDOW not in check(file.problem, solution).rules
    late = trsp_plan((1, start + 0.01, [3], 62), total=63)
    assert Rule.WINDOW in check(file.problem, read_solution(as_stream(late), file)).rules


@pytest.mark.parametrize(("change", "rule"), [("end", Rule.TRAVEL), ("total", Rule.COST)])
def test_a_claim_that_is_off_by_more_is_named(file, plan, change, rule):
    document = json.loads(write_solution(file, plan))
    owner = document if change == "total" else document["technicians"][0]
    owner[change] -= 0.01
    assert rule in check(file.problem, read_solution(as_stream(document), file)).rules


def test_a_plan_that_names_nobody_or_nothing_is_refused_at_once(file):
    document = trsp_plan((9, 0, [3], 1), (1, 0, [7, 2], 1), total=0)
    with pytest.raises(UnreadableInput) as caught:
        read_solution(as_stream(document), file)
    assert [str(fault) for fault in caught.value.faults] == [
        "technicians[0]: the problem has no technician of this number (found 9)",
        "technicians[1]: the problem has no request of this number (found 7)",
        "technicians[1]: the problem has no request of this number (found 2)",
    ]


# --- published routes --------------------------------------------------------------------------


def test_published_routes_have_numbers_of_their_own_for_homes_and_depot_visits(file, plan):
    """Requests go to 5, so 6 is the home of technician 1, and 8 their visit to the depot."""
    published = read_solution(as_stream("<1,3,8,4,5,6|2,7>", "routes.txt"), file)
    assert published == plan


def test_published_routes_of_many_instances_are_found_by_name(file, plan):
    routes = "<1,3,8,4,5,6||>"
    true = {"SMALL": {"routes": routes, "working_time": plan.cost / TICK - 0.0003}}
    assert read_solution(as_stream(true | {"OTHER": 1}), file) == plan
    boast = {"SMALL": {"routes": routes, "working_time": plan.cost / TICK - 0.01}}
    assert check(file.problem, read_solution(as_stream(boast), file)).rules == {Rule.COST}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1,3,6", "must be routes as <1,83,85,126|2,121,127> (found 1,3,6)"),
        ("<1,3,7>", "route 1: must end at the home of 1, 6 (found 7)"),
        ("<|1>", "route 2: must begin with a technician and end with their home (found 1)"),
        ("<1,12,6>", "route 1: the problem has no request of this number (found 12)"),
        ("<1,,6>", "route 1: must begin with a technician and end with their home (found 1,,6)"),
    ],
)
def test_what_is_no_published_route_is_refused(file, text, said):
    with pytest.raises(UnreadableInput) as caught:
        read_solution(as_stream(text, "routes.txt"), file)
    assert [str(fault) for fault in caught.value.faults] == [said]


# --- faults ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            with_row(4, "4 3 0 0 90 5 [1] [1]"),
            "line 13: must be ID X Y TWS TWE Serv [SKILLS] [TOOLS] [SPARE PARTS] "
            "(found 4 3 0 0 90 5 [1] [1])",
        ),
        (
            with_row(4, "4 3 0 0 5 [1] [1] [0,2]"),
            "line 13: must be ID X Y TWS TWE Serv [SKILLS] [TOOLS] [SPARE PARTS] "
            "(found 4 3 0 0 5 [1] [1] [0,2])",
        ),
        (
            with_row(4, "4 3 0 nan 90 5 [1] [1] [0,2]"),
            "line 13: TWS must be a number from 0 to 100000000 with up to 4 decimals (found nan)",
        ),
        (
            with_row(4, "4 3e9 0 0 90 5 [1] [1] [0,2]"),
            "line 13: x must be a number from -100000 to 100000 with up to 4 decimals (found 3e9)",
        ),
        (
            with_row(4, "4 3 0 95 90 5 [1] [1] [0,2]"),
            "line 13: the time window ends at 90, before it starts at 95",
        ),
        (
            with_row(4, "4 3 0 0 90 5 [1,x] [1] [0,2]"),
            "line 13: skills must be an integer from 0 to 1000000000 (found x)",
        ),
        (
            with_row(4, "4 3 0 0 90 5 [1] [2] [0,2]"),
            "line 13: tools have numbers below 2 (found 2)",
        ),
        (
            with_row(4, "4 3 0 0 90 5 [1] [1] [2]"),
            "line 13: spare parts must be a number for each of 2 kinds (found 1)",
        ),
        (
            with_row(5, "4 3 0 0 90 5 [1] [1] [0,2]"),
            "line 14: the same ID as in line 13 (found 4)",
        ),
        (
            with_row(1, "1 0 0 0 100 7 [0] [0] [1,0]"),
            "line 10: service time must be 0 at home (found 7)",
        ),
        (with_row(0, ""), "no row for the depot, ID 0"),
        (with_row(2, ""), "no row for technician 2, ID 2"),
        (
            TRSP.replace("CREW COUNT", "CREW"),
            "no line with the numbers of crew, skills, tools and parts after CREW COUNT",
        ),
        (
            TRSP.replace("2       2       2       2", "2 2 2"),
            "line 5: needs 4 numbers (crew count, skills, tools, spare parts), has 3 (found 2 2 2)",
        ),
        (
            TRSP.replace("ID   X", "IDX"),
            "no table of places after a line ID X Y TWS TWE Serv SKILLS TOOLS SPARE PARTS",
        ),
    ],
)
def test_each_fault_names_its_line_value_and_rule(text, said):
    assert faults_of(text) == [said]


def test_all_faults_are_named_at_once():
    text = with_row(3, "3 a 1 20 50 10 [9] [0] [1]").replace("[0,2]", "[0,2,1]")
    assert [fault.partition(":")[0] for fault in faults_of(text)] == ["line 12"] * 3 + ["line 13"]
