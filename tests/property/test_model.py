"""Whatever a field of a problem holds, validation names that field and never raises."""

from dataclasses import fields, replace
from typing import Any

import hypothesis.strategies as st
from hypothesis import given

from solver.model import LARGEST_COST, Model, cost_bound, normalised, validate
from solver.problem import (
    KindTimes,
    Kink,
    Lateness,
    PartNeed,
    Pin,
    Problem,
    Reference,
    TimeWindow,
)
from tests.builders.families import ALL
from tests.builders.problems import problems, two_visits_and_a_lunch
from tests.property.bending import Case, valid_cases

DAY = two_visits_and_a_lunch()
TASK_FIELDS = (
    "id",
    "place",
    "duration",
    "setup",
    "release",
    "priority",
    "skip_price",
    "unpreferred_price",
)
VEHICLE_FIELDS = (
    "id",
    "start_place",
    "overtime",
    "duration_factor",
    "travel_factor",
    "profile",
    "max_duration",
    "max_travel",
    "max_distance",
    "max_tasks",
)
PIECES = (
    ("lateness", Lateness(0, 1, (Kink(1, 2), Kink(5, 3)), 4)),
    ("pin", Pin("Ann", 1)),
    ("reference", Reference("Ann", 1)),
    ("by_kind", (KindTimes("senior", 1, 1),)),
    ("parts", (PartNeed("filter", 1),)),
)

rubbish = st.one_of(
    st.floats(),
    st.booleans(),
    st.integers(max_value=-(2**50)),
    st.integers(min_value=2**63),
    st.binary(),
    st.lists(st.integers()),
    st.just(""),
)
windows = st.builds(
    lambda start, length: TimeWindow(start, start + length),
    st.integers(0, 60),
    st.integers(0, 9),
)


@given(st.sampled_from(TASK_FIELDS), rubbish)
def test_rubbish_in_a_task_is_named(field: str, value: object) -> None:
    bent = replace(DAY.tasks[0], **{field: value})  # type: ignore[arg-type]
    faults = validate(replace(DAY, tasks=(bent, DAY.tasks[1])))
    assert [fault.field for fault in faults] == [f"tasks[0].{field}"]
    assert all(str(fault).startswith(f"tasks[0].{field}: must ") for fault in faults)


@given(st.sampled_from(VEHICLE_FIELDS), rubbish)
def test_rubbish_in_a_vehicle_is_named(field: str, value: object) -> None:
    bent = replace(DAY.vehicles[0], **{field: value})  # type: ignore[arg-type]
    faults = validate(replace(DAY, vehicles=(bent,)))
    assert [fault.field for fault in faults] == [f"vehicles[0].{field}"]


@given(st.sampled_from(PIECES), st.data())
def test_rubbish_inside_a_piece_of_a_task_is_named(
    piece: tuple[str, object], data: st.DataObject
) -> None:
    """A piece within a task: one of its numbers or texts is rubbish, at any depth."""
    field, value = piece
    bent = _bend(value, data)
    task = replace(DAY.tasks[0], **{field: bent})  # type: ignore[arg-type]
    faults = validate(replace(DAY, tasks=(task, DAY.tasks[1])))
    assert {fault.path[:3] for fault in faults} == {("tasks", 0, field)}


def _bend(piece: Any, data: st.DataObject) -> Any:
    """The piece with rubbish in place of one of its numbers or texts."""
    if isinstance(piece, tuple):
        index = data.draw(st.integers(0, len(piece) - 1))
        return (*piece[:index], _bend(piece[index], data), *piece[index + 1 :])
    if isinstance(piece, int | str):
        return data.draw(rubbish)
    name = data.draw(st.sampled_from([field.name for field in fields(piece)]))
    return replace(piece, **{name: _bend(getattr(piece, name), data)})


@given(problems(families=ALL))
def test_random_problems_are_valid_and_their_cost_is_bounded(problem: Problem) -> None:
    assert validate(problem) == []
    assert validate(Model.from_problem(problem).problem()) == []
    assert cost_bound(problem) <= LARGEST_COST


@given(valid_cases(min_routes=1))
def test_no_valid_plan_costs_more_than_the_bound(case: Case) -> None:
    problem, plan = case
    assert plan.cost <= cost_bound(problem)


@given(st.lists(windows, max_size=5))
def test_normalised_windows_allow_the_same_times(given_windows: list[TimeWindow]) -> None:
    tidy = normalised(given_windows)
    for time in range(-1, 75):
        assert any(time in w for w in tidy) == any(time in w for w in given_windows)
    assert normalised(tidy) == tidy
