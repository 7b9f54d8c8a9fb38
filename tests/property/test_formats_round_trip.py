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
from solver.problem import Place, Prices, Problem, Unit
from solver.solution import Reason, ReasonCode, Route, Solution, Step, StepKind, Unassigned
from tests.builders.problems import problems, random_problem

SOME = settings(max_examples=40)

numbers = st.integers(-(2**63), 2**63 - 1)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
coordinates = st.none() | st.floats(allow_nan=False, allow_infinity=False)
json_values = st.recursive(
    st.none() | st.booleans() | numbers | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
prices = st.builds(
    Prices,
    scale=st.integers(1, 2**40),
    unit=st.sampled_from(Unit),
    skip_by_priority=st.dictionaries(st.integers(-99, 10**9), st.integers(0, 2**63 - 1)),
)


@st.composite
def named_problems(draw: st.DrawFn) -> Problem:
    """Random problems whose places have any names and coordinates."""
    problem = draw(problems())
    size = len(problem.places)
    names = draw(st.lists(texts, min_size=size, max_size=size, unique=True))
    places = tuple(Place(name, draw(coordinates), draw(coordinates)) for name in names)
    return replace(problem, places=places, name=draw(texts), prices=draw(prices))


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
    reason = st.builds(
        Reason, st.sampled_from(ReasonCode), texts, st.dictionaries(texts, json_values, max_size=3)
    )
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
@given(named_problems())
def test_a_problem_in_our_format_reads_back_as_the_same_problem(problem):
    document = parse_json(Source("a", write_problem(problem)))
    assert same_problem(problem_from_json(document, FileFaults("a")), problem)


def test_two_problems_that_differ_in_one_number_are_not_the_same():
    problem = random_problem(Random(1))
    longer = replace(problem.tasks[0], duration=problem.tasks[0].duration + 1)
    assert not same_problem(problem, replace(problem, tasks=(longer, *problem.tasks[1:])))


@SOME
@given(st.data())
def test_a_solution_in_our_format_reads_back_as_the_same_solution(data):
    problem = data.draw(named_problems())
    solution = data.draw(solutions(problem))
    file = ProblemFile(problem, FileFormat.DISPATCH, "a")
    text = write_solution(file, solution)
    assert read_solution(io.BytesIO(text.encode()), file) == solution
