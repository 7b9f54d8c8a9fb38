"""Whatever an engine finds is a plan: the checker accepts it, and the oracle is never beaten."""

from dataclasses import replace
from random import Random

import hypothesis.strategies as st
from hypothesis import given, settings

from solver.check import check
from solver.engines.greedy import Greedy, repair
from solver.engines.protocol import Assignment, Finding
from solver.explain import explain
from solver.incumbent import as_solution
from solver.problem import Problem
from solver.schedule import Planner
from solver.solve import solve
from solver.stop import MaxIterations
from tests.builders.problems import problems, random_problem
from tests.oracle import best_cost


def greedy_plan(problem: Problem) -> Finding:
    events = Greedy().search(Assignment(problem))
    return [event for event in events if isinstance(event, Finding)][-1]


def without_duties(problem: Problem) -> Problem:
    tasks = tuple(
        replace(task, skip_price=task.skip_price or 50, pin=None) for task in problem.tasks
    )
    return replace(problem, tasks=tasks)


@settings(max_examples=150)
@given(problems(max_tasks=6, max_vehicles=3))
def test_every_greedy_plan_passes_the_checker(problem: Problem) -> None:
    problem = without_duties(problem)
    plan = greedy_plan(problem)
    report = check(problem, as_solution(problem, plan.routes, plan.cost))
    assert report.ok, report.violations


@settings(max_examples=60)
@given(problems(max_tasks=4, max_vehicles=2))
def test_no_greedy_plan_beats_the_oracle(problem: Problem) -> None:
    problem = without_duties(problem)
    optimum = best_cost(problem)
    assert optimum is not None
    assert greedy_plan(problem).cost >= optimum


@settings(max_examples=100)
@given(problems(max_tasks=6, max_vehicles=3))
def test_every_unassigned_task_gets_a_reason_in_words(problem: Problem) -> None:
    problem = without_duties(problem)
    plan = greedy_plan(problem)
    for entry in explain(problem, as_solution(problem, plan.routes, plan.cost)):
        assert entry.reason is not None
        assert entry.reason.sentence.endswith(".")


@settings(max_examples=100)
@given(problems(max_tasks=6, max_vehicles=3), st.randoms(use_true_random=False))
def test_a_plan_repaired_for_a_changed_problem_is_a_plan_for_it(
    problem: Problem, random: Random
) -> None:
    routes = greedy_plan(without_duties(problem)).routes
    changed = without_duties(
        replace(
            problem,
            tasks=tuple(
                replace(task, duration=task.duration + random.randint(0, 4), release=None)
                for task in problem.tasks
                if random.random() < 0.8
            ),
        )
    )
    plan = Planner(changed).plan(repair(changed, routes).sequences)
    assert plan is not None
    assert check(changed, as_solution(changed, *plan)).ok


@settings(max_examples=8)
@given(st.integers(0, 10**6))
def test_plans_of_ortools_pass_the_checker_and_never_beat_the_oracle(seed: int) -> None:
    problem = without_duties(random_problem(Random(seed), tasks=4, vehicles=2))
    result = solve(problem, MaxIterations(60), engine="ortools")
    assert result.errors == ()
    assert result.report.ok
    optimum = best_cost(problem)
    assert optimum is not None
    assert result.terms.total >= optimum
