"""What recombination returns is a plan, better than the one it was given, and the best there is."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations, product
from random import Random

import hypothesis.strategies as st
from hypothesis import given, settings

from solver.check import Rule, check
from solver.engines.greedy import Greedy
from solver.engines.protocol import Assignment, Finding
from solver.engines.recombine import Pool, Recombination, Recombined
from solver.incumbent import as_solution
from solver.problem import Problem
from solver.schedule import Planner, admits, route_cost
from tests.builders.families import ALL
from tests.builders.problems import problems
from tests.oracle import best_cost
from tests.property.conftest import Report

Sequences = dict[int, list[int]]
randoms = st.randoms(use_true_random=False)
days = problems(max_tasks=6, max_vehicles=3, families=ALL)


def uncapped(problem: Problem) -> Problem:
    return replace(problem, max_changed=None)


def greedy_plan(problem: Problem) -> Sequences:
    """What greedy has built, the empty plan if nothing."""
    found = [event for event in Greedy().search(Assignment(problem)) if isinstance(event, Finding)]
    routes = found[-1].routes if found else ()
    index, vehicles = problem.task_index, problem.vehicle_index
    return {vehicles[r.vehicle]: [index[task] for task in r.tasks] for r in routes}


def random_pool(problem: Problem, random: Random, routes: int) -> Pool:
    """Some routes that have times and keep the rules of their vehicle."""
    pool = Pool(problem)
    for _ in range(routes):
        vehicle = random.randrange(len(problem.vehicles))
        begun = [problem.task_index[s.task] for s in problem.vehicles[vehicle].frozen]
        others = [t for t in range(len(problem.tasks)) if t not in begun]
        tasks = begun + random.sample(others, random.randint(0, min(3, len(others))))
        cost = route_cost(problem, vehicle, tasks) if tasks else None
        if cost is not None and admits(problem, vehicle, tasks):
            pool.add(vehicle, tasks, cost, worth=random.randint(0, 9))
    return pool


def recombined(problem: Problem, pool: Pool, incumbent: Sequences) -> Recombined | None:
    with Recombination(problem, pool, incumbent, work=60.0) as attempt:
        while attempt.is_running(0.1):
            pass
    return attempt.result()


def rank(problem: Problem, sequences: Sequences, cost: int) -> tuple[int, int]:
    """Tasks missing that must be served, and cost."""
    served = {task for tasks in sequences.values() for task in tasks}
    tasks = enumerate(problem.tasks)
    return sum(problem.must_serve(t) and i not in served for i, t in tasks), cost


def every_choice(problem: Problem, pool: Pool, incumbent: Sequences) -> Iterator[Sequences]:
    """All plans of which each route is in the pool or the incumbent."""
    own = [tuple(incumbent.get(k, ())) for k in range(len(problem.vehicles))]
    options = [
        [(), *own, *(c.tasks for c in pool.columns() if c.kind == kind)] for kind in pool.kinds
    ]
    for choice in product(*map(set, options)):
        tasks = [task for route in choice for task in route]
        if len(tasks) == len(set(tasks)):
            yield {k: list(route) for k, route in enumerate(choice) if route}


@settings(max_examples=60, deadline=None)
@given(days, randoms)
def test_a_recombined_plan_passes_the_checker_at_its_cost_and_is_better_than_the_one_before(
    problem: Problem, random: Random
) -> None:
    incumbent = greedy_plan(problem)
    before = Planner(problem).plan(incumbent)
    better = recombined(problem, random_pool(problem, random, 40), incumbent)
    if better is None:
        return
    report = check(problem, as_solution(problem, better.routes, better.cost))
    assert report.rules <= {Rule.MANDATORY, Rule.FROZEN}, report.violations
    after = rank(problem, better.sequences, better.cost)
    assert report.ok == (after[0] == 0)
    assert before is not None
    assert after < rank(problem, incumbent, before[1])


@settings(max_examples=60, deadline=None)
@given(problems(max_tasks=5, max_vehicles=2, families=ALL), randoms, st.booleans())
def test_of_a_small_pool_it_makes_the_best_plan_there_is(
    problem: Problem, random: Random, from_nothing: bool
) -> None:
    problem = uncapped(problem)
    incumbent = {} if from_nothing else greedy_plan(problem)
    pool = random_pool(problem, random, 12)
    planner, best = Planner(problem), None
    for sequences in every_choice(problem, pool, incumbent):
        plan = planner.plan(sequences)
        if plan is not None:
            found = rank(problem, sequences, plan[1])
            best = found if best is None else min(best, found)
    better = recombined(problem, pool, incumbent)
    kept = planner.plan(incumbent)
    if better is not None:
        assert rank(problem, better.sequences, better.cost) == best
    elif kept is not None:
        assert rank(problem, incumbent, kept[1]) == best


def test_of_all_routes_there_are_it_makes_the_optimum(report: Report) -> None:
    reached = []

    @settings(max_examples=40, deadline=None)
    @given(problems(max_tasks=4, max_vehicles=2, families=ALL))
    def compare(problem: Problem) -> None:
        problem = uncapped(problem)
        optimum = best_cost(problem)
        better = recombined(problem, every_route(problem), {})
        served = better is not None and rank(problem, better.sequences, better.cost)[0] == 0
        if optimum is None:
            assert not served or lacking(problem, better)
            return
        empty = Planner(problem).plan({})
        if better is None:
            assert empty is not None
            assert empty[1] == optimum
        else:
            assert not lacking(problem, better)
            assert better.cost == optimum
        reached.append(True)

    compare()
    report(f"recombine: optimum in all {len(reached)} tiny problems that have a plan")
    assert reached


def every_route(problem: Problem) -> Pool:
    """All routes that have times and keep the rules of their vehicle."""
    pool = Pool(problem)
    for vehicle in range(len(problem.vehicles)):
        for count in range(1, len(problem.tasks) + 1):
            for tasks in permutations(range(len(problem.tasks)), count):
                if admits(problem, vehicle, tasks):
                    cost = route_cost(problem, vehicle, tasks)
                    if cost is not None:
                        pool.add(vehicle, list(tasks), cost, worth=0)
    return pool


def lacking(problem: Problem, plan: Recombined) -> set[str]:
    """Rules that a plan breaks."""
    return set(check(problem, as_solution(problem, plan.routes, plan.cost)).rules)


@settings(max_examples=60, deadline=None)
@given(days, randoms)
def test_what_is_pinned_or_has_begun_stays_as_the_plan_before_had_it(
    problem: Problem, random: Random
) -> None:
    incumbent = greedy_plan(problem)
    before = Planner(problem).plan(incumbent)
    better = recombined(problem, random_pool(problem, random, 40), incumbent)
    if before is None or better is None:
        return
    kept = {Rule.PIN, Rule.FROZEN, Rule.ORDER} - set(
        check(problem, as_solution(problem, *before)).rules
    )
    assert not lacking(problem, better) & kept


@settings(max_examples=30, deadline=None)
@given(days, randoms)
def test_the_same_pool_and_seed_give_the_same_plan(problem: Problem, random: Random) -> None:
    state = random.getstate()
    plans = []
    for _ in range(2):
        random.setstate(state)
        plans.append(recombined(problem, random_pool(problem, random, 40), {}))
    assert plans[0] == plans[1]


@settings(max_examples=30, deadline=None)
@given(days, randoms)
def test_changes_that_are_capped_over_all_routes_are_left_to_others(
    problem: Problem, random: Random
) -> None:
    problem = replace(problem, max_changed=1)
    assert recombined(problem, random_pool(problem, random, 40), {}) is None
