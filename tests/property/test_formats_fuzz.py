"""Files that somebody or something has damaged: a problem, or all faults, but never a surprise."""

import json
from copy import deepcopy
from typing import Any

import hypothesis.strategies as st
from hypothesis import given, settings

from solver.formats import ProblemFile, UnreadableInput, read_solution, write_solution
from solver.formats.timing import earliest_route
from solver.solution import Solution
from tests.builders.files import (
    SOLOMON,
    VRPLIB,
    as_stream,
    dispatch_document,
    read_document,
    vroom_document,
)

SOME = settings(max_examples=150)

FULL_DISPATCH = dispatch_document(
    name="full",
    prices={"scale": 100, "unit": "money", "skip_by_priority": {"1": 5}, "change_second": 1},
    max_changed=1,
    change_tolerance=60,
    absentees=[{"id": "Cid", "skills": {"gas": 1}}],
    vehicles=[
        {
            "id": "Ann",
            "shift": [0, 28_800],
            "start_place": "office",
            "skills": {"gas": 3},
            "breaks": [
                {"id": "lunch", "duration": 1_800, "windows": [[10_000, 12_000]], "place": "office"}
            ],
            "kind": "van",
            "stock": {"burner": 2},
            "max_duration": 20_000,
            "max_tasks": 3,
            "pinned_order": ["boiler"],
            "capacity": [2],
            "prices": {"fixed": 1},
        }
    ],
    tasks=[
        {
            "id": "boiler",
            "place": "bakery",
            "duration": 60,
            "windows": [[0, 10], [20, 30]],
            "lateness": {
                "deadline": 5,
                "per_second": 1,
                "kinks": [{"after": 9, "per_second": 2}],
                "step": 3,
            },
            "setup": 30,
            "by_kind": [{"kind": "van", "duration": 50}],
            "pickup": [1],
            "parts": [{"part": "burner"}],
            "preferred_vehicles": ["Ann"],
            "pin": {"start": 0},
            "reference": {"vehicle": "Ann", "start": 0},
            "skills": [{"skill": "gas", "level": 2}],
            "demand": [1],
            "excluded_vehicles": ["Ann"],
            "skip_price": 9,
        }
    ],
)
FULL_VROOM = vroom_document(
    vehicles=[
        {
            "id": 1,
            "start_index": 0,
            "capacity": [2],
            "skills": [1],
            "time_window": [0, 9_000],
            "breaks": [{"id": 1, "service": 60, "time_windows": [[0, 9]]}],
            "costs": {"fixed": 1},
            "speed_factor": 1.5,
            "type": "van",
            "max_tasks": 3,
            "steps": [{"type": "start"}, {"type": "job", "id": 1, "service_after": 5}],
        }
    ],
    jobs=[
        {
            "id": 1,
            "location_index": 1,
            "location": [2.0, 48.0],
            "setup": 5,
            "service_per_type": {"van": 9},
            "delivery": [1],
            "pickup": [1],
            "skills": [1],
            "priority": 9,
            "time_windows": [[0, 10]],
        }
    ],
)

rubbish = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(-5, 5),
    st.integers(2**60, 2**70),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=3),
    st.lists(st.integers(-5, 5), max_size=3),
    st.dictionaries(st.text(max_size=3), st.none(), max_size=2),
)


def spots(value: Any, path: tuple = ()) -> list[tuple]:
    """Paths of everything inside a document."""
    if isinstance(value, dict):
        inner = [spot for key in value for spot in spots(value[key], (*path, key))]
    elif isinstance(value, list):
        inner = [spot for i, entry in enumerate(value) for spot in spots(entry, (*path, i))]
    else:
        inner = []
    return [path, *inner] if path else inner


@st.composite
def damaged(draw: st.DrawFn, documents: list[dict[str, Any]]) -> dict[str, Any]:
    """A document of which one to three parts were replaced by rubbish or taken away."""
    document = deepcopy(draw(st.sampled_from(documents)))
    for _ in range(draw(st.integers(1, 3))):
        *parents, last = draw(st.sampled_from(spots(document)))
        owner: Any = document
        for part in parents:
            owner = owner[part]
        if draw(st.booleans()):
            owner[last] = draw(rubbish)
        else:
            del owner[last]
        if not spots(document):
            break
    return document


def read_or_faults(content: Any) -> ProblemFile | None:
    try:
        return read_document(content)
    except UnreadableInput as error:
        assert error.faults
        assert all(fault.rule and str(fault).isprintable() for fault in error.faults)
        return None


@SOME
@given(damaged([FULL_DISPATCH, FULL_VROOM]))
def test_a_damaged_document_is_a_problem_or_a_list_of_faults(document):
    read_or_faults(document)


@SOME
@given(
    st.sampled_from([json.dumps(FULL_DISPATCH), json.dumps(FULL_VROOM), SOLOMON, VRPLIB]),
    st.data(),
)
def test_a_damaged_text_is_a_problem_or_a_list_of_faults(text, data):
    content = bytearray(text.encode())
    cut = data.draw(st.integers(0, len(content)))
    content[cut : cut + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=6))
    read_or_faults(bytes(content))


@SOME
@given(st.binary(max_size=60) | st.text(max_size=60))
def test_any_bytes_are_a_problem_or_a_list_of_faults(content):
    read_or_faults(content)


@SOME
@given(st.data())
def test_a_damaged_solution_is_a_solution_or_a_list_of_faults(data):
    file = read_document(data.draw(st.sampled_from([FULL_DISPATCH, FULL_VROOM, SOLOMON, VRPLIB])))
    vehicle, task = file.problem.vehicles[0], file.problem.tasks[0]
    route = earliest_route(file.problem, vehicle, [task.id])
    text = write_solution(file, Solution((route,), (), 5))
    content: Any = text
    if text.startswith("{"):
        content = data.draw(damaged([json.loads(text)]))
    else:
        cut = data.draw(st.integers(0, len(text)))
        content = text[:cut] + data.draw(st.text(max_size=4)) + text[cut + 3 :]
    try:
        read_solution(as_stream(content), file)
    except UnreadableInput as error:
        assert error.faults


def test_the_documents_to_be_damaged_are_good():
    assert read_or_faults(FULL_DISPATCH) is not None
    assert read_or_faults(FULL_VROOM) is not None
    assert read_or_faults(SOLOMON) is not None
    assert read_or_faults(VRPLIB) is not None
