"""What a vehicle has on board: tools and parts of its own, and more after a visit to the depot."""

from dataclasses import replace

import pytest

from solver.check import Rule, check
from solver.problem import FrozenStop, PartNeed, Restock, TimeWindow
from solver.solution import Route, Solution, Step, StepKind
from tests.builders.plans import HALF, the_days_plan, with_step, with_steps
from tests.builders.problems import two_visits_and_a_lunch, with_ann, with_task

DAY = with_ann(two_visits_and_a_lunch(), restock=Restock(0))
"""Ann may pass the office once to fetch what she lacks."""
OVER_THE_OFFICE = Solution(
    routes=(
        Route(
            "Ann",
            (
                Step(StepKind.START, 0, 0, 0, place=0),
                Step(StepKind.TASK, HALF, HALF, 5 * HALF, "oven", 1, HALF, HALF * 10),
                Step(StepKind.RESTOCK, 6 * HALF, 6 * HALF, 6 * HALF, "", 0, HALF, HALF * 10),
                Step(StepKind.BREAK, 6 * HALF, 6 * HALF, 8 * HALF, "lunch"),
                Step(StepKind.TASK, 9 * HALF, 9 * HALF, 13 * HALF, "boiler", 2, HALF, HALF * 10),
                Step(StepKind.END, 14 * HALF, 14 * HALF, 14 * HALF, "", 0, HALF, HALF * 10),
            ),
        ),
    ),
    cost=4 * HALF,
)


def test_after_the_depot_no_tool_is_lacking_and_no_number_of_parts() -> None:
    needs = {"tools": frozenset({"ladder"}), "parts": (PartNeed("burner", 99),)}
    assert check(with_task(DAY, "boiler", **needs), OVER_THE_OFFICE).ok


def test_before_the_depot_there_is_only_what_is_on_board_at_the_start() -> None:
    needs = {"tools": frozenset({"ladder"}), "parts": (PartNeed("burner", 2),)}
    problem = with_task(DAY, "oven", **needs)
    tools, stock = sorted(check(problem, OVER_THE_OFFICE).violations, key=lambda v: v.message)[::-1]
    assert (tools.rule, tools.task, tools.amount) == (Rule.TOOLS, "oven", 1)
    assert tools.message == "task oven needs ladder, which Ann has not on board"
    assert (stock.rule, stock.amount) == (Rule.STOCK, 2)
    own = with_ann(problem, tools=frozenset({"ladder"}), stock={"burner": 2})
    assert check(own, OVER_THE_OFFICE).ok


def test_parts_used_after_the_depot_leave_the_own_stock_alone() -> None:
    problem = with_task(DAY, "oven", parts=(PartNeed("burner", 2),))
    problem = with_task(problem, "boiler", parts=(PartNeed("burner", 1),))
    problem = with_ann(problem, stock={"burner": 2})
    assert check(problem, OVER_THE_OFFICE).ok
    assert check(problem, the_days_plan()).rules == {Rule.STOCK}


def test_a_visit_that_was_not_needed_is_no_fault() -> None:
    assert check(DAY, OVER_THE_OFFICE).ok


def test_a_task_under_way_needs_no_tool() -> None:
    problem = with_task(DAY, "oven", tools=frozenset({"ladder"}))
    assert check(with_ann(problem, frozen=(FrozenStop("oven"),)), OVER_THE_OFFICE).ok


@pytest.mark.parametrize(
    "restock",
    [
        None,
        Restock(0, (TimeWindow(0, 6 * HALF - 1),)),
        Restock(0, (TimeWindow(0, 1), TimeWindow(6 * HALF + 1, 9 * HALF))),
        Restock(0, duration=60),
    ],
    ids=["nowhere to go", "closed", "between opening hours", "too short"],
)
def test_a_visit_must_be_allowed_and_last_as_long_as_it_takes(restock: Restock | None) -> None:
    assert Rule.RESTOCK in check(with_ann(DAY, restock=restock), OVER_THE_OFFICE).rules


def test_the_depot_is_visited_once() -> None:
    twice = with_steps(OVER_THE_OFFICE, lambda steps: (*steps[:3], steps[2], *steps[3:]))
    violations = check(DAY, twice).violations
    (violation,) = [v for v in violations if v.rule is Rule.RESTOCK]
    assert violation.message == "Ann visits the depot 2 times, allowed are 1"


def test_setup_is_due_again_after_the_depot_but_not_at_it() -> None:
    at_the_oven = with_ann(DAY, restock=Restock(1))
    problem = with_task(at_the_oven, "boiler", setup=60, place=1)
    stay = replace(
        OVER_THE_OFFICE,
        routes=(
            Route(
                "Ann",
                (
                    Step(StepKind.START, 0, 0, 0, place=0),
                    Step(StepKind.RESTOCK, HALF, HALF, HALF, "", 1, HALF, HALF * 10),
                    Step(StepKind.BREAK, 6 * HALF, 6 * HALF, 8 * HALF, "lunch"),
                    Step(StepKind.TASK, HALF, 8 * HALF, 12 * HALF, "boiler", 1),
                    Step(StepKind.TASK, 12 * HALF, 12 * HALF, 16 * HALF, "oven", 1),
                    Step(StepKind.END, 17 * HALF, 17 * HALF, 17 * HALF, "", 0, HALF, HALF * 10),
                ),
            ),
        ),
    )
    assert Rule.DURATION not in check(problem, stay).rules
    elsewhere = with_task(with_ann(DAY, restock=Restock(0)), "boiler", setup=60)
    assert Rule.DURATION in check(elsewhere, OVER_THE_OFFICE).rules


def test_the_way_to_the_depot_is_judged_like_any_other() -> None:
    lying = with_step(OVER_THE_OFFICE, "restock", travel=0, metres=1)
    elsewhere = with_step(OVER_THE_OFFICE, "restock", place=2)
    assert check(DAY, lying).rules == {Rule.TRAVEL}
    assert check(DAY, elsewhere).rules == {Rule.PLACE}
