"""What a caller of `solve` gets under all constraints, searched by the fast search."""

import hypothesis.strategies as st
from hypothesis import assume, given, settings

from solver.check import check
from solver.problem import Problem
from solver.result import Result, Status
from solver.solution import ReasonCode, StepKind
from solver.solve import solve
from solver.stop import MaxIterations
from tests import oracle
from tests.builders.families import ALL
from tests.builders.problems import problems
from tests.oracle import best_cost
from tests.property.conftest import Report

STEPS = MaxIterations(150)
days = problems(max_tasks=6, max_vehicles=3, families=ALL)


def searched(problem: Problem, seed: int = 0) -> Result:
    """By the fast search, also where a problem is so tiny that it would be solved to a proof."""
    return solve(problem, STEPS, seed=seed, engine="search")


@settings(max_examples=40, deadline=None)
@given(days, st.integers(0, 2**32))
def test_a_plan_passes_the_checker_and_costs_what_it_says(problem: Problem, seed: int) -> None:
    result = searched(problem, seed)
    assert all("does not model" in error for error in result.errors)
    if result.status is Status.INFEASIBLE:
        assert result.solution.routes == ()
        return
    assert check(problem, result.solution).ok
    assert oracle.price(problem, result.solution) == result.terms.total == result.solution.cost


@settings(max_examples=30, deadline=None)
@given(days)
def test_a_feasible_start_is_never_made_worse(problem: Problem) -> None:
    start = solve(problem, engine="greedy")
    assume(start.status is not Status.INFEASIBLE)
    result = solve(problem, STEPS, engine="search", warm_start=start.solution)
    assert result.terms.total <= start.terms.total


@settings(max_examples=30, deadline=None)
@given(days)
def test_what_has_begun_and_what_is_pinned_stays(problem: Problem) -> None:
    result = searched(problem)
    assume(result.status is not Status.INFEASIBLE)
    served = {route.vehicle: route.tasks for route in result.solution.routes}
    starts = {
        step.id: (route.vehicle, step.start)
        for route in result.solution.routes
        for step in route.steps
        if step.kind is StepKind.TASK
    }
    for vehicle in problem.vehicles:
        tasks = served.get(vehicle.id, ())
        assert tasks[: len(vehicle.frozen)] == tuple(stop.task for stop in vehicle.frozen)
        assert tuple(t for t in tasks if t in vehicle.pinned_order) == vehicle.pinned_order
    for task in problem.tasks:
        if task.pin is not None:
            holder, start = starts[task.id]
            assert task.pin.vehicle in (None, holder)
            assert task.pin.start in (None, start)


@settings(max_examples=40, deadline=None)
@given(days)
def test_no_task_that_would_fit_and_pay_is_left_out(problem: Problem) -> None:
    result = searched(problem)
    assume(result.status is not Status.INFEASIBLE)
    codes = {entry.task: entry.reason.code for entry in result.solution.unassigned if entry.reason}
    assert ReasonCode.NOT_TRIED not in codes.values()


def test_no_plan_beats_the_oracle_and_most_reach_it(report: Report) -> None:
    reached = []

    @settings(max_examples=40, deadline=None)
    @given(problems(max_tasks=4, max_vehicles=2, families=ALL))
    def compare(problem: Problem) -> None:
        result, optimum = searched(problem), best_cost(problem)
        if optimum is None:
            assert result.status is Status.INFEASIBLE
            return
        if result.status is not Status.INFEASIBLE:
            assert result.terms.total >= optimum
        reached.append(result.status is not Status.INFEASIBLE and result.terms.total == optimum)

    compare()
    assert sum(reached) >= 0.9 * len(reached)
    report(f"solve: optimum in {sum(reached)} of {len(reached)} tiny problems, all constraints")
