"""Everything that plans against brute force: prices agree exactly, and nobody beats the optimum."""

from collections.abc import Iterator
from itertools import count, islice, permutations, product
from random import Random

import pytest
from hypothesis import given, settings

from solver import MaxRuntime, solve
from solver.problem import Problem
from solver.result import Status
from solver.schedule import Planner
from solver.solve import EngineName
from tests import oracle
from tests.builders.families import ALL
from tests.builders.problems import problems, random_problem, two_visits_and_a_lunch
from tests.property.bending import Case, valid_cases
from tests.property.conftest import Report


@given(valid_cases())
def test_no_plan_is_cheaper_than_the_optimum(case: Case) -> None:
    problem, plan = case
    best = oracle.best_cost(problem)
    assert best is not None
    assert best <= plan.cost


def test_the_optimum_is_mostly_met_by_chance() -> None:
    """An optimum that no plan can reach would be no optimum; tiny problems have few plans."""
    met = 0
    for seed in range(40):
        problem = random_problem(Random(seed), tasks=1 + seed % 2, vehicles=1, families=ALL)
        best = oracle.best_cost(problem)
        plans = (oracle.random_plan(problem, Random(attempt)) for attempt in range(60))
        met += best is None or any(plan is not None and plan.cost == best for plan in plans)
    assert met >= 36


@settings(max_examples=60)
@given(problems(max_tasks=3))
def test_the_best_of_all_scheduled_sequences_is_the_optimum(problem: Problem) -> None:
    """Schedules are the cheapest of their sequence, so the best sequence must cost the optimum."""
    planner = Planner(problem)
    plans = [planner.plan(sequences) for sequences in _all_sequences(problem)]
    costs = [plan[1] for plan in plans if plan is not None]
    assert min(costs, default=None) == oracle.best_cost(problem)


@pytest.mark.parametrize(("engine", "instances"), [("greedy", 60), ("ortools", 6)])
def test_engines_price_exactly_and_never_beat_the_optimum(
    engine: EngineName, instances: int, report: Report
) -> None:
    found = 0
    for problem, best in islice(_solvable(), instances):
        result = solve(problem, MaxRuntime(1), engine=engine)
        if result.status is not Status.INFEASIBLE:
            cost = oracle.price(problem, result.solution)
            assert cost == result.solution.cost == result.terms.total
            assert cost >= best
            found += cost == best
    assert found, "an engine that finds no optimum at all is broken"
    report(f"{engine}: {found} of {instances} optima of up to 7 tasks and 2 vehicles")


def test_no_engine_serves_what_nobody_can() -> None:
    impossible = [p for p in map(_instance, range(60)) if oracle.best_cost(p) is None]
    assert impossible
    for problem in impossible:
        assert solve(problem, engine="greedy").status is Status.INFEASIBLE


def test_the_named_day_costs_what_its_docstring_says() -> None:
    assert solve(two_visits_and_a_lunch(), engine="greedy").solution.cost == 5_400


def _instance(seed: int) -> Problem:
    return random_problem(Random(seed), tasks=3 + seed % 5, vehicles=1 + seed % 2)


def _solvable() -> Iterator[tuple[Problem, int]]:
    """Problems with the cost of their optimum."""
    for problem in map(_instance, count()):
        best = oracle.best_cost(problem)
        if best is not None:
            yield problem, best


def _all_sequences(problem: Problem) -> Iterator[dict[int, tuple[int, ...]]]:
    """Every way to give tasks to vehicles in every order that the rules apart from times allow."""
    crews = [(None, *range(len(problem.vehicles)))] * len(problem.tasks)
    for choice in product(*crews):
        skipped = [problem.tasks[task] for task, chosen in enumerate(choice) if chosen is None]
        if any(problem.must_serve(task) for task in skipped):
            continue
        loads = {
            vehicle: tuple(task for task, chosen in enumerate(choice) if chosen == vehicle)
            for vehicle in range(len(problem.vehicles))
        }
        for order in product(*(permutations(tasks) for tasks in loads.values())):
            sequences = dict(zip(loads, order, strict=True))
            if all(_is_allowed(problem, *route) for route in sequences.items()):
                yield sequences


def _is_allowed(problem: Problem, vehicle: int, sequence: tuple[int, ...]) -> bool:
    who, tasks = problem.vehicles[vehicle], [problem.tasks[task] for task in sequence]
    return (
        oracle.rules.fits(who, tasks)
        and oracle.rules.in_order(who, [task.id for task in tasks])
        and all(problem.may_serve(who, task) for task in tasks)
    )
