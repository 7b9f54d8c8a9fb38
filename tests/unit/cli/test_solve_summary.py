"""What `dispatch optimize` says when there is no plan to write."""

from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

from dispatch.cli.solve_summary import UNITS_NOTE, print_conflicts
from solver.formats import FileFormat, ProblemFile
from solver.result import Result
from solver.solve import solve
from solver.stop import MaxIterations, StopReason
from tests.builders.explained import with_task
from tests.builders.problems import two_visits_and_a_lunch


@pytest.fixture
def file() -> ProblemFile:
    problem = with_task(two_visits_and_a_lunch(), "oven", required_vehicles=frozenset())
    return ProblemFile(with_task(problem, "oven", skip_price=None), FileFormat.DISPATCH, "a.json")


@pytest.fixture
def unplanned(file: ProblemFile) -> Result:
    return solve(file.problem, MaxIterations(1))


def said(file: ProblemFile, result: Result) -> str:
    text = StringIO()
    print_conflicts(Console(file=text, width=200), file, result)
    return text.getvalue()


def test_that_there_is_no_plan_is_said_only_where_the_search_came_to_its_end(
    file: ProblemFile, unplanned: Result
):
    assert said(file, unplanned).startswith("No plan serves every mandatory and pinned task.")


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (StopReason.MAX_RUNTIME, "time limit"),
        (StopReason.CANCELLED, "stopped by you"),
        (StopReason.ENGINE_FAILED, "the engine failed"),
    ],
)
def test_a_search_that_ended_sooner_only_says_that_it_found_none(
    file: ProblemFile, unplanned: Result, reason: StopReason, words: str
):
    text = said(file, replace(unplanned, stopped_by=reason))
    assert text.startswith(f"No plan was found that serves every mandatory task ({words}).")
    assert "oven: It is reserved for a choice of people that names nobody." in text


@pytest.mark.parametrize(
    ("family", "noted"), [(FileFormat.DISPATCH, False), (FileFormat.VRPLIB, True)]
)
def test_where_a_file_has_no_units_it_is_said_what_reasons_take_for_a_second(
    file: ProblemFile, unplanned: Result, family: FileFormat, noted: bool
):
    assert (UNITS_NOTE in said(replace(file, format=family), unplanned)) == noted
