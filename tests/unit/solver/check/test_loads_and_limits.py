"""What a vehicle carries, uses up and may do in one route."""

from dataclasses import replace

import pytest

from solver.check import Rule, check
from solver.problem import PartNeed
from tests.builders.plans import HALF, the_days_plan, with_step
from tests.builders.problems import two_visits_and_a_lunch, with_ann, with_task

DAY = two_visits_and_a_lunch()
PLAN = the_days_plan()


@pytest.mark.parametrize(
    ("oven", "boiler", "capacity", "ok"),
    [
        ({"demand": (1,)}, {"pickup": (2,)}, (2,), True),  # 1 out, nothing, 2 home
        ({"demand": (1,)}, {"pickup": (2,)}, (1,), False),
        ({"pickup": (2,)}, {"demand": (2,)}, (2,), False),  # 2 out, 4 between, 2 home
        ({"pickup": (2,)}, {"demand": (2,)}, (4,), True),
        ({"demand": (1, 1)}, {"pickup": (9,)}, (), True),
        ({"demand": (0, 1)}, {"demand": (0, 1)}, (9, 1), False),
    ],
)
def test_the_load_is_judged_at_every_moment(
    oven: dict[str, object], boiler: dict[str, object], capacity: tuple[int, ...], ok: bool
) -> None:
    nothing: dict[str, object] = {"demand": (), "pickup": ()}
    tasks = (
        replace(DAY.tasks[0], **(nothing | oven)),  # type: ignore[arg-type]
        replace(DAY.tasks[1], **(nothing | boiler)),  # type: ignore[arg-type]
    )
    problem = with_ann(replace(DAY, tasks=tasks), capacity=capacity)
    assert check(problem, PLAN).rules == (frozenset() if ok else {Rule.CAPACITY})


def test_parts_add_up_over_the_route_and_come_from_the_vehicles_stock() -> None:
    problem = with_task(DAY, "oven", parts=(PartNeed("filter", 2),))
    problem = with_task(problem, "boiler", parts=(PartNeed("filter", 1), PartNeed("valve", 1)))
    assert check(with_ann(problem, stock={"filter": 3, "valve": 1}), PLAN).ok
    (violation,) = check(with_ann(problem, stock={"filter": 2, "valve": 1}), PLAN).violations
    assert (violation.rule, violation.amount) == (Rule.STOCK, 1)
    assert violation.message == "Ann uses 3 of part filter and has 2"


LIMITS = [
    ("max_duration", 13 * HALF, Rule.MAX_DURATION),
    ("max_travel", 3 * HALF, Rule.MAX_TRAVEL),
    ("max_distance", 3 * HALF * 10, Rule.MAX_DISTANCE),
    ("max_tasks", 2, Rule.MAX_TASKS),
]


@pytest.mark.parametrize(("field", "needed", "rule"), LIMITS)
def test_a_limit_holds_to_the_last_unit(field: str, needed: int, rule: Rule) -> None:
    assert check(with_ann(DAY, **{field: needed}), PLAN).ok
    (violation,) = check(with_ann(DAY, **{field: needed - 1}), PLAN).violations
    assert (violation.rule, violation.vehicle, violation.amount) == (rule, "Ann", 1)


def test_limits_on_driving_count_what_is_driven_not_what_is_claimed() -> None:
    problem = with_ann(DAY, max_travel=3 * HALF - 1, max_distance=3 * HALF * 10 - 1)
    lying = with_step(with_step(PLAN, "oven", travel=0, metres=0), "end", travel=0, metres=0)
    assert {Rule.MAX_TRAVEL, Rule.MAX_DISTANCE} <= check(problem, lying).rules
