"""The examples in `docs/formats.md` are what they say they are."""

import io
import re

import pytest

from solver.check import check
from solver.formats import ProblemFile, read_problem_file, read_solution
from solver.formats.dispatch_json import schema
from solver.formats.dispatch_json.schema import Strict


@pytest.fixture
def examples(repository) -> list[io.BytesIO]:
    text = (repository / "docs" / "formats.md").read_text(encoding="utf-8")
    return [io.BytesIO(block.encode()) for block in re.findall(r"```json\n(.*?)```", text, re.S)]


@pytest.fixture
def problem_file(examples) -> ProblemFile:
    return read_problem_file(examples[0])


def test_the_example_of_a_problem_is_good_and_shows_every_field(problem_file, examples):
    models = [m for m in vars(schema).values() if isinstance(m, type) and issubclass(m, Strict)]
    fields = {name for model in models for name in model.model_fields}
    shown = set(re.findall(r'"(\w+)":', examples[0].getvalue().decode()))
    assert len(problem_file.problem.tasks) == 3
    assert fields <= shown


def test_the_example_of_a_solution_is_a_good_plan_for_it(problem_file, examples):
    solution = read_solution(examples[1], problem_file)
    assert check(problem_file.problem, solution).ok
    assert not solution.unassigned
