"""The checker on one readable day: what is valid, what it costs, which rule each fault breaks."""

import ast
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import solver
from solver.check import Rule, check, price, price_route
from solver.model import Model
from solver.problem import (
    Break,
    FrozenStop,
    Lateness,
    PartNeed,
    Pin,
    Problem,
    Reference,
    TimeWindow,
    Vehicle,
    VehiclePrices,
)
from solver.solution import CostTerms, Route, Solution, Step, StepKind, Unassigned
from tests.builders.plans import HALF, delayed, the_days_plan, with_step, with_steps
from tests.builders.problems import (
    HOUR,
    nothing_to_do,
    two_visits_and_a_lunch,
    with_ann,
    with_task,
)

DAY = two_visits_and_a_lunch()
PLAN = the_days_plan()
BOB = Vehicle("Bob", TimeWindow(0, HOUR))
DEPOT = StepKind.RESTOCK


def test_a_valid_day_has_no_violations_and_costs_its_driving() -> None:
    report = check(DAY, the_days_plan())
    assert report.violations == ()
    assert report.ok
    assert report.terms == CostTerms(travel=3 * HALF)


def test_no_tasks_need_no_plan() -> None:
    assert check(nothing_to_do(), Solution()).ok


def test_every_term_is_priced_by_the_times_the_plan_carries() -> None:
    prices = VehiclePrices(fixed=7, travel_second=2, working_second=3, overtime_second=5, metre=1)
    problem = with_ann(DAY, shift=TimeWindow(0, 12 * HALF), prices=prices)
    problem = with_task(problem, "boiler", lateness=Lateness(7 * HALF, 11))
    assert price(problem, the_days_plan()) == CostTerms(
        lateness=11 * HALF,
        overtime=5 * HALF,
        working=3 * 13 * HALF,
        travel=2 * 3 * HALF,
        distance=3 * HALF * 10,
        fixed=7,
    )


def test_a_skipped_task_costs_its_skip_price_and_an_unused_vehicle_nothing() -> None:
    plan = Solution(unassigned=(Unassigned("oven"), Unassigned("boiler")), cost=100_000)
    report = check(DAY, plan)
    assert report.ok
    assert report.terms == CostTerms(skipped=100_000)


def test_an_idle_route_costs_nothing() -> None:
    fixed = with_ann(DAY, prices=VehiclePrices(fixed=7, working_second=1))
    idle = with_steps(PLAN, lambda steps: (steps[0], steps[-1])).routes[0]
    assert price_route(fixed, idle) == CostTerms()


@pytest.mark.parametrize("zero", [False, 0.0, np.int64(0)])
def test_times_are_plain_integers(zero: object) -> None:
    assert Rule.STRUCTURE in check(DAY, with_step(PLAN, "start", start=zero)).rules


def test_routes_add_up_to_the_plan() -> None:
    plan = the_days_plan()
    assert price_route(DAY, plan.routes[0]) == price(DAY, plan)


def test_driving_and_service_take_the_vehicles_factors_rounded_half_up() -> None:
    problem = with_ann(DAY, duration_factor=501, travel_factor=1)
    plan = Solution(
        (
            Route(
                "Ann",
                (
                    Step(StepKind.START, 5, 5, 5, place=0),
                    Step(StepKind.TASK, 7, 7, 7 + 3607, "oven", 1, 2, HALF * 10),
                    Step(StepKind.END, 3616, 3616, 3616, "", 0, 2, HALF * 10),
                ),
            ),
        ),
        (Unassigned("boiler"),),
        50_000 + 4,
    )
    assert check(problem, plan).ok


def test_a_break_in_the_middle_of_a_leg_delays_the_arrival_by_its_length() -> None:
    problem = with_ann(DAY, breaks=(Break("lunch", HOUR, (TimeWindow(5 * HALF, 8 * HALF),)),))
    start = 5 * HALF + 600
    plan = with_step(the_days_plan(), "lunch", arrival=start, start=start, end=start + HOUR)
    assert check(problem, with_step(plan, "boiler", arrival=8 * HALF)).ok
    assert check(problem, plan).rules == {Rule.TRAVEL}


def test_a_break_that_begins_at_arrival_falls_in_the_wait() -> None:
    assert check(DAY, the_days_plan()).ok
    late = with_step(the_days_plan(), "boiler", arrival=8 * HALF)
    assert check(DAY, late).rules == {Rule.TRAVEL}


def test_a_break_after_coming_home_prolongs_the_day() -> None:
    home = 13 * HALF
    problem = with_ann(DAY, breaks=(Break("tea", 60, (TimeWindow(0, home + 5),)),))
    tea = Step(StepKind.BREAK, home + 5, home + 5, home + 65, "tea")
    plan = with_steps(PLAN, lambda s: (*s[:2], s[3], tea, s[4]))
    assert check(problem, delayed(plan, "end", 65)).ok
    assert check(problem, plan).rules == {Rule.TRAVEL, Rule.OVERLAP}


@pytest.mark.parametrize(
    ("window", "owed"),
    [
        (TimeWindow(13 * HALF, 13 * HALF), False),  # can begin when the day is over
        (TimeWindow(0, 13 * HALF), False),
        (TimeWindow(0, 13 * HALF - 1), True),
        (TimeWindow(-HOUR, 0), False),  # over when the day begins
        (TimeWindow(-HOUR + 1, 0), True),
    ],
)
def test_a_break_is_owed_unless_it_fits_outside_the_route(window: TimeWindow, owed: bool) -> None:
    problem = with_ann(DAY, breaks=(Break("lunch", HOUR, (window,)),))
    without = with_steps(
        the_days_plan(), lambda steps: tuple(s for s in steps if s.kind is not StepKind.BREAK)
    )
    assert check(problem, without).rules == ({Rule.BREAK} if owed else frozenset())


def test_a_route_without_home_begins_and_ends_at_its_tasks() -> None:
    problem = with_ann(DAY, start_place=None, end_place=None)
    plan = with_step(the_days_plan(), "start", place=None, arrival=HALF, start=HALF, end=HALF)
    plan = with_step(plan, "oven", travel=0, metres=0)
    end = 12 * HALF
    plan = with_step(plan, "end", place=2, travel=0, metres=0, arrival=end, start=end, end=end)
    assert check(problem, replace(plan, cost=HALF)).ok
    elsewhere = with_step(plan, "end", place=1)
    assert check(problem, replace(elsewhere, cost=HALF)).rules == {Rule.PLACE}


Bent = tuple[Problem, Solution]


def _twice(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    return (*steps[:2], steps[1], *steps[2:])


FAULTS: dict[str, tuple[Rule, Callable[[], Bent]]] = {
    "a step of nonsense": (
        Rule.STRUCTURE,
        lambda: (DAY, with_step(PLAN, "oven", start="soon")),
    ),
    "a float as a time": (Rule.STRUCTURE, lambda: (DAY, with_step(PLAN, "oven", end=9000.0))),
    "no start": (Rule.STRUCTURE, lambda: (DAY, with_steps(PLAN, lambda steps: steps[1:]))),
    "no end": (Rule.STRUCTURE, lambda: (DAY, with_steps(PLAN, lambda steps: steps[:-1]))),
    "no steps": (Rule.STRUCTURE, lambda: (DAY, with_steps(PLAN, lambda steps: ()))),
    "an idle route": (
        Rule.STRUCTURE,
        lambda: (DAY, with_steps(PLAN, lambda steps: (steps[0], steps[-1]))),
    ),
    "a start that takes time": (Rule.STRUCTURE, lambda: (DAY, with_step(PLAN, "start", end=9))),
    "an unknown task": (Rule.UNKNOWN, lambda: (DAY, with_step(PLAN, "oven", id="stove"))),
    "an unknown skip": (
        Rule.UNKNOWN,
        lambda: (DAY, replace(PLAN, unassigned=(Unassigned("stove"),))),
    ),
    "an unknown vehicle": (
        Rule.UNKNOWN,
        lambda: (DAY, replace(PLAN, routes=(replace(PLAN.routes[0], vehicle="Bob"),))),
    ),
    "an unknown break": (Rule.UNKNOWN, lambda: (DAY, with_step(PLAN, "lunch", id="tea"))),
    "a task twice": (Rule.DUPLICATE, lambda: (DAY, with_steps(PLAN, _twice))),
    "a task served and skipped": (
        Rule.DUPLICATE,
        lambda: (DAY, replace(PLAN, unassigned=(Unassigned("oven"),))),
    ),
    "two routes of one vehicle": (
        Rule.DUPLICATE,
        lambda: (DAY, replace(PLAN, routes=PLAN.routes * 2)),
    ),
    "a task nowhere": (Rule.MISSING, lambda: (DAY, Solution(unassigned=(Unassigned("oven"),)))),
    "a mandatory task skipped": (
        Rule.MANDATORY,
        lambda: (
            with_task(DAY, "oven", skip_price=None),
            Solution(unassigned=(Unassigned("oven"), Unassigned("boiler")), cost=50_000),
        ),
    ),
    "a level too low": (Rule.SKILL, lambda: (with_ann(DAY, skills={"gas": 1}), PLAN)),
    "a skill not there": (Rule.SKILL, lambda: (with_ann(DAY, skills={}), PLAN)),
    "somebody else required": (
        Rule.REQUIRED,
        lambda: (with_task(DAY, "oven", required_vehicles=frozenset()), PLAN),
    ),
    "excluded": (
        Rule.EXCLUDED,
        lambda: (with_task(DAY, "oven", excluded_vehicles=frozenset({"Ann"})), PLAN),
    ),
    "too early": (
        Rule.WINDOW,
        lambda: (with_task(DAY, "oven", windows=(TimeWindow(HOUR, 2 * HOUR),)), PLAN),
    ),
    "between windows": (
        Rule.WINDOW,
        lambda: (
            with_task(DAY, "oven", windows=(TimeWindow(0, 1), TimeWindow(HOUR, 2 * HOUR))),
            PLAN,
        ),
    ),
    "before release": (Rule.RELEASE, lambda: (with_task(DAY, "oven", release=HALF + 1), PLAN)),
    "another place": (Rule.PLACE, lambda: (DAY, with_step(PLAN, "oven", place=2))),
    "a break with a place": (Rule.PLACE, lambda: (DAY, with_step(PLAN, "lunch", place=2))),
    "a start elsewhere": (Rule.PLACE, lambda: (DAY, with_step(PLAN, "start", place=1))),
    "driving too fast": (Rule.TRAVEL, lambda: (DAY, with_step(PLAN, "oven", travel=HALF - 1))),
    "too few metres": (Rule.TRAVEL, lambda: (DAY, with_step(PLAN, "end", metres=0))),
    "a break that drives": (Rule.TRAVEL, lambda: (DAY, with_step(PLAN, "lunch", travel=1))),
    "home too soon": (Rule.TRAVEL, lambda: (DAY, delayed(PLAN, "end", -1))),
    "home too late": (Rule.TRAVEL, lambda: (DAY, delayed(PLAN, "end", 1))),
    "serving before arriving": (
        Rule.TRAVEL,
        lambda: (
            DAY,
            with_step(
                with_step(PLAN, "oven", start=HALF - 1, end=5 * HALF - 1),
                "boiler",
                arrival=6 * HALF - 1,  # true after leaving the oven a second early
            ),
        ),
    ),
    "too short on site": (Rule.DURATION, lambda: (DAY, with_step(PLAN, "boiler", end=9 * HALF))),
    "service during lunch": (Rule.OVERLAP, lambda: (DAY, delayed(PLAN, "boiler", -1))),
    "lunch during service": (
        Rule.OVERLAP,
        lambda: (DAY, with_step(PLAN, "lunch", start=5 * HALF - 1)),
    ),
    "a short lunch": (Rule.BREAK, lambda: (DAY, with_step(PLAN, "lunch", end=7 * HALF))),
    "lunch twice": (
        Rule.BREAK,
        lambda: (DAY, with_steps(PLAN, lambda s: (*s[:3], s[2], *s[3:]))),
    ),
    "lunch at the wrong time": (
        Rule.BREAK,
        lambda: (with_ann(DAY, breaks=(Break("lunch", HOUR, (TimeWindow(0, 1),)),)), PLAN),
    ),
    "leaving before the shift": (Rule.SHIFT, lambda: (with_ann(DAY, shift=TimeWindow(1, 1)), PLAN)),
    "home after all overtime": (
        Rule.SHIFT,
        lambda: (with_ann(DAY, shift=TimeWindow(0, 13 * HALF - 1), overtime=0), PLAN),
    ),
    "too much to carry": (Rule.CAPACITY, lambda: (with_ann(DAY, capacity=(1,)), PLAN)),
    "another start than pinned": (
        Rule.PIN,
        lambda: (with_task(DAY, "oven", pin=Pin(start=HALF + 1)), PLAN),
    ),
    "a task of an order skipped": (
        Rule.MANDATORY,
        lambda: (
            with_ann(DAY, pinned_order=("oven",)),
            Solution(unassigned=(Unassigned("oven"), Unassigned("boiler")), cost=100_000),
        ),
    ),
    "setup left out": (Rule.DURATION, lambda: (with_task(DAY, "oven", setup=1), PLAN)),
    "a pickup too many": (
        Rule.CAPACITY,
        lambda: (with_task(DAY, "boiler", demand=(), pickup=(3,)), PLAN),
    ),
    "a part not on board": (
        Rule.STOCK,
        lambda: (with_task(DAY, "oven", parts=(PartNeed("filter"),)), PLAN),
    ),
    "a tool not on board": (
        Rule.TOOLS,
        lambda: (with_task(DAY, "oven", tools=frozenset({"ladder"})), PLAN),
    ),
    "a visit to a depot that nobody allowed": (
        Rule.RESTOCK,
        lambda: (DAY, with_steps(PLAN, lambda s: (*s[:1], replace(s[0], kind=DEPOT), *s[1:]))),
    ),
    "too long a day": (Rule.MAX_DURATION, lambda: (with_ann(DAY, max_duration=HOUR), PLAN)),
    "too much driving": (Rule.MAX_TRAVEL, lambda: (with_ann(DAY, max_travel=HOUR), PLAN)),
    "too far": (Rule.MAX_DISTANCE, lambda: (with_ann(DAY, max_distance=0), PLAN)),
    "too many tasks": (Rule.MAX_TASKS, lambda: (with_ann(DAY, max_tasks=1), PLAN)),
    "another task first": (
        Rule.FROZEN,
        lambda: (with_ann(DAY, frozen=(FrozenStop("boiler"),)), PLAN),
    ),
    "a task that began later": (
        Rule.FROZEN,
        lambda: (with_ann(DAY, frozen=(FrozenStop("oven", HALF + 1),)), PLAN),
    ),
    "frozen for a vehicle that stays at home": (
        Rule.FROZEN,
        lambda: (
            with_ann(DAY, frozen=(FrozenStop("oven"),)),
            Solution(unassigned=(Unassigned("oven"), Unassigned("boiler")), cost=100_000),
        ),
    ),
    "the other way round": (
        Rule.ORDER,
        lambda: (with_ann(DAY, pinned_order=("boiler", "oven")), PLAN),
    ),
    "an order of somebody else": (
        Rule.ORDER,
        lambda: (
            replace(DAY, vehicles=(*DAY.vehicles, replace(BOB, pinned_order=("oven",)))),
            PLAN,
        ),
    ),
    "a change too many": (
        Rule.CHANGED,
        lambda: (
            with_task(replace(DAY, max_changed=0), "oven", reference=Reference("Bob", HALF)),
            PLAN,
        ),
    ),
    "a wrong cost": (Rule.COST, lambda: (DAY, replace(PLAN, cost=PLAN.cost - 1))),
    "a cost that is no number": (
        Rule.COST,
        lambda: (DAY, replace(PLAN, cost=float("nan"))),  # type: ignore[arg-type]
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_checker_names_the_rule_that_is_broken(fault: str) -> None:
    rule, bend = FAULTS[fault]
    problem, plan = bend()
    assert rule in check(problem, plan).rules


def test_every_rule_is_broken_once_in_the_list_above() -> None:
    assert {rule for rule, _ in FAULTS.values()} == set(Rule)


def test_a_moved_pin_is_named_with_both_vehicles() -> None:
    model = Model.from_problem(DAY)
    model.add_vehicle("Bob", shift=(0, HOUR))
    model.change_task("oven", pin=Pin("Bob"))
    (violation,) = check(model.problem(), PLAN).violations
    assert (violation.rule, violation.vehicle, violation.task) == (Rule.PIN, "Ann", "oven")
    assert "pinned to Bob, not Ann" in violation.message


def test_all_faults_are_reported_not_only_the_first() -> None:
    problem = with_ann(DAY, skills={}, capacity=(0,), shift=TimeWindow(5, 6), overtime=0)
    bent = with_step(replace(PLAN, cost=-1), "boiler", end=0, travel=3)
    expected = {
        Rule.SKILL,
        Rule.CAPACITY,
        Rule.SHIFT,
        Rule.DURATION,
        Rule.TRAVEL,
        Rule.COST,
    }
    assert expected <= check(problem, bent).rules


def test_a_violation_says_by_how_much() -> None:
    shift, unpriced = TimeWindow(0, 12 * HALF), VehiclePrices()
    problem = with_ann(DAY, shift=shift, overtime=0, prices=unpriced)
    (violation,) = check(problem, PLAN).violations
    assert violation.amount == HALF
    assert (
        str(violation) == f"shift: Ann is back at {13 * HALF}, after the latest end at {12 * HALF}"
    )


RUBBISH: list[object] = [
    Solution(routes=None),  # type: ignore[arg-type]
    Solution(routes=(None, 7, Route("Ann", ()), Route(None, None))),  # type: ignore[arg-type]
    Solution(routes=(Route("Ann", (None, "x")),)),  # type: ignore[arg-type]
    Solution(unassigned=(None, Unassigned(["oven"]), Unassigned(3))),  # type: ignore[arg-type]
    Solution(cost=None),  # type: ignore[arg-type]
    with_step(PLAN, "oven", arrival=-(10**30), start=10**30, end=-(10**30)),
    with_step(PLAN, "oven", place=99),
    with_step(PLAN, "oven", start=True),
    with_steps(PLAN, lambda steps: steps[::-1]),
    with_steps(PLAN, lambda steps: (steps[2],) * 3),
]


@pytest.mark.parametrize("plan", RUBBISH)
def test_rubbish_is_reported_and_never_raises(plan: Solution) -> None:
    assert not check(DAY, plan).ok


ENGINE_ARITHMETIC = ("times_for", "price_at", "must_serve", "may_serve", "mandatory")
"""What `solver.problem` offers to engines and the checker works out for itself."""


def test_the_checker_imports_data_only() -> None:
    folder = Path(solver.__file__).parent / "check"
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("solver"):
                data = node.module in ("solver.problem", "solver.solution")
                assert data or (node.module or "").startswith("solver.check"), path
                assert "scaled" not in [name.name for name in node.names], path
            if isinstance(node, ast.Attribute):
                assert node.attr not in ENGINE_ARITHMETIC, path
