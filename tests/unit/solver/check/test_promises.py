"""What people decided and customers were told: frozen tasks, orders, the cap on changes."""

from dataclasses import replace

import pytest

from solver.check import Rule, check
from solver.model import Model
from solver.problem import FrozenStop, Lateness, Pin, Reference, TimeWindow
from solver.solution import Solution, Step, StepKind, Unassigned
from tests.builders.plans import HALF, the_days_plan, with_steps
from tests.builders.problems import HOUR, two_visits_and_a_lunch, with_ann, with_task

DAY = two_visits_and_a_lunch()
PLAN = the_days_plan()


def test_what_is_frozen_keeps_no_wishes_but_its_deadline() -> None:
    changes: dict[str, object] = {
        "windows": (TimeWindow(0, 1),),
        "release": HOUR,
        "excluded_vehicles": frozenset({"Ann"}),
        "required_vehicles": frozenset(),
        "lateness": Lateness(0, 1),
    }
    problem = with_task(with_ann(DAY, skills={}), "oven", **changes)
    wishes = {Rule.WINDOW, Rule.RELEASE, Rule.REQUIRED, Rule.EXCLUDED, Rule.SKILL}
    assert check(problem, PLAN).rules == wishes | {Rule.COST}
    begun = with_ann(problem, frozen=(FrozenStop("oven", HALF),))
    assert check(begun, replace(PLAN, cost=PLAN.cost + HALF)).ok


def test_a_pin_binds_even_what_is_frozen() -> None:
    problem = with_ann(DAY, frozen=(FrozenStop("oven", HALF),))
    assert check(with_task(problem, "oven", pin=Pin(start=0)), PLAN).rules == {Rule.PIN}


def test_others_may_stand_between_tasks_in_an_order() -> None:
    model = Model.from_problem(with_ann(DAY, pinned_order=("oven", "boiler")))
    assert check(model.problem(), PLAN).ok
    tea = Step(StepKind.TASK, 5 * HALF, 5 * HALF, 5 * HALF, "tea", 1)
    model.add_task(1, id="tea")
    between = with_steps(PLAN, lambda s: (*s[:2], tea, *s[2:]))
    assert check(model.problem(), between).ok


@pytest.mark.parametrize(
    ("reference", "touched"),
    [
        (Reference("Ann", HALF), False),
        (Reference("Ann", HALF + 60), False),
        (Reference("Ann", HALF - 60), False),
        (Reference("Ann", HALF + 61), True),
        (Reference("Ann", HALF - 61), True),
        (Reference("Bob", HALF), True),
    ],
)
def test_a_task_is_touched_beyond_the_tolerance(reference: Reference, touched: bool) -> None:
    problem = replace(DAY, max_changed=0, change_tolerance=60)
    problem = with_task(problem, "oven", reference=reference)
    assert check(problem, PLAN).rules == ({Rule.CHANGED} if touched else frozenset())
    assert check(replace(problem, max_changed=1), PLAN).ok


def test_leaving_out_a_published_task_touches_it() -> None:
    problem = with_task(replace(DAY, max_changed=0), "oven", reference=Reference("Ann", HALF))
    nobody = Solution(unassigned=(Unassigned("oven"), Unassigned("boiler")), cost=100_000)
    assert check(problem, nobody).rules == {Rule.CHANGED}
