"""Nothing an engine claims becomes a plan unless the checker agrees."""

from dataclasses import replace

from solver.engines.protocol import Finding
from solver.incumbent import Incumbent
from solver.problem import FrozenStop, Problem
from solver.schedule import Planner
from tests.builders.problems import two_visits_and_a_lunch


def found(problem: Problem, *tasks: int) -> Finding:
    plan = Planner(problem).plan({0: tasks})
    assert plan is not None
    return Finding(*plan)


def keeper(problem: Problem) -> Incumbent:
    return Incumbent(problem, clock=lambda: 1.0)


def test_a_cheaper_sound_plan_replaces_the_one_before() -> None:
    problem = two_visits_and_a_lunch()
    best = keeper(problem)
    assert best.offer(found(problem, 0), "engine")
    assert best.offer(found(problem, 0, 1), "engine")
    assert not best.offer(found(problem, 1), "engine")
    assert best.solution is not None
    assert (best.solution.cost, best.snapshot("engine").served) == (5_400, 2)


def test_a_plan_that_claims_too_low_a_cost_is_rejected_and_said() -> None:
    problem = two_visits_and_a_lunch()
    best = keeper(problem)
    assert not best.offer(replace(found(problem, 0, 1), cost=1), "engine")
    assert best.solution is None
    assert "engine: a plan was rejected by the checker: cost" in best.complaints[0]


def test_a_plan_with_a_step_at_a_wrong_time_is_rejected() -> None:
    problem = two_visits_and_a_lunch()
    good = found(problem, 0, 1)
    start, oven, *others = good.routes[0].steps
    early = replace(oven, arrival=oven.arrival - 60, start=oven.start - 60, end=oven.end - 60)
    bent = replace(good.routes[0], steps=(start, early, *others))
    best = keeper(problem)
    assert not best.offer(replace(good, routes=(bent,)), "engine")
    assert best.complaints


def test_a_plan_short_of_a_duty_is_an_attempt_and_no_complaint() -> None:
    problem = two_visits_and_a_lunch()
    duty = replace(problem.tasks[0], skip_price=None)
    problem = replace(problem, tasks=(duty, problem.tasks[1]))
    best = keeper(problem)
    attempt = found(problem, 1)
    assert not best.offer(attempt, "engine")
    assert (best.attempt, best.complaints) == (attempt.routes, [])


def test_what_has_begun_and_cannot_be_done_leaves_an_attempt_and_no_complaint() -> None:
    problem = two_visits_and_a_lunch()
    frozen = (FrozenStop(problem.tasks[0].id, 0), FrozenStop(problem.tasks[1].id, 1))
    problem = replace(problem, vehicles=(replace(problem.vehicles[0], frozen=frozen),))
    best = keeper(problem)
    assert not best.offer(Finding((), 100_000), "engine")
    assert best.complaints == []
