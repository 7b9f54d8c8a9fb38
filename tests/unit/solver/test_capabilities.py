"""What an engine cannot model exactly is said, and only where the problem asks for it."""

from dataclasses import replace

from solver.capabilities import CAPABILITIES, relaxations
from solver.problem import VehiclePrices
from tests.builders.problems import two_visits_and_a_lunch


def test_nothing_is_relaxed_in_a_day_without_a_price_on_working_time() -> None:
    assert relaxations(two_visits_and_a_lunch(), "greedy") == ()
    assert relaxations(two_visits_and_a_lunch(), "ortools") == ()


def test_a_price_on_working_time_is_said_to_be_relaxed() -> None:
    problem = two_visits_and_a_lunch()
    paid = replace(problem.vehicles[0], prices=VehiclePrices(working_second=1))
    (sentence,) = relaxations(replace(problem, vehicles=(paid,)), "greedy")
    assert sentence.startswith("working time price: ")


def test_every_rule_has_one_row_and_an_answer_for_each_engine() -> None:
    rules = [row.rule for row in CAPABILITIES]
    assert len(rules) == len(set(rules))
    assert all(row.support.keys() == {"greedy", "ortools"} for row in CAPABILITIES)
