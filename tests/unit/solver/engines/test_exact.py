"""Tiny problems to a proof."""

from dataclasses import replace

from solver.engines.exact import Exact, is_tiny
from solver.engines.protocol import Assignment, Finding, Proof
from solver.problem import Pin, Problem
from tests.builders.days import working_day
from tests.builders.problems import HOUR, two_visits_and_a_lunch


def outcome(problem: Problem) -> tuple[list[Finding], Proof]:
    events = list(Exact().search(Assignment(problem)))
    proof = events[-1]
    assert isinstance(proof, Proof)
    return [event for event in events if isinstance(event, Finding)], proof


def test_the_proof_follows_the_plan_it_is_about() -> None:
    (plan,), proof = outcome(two_visits_and_a_lunch())
    assert (plan.cost, proof.cost) == (5_400, 5_400)


def test_duties_that_exclude_each_other_are_proven_to_have_no_plan() -> None:
    problem = two_visits_and_a_lunch()
    at_once = tuple(replace(task, windows=(), pin=Pin("Ann", HOUR)) for task in problem.tasks)
    plans, proof = outcome(replace(problem, tasks=at_once))
    assert (plans, proof) == ([], Proof(None))


def test_a_problem_that_is_not_tiny_is_left_alone() -> None:
    day = working_day(40, 5)
    assert not is_tiny(day)
    assert list(Exact().search(Assignment(day))) == []


def test_a_longest_duration_is_proven_too() -> None:
    problem = two_visits_and_a_lunch()
    short = replace(problem.vehicles[0], max_duration=3 * HOUR)
    (plan,), proof = outcome(replace(problem, vehicles=(short,)))
    assert proof.cost == plan.cost == 3_600 + 50_000
