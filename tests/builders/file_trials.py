"""One file through everything that touches files: read, solve, judge, write, read back."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from solver.check import check
from solver.formats import (
    ProblemFile,
    UnreadableInput,
    read_plan,
    read_problem_file,
    write_problem,
    write_solution,
)
from solver.result import Result, Status
from solver.solve import EngineName, solve
from solver.stop import MaxRuntime
from tests.builders.damage import damaged
from tests.builders.strange_files import STRANGE


class Outcome(StrEnum):
    """How a file fared. A trial that finds an error of ours raises AssertionError instead."""

    REFUSED = "refused"
    INFEASIBLE = "no plan"
    PLANNED = "planned"


@dataclass(frozen=True, slots=True)
class Trial:
    """A file to try; the same number and the same real files make the same trial."""

    kind: str
    content: bytes
    number: int


def trial(number: int, real: Sequence[str] = ()) -> Trial:
    """Every third file is valid and strange, the others are damaged; some of those were `real`."""
    random = Random(number)
    kind = random.choice(list(STRANGE))
    if number % 3 == 0:
        return Trial(f"strange {kind}", STRANGE[kind](random).encode(), number)
    if real and random.random() < 0.3:
        return Trial("damaged real", damaged(random.choice(real), random), number)
    return Trial(f"damaged {kind}", damaged(STRANGE[kind](random), random), number)


def run(trial: Trial, engine: EngineName = "greedy", seconds: float = 0.05) -> Outcome:
    """Try a file. Raises AssertionError, or whatever nobody has foreseen."""
    try:
        file = read_problem_file(_stream(trial.content))
    except UnreadableInput as error:
        assert error.faults, "a refusal without a fault"
        assert all(str(fault).isprintable() for fault in error.faults), error
        return Outcome.REFUSED
    _reads_back(file)
    result = solve(file.problem, MaxRuntime(seconds), engine=engine, warm_start=file.start)
    assert not result.errors, result.errors
    if result.status is Status.INFEASIBLE:
        assert result.solution.unassigned or not file.problem.tasks
        return Outcome.INFEASIBLE
    assert result.report.ok, result.report.violations
    _plan_reads_back(file, result, Random(trial.number))
    return Outcome.PLANNED


def _reads_back(file: ProblemFile) -> None:
    text = write_problem(file.problem)
    again = read_problem_file(_stream(text.encode())).problem
    assert write_problem(again) == text, "our own format does not read back"


def _plan_reads_back(file: ProblemFile, result: Result, random: Random) -> None:
    """The plan in its family of format passes the checker; damaged, it is read or refused."""
    text = write_solution(file, result.solution)
    plan = read_plan(_stream(text.encode()), file)
    report = check(plan.problem, plan.solution)
    assert report.ok, report.violations
    try:
        plan = read_plan(_stream(damaged(text, random)), file)
        check(plan.problem, plan.solution)
    except UnreadableInput as error:
        assert error.faults, "a refusal without a fault"


def _stream(content: bytes) -> io.BytesIO:
    return io.BytesIO(content)
