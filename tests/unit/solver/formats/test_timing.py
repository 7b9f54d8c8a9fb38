"""Times for bare sequences: setup where it is due, waiting only where it cannot be saved."""

from dataclasses import replace

import numpy as np
import pytest

from solver.check import check, price
from solver.formats.timing import earliest_route, tight_route
from solver.model import Model
from solver.problem import KindTimes, Problem
from solver.solution import Solution


def a_day(**vehicle) -> Problem:
    """Two tasks at one place an hour from the office, then one at the office."""
    model = Model()
    office, customer = model.add_place(), model.add_place()
    model.add_vehicle("Ann", shift=(0, 90_000), start_place=office, end_place=office, **vehicle)
    model.add_task(customer, id="oven", duration=600, setup=300, windows=[(20_000, 30_000)])
    model.add_task(
        customer, id="filter", duration=60, setup=300, by_kind=[KindTimes("senior", 30, 100)]
    )
    model.add_task(office, id="phone", duration=50, setup=300)
    model.set_travel(3_600 * (1 - np.eye(2, dtype=np.int64)))
    return model.problem()


def judged(problem: Problem, route):
    plan = Solution((route,))
    return check(problem, replace(plan, cost=price(problem, plan).total))


@pytest.mark.parametrize("timed", [earliest_route, tight_route])
@pytest.mark.parametrize("kind", ["", "senior"])
@pytest.mark.parametrize(
    "tasks", [["oven", "filter", "phone"], ["filter", "phone", "oven"], ["phone", "filter", "oven"]]
)
def test_setup_and_kind_count_as_the_checker_counts_them(timed, kind, tasks):
    problem = a_day(kind=kind, duration_factor=1_500)
    assert judged(problem, timed(problem, problem.vehicles[0], tasks)).ok


def test_an_early_departure_waits_and_a_tight_one_does_not():
    problem = a_day()
    (ann,) = problem.vehicles
    early, tight = (timed(problem, ann, ["oven"]) for timed in (earliest_route, tight_route))
    assert (early.start, tight.start) == (0, 16_400)
    assert early.end == tight.end == 20_900 + 3_600
