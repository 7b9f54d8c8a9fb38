"""What the search does not model is named, so that another engine can be chosen."""

from dataclasses import replace

import pytest

from solver.engines.protocol import Assignment, EngineError
from solver.engines.search import Search, supports
from solver.problem import Break, FrozenStop, Prices, Problem, Reference, Restock, TimeWindow
from tests.builders.problems import two_visits_and_a_lunch


def with_ann(problem: Problem, **changes: object) -> Problem:
    ann = replace(problem.vehicles[0], **changes)  # type: ignore[arg-type]
    return replace(problem, vehicles=(ann,))


def rests(count: int) -> tuple[Break, ...]:
    return tuple(Break(f"rest{n}", 60, (TimeWindow(0, 9000),)) for n in range(count))


AT_A_PLACE = (Break("lunch", 60, (TimeWindow(0, 9_000),), place=0),)


def test_an_ordinary_day_is_modelled_completely() -> None:
    assert supports(two_visits_and_a_lunch()) == ()


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"breaks": rests(7)}, "more than six breaks"),
        (
            {"restock": Restock(place=0), "breaks": AT_A_PLACE, "max_travel": 9_000},
            "limits of driving and several detours on one vehicle",
        ),
    ],
)
def test_what_a_vehicle_asks_beyond_the_kernels_is_named(
    changes: dict[str, object], named: str
) -> None:
    assert supports(with_ann(two_visits_and_a_lunch(), **changes)) == (named,)


@pytest.mark.parametrize(
    "changes",
    [
        {"breaks": rests(6)},
        {"restock": Restock(place=0), "max_travel": 9_000},
        {"max_duration": 9_000, "max_travel": 100, "max_distance": 100},
        {"restock": Restock(place=0), "max_duration": 9_000},
        {"breaks": (Break("lunch", 60, (TimeWindow(0, 9),), place=0),)},
        {"frozen": (FrozenStop("oven"),), "pinned_order": ("boiler",)},
    ],
)
def test_six_breaks_limits_of_a_route_and_promises_are_modelled(
    changes: dict[str, object],
) -> None:
    assert supports(with_ann(two_visits_and_a_lunch(), **changes)) == ()


def test_a_published_plan_is_modelled_with_prices_on_changes_and_a_cap() -> None:
    problem = two_visits_and_a_lunch()
    promised = replace(problem.tasks[0], reference=Reference("Ann", 0))
    problem = replace(problem, tasks=(promised, problem.tasks[1]))
    priced = replace(problem, prices=Prices(change_vehicle=9, change_second=1), max_changed=1)
    assert supports(priced) == ()


def test_the_search_refuses_by_name_what_it_does_not_model() -> None:
    problem = with_ann(two_visits_and_a_lunch(), breaks=rests(7))
    with pytest.raises(EngineError, match="more than six breaks"):
        next(Search().search(Assignment(problem)))
