"""Problem and solution files as commands take them; `-` is standard input."""

import sys
from collections.abc import Callable
from typing import IO, Any, TypeVar

import click

from dispatch.errors import BadInput, Fault
from solver.formats import (
    FileFormat,
    Objective,
    PlanFile,
    ProblemFile,
    UnreadableInput,
    read_plan,
    read_problem_file,
)
from solver.formats.files import AUTO

STANDARD_INPUT = "-"
R = TypeVar("R")

format_option = click.option(
    "--format",
    "family",
    type=click.Choice([AUTO, *(family.value for family in FileFormat)]),
    default=AUTO,
    show_default=True,
    help="Format of INPUT; auto looks at its content.",
)
objective_option = click.option(
    "--objective",
    type=click.Choice([objective.value for objective in Objective]),
    default=None,
    help="Minimise this instead of the prices of the file.",
)


def load_problem(path: str, family: str, objective: str | None) -> ProblemFile:
    """Read a problem. Raises `BadInput` with every fault of the file."""
    return _faults_shown(lambda: read_problem_file(_opened(path), family, objective))


def load_plan(path: str, problem: ProblemFile) -> PlanFile:
    """Read a solution of a problem. Raises `BadInput` with every fault of the file."""
    return _faults_shown(lambda: read_plan(_opened(path), problem))


def _opened(path: str) -> str | IO[Any]:
    return sys.stdin.buffer if path == STANDARD_INPUT else path


def _faults_shown(read: Callable[[], R]) -> R:
    try:
        return read()
    except UnreadableInput as error:
        raise BadInput(
            Fault(fault.rule, file=error.source, field=fault.field, value=fault.value)
            for fault in error.faults
        ) from error
