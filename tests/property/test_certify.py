"""OR-Tools and the checker, who share no arithmetic, judge plans alike."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest
from hypothesis import assume, given, settings

from solver.certify import Certificate, Ruling, certify
from solver.check import Rule, check
from solver.engines.routing import LeftOut, Trial, Verdict
from solver.engines.routing.judge import judge
from solver.problem import Problem
from solver.solution import Solution
from tests.builders.problems import seeds
from tests.property.bending import Case, a_random_limit, valid_cases
from tests.property.bent_plans import BREAKERS

JUDGED = (
    Rule.DUPLICATE,
    Rule.MANDATORY,
    Rule.SKILL,
    Rule.REQUIRED,
    Rule.EXCLUDED,
    Rule.PIN,
    Rule.WINDOW,
    Rule.RELEASE,
    Rule.CAPACITY,
    Rule.STOCK,
    Rule.TOOLS,
    Rule.MAX_DURATION,
    Rule.MAX_TRAVEL,
    Rule.MAX_DISTANCE,
    Rule.MAX_TASKS,
    Rule.ORDER,
    Rule.DURATION,
)
"""Rules that the model states; the others speak of figures that a plan writes down beside them."""


def here(cases: Sequence[Trial | LeftOut], seconds: float) -> list[Verdict]:
    """The judge in this process."""
    return [judge(case) for case in cases]


def certificate(problem: Problem, plan: Solution) -> Certificate:
    return certify(problem, plan, court=here)


@settings(max_examples=50, deadline=None)
@given(valid_cases())
def test_a_plan_that_the_checker_passes_is_certified_at_the_same_price(case: Case) -> None:
    problem, plan = case
    found = certificate(problem, plan)
    assert found.disagreements == ()
    assert found.ruling is Ruling.CERTIFIED
    assert found.cost is not None
    assert (found.cost == plan.cost) or found.not_certified


@pytest.mark.parametrize("rule", JUDGED)
@settings(max_examples=6, deadline=None)
@given(case=valid_cases(min_routes=1), seed=seeds)
def test_a_plan_that_breaks_a_rule_of_the_model_is_rejected(
    rule: Rule, case: Case, seed: int
) -> None:
    bent = BREAKERS[rule](*case, Random(seed))
    assume(bent is not None)
    assert bent is not None
    assert certificate(*bent).ruling is Ruling.REJECTED


@settings(max_examples=50, deadline=None)
@given(case=valid_cases(min_routes=1), seed=seeds)
def test_under_any_changed_limit_both_judges_rule_alike(case: Case, seed: int) -> None:
    problem, plan = case
    changed = a_random_limit(problem, plan, Random(seed))
    rules = check(changed, replace(plan, cost=0)).rules - {Rule.COST, Rule.CHANGED}
    assert certificate(changed, plan).ok is not bool(rules)
