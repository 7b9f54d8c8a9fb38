"""Whatever an engine finds is a plan: the checker accepts it, and the oracle is never beaten."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from random import Random

import hypothesis.strategies as st
from hypothesis import given, settings

from solver.check import Rule, check
from solver.engines.exact import Exact, is_tiny
from solver.engines.greedy import Greedy, repair
from solver.engines.greedy.partial import PartialRoute
from solver.engines.protocol import Assignment, Engine, Finding, Heartbeat, Proof
from solver.engines.rebuild import Rebuild
from solver.explain import explain
from solver.incumbent import as_solution
from solver.problem import Problem
from solver.result import Status
from solver.schedule import Planner, timetables
from solver.solution import Route, StepKind
from solver.solve import solve
from solver.stop import Limits, MaxIterations, MaxRuntime
from tests import oracle
from tests.builders.families import ALL, Family
from tests.builders.problems import problems, random_problem
from tests.oracle import best_cost


def plans(events: Iterable[Finding | Heartbeat | Proof]) -> Iterator[Finding]:
    return (event for event in events if isinstance(event, Finding))


def best_plan(engine: Engine, asked: Assignment) -> Finding | None:
    return min(plans(engine.search(asked)), key=lambda found: found.cost, default=None)


def greedy_plan(problem: Problem) -> Finding:
    found = best_plan(Greedy(), Assignment(problem))
    assert found is not None
    return found


def without_duties(problem: Problem) -> Problem:
    """Every task may be left out, so that there is always a plan."""
    tasks = tuple(
        replace(task, skip_price=task.skip_price or 50, pin=None) for task in problem.tasks
    )
    vehicles = tuple(replace(v, frozen=(), pinned_order=()) for v in problem.vehicles)
    return replace(problem, tasks=tasks, vehicles=vehicles, max_changed=None)


def keeps_duties(problem: Problem, found: Finding) -> bool:
    """Whether an engine's plan serves what must be served; if not, it is only an attempt."""
    served = {task for route in found.routes for task in route.tasks}
    return all(task.id in served for task in problem.tasks if problem.must_serve(task))


@settings(max_examples=150)
@given(problems(max_tasks=6, max_vehicles=3, families=ALL))
def test_every_greedy_plan_passes_the_checker(problem: Problem) -> None:
    for plan in plans(Greedy().search(Assignment(problem))):
        if keeps_duties(problem, plan):
            report = check(problem, as_solution(problem, plan.routes, plan.cost))
            assert report.ok, report.violations


@settings(max_examples=600)
@given(problems(max_tasks=5, max_vehicles=1, families=(Family.PARTS, Family.TOOLS, Family.RESTOCK)))
def test_an_insertion_costs_no_more_than_greedy_has_said(problem: Problem) -> None:
    """Wherever the depot has to move for it."""
    route = PartialRoute(problem, timetables(problem)[0])
    for task, spec in enumerate(problem.tasks):
        place = route.best_insertion(task)
        if place is not None and problem.may_serve(problem.vehicles[0], spec):
            before = route.cost
            route.insert(task, place[1])
            assert route.is_feasible
            assert route.cost <= before + place[0]


@settings(max_examples=60)
@given(problems(max_tasks=4, max_vehicles=2, families=ALL))
def test_no_greedy_plan_beats_the_oracle(problem: Problem) -> None:
    problem = without_duties(problem)
    optimum = best_cost(problem)
    assert optimum is not None
    assert greedy_plan(problem).cost >= optimum


@settings(max_examples=60)
@given(problems(max_tasks=6, max_vehicles=3, families=ALL), st.integers(0, 99))
def test_rebuilding_a_plan_keeps_every_rule_and_makes_it_no_dearer(
    problem: Problem, seed: int
) -> None:
    start = best_plan(Greedy(), Assignment(problem))
    if start is None or not keeps_duties(problem, start):
        return
    limits = Limits(iterations=60)
    asked = Assignment(problem, seed, limits=limits, start=start.routes, cost=start.cost)
    for plan in plans(Rebuild().search(asked)):
        assert plan.cost < start.cost
        if keeps_duties(problem, plan):
            report = check(problem, as_solution(problem, plan.routes, plan.cost))
            assert report.ok, report.violations


@settings(max_examples=250)
@given(problems(max_tasks=4, max_vehicles=2, families=ALL))
def test_the_exact_engine_proves_the_optimum_of_the_oracle(problem: Problem) -> None:
    assert is_tiny(problem)
    events = list(Exact().search(Assignment(problem)))
    assert events[-1] == Proof(best_cost(problem))
    for plan in plans(events):
        assert check(problem, as_solution(problem, plan.routes, plan.cost)).ok
        assert events[-1] == Proof(plan.cost)


@settings(max_examples=60)
@given(problems(max_tasks=4, max_vehicles=2, families=ALL))
def test_solving_ends_with_the_optimum_and_says_so(problem: Problem) -> None:
    result, optimum = solve(problem, MaxRuntime(60)), best_cost(problem)
    assert result.errors == ()
    if optimum is None:
        assert result.status is Status.INFEASIBLE
        return
    assert (result.status, result.terms.total) == (Status.OPTIMAL, optimum)
    assert result.report.ok
    assert oracle.price(problem, result.solution) == optimum


@settings(max_examples=60)
@given(problems(max_tasks=6, max_vehicles=3, families=ALL))
def test_what_is_frozen_or_pinned_stays(problem: Problem) -> None:
    plan = best_plan(Greedy(), Assignment(problem))
    if plan is None or not keeps_duties(problem, plan):
        return
    routes = {route.vehicle: route for route in plan.routes}
    for vehicle in problem.vehicles:
        served = routes[vehicle.id].tasks if vehicle.id in routes else ()
        frozen = tuple(stop.task for stop in vehicle.frozen)
        assert served[: len(frozen)] == frozen
        assert tuple(t for t in served if t in vehicle.pinned_order) == vehicle.pinned_order
        for stop in vehicle.frozen:
            assert stop.start in (None, start_of(routes[vehicle.id], stop.task))
    for task in problem.tasks:
        if task.pin is not None:
            holder = next(route for route in plan.routes if task.id in route.tasks)
            assert task.pin.vehicle in (None, holder.vehicle)
            assert task.pin.start in (None, start_of(holder, task.id))


def start_of(route: Route, task: str) -> int:
    return next(s.start for s in route.steps if s.kind is StepKind.TASK and s.id == task)


@settings(max_examples=100)
@given(problems(max_tasks=6, max_vehicles=3, families=ALL))
def test_every_unassigned_task_gets_a_reason_in_words(problem: Problem) -> None:
    problem = without_duties(problem)
    plan = greedy_plan(problem)
    for entry in explain(problem, as_solution(problem, plan.routes, plan.cost)):
        assert entry.reason is not None
        assert entry.reason.sentence.endswith(".")


@settings(max_examples=100)
@given(problems(max_tasks=6, max_vehicles=3, families=ALL), st.randoms(use_true_random=False))
def test_a_plan_repaired_for_a_changed_problem_is_a_plan_for_it(
    problem: Problem, random: Random
) -> None:
    routes = greedy_plan(without_duties(problem)).routes
    kept = {task.id for task in problem.tasks if random.random() < 0.8}
    kept |= set(problem.promised_to)
    changed = replace(
        problem,
        tasks=tuple(
            replace(task, duration=task.duration + random.randint(0, 4), release=None)
            for task in problem.tasks
            if task.id in kept
        ),
        max_changed=None,
    )
    plan = Planner(changed).plan(repair(changed, routes).sequences)
    assert plan is not None
    rules = check(changed, as_solution(changed, *plan)).rules
    assert rules <= {Rule.MANDATORY, Rule.FROZEN}


@settings(max_examples=8)
@given(st.integers(0, 10**6))
def test_plans_of_ortools_pass_the_checker_and_never_beat_the_oracle(seed: int) -> None:
    problem = without_duties(random_problem(Random(seed), tasks=4, vehicles=2, families=ALL))
    result = solve(problem, MaxIterations(60) | MaxRuntime(3), engine="ortools")
    assert result.errors == ()
    assert result.report.ok
    optimum = best_cost(problem)
    assert optimum is not None
    assert result.terms.total >= optimum
