"""Solomon files and their `.sol` text: tenths, truncation, routes and claims."""

import io

import pytest

from solver.check import Rule, check, price
from solver.formats import Objective, UnreadableInput, read, read_solution, write_solution
from solver.formats.timing import tight_route
from solver.problem import TimeWindow
from solver.solution import Solution
from tests.builders.files import SOLOMON, read_document


def faults_of(text) -> list[str]:
    with pytest.raises(UnreadableInput) as caught:
        read_document(text, format="solomon")
    return [str(fault) for fault in caught.value.faults]


def test_distances_are_tenths_truncated_and_times_are_tenths():
    problem = read_document(SOLOMON).problem
    metres = problem.travel["default"].metres
    assert (metres[0, 1], metres[0, 2], metres[1, 2]) == (14, 50, 36)
    assert (problem.travel["default"].seconds == metres).all()
    near, far = problem.tasks
    assert (near.id, near.duration, near.demand) == ("1", 100, (5,))
    assert near.windows == (TimeWindow(200, 500),)
    assert near.mandatory and far.mandatory


def test_the_fleet_is_that_of_the_file_and_every_metre_costs_one():
    problem = read_document(SOLOMON).problem
    assert [vehicle.id for vehicle in problem.vehicles] == ["1", "2"]
    (prices,) = {vehicle.prices for vehicle in problem.vehicles}
    assert (prices.metre, prices.travel_second, prices.working_second) == (1, 0, 0)
    assert problem.vehicles[0].shift == TimeWindow(0, 1_000)
    assert problem.vehicles[0].capacity == (10,)
    assert problem.name == "SQUARE"


def test_another_objective_prices_working_time_instead():
    problem = read(io.BytesIO(SOLOMON.encode()), objective=Objective.DURATION)
    (prices,) = {vehicle.prices for vehicle in problem.vehicles}
    assert (prices.metre, prices.working_second) == (0, 1)


def test_every_file_of_the_classics_is_read(bench_data):
    for path in [*bench_data.glob("solomon/*.txt"), *bench_data.glob("homberger200/*.txt")]:
        problem = read(path)
        assert len(problem.tasks) in {100, 200}, path.name


def test_vehicles_beyond_the_number_of_customers_are_left_out():
    text = SOLOMON.replace("  2         10", "  900000000 10")
    assert len(read_document(text).problem.vehicles) == 2


def test_more_customers_than_memory_can_relate_are_refused():
    rows = "\n".join(f"{n} {n} 0 0 0 90 0" for n in range(3, 5_001))
    assert faults_of(f"{SOLOMON}{rows}\n") == ["more than 5000 customers (found 5001)"]


def test_all_bad_lines_are_named():
    text = SOLOMON.replace("  1      1      1     5 ", "  1      1      one   5 ")
    text = text.replace(
        "    2      3      4     6     0      90    10", "    2  3  4  6  90  0  10"
    )
    text += "    2      3      4     6     0      90\n"
    assert faults_of(text.replace("  2         10", "  2         -10")) == [
        "line 5: capacity must be an integer from 0 to 1000000000 (found -10)",
        "line 11: y must be an integer from -1000000000 to 1000000000 (found one)",
        "line 13: needs 7 numbers (number, x, y, demand, ready time, due date, service time), "
        "has 6 (found 2      3      4     6     0      90)",
        "line 12: due date 0 lies before ready time 90",
    ]


@pytest.mark.parametrize(
    ("cut", "said"),
    [
        ("NUMBER", "no line with the number and capacity of vehicles"),
        ("CUST NO.", "no table of customers"),
    ],
)
def test_a_file_without_its_tables_is_refused(cut, said):
    assert any(fault.startswith(said) for fault in faults_of(SOLOMON.replace(cut, "?")))


def test_routes_are_written_as_text_and_read_back_as_the_same_plan():
    file = read_document(SOLOMON)
    routes = tuple(
        tight_route(file.problem, vehicle, [task])
        for vehicle, task in zip(file.problem.vehicles, ["2", "1"], strict=False)
    )
    plan = Solution(routes, (), price(file.problem, Solution(routes)).total)
    text = write_solution(file, plan)
    assert text == "Route #1: 2\nRoute #2: 1\nCost 128\n"
    assert read_solution(io.BytesIO(text.encode()), file) == plan
    assert check(file.problem, plan).ok


def test_a_late_route_is_read_and_its_lateness_is_for_the_checker():
    file = read_document(SOLOMON.replace("6     0      90", "6     0       2"))
    solution = read_solution(io.BytesIO(b"Route #1: 1 2\nCost 99\n"), file)
    assert check(file.problem, solution).rules >= {Rule.WINDOW, Rule.COST, Rule.CAPACITY}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Route #1: 1 7\nCost 5\n", "line 1: the problem has no customer of this number (found 7)"),
        ("Route #1: 1 2\n", "no line `Cost N`"),
        ("hello\nCost 5\n", "line 1: must be `Route #k: ids` or `Cost N` (found hello)"),
        ("Route #1: 1\nRoute #2: 2\nRoute #3: 1\nCost 5\n", "more routes than the 2 vehicles"),
    ],
)
def test_text_that_is_no_solution_is_refused(text, said):
    with pytest.raises(UnreadableInput) as caught:
        read_solution(io.BytesIO(text.encode()), read_document(SOLOMON))
    assert said in str(caught.value)
