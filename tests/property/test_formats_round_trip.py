"""What is written reads back as the same, whatever the names, numbers and gaps."""

import io
from dataclasses import fields, replace
from random import Random

import hypothesis.strategies as st
import numpy as np
from hypothesis import given, settings

from solver.formats import FileFormat, ProblemFile, read_solution, write_problem, write_solution
from solver.formats.dispatch_json.read import problem_from_json
from solver.formats.faults import FileFaults
from solver.formats.source import Source
from solver.formats.strict_json import parse_json
from solver.problem import (
    Absentee,
    Break,
    FrozenStop,
    KindTimes,
    Kink,
    Lateness,
    PartNeed,
    Pin,
    Place,
    Prices,
    Problem,
    Reference,
    Restock,
    SkillNeed,
    Task,
    TimeWindow,
    Travel,
    Unit,
    Vehicle,
    VehiclePrices,
)
from solver.solution import (
    Action,
    ActionCode,
    Reason,
    ReasonCode,
    Route,
    Solution,
    Step,
    StepKind,
    Unassigned,
)
from tests.builders.problems import random_problem

SOME = settings(max_examples=40)

numbers = st.integers(-(2**63), 2**63 - 1)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
coordinates = st.none() | st.floats(allow_nan=False, allow_infinity=False)
json_values = st.recursive(
    st.none() | st.booleans() | numbers | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
naturals = st.integers(0, 2**63 - 1)
several = {"max_size": 3}


def some(strategy):
    """None, or what the strategy draws."""
    return st.none() | strategy


def tuples(strategy):
    return st.lists(strategy, **several).map(tuple)


names = st.frozensets(texts, **several)
windows = st.lists(numbers, min_size=2, max_size=2).map(sorted).map(lambda w: TimeWindow(*w))
price_fields = {
    "scale": st.integers(1, 2**40),
    "unit": st.sampled_from(Unit),
    "skip_by_priority": st.dictionaries(st.integers(-99, 10**9), naturals),
    "change_vehicle": naturals,
    "change_second": naturals,
}
absentees = st.builds(Absentee, texts, st.dictionaries(texts, numbers, **several))


def task_fields(places):
    return {
        "id": texts,
        "place": places,
        "duration": naturals,
        "windows": tuples(windows),
        "release": some(numbers),
        "lateness": some(
            st.builds(
                Lateness, numbers, naturals, tuples(st.builds(Kink, numbers, naturals)), naturals
            )
        ),
        "skills": tuples(st.builds(SkillNeed, texts, numbers)),
        "required_vehicles": some(names),
        "excluded_vehicles": names,
        "demand": tuples(naturals),
        "priority": numbers,
        "skip_price": some(naturals),
        "pin": some(st.builds(Pin, some(texts), some(numbers))),
        "setup": naturals,
        "by_kind": tuples(st.builds(KindTimes, texts, naturals, naturals)),
        "pickup": tuples(naturals),
        "parts": tuples(st.builds(PartNeed, texts, numbers)),
        "tools": names,
        "preferred_vehicles": names,
        "unpreferred_price": naturals,
        "reference": some(st.builds(Reference, texts, numbers)),
    }


def vehicle_fields(places):
    return {
        "id": texts,
        "shift": windows,
        "start_place": some(places),
        "end_place": some(places),
        "skills": st.dictionaries(texts, numbers, **several),
        "breaks": tuples(st.builds(Break, texts, naturals, tuples(windows), some(places))),
        "overtime": naturals,
        "capacity": tuples(naturals),
        "duration_factor": naturals,
        "travel_factor": naturals,
        "profile": texts,
        "prices": st.builds(VehiclePrices, naturals, naturals, naturals, naturals, naturals),
        "kind": texts,
        "stock": st.dictionaries(texts, naturals, **several),
        "tools": names,
        "restock": some(st.builds(Restock, places, tuples(windows), naturals)),
        "max_duration": some(naturals),
        "max_travel": some(naturals),
        "max_distance": some(naturals),
        "max_tasks": some(naturals),
        "frozen": tuples(st.builds(FrozenStop, texts, some(numbers))),
        "pinned_order": tuples(texts),
    }


@st.composite
def wild_problems(draw: st.DrawFn) -> Problem:
    """Problems of any names and numbers in every field: whether they are valid is not asked."""
    ids = draw(st.lists(texts, min_size=1, max_size=3, unique=True))
    size = len(ids)
    places = st.integers(0, size - 1)
    matrix = st.lists(
        st.lists(naturals, min_size=size, max_size=size), min_size=size, max_size=size
    )
    travel = st.builds(Travel, *[matrix.map(lambda rows: np.array(rows, dtype=np.int64))] * 2)
    return Problem(
        places=tuple(Place(id_, draw(coordinates), draw(coordinates)) for id_ in ids),
        tasks=draw(tuples(st.builds(Task, **task_fields(places)))),
        vehicles=draw(tuples(st.builds(Vehicle, **vehicle_fields(places)))),
        travel=draw(st.dictionaries(texts, travel, max_size=2)),
        prices=draw(st.builds(Prices, **price_fields)),
        name=draw(texts),
        max_changed=draw(some(naturals)),
        change_tolerance=draw(naturals),
        absentees=draw(tuples(absentees)),
    )


@st.composite
def solutions(draw: st.DrawFn, problem: Problem) -> Solution:
    """Solutions of any times and names: whether they keep rules is not the format's business."""
    places = st.none() | st.integers(0, len(problem.places) - 1)
    steps = st.builds(
        Step,
        kind=st.sampled_from(StepKind),
        arrival=numbers,
        start=numbers,
        end=numbers,
        id=texts,
        place=places,
        travel=numbers,
        metres=numbers,
    )
    route = st.builds(Route, texts, st.lists(steps, min_size=2, max_size=5).map(tuple))
    details = st.dictionaries(texts, json_values, **several)
    action = st.builds(Action, st.sampled_from(ActionCode), texts, details)
    reason = st.builds(Reason, st.sampled_from(ReasonCode), texts, details, some(action))
    left_out = st.builds(Unassigned, texts, st.none() | reason)
    routes = draw(st.lists(route, max_size=3).map(tuple))
    return Solution(routes, draw(st.lists(left_out, max_size=3).map(tuple)), draw(numbers))


def same_problem(one: Problem, other: Problem) -> bool:
    same_travel = one.travel.keys() == other.travel.keys() and all(
        np.array_equal(one.travel[profile].seconds, other.travel[profile].seconds)
        and np.array_equal(one.travel[profile].metres, other.travel[profile].metres)
        for profile in one.travel
    )
    rest = [field.name for field in fields(Problem) if field.name != "travel"]
    return same_travel and all(getattr(one, name) == getattr(other, name) for name in rest)


@SOME
@given(wild_problems())
def test_a_problem_in_our_format_reads_back_as_the_same_problem(problem):
    document = parse_json(Source("a", write_problem(problem)))
    assert same_problem(problem_from_json(document, FileFaults("a")), problem)


def test_every_field_of_a_problem_is_drawn():
    """A field that nobody draws would make the round trip say less than it seems to."""
    nowhere = st.just(0)
    drawn = {Task: task_fields(nowhere), Vehicle: vehicle_fields(nowhere), Prices: price_fields}
    for kind, strategies in drawn.items():
        assert {field.name for field in fields(kind)} == set(strategies)


def test_two_problems_that_differ_in_one_number_are_not_the_same():
    problem = random_problem(Random(1))
    longer = replace(problem.tasks[0], duration=problem.tasks[0].duration + 1)
    assert not same_problem(problem, replace(problem, tasks=(longer, *problem.tasks[1:])))


@SOME
@given(st.data())
def test_a_solution_in_our_format_reads_back_as_the_same_solution(data):
    problem = data.draw(wild_problems())
    solution = data.draw(solutions(problem))
    file = ProblemFile(problem, FileFormat.DISPATCH, "a")
    text = write_solution(file, solution)
    assert read_solution(io.BytesIO(text.encode()), file) == solution
