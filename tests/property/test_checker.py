"""The checker against plans that are valid, broken on purpose, or changed at random."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import assume, given, settings

from solver.check import Rule, check
from tests import oracle
from tests.builders.problems import seeds
from tests.property.bending import Case, a_random_change, a_random_limit, valid_cases
from tests.property.bent_plans import ALONE, BREAKERS


@given(valid_cases())
def test_a_valid_plan_has_no_violations_and_its_terms_are_its_cost(case: Case) -> None:
    problem, plan = case
    report = check(problem, plan)
    assert report.violations == ()
    assert report.terms.total == plan.cost


@pytest.mark.parametrize("rule", list(Rule))
@settings(max_examples=20)
@given(case=valid_cases(min_routes=1), seed=seeds)
def test_the_checker_names_the_rule_that_was_broken(rule: Rule, case: Case, seed: int) -> None:
    bent = BREAKERS[rule](*case, Random(seed))
    assume(bent is not None)
    assert bent is not None
    found = check(*bent).rules
    assert rule in found
    assert rule is Rule.COST or oracle.price(*bent) is None
    if rule in ALONE:
        assert found - {Rule.COST} == {rule} - {Rule.COST}


@settings(max_examples=200)
@given(case=valid_cases(min_routes=1), seed=seeds)
def test_checker_and_replay_agree_on_every_changed_plan(case: Case, seed: int) -> None:
    """Two judges that share no line of arithmetic: what one accepts, the other prices the same."""
    problem, plan = case
    changed = a_random_change(plan, Random(seed))
    cost = oracle.price(problem, changed)
    report = check(problem, replace(changed, cost=plan.cost if cost is None else cost))
    assert report.ok is (cost is not None)


@settings(max_examples=200)
@given(case=valid_cases(min_routes=1), seed=seeds)
def test_checker_and_replay_agree_on_every_changed_limit(case: Case, seed: int) -> None:
    problem, plan = case
    changed = a_random_limit(problem, plan, Random(seed))
    cost = oracle.price(changed, plan)
    report = check(changed, replace(plan, cost=plan.cost if cost is None else cost))
    assert report.ok is (cost is not None)
