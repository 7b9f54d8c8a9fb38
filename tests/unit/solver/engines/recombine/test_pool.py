"""The pool keeps each set of tasks once for each kind of vehicle, and the routes of good plans."""

from dataclasses import replace

import pytest

from solver.engines.recombine import Pool
from solver.model import Model
from solver.problem import Pin, Problem
from solver.schedule import route_cost


def town(**of_the_second: object) -> Problem:
    """Three tasks, and two vehicles from one depot that are alike but for what is given."""
    model = Model("town")
    depot = model.add_place()
    for number in (1, 2):
        asked = of_the_second if number == 2 else {}
        model.add_vehicle(f"van{number}", shift=(0, 90), start_place=depot, **asked)  # type: ignore[arg-type]
    for name in "abc":
        model.add_task(model.add_place(), id=name, skip_price=100)
    steps = [[abs(i - j) for j in range(4)] for i in range(4)]
    model.set_travel(steps, steps)
    return model.problem()


def test_of_the_same_tasks_the_cheapest_order_is_kept() -> None:
    pool = Pool(town())
    for order, cost in (((1, 0), 30), ((0, 1), 20), ((1, 0), 25)):
        pool.add(0, order, cost, worth=99)
    assert [(column.tasks, column.cost) for column in pool.columns()] == [((0, 1), 20)]


def test_vehicles_that_are_alike_share_their_routes() -> None:
    pool = Pool(town())
    pool.add(0, [0, 1], 20, worth=99)
    pool.add(1, [1, 0], 15, worth=99)
    assert [(column.kind, column.tasks) for column in pool.columns()] == [(0, (1, 0))]


@pytest.mark.parametrize(
    "difference",
    [{"shift": (0, 91)}, {"skills": {"gas": 1}}, {"capacity": (3,)}, {"travel_factor": 1001}],
)
def test_vehicles_that_differ_in_anything_do_not(difference: dict[str, object]) -> None:
    problem = town()
    second = {**difference} if "shift" not in difference else {}
    other = replace(problem.vehicles[1], **second)  # type: ignore[arg-type]
    if "shift" in difference:
        other = replace(other, shift=replace(other.shift, end=91))
    problem = replace(problem, vehicles=(problem.vehicles[0], other))
    assert Pool(problem).kinds == [0, 1]


@pytest.mark.parametrize(
    "wish",
    [
        {"required_vehicles": frozenset({"van1"})},
        {"excluded_vehicles": frozenset({"van2"})},
        {"preferred_vehicles": frozenset({"van1"})},
        {"pin": Pin("van2")},
    ],
)
def test_vehicles_that_a_task_tells_apart_are_not_alike(wish: dict[str, object]) -> None:
    problem = town()
    first = replace(problem.tasks[0], **wish)  # type: ignore[arg-type]
    problem = replace(problem, tasks=(first, *problem.tasks[1:]))
    assert Pool(problem).kinds == [0, 1]


def test_vehicles_that_all_tasks_name_together_are_alike() -> None:
    problem = town()
    both = frozenset({"van1", "van2"})
    tasks = tuple(replace(task, required_vehicles=both) for task in problem.tasks)
    assert Pool(replace(problem, tasks=tasks)).kinds == [0, 0]


def test_beyond_its_capacity_the_routes_of_the_best_plans_are_kept() -> None:
    pool = Pool(town(), most=2)
    for number, worth in enumerate((50, 10, 40, 20, 30)):
        pool.add(0, [number], cost=1, worth=worth)
        assert len(pool) < 4
    assert [column.worth for column in pool.columns()] == [10, 20]


def test_a_route_is_worth_the_best_plan_it_was_part_of() -> None:
    pool = Pool(town())
    for worth in (50, 10, 40):
        pool.add(0, [0], cost=7, worth=worth)
    assert [column.worth for column in pool.columns()] == [10]


def test_a_timed_route_costs_what_its_schedule_does_and_impossible_ones_are_thrown_away() -> None:
    problem = town()
    late = replace(problem.tasks[2], release=95)
    problem = replace(problem, tasks=(*problem.tasks[:2], late))
    pool = Pool(problem)
    pool.add(0, [0, 1], cost=999, worth=1)
    pool.add(0, [2], cost=1, worth=1)
    assert [column.tasks for column in pool.columns() if pool.time(column)] == [(0, 1)]
    assert [column.cost for column in pool.columns()] == [route_cost(problem, 0, (0, 1))]


def test_a_merged_pool_holds_the_routes_of_both() -> None:
    first, second = Pool(town()), Pool(town())
    first.add(0, [0], cost=5, worth=9)
    second.add(1, [0], cost=4, worth=8)
    second.add(1, [1], cost=3, worth=7)
    first.merge(second)
    assert [(column.tasks, column.cost) for column in first.columns()] == [((1,), 3), ((0,), 4)]
