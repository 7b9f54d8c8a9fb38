"""The second judge in its own process: what it certifies or rejects, and when it is silent."""

from dataclasses import replace

import pytest

from solver.certify import Disagreement, Ruling, certify
from solver.check import check
from solver.engines.routing import process
from solver.incumbent import as_solution
from solver.problem import Lateness, Problem, SkillNeed
from solver.schedule import Planner
from solver.solution import Solution
from solver.solve import solve
from solver.stop import MaxIterations
from tests.builders.days import working_day
from tests.builders.problems import two_visits_and_a_lunch


def planned(problem: Problem) -> Solution:
    return solve(problem, MaxIterations(200)).solution


def both_visits(problem: Problem) -> Solution:
    plan = Planner(problem).plan({0: (0, 1)})
    assert plan is not None
    return as_solution(problem, *plan)


def test_a_planned_day_is_certified_at_the_price_of_the_checker() -> None:
    day = working_day(40, 6)
    plan = planned(day)
    found = certify(day, plan)
    assert (found.ruling, found.disagreements, found.not_certified) == (Ruling.CERTIFIED, (), ())
    assert found.cost == plan.cost == check(day, plan).terms.total


def test_a_service_that_begins_a_second_too_early_is_named_with_both_figures() -> None:
    problem = two_visits_and_a_lunch()
    plan = both_visits(problem)
    (route,) = plan.routes
    start, oven, *others = route.steps
    early = replace(oven, start=oven.start - 1, end=oven.end - 1)
    bent = replace(plan, routes=(replace(route, steps=(start, early, *others)),))
    found = certify(problem, bent)
    assert found.ruling is Ruling.REJECTED
    named = found.disagreements[-1]
    assert (named.task, named.vehicle) == (oven.id, "Ann")
    assert (named.ours, named.theirs) == (oven.start - 1, oven.start)
    assert str(named).endswith(f"ours {oven.start - 1}, theirs {oven.start}")


def test_a_technician_without_the_skill_is_named() -> None:
    problem = two_visits_and_a_lunch()
    plan = both_visits(problem)
    skilled = replace(problem.tasks[1], skills=(SkillNeed("magic", 5),))
    problem = replace(problem, tasks=(problem.tasks[0], skilled))
    assert certify(problem, plan).disagreements == (
        Disagreement("this vehicle may not serve it", "Ann", skilled.id, 0),
    )


def test_what_the_model_does_not_know_is_named_as_not_certified() -> None:
    problem = two_visits_and_a_lunch()
    late = replace(problem.tasks[0], lateness=Lateness(0, 1, step=7))
    problem = replace(problem, tasks=(late, problem.tasks[1]))
    plan = both_visits(problem)
    found = certify(problem, plan)
    assert found.not_certified == ("the price of being late at all",)
    assert found.ok
    assert found.cost == plan.cost - 7


def test_a_judge_that_breaks_down_has_not_heard_the_plan_and_says_why(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(process, "WORKER", "no.such.module")
    problem = two_visits_and_a_lunch()
    found = certify(problem, both_visits(problem))
    assert found.ruling is Ruling.NOT_HEARD
    assert "no.such.module" in found.error or "No module" in found.error
    assert not found.ok


def test_a_judge_is_not_waited_for_beyond_its_time() -> None:
    problem = two_visits_and_a_lunch()
    found = certify(problem, both_visits(problem), seconds=0)
    assert (found.ruling, found.error) == (Ruling.NOT_HEARD, "it was not done after 0 s")
