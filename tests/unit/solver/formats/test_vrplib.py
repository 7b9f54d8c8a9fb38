"""VRPLIB files: scales, matrices, fleets, who may serve whom, and routes numbered by vehicle."""

import pytest

from solver.check import Rule, check
from solver.formats import Objective, UnreadableInput, read_solution, write_solution
from solver.problem import TimeWindow
from solver.solution import Route, Solution, Step, StepKind, Unassigned
from tests.builders.files import VRPLIB, as_stream, read_document


def faults_of(text) -> list[str]:
    with pytest.raises(UnreadableInput) as caught:
        read_document(text)
    return [str(fault) for fault in caught.value.faults]


def explicit(layout: str, weights: str, more: str = "") -> str:
    return f"""\
NAME : small
TYPE : CVRP
DIMENSION : 3
EDGE_WEIGHT_TYPE : EXPLICIT
EDGE_WEIGHT_FORMAT : {layout}
CAPACITY : 9
EDGE_WEIGHT_SECTION
{weights}
DEMAND_SECTION
1 0
2 4
3 5
{more}DEPOT_SECTION
 1
 -1
EOF
"""


def matrix_of(text) -> list[list[int]]:
    return read_document(text).problem.travel["default"].metres.tolist()


def test_lengths_and_times_are_thousandths_rounded():
    problem = read_document(VRPLIB).problem
    metres = problem.travel["default"].metres
    assert (metres[0, 1], metres[0, 2], metres[1, 2]) == (1_414, 5_000, 3_606)
    near, far = problem.tasks
    assert (near.id, near.place, near.duration, near.demand) == ("1", 1, 2_500, (5,))
    assert near.windows == (TimeWindow(10_000, 20_000),)
    assert near.mandatory and far.mandatory
    assert problem.name == "small"


def test_vehicles_have_their_own_capacity_their_clients_and_a_longest_route():
    problem = read_document(VRPLIB).problem
    assert [v.id for v in problem.vehicles] == ["1", "2"]
    assert [v.capacity for v in problem.vehicles] == [(5,), (9,)]
    assert {v.max_duration for v in problem.vehicles} == {40_000}
    assert {v.shift for v in problem.vehicles} == {TimeWindow(0, 100_000)}
    assert [t.required_vehicles for t in problem.tasks] == [None, frozenset({"2"})]


def test_the_distance_is_minimised_unless_asked_otherwise():
    assert read_document(VRPLIB).problem.vehicles[0].prices.metre == 1
    problem = read_document(VRPLIB, objective=Objective.DURATION).problem
    assert problem.vehicles[0].prices.working_second == 1


def test_without_windows_distances_are_rounded_as_in_tsplib():
    text = VRPLIB[: VRPLIB.index("TIME_WINDOW_SECTION")].replace("2.5", "2")
    problem = read_document(text).problem
    assert problem.travel["default"].metres[0].tolist() == [0, 1, 5]
    assert problem.vehicles[0].max_duration == 40
    assert problem.tasks[0].windows == ()


@pytest.mark.parametrize(
    ("layout", "weights"),
    [
        ("FULL_MATRIX", "0 1 2\n1 0 3\n2 3 0"),
        ("FULL_MATRIX", "99 1 2 1 99 3 2 3 99"),
        ("LOWER_ROW", "1\n2 3"),
        ("UPPER_ROW", "1 2\n3"),
        ("LOWER_DIAG_ROW", "0 1\n0 2 3 0"),
        ("UPPER_DIAG_ROW", "0 1 2 0 3 0"),
        ("LOWER_COL", "1 2 3"),
        ("UPPER_DIAG_COL", "0 1 0 2 3 0"),
    ],
)
def test_a_matrix_may_be_given_whole_or_by_half(layout, weights):
    assert matrix_of(explicit(layout, weights)) == [[0, 1, 2], [1, 0, 3], [2, 3, 0]]


def test_a_matrix_with_a_fraction_is_taken_in_thousandths():
    assert matrix_of(explicit("LOWER_ROW", "1.5 2 3"))[0] == [0, 1_500, 2_000]


def test_a_free_fleet_is_large_enough_for_all_demands():
    assert len(read_document(explicit("LOWER_ROW", "1 2 3")).problem.vehicles) == 2


def test_every_file_of_the_site_dependent_set_is_read_and_its_best_plan_is_right(bench_data):
    for path in sorted(bench_data.glob("sdvrptw/*.vrp")):
        file = read_document(path.read_bytes())
        text = path.with_suffix(".sol").read_text()
        plan = read_solution(as_stream(text), file)
        assert check(file.problem, plan).ok, path.name
        written = write_solution(file, plan)
        assert written.split() == text.split()


def test_routes_have_the_number_of_their_vehicle_and_empty_ones_are_written():
    file = read_document(VRPLIB)
    text = "Route #1:\nRoute #2: 2\nCost: 10000\n"
    plan = read_solution(as_stream(text), file)
    assert [(route.vehicle, route.tasks) for route in plan.routes] == [("2", ("2",))]
    assert plan.unassigned == (Unassigned("1"),)
    assert write_solution(file, plan) == text


def test_a_route_leaves_so_late_that_waiting_does_not_count_against_the_longest_one():
    file = read_document(VRPLIB)
    (route,) = read_solution(as_stream("Route #2: 1\nCost: 2828\n"), file).routes
    assert (route.start, route.end) == (10_000 - 1_414, 10_000 + 2_500 + 1_414)


def test_a_late_departure_never_makes_a_later_stop_late():
    text = VRPLIB.replace("3 0 90", "3 60 60")
    file = read_document(text)
    (route,) = read_solution(as_stream("Route #2: 1 2\nCost: 10020\n"), file).routes
    first, second = route.steps[1:3]
    assert (first.start, second.start) == (20_000, 60_000)
    assert check(file.problem, Solution((route,), (), 10_020)).rules <= {
        Rule.MAX_DURATION, Rule.CAPACITY,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Route #1: 9\nCost: 1\n", "line 1: the problem has no customer of this number (found 9)"),
        ("Route #3: 1\nCost: 1\n", "line 1: vehicles have numbers from 1 to 2 (found 3)"),
        ("Route #1: 1\nRoute #1: 2\nCost: 1\n", "line 2: a second route of this number (found 1)"),
        ("Route #1: 1\n", "no line `Cost N`"),
    ],
)
def test_text_that_is_no_solution_is_refused(text, said):
    with pytest.raises(UnreadableInput) as caught:
        read_solution(as_stream(text), read_document(VRPLIB))
    assert said in str(caught.value)


def test_all_faults_are_named_with_line_and_field():
    text = (
        VRPLIB.replace("2 1 1\n", "2 one 1\n")
        .replace("2 5\n", "2 5.5\n")
        .replace("3 6\n", "3 6 6\n")
        .replace("2 10 20\n", "2 20 10\n")
        .replace("2 9\n", "1 9\n")
        .replace("VEHICLES_MAX_DURATION: 40", "VEHICLES_MAX_DURATION: long")
    )
    assert faults_of(text) == [
        "line 10: x must be a number from -1000000000 to 1000000000 (found one)",
        "line 14: demand must be an integer from 0 to 1000000000 (found 5.5)",
        "line 15: needs 2 numbers (node, demand), has 3 (found 3 6 6)",
        "line 22: the time window ends before it starts (found 10)",
        "line 26: a second row for this vehicle (found 1)",
        "line 24: CAPACITY_SECTION has no row for vehicle 2",
        "line 7: VEHICLES_MAX_DURATION must be a number from 0 to 1000000000 (found long)",
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("DIMENSION: 3", "DIMENSION: many", "line 5: DIMENSION must be an integer"),
        ("DIMENSION: 3", "DIMENSION: 999999999", "line 5: DIMENSION must be an integer"),
        ("DIMENSION: 3\n", "", "DIMENSION: required, but missing"),
        ("DIMENSION: 3", "DIMENSION: 9", "line 8: NODE_COORD_SECTION has no row for node 4, 5, 6"),
        ("EUC_2D", "GEO", "line 4: EDGE_WEIGHT_TYPE must be one of EUC_2D, EXPLICIT (found GEO)"),
        ("EUC_2D", "EXPLICIT", "EDGE_WEIGHT_SECTION: required by EXPLICIT, but missing"),
        ("VEHICLES: 2", "VEHICLES: 0", "line 6: VEHICLES must be an integer from 1"),
        ("VEHICLES: 2", "VEHICLES: 2000000000", "line 6: VEHICLES must be an integer from 1"),
        ("COMMENT: by hand", "CAPACITY: 9", "line 2: give either CAPACITY or CAPACITY_SECTION"),
        ("COMMENT: by hand", "RELOADS: 9", "line 2: this key is not supported (found RELOADS)"),
        ("COMMENT: by hand", "NAME: again", "line 2: the same name a second time (found NAME)"),
        ("COMMENT: by hand", "by hand", "line 2: must be `KEY: value` or the heading of a section"),
        ("EOF", "PRIZE_SECTION\n2 5\nEOF", "line 30: this section is not supported"),
        ("EOF", "DEPOT_SECTION\n1\n2\n-1\nEOF", "line 30: must name one depot; several"),
        ("\n1 0\n", "\n1 7\n", "DEMAND_SECTION: must be 0 at the depot (found 7)"),
        ("2 2 3", "2 2 8", "line 29: node must be an integer from 1 to 3 (found 8)"),
        ("3 3 4", "3 3e99 4", "line 11: x must be a number"),
        ("3 3 4", "3 nan 4", "line 11: x must be a number"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_its_name(old, new, said):
    assert old in VRPLIB
    assert any(fault.startswith(said) for fault in faults_of(VRPLIB.replace(old, new, 1)))


def test_a_matrix_of_another_size_is_refused():
    assert faults_of(explicit("LOWER_ROW", "1 2")) == [
        "line 7: LOWER_ROW of 3 nodes takes 3 edge weights, found 2"
    ]
    assert faults_of(explicit("DIAGONAL", "1 2 3"))[0].startswith(
        "EDGE_WEIGHT_FORMAT: must be one of FULL_MATRIX, LOWER_ROW"
    )


def test_where_distances_are_integers_other_lengths_must_be_too():
    text = VRPLIB[: VRPLIB.index("TIME_WINDOW_SECTION")]
    assert faults_of(text) == [
        "line 18: service time must be an integer from 0 to 1000000000 (found 2.5)"
    ]


def test_a_plan_of_ours_is_written_with_its_cost():
    file = read_document(VRPLIB)
    steps = (
        Step(StepKind.START, 0, 0, 0, place=0),
        Step(StepKind.TASK, 5_000, 5_000, 5_000, "2", 2, 5_000, 5_000),
        Step(StepKind.END, 10_000, 10_000, 10_000, "", 0, 5_000, 5_000),
    )
    plan = Solution((Route("2", steps),), (Unassigned("1"),), 10_000)
    assert write_solution(file, plan) == "Route #1:\nRoute #2: 2\nCost: 10000\n"
