"""`docs/constraints.md` names every constraint there is, and nothing that is not."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

import solver
from solver.check import Rule
from solver.problem import Break, Problem, Restock, Task, Vehicle
from solver.solution import CostTerms, ReasonCode

COLUMNS = ["Constraint", "Fields", "Meaning", "Price", "Judged by", "Keeps a visit off the plan as"]
Row = dict[str, str]


@pytest.fixture
def text(repository: Path) -> str:
    return (repository / "docs" / "constraints.md").read_text(encoding="utf-8")


@pytest.fixture
def rows(text: str) -> list[Row]:
    tables = [block for block in re.split(r"\n\n", text) if block.startswith("| Constraint")]
    return [
        dict(zip(COLUMNS, cells(line), strict=True))
        for table in tables
        for line in table.strip().splitlines()[2:]
    ]


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def code(rows: list[Row], column: str) -> set[str]:
    return {word for row in rows for word in re.findall(r"`([^`]+)`", row[column])}


def test_every_field_of_a_problem_is_part_of_a_constraint(rows: list[Row]) -> None:
    pieces = (Task, Vehicle, Break, Restock, Problem)
    assert code(rows, "Fields") == {
        f"{piece.__name__}.{field.name}" for piece in pieces for field in fields(piece)
    }


def test_every_price_is_one_of_the_cost_terms(rows: list[Row]) -> None:
    assert code(rows, "Price") == {field.name for field in fields(CostTerms)}


def test_every_reason_belongs_to_a_constraint(rows: list[Row]) -> None:
    assert code(rows, COLUMNS[-1]) == set(ReasonCode)


def test_every_rule_is_reported_by_the_module_that_is_named(rows: list[Row]) -> None:
    folder = Path(solver.__file__).parent / "check"
    named = set()
    for row in rows:
        for module, rules in re.findall(r"`(\w+)`(?:: ((?:`\w+`(?:, )?)+))?", row["Judged by"]):
            source = (folder / f"{module}.py").read_text(encoding="utf-8")
            for rule in re.findall(r"\w+", rules):
                assert f"Rule.{Rule(rule).name}" in source, f"{module} does not report {rule}"
                named.add(rule)
    assert named == set(Rule)
