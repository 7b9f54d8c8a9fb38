from dataclasses import replace

import pytest

from solver.model import LARGEST_COST, InvalidProblem, Model, cost_bound
from solver.priorities import RouteBounds, priced, route_bounds, skip_prices
from solver.problem import Lateness, Prices, Problem, Reference, VehiclePrices
from tests.builders.problems import with_ann


def a_problem(priorities: list[int | None], lateness: Lateness | None = None) -> Problem:
    """Tasks of 10 s for one vehicle whose shift of 35 s holds three; None must be served."""
    model = Model()
    place = model.add_place()
    prices = VehiclePrices(fixed=1, travel_second=1, working_second=2, overtime_second=5)
    model.add_vehicle("Ann", shift=(0, 30), overtime=5, prices=prices)
    for priority in priorities:
        model.add_task(
            place,
            duration=10,
            priority=priority or 0,
            skip_price=None if priority is None else 0,
            lateness=lateness,
        )
    return model.problem()


def test_a_route_holds_the_shortest_services_that_fit_the_shift_and_its_overtime() -> None:
    assert route_bounds(a_problem([1] * 9)).visits == 3
    assert route_bounds(a_problem([1] * 2)).visits == 2


def test_a_route_costs_at_most_every_price_for_the_longest_day() -> None:
    assert route_bounds(a_problem([1])).cost == 1 + (1 + 2) * 35 + 5 * 5


def test_lateness_counts_for_as_many_tasks_as_a_route_holds() -> None:
    quiet = route_bounds(a_problem([1] * 9)).cost
    late = route_bounds(a_problem([1] * 9, Lateness(15, 4))).cost
    assert late - quiet == 3 * 4 * (35 - 15)


def test_limits_of_the_route_count() -> None:
    problem = a_problem([1] * 9)
    assert route_bounds(with_ann(problem, max_tasks=2)).visits == 2
    short = route_bounds(with_ann(problem, max_duration=20))
    assert (short.visits, short.cost) == (2, 1 + (1 + 2) * 20 + 5 * 5)
    assert route_bounds(with_ann(problem, max_travel=5)).cost == 1 + 2 * 35 + 5 + 5 * 5


def test_the_dearest_preferences_and_changes_count_for_as_many_tasks_as_a_route_holds() -> None:
    problem = a_problem([1] * 9)
    quiet = route_bounds(problem).cost
    tasks = tuple(
        replace(
            task,
            preferred_vehicles=frozenset({"Bob"}),
            unpreferred_price=number,
            reference=Reference("Bob", 10),
        )
        for number, task in enumerate(problem.tasks)
    )
    asked = replace(problem, tasks=tasks, prices=Prices(change_vehicle=100, change_second=2))
    assert route_bounds(asked).cost - quiet == (8 + 7 + 6) + 3 * (100 + 2 * 25)


def test_one_task_outweighs_a_whole_route_of_lower_ones_and_every_other_price() -> None:
    bounds = RouteBounds(visits=8, cost=1000)
    prices = skip_prices([5, 1, 2, 5], bounds)
    assert list(prices) == [1, 2, 5]
    assert prices[1] > bounds.cost
    assert prices[2] > 8 * prices[1] + bounds.cost
    assert prices[5] > 8 * prices[2] + bounds.cost


def test_only_priorities_in_use_cost_digits() -> None:
    bounds = RouteBounds(visits=50, cost=10**6)
    assert max(skip_prices([0, 1_000_000], bounds).values()) < 10**8


def test_every_optional_task_gets_the_price_of_its_priority() -> None:
    problem = priced(a_problem([3, None, 1, 3]))
    low, high = (problem.prices.skip_by_priority[priority] for priority in (1, 3))
    assert [task.skip_price for task in problem.tasks] == [high, None, low, high]
    assert low < high


def test_prices_stay_inside_64_bits_or_are_refused() -> None:
    few = priced(a_problem([0, 1, 2, 3] * 10))
    assert cost_bound(few) <= LARGEST_COST
    with pytest.raises(InvalidProblem, match="priorities are too many"):
        priced(a_problem(list(range(60))))


def test_no_vehicles_and_no_tasks_have_no_prices() -> None:
    assert priced(a_problem([])).prices.skip_by_priority == {}
    nobody = replace(a_problem([1]), vehicles=())
    assert priced(nobody).prices.skip_by_priority == {1: 1}
