"""What a plan costs beyond driving and working: lateness, preference, change."""

from dataclasses import replace

import pytest

from solver.check import price
from solver.problem import Kink, Lateness, Prices, Reference
from solver.solution import CostTerms, Solution, Unassigned
from tests.builders.plans import HALF, the_days_plan
from tests.builders.problems import two_visits_and_a_lunch, with_task

DAY = two_visits_and_a_lunch()
PLAN = the_days_plan()


@pytest.mark.parametrize(
    ("late", "cost"),
    [(0, 0), (1, 100 + 2), (60, 100 + 120), (61, 100 + 120 + 5), (300, 100 + 120 + 1200 + 0)],
)
def test_lateness_has_a_step_and_grows_dearer_at_each_kink(late: int, cost: int) -> None:
    lateness = Lateness(8 * HALF - late, 2, (Kink(60, 5), Kink(300, 50)), step=100)
    problem = with_task(DAY, "boiler", lateness=lateness)
    assert price(problem, PLAN).lateness == cost


def test_beyond_the_last_kink_its_price_holds_on() -> None:
    lateness = Lateness(8 * HALF - 400, 2, (Kink(60, 5), Kink(300, 50)))
    problem = with_task(DAY, "boiler", lateness=lateness)
    assert price(problem, PLAN).lateness == 60 * 2 + 240 * 5 + 100 * 50
    assert lateness.price_at(8 * HALF) == 60 * 2 + 240 * 5 + 100 * 50


@pytest.mark.parametrize(("preferred", "cost"), [((), 0), (("Ann",), 0), (("Bob",), 30)])
def test_a_vehicle_that_is_not_preferred_costs_once(preferred: tuple[str, ...], cost: int) -> None:
    changes = {"preferred_vehicles": frozenset(preferred), "unpreferred_price": 30}
    problem = replace(DAY, tasks=(replace(DAY.tasks[0], **changes), DAY.tasks[1]))  # type: ignore[arg-type]
    assert price(problem, PLAN).preference == cost


@pytest.mark.parametrize(
    ("reference", "cost"),
    [
        (Reference("Ann", 8 * HALF), 0),
        (Reference("Ann", 8 * HALF + 10), 30),
        (Reference("Ann", 8 * HALF - 10), 30),
        (Reference("Bob", 8 * HALF), 500),
        (Reference("Bob", 8 * HALF - 1), 503),
    ],
)
def test_a_change_costs_by_vehicle_and_by_second(reference: Reference, cost: int) -> None:
    problem = replace(DAY, prices=Prices(change_vehicle=500, change_second=3))
    problem = with_task(problem, "boiler", reference=reference)
    assert price(problem, PLAN).change == cost


def test_leaving_out_a_published_task_costs_its_skip_price_only() -> None:
    problem = replace(DAY, prices=Prices(change_vehicle=500, change_second=3))
    problem = with_task(problem, "boiler", reference=Reference("Ann", 0))
    nobody = Solution(unassigned=(Unassigned("oven"), Unassigned("boiler")))
    assert price(problem, nobody) == CostTerms(skipped=100_000)
