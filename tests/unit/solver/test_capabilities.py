"""What an engine cannot model exactly is said, and only where the problem asks for it."""

from dataclasses import replace
from pathlib import Path

import pytest

from solver.capabilities import CAPABILITIES, ENGINES, Support, as_markdown, refusals, relaxations
from solver.problem import Lateness, Travel, VehiclePrices
from tests.builders.problems import two_visits_and_a_lunch


def test_nothing_is_relaxed_in_a_day_without_a_price_on_working_time() -> None:
    assert relaxations(two_visits_and_a_lunch(), "greedy") == ()
    assert relaxations(two_visits_and_a_lunch(), "ortools") == ()


def test_a_price_on_working_time_is_said_to_be_relaxed() -> None:
    problem = two_visits_and_a_lunch()
    paid = replace(problem.vehicles[0], prices=VehiclePrices(working_second=1))
    (sentence,) = relaxations(replace(problem, vehicles=(paid,)), "greedy")
    assert sentence.startswith("working time price: ")


def test_a_step_at_the_breach_is_relaxed_by_ortools_alone() -> None:
    problem = two_visits_and_a_lunch()
    stepped = replace(problem.tasks[0], lateness=Lateness(0, 1, step=5))
    problem = replace(problem, tasks=(stepped, problem.tasks[1]))
    assert [s.partition(":")[0] for s in relaxations(problem, "ortools")] == ["step at the breach"]
    assert relaxations(problem, "rebuild") == relaxations(problem, "exact") == ()


def test_every_rule_has_one_row_and_is_known_to_each_engine() -> None:
    rules = [row.rule for row in CAPABILITIES]
    assert len(rules) == len(set(rules))
    for row in CAPABILITIES:
        assert {*row.relaxed, *row.refused} <= set(ENGINES)
        assert not set(row.relaxed) & set(row.refused)


def test_the_exact_engine_is_exact() -> None:
    assert {row.support("exact") for row in CAPABILITIES} == {Support.EXACT}


@pytest.mark.parametrize(
    ("leg", "price", "refuses"),
    [(2**31 - 2, 2**58, False), (2**31 - 1, 2**58, True), (9, 2**58 + 1, True)],
)
def test_the_fast_search_refuses_numbers_as_large_as_the_table_says(
    leg: int, price: int, refuses: bool
) -> None:
    problem = two_visits_and_a_lunch()
    far = {name: Travel(t.seconds * 0 + leg, t.metres) for name, t in problem.travel.items()}
    dear = replace(problem.tasks[0], skip_price=price)
    free = tuple(replace(v, prices=VehiclePrices(travel_second=0)) for v in problem.vehicles)
    problem = replace(problem, travel=far, tasks=(dear,), vehicles=free)
    assert bool(refusals(problem, "search")) is refuses


def test_the_table_in_the_docs_is_what_the_code_says() -> None:
    """When it fails after a change, put what `as_markdown()` prints at the end of the page."""
    page = Path(__file__).parents[3] / "docs" / "capabilities.md"
    assert page.read_text(encoding="utf-8").endswith(f"\n\n{as_markdown()}")
