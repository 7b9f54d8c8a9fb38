"""Who else could take a task: at what price, and what would have to change first."""

from dataclasses import replace

import pytest

from solver.check import check, price
from solver.explain import Alternative, alternatives, taken
from solver.problem import Lateness, Pin, Problem, Reference, SkillNeed, TimeWindow
from solver.solution import ActionCode
from tests.builders.explained import Served, plan, with_task, with_vehicles
from tests.builders.problems import HOUR, two_visits_and_a_lunch

BOTH: Served = {"Ann": ("oven", "boiler")}


@pytest.fixture
def team() -> Problem:
    """Ann does everything; Bob could, Cleo lacks the skill for the oven, Dan has a short day."""
    day = two_visits_and_a_lunch()
    (ann,) = day.vehicles
    bob = replace(ann, id="Bob")
    cleo = replace(ann, id="Cleo", skills={})
    dan = replace(ann, id="Dan", shift=TimeWindow(0, HOUR), overtime=HOUR)
    return with_vehicles(day, ann, bob, cleo, dan)


def of(found: tuple[Alternative, ...], vehicle: str) -> Alternative:
    return next(option for option in found if option.vehicle == vehicle)


def test_everybody_else_is_asked_and_who_can_as_things_are_comes_first(team: Problem) -> None:
    found = alternatives(team, plan(team, BOTH), "oven")
    assert [option.vehicle for option in found if option.fits] == ["Bob"] == [found[0].vehicle]
    assert {option.vehicle for option in found} == {"Bob", "Cleo", "Dan"}


def test_the_price_is_the_difference_between_the_two_plans_term_by_term(team: Problem) -> None:
    before = plan(team, BOTH)
    bob = of(alternatives(team, before, "oven"), "Bob")
    after = plan(team, {"Ann": ("boiler",), "Bob": ("oven",)})
    old, new = price(team, before), price(team, after)
    assert bob.terms is not None
    assert old + bob.terms == new
    assert (bob.extra, bob.position, bob.start) == (1_800, 0, HOUR // 2)


def test_who_lacks_the_skill_would_have_to_be_trained(team: Problem) -> None:
    cleo = of(alternatives(team, plan(team, BOTH), "oven"), "Cleo")
    assert cleo.needs is not None
    assert (cleo.needs.code, cleo.needs.details["skills"]) == (ActionCode.TRAIN, {"gas": 2})


def test_who_has_a_short_day_would_need_overtime_and_its_price_is_said(team: Problem) -> None:
    before = plan(team, BOTH)
    dan = of(alternatives(team, before, "oven"), "Dan")
    assert dan.needs is not None
    assert dan.needs.details["overtime"] == HOUR
    changed = taken(team, "oven", dan.needs)
    after = plan(changed, {"Ann": ("boiler",), "Dan": ("oven",)})
    assert check(changed, after).ok
    assert dan.extra == price(changed, after).total - price(team, before).total


def test_whom_the_task_would_make_late_is_named(team: Problem) -> None:
    late = with_task(team, "boiler", windows=(), lateness=Lateness(HOUR // 2, 1))
    early = with_task(late, "oven", windows=(TimeWindow(HOUR // 2, HOUR // 2),))
    served: Served = {"Ann": ("oven",), "Bob": ("boiler",)}
    bob = of(alternatives(early, plan(early, served), "oven"), "Bob")
    assert bob.fits
    assert set(bob.late) == {"boiler"}
    assert bob.terms is not None
    assert bob.terms.lateness == bob.late["boiler"]


def test_a_pinned_task_says_that_its_pin_would_have_to_go(team: Problem) -> None:
    pinned = with_task(team, "oven", pin=Pin("Ann"))
    bob = of(alternatives(pinned, plan(pinned, BOTH), "oven"), "Bob")
    assert bob.needs is not None
    assert (bob.needs.code, bob.extra) == (ActionCode.UNPIN, 1_800)


def test_moving_a_promised_visit_counts_against_the_cap_on_changes(team: Problem) -> None:
    promised = with_task(team, "oven", reference=Reference("Ann", HOUR // 2))
    capped = replace(promised, max_changed=0)
    bob = of(alternatives(capped, plan(capped, BOTH), "oven"), "Bob")
    assert bob.needs is not None
    assert (bob.needs.code, bob.needs.details["cap"]) == (ActionCode.RAISE_CAP, 1)


def test_nobody_else_has_the_skill(team: Problem) -> None:
    rare = with_task(team, "oven", skills=(SkillNeed("gas", 3), SkillNeed("power", 1)))
    able = replace(rare.vehicles[0], skills={"gas": 3, "power": 1})
    problem = with_vehicles(rare, able, *rare.vehicles[1:])
    found = alternatives(problem, plan(problem, BOTH), "oven")
    assert {option.needs.code for option in found if option.needs} == {ActionCode.TRAIN}


def test_an_unassigned_task_saves_its_skip_price_with_whoever_takes_it(team: Problem) -> None:
    found = alternatives(team, plan(team, {"Ann": ("boiler",)}), "oven")
    ann = of(found, "Ann")
    assert ann.terms is not None
    assert (ann.terms.skipped, ann.extra) == (-50_000, 1_800 - 50_000)


def test_an_unknown_task_is_refused(team: Problem) -> None:
    with pytest.raises(KeyError):
        alternatives(team, plan(team, BOTH), "nothing")
