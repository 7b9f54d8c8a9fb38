"""What the search finds is a plan: the checker accepts it at the cost it claims, every time."""

from collections.abc import Iterator
from dataclasses import replace

import hypothesis.strategies as st
from hypothesis import assume, given, settings

from solver.check import check
from solver.engines.greedy import Greedy
from solver.engines.protocol import Assignment, Finding, Heartbeat
from solver.engines.search import Search, supports
from solver.incumbent import as_solution
from solver.problem import Problem
from solver.solution import Route
from solver.stop import Limits
from tests.builders.problems import problems
from tests.oracle import best_cost
from tests.property.conftest import Report
from tests.property.test_search_kernels import MODELLED

ITERATIONS = 300
days = problems(max_tasks=6, max_vehicles=3, families=MODELLED)


def findings(problem: Problem, seed: int = 0, start: tuple[Route, ...] = ()) -> Iterator[Finding]:
    limits = Limits(iterations=ITERATIONS)
    asked = Assignment(problem, seed=seed, limits=limits, start=start, warm=bool(start))
    return (event for event in Search().search(asked) if isinstance(event, Finding))


def searched(problem: Problem, seed: int = 0, start: tuple[Route, ...] = ()) -> Finding:
    return min(findings(problem, seed, start), key=lambda found: found.cost)


def skippable(problem: Problem) -> Problem:
    """The problem, if the engine models it, with a price on every skip."""
    assume(not supports(problem))
    tasks = tuple(
        replace(task, skip_price=task.skip_price or 50, pin=None) for task in problem.tasks
    )
    return replace(problem, tasks=tasks)


@settings(max_examples=25, deadline=None)
@given(days, st.integers(0, 2**32))
def test_every_plan_passes_the_checker_and_costs_what_it_claims(
    problem: Problem, seed: int
) -> None:
    problem = skippable(problem)
    for plan in findings(problem, seed):
        report = check(problem, as_solution(problem, plan.routes, plan.cost))
        assert report.ok, report.violations


@settings(max_examples=25, deadline=None)
@given(days)
def test_plans_that_must_serve_a_task_lack_nothing_but_such_tasks(problem: Problem) -> None:
    assume(not supports(problem))
    for plan in findings(problem):
        report = check(problem, as_solution(problem, plan.routes, plan.cost))
        assert {found.rule for found in report.violations} <= {"mandatory"}


def test_no_plan_beats_the_oracle_and_most_reach_it(report: Report) -> None:
    reached = []

    @settings(max_examples=25, deadline=None)
    @given(problems(max_tasks=4, max_vehicles=2, families=MODELLED))
    def compare(problem: Problem) -> None:
        problem = skippable(problem)
        optimum, found = best_cost(problem), searched(problem).cost
        assert optimum is not None
        assert found >= optimum
        reached.append(found == optimum)

    compare()
    report(f"search: optimum in {sum(reached)} of {len(reached)} tiny problems")


@settings(max_examples=15, deadline=None)
@given(days, st.integers(0, 2**32))
def test_the_same_seed_and_iterations_give_the_same_plan(problem: Problem, seed: int) -> None:
    problem = skippable(problem)
    assert searched(problem, seed) == searched(problem, seed)


@settings(max_examples=25, deadline=None)
@given(days, days)
def test_a_warm_start_from_any_routes_gives_a_plan(problem: Problem, other: Problem) -> None:
    problem, other = skippable(problem), skippable(other)
    start = [event for event in Greedy().search(Assignment(other)) if isinstance(event, Finding)]
    plan = searched(problem, start=start[-1].routes)
    assert check(problem, as_solution(problem, plan.routes, plan.cost)).ok


@settings(max_examples=10, deadline=None)
@given(days)
def test_a_heartbeat_counts_every_iteration_up_to_the_limit(problem: Problem) -> None:
    asked = Assignment(skippable(problem), limits=Limits(iterations=ITERATIONS))
    beats = [event for event in Search().search(asked) if isinstance(event, Heartbeat)]
    assert beats[-1].iterations == ITERATIONS
