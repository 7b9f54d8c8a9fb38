"""What the search finds is a plan: the checker accepts it at the cost it claims, every time."""

from collections.abc import Iterator
from dataclasses import replace

import hypothesis.strategies as st
import pytest
from hypothesis import assume, given, settings

from solver import MaxIterations, solve
from solver.check import Rule, check
from solver.engines.greedy import Greedy, frozen_beginnings
from solver.engines.protocol import Assignment, Finding, Heartbeat
from solver.engines.search import Search, engine, pacing, supports
from solver.incumbent import as_solution
from solver.problem import Problem
from solver.result import Status
from solver.solution import Route
from solver.stop import Limits
from tests.builders.problems import problems
from tests.oracle import best_cost
from tests.property.conftest import Report
from tests.property.test_search_kernels import WITH_CAP

ITERATIONS = 300
days = problems(max_tasks=6, max_vehicles=3, families=WITH_CAP)


def findings(problem: Problem, seed: int = 0, start: tuple[Route, ...] = ()) -> Iterator[Finding]:
    limits = Limits(iterations=ITERATIONS)
    asked = Assignment(problem, seed=seed, limits=limits, start=start, warm=bool(start))
    return (event for event in Search().search(asked) if isinstance(event, Finding))


def slowly(problem: Problem, seed: int) -> list[Finding]:
    """The same on a machine so slow that slices end after an iteration, where every plan shows."""
    with pytest.MonkeyPatch.context() as slow:
        slow.setattr(pacing, "SLICE_SECONDS", 1e-9)
        slow.setattr(engine, "SHOW_SECONDS", 0.0)
        return list(findings(problem, seed))


def searched(problem: Problem, seed: int = 0, start: tuple[Route, ...] = ()) -> Finding | None:
    """The best plan; None if all touch more tasks than the problem allows."""
    return min(findings(problem, seed, start), key=lambda found: found.cost, default=None)


def modelled(problem: Problem) -> Problem:
    assume(not supports(problem))
    return problem


def skippable(problem: Problem) -> Problem:
    """The problem, if the engine models it, with a price on every skip and nothing promised."""
    tasks = tuple(
        replace(task, skip_price=task.skip_price or 50, pin=None)
        for task in modelled(problem).tasks
    )
    free = tuple(replace(vehicle, frozen=(), pinned_order=()) for vehicle in problem.vehicles)
    return replace(problem, tasks=tasks, vehicles=free)


def lacking(problem: Problem, plan: Finding) -> set[str]:
    """Rules that a plan breaks."""
    report = check(problem, as_solution(problem, plan.routes, plan.cost))
    return {found.rule for found in report.violations}


@settings(max_examples=25, deadline=None)
@given(days, st.integers(0, 2**32))
def test_every_plan_passes_the_checker_and_costs_what_it_claims(
    problem: Problem, seed: int
) -> None:
    problem = skippable(problem)
    for plan in findings(problem, seed):
        assert lacking(problem, plan) == set()


@settings(max_examples=40, deadline=None)
@given(days)
def test_plans_that_must_serve_a_task_lack_nothing_but_such_tasks(problem: Problem) -> None:
    """What has begun, orders and pins are kept by all of them, if that is possible at all."""
    begun = sum(map(len, frozen_beginnings(modelled(problem)).values()))
    possible = begun == len(problem.frozen_on)
    allowed = {Rule.MANDATORY} if possible else {Rule.MANDATORY, Rule.FROZEN}
    for plan in findings(problem):
        assert lacking(problem, plan) <= allowed


def test_no_plan_beats_the_oracle_and_most_reach_it(report: Report) -> None:
    reached = []

    @settings(max_examples=50, deadline=None)
    @given(problems(max_tasks=4, max_vehicles=2, families=WITH_CAP))
    def compare(problem: Problem) -> None:
        optimum, found = best_cost(modelled(problem)), list(findings(problem))
        sound = [plan.cost for plan in found if not lacking(problem, plan)]
        if optimum is None:
            assert not sound
        else:
            assert all(cost >= optimum for cost in sound)
            reached.append(optimum in sound)

    compare()
    report(f"search: optimum in {sum(reached)} of {len(reached)} tiny problems")
    assert sum(reached) > 0.75 * len(reached)


@settings(max_examples=25, deadline=None)
@given(days)
def test_a_search_from_a_feasible_plan_ends_with_one_that_is_no_dearer(problem: Problem) -> None:
    first = solve(modelled(problem), MaxIterations(50), engine="greedy")
    assume(first.status is not Status.INFEASIBLE)
    result = solve(problem, MaxIterations(ITERATIONS), engine="search", warm_start=first.solution)
    assert result.report.ok
    assert not result.errors
    assert result.solution.cost <= first.solution.cost


@settings(max_examples=15, deadline=None)
@given(days, st.integers(0, 2**32))
def test_the_same_seed_and_iterations_give_the_same_plan(problem: Problem, seed: int) -> None:
    problem = skippable(problem)
    assert searched(problem, seed) == searched(problem, seed)


@settings(max_examples=15, deadline=None)
@given(days, st.integers(0, 2**32))
def test_the_same_seed_and_iterations_show_the_same_plans_however_fast_the_machine_is(
    problem: Problem, seed: int
) -> None:
    problem = skippable(problem)
    assert slowly(problem, seed) == list(findings(problem, seed))


@settings(max_examples=25, deadline=None)
@given(days, days)
def test_a_warm_start_from_any_routes_gives_a_plan(problem: Problem, other: Problem) -> None:
    problem, other = skippable(problem), skippable(other)
    start = [event for event in Greedy().search(Assignment(other)) if isinstance(event, Finding)]
    assume(start)
    plan = searched(problem, start=start[-1].routes)
    assume(plan is not None)
    assert check(problem, as_solution(problem, plan.routes, plan.cost)).ok


@settings(max_examples=10, deadline=None)
@given(days)
def test_a_heartbeat_counts_every_iteration_up_to_the_limit(problem: Problem) -> None:
    asked = Assignment(skippable(problem), limits=Limits(iterations=ITERATIONS))
    beats = [event for event in Search().search(asked) if isinstance(event, Heartbeat)]
    assert beats[-1].iterations == ITERATIONS
