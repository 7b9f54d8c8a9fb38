"""Problem and solution files of any supported family, read and written."""

from collections.abc import Mapping
from dataclasses import dataclass

from solver.formats.dispatch_json.read import problem_from_json
from solver.formats.dispatch_json.solutions import (
    SOLUTION_FORMAT,
    solution_from_json,
    solution_to_json,
)
from solver.formats.dispatch_json.write import problem_to_json
from solver.formats.family import (
    FileFormat,
    family_of_json,
    family_of_text,
    looks_like_json,
)
from solver.formats.faults import FileFault, FileFaults, UnreadableInput
from solver.formats.field_names import in_words, words_of
from solver.formats.objective import Objective, with_objective
from solver.formats.pretty import pretty_json
from solver.formats.route_text import (
    read_numbered_routes,
    read_routes,
    write_numbered_routes,
    write_routes,
)
from solver.formats.run_facts import RunFacts
from solver.formats.solomon import read_solomon
from solver.formats.source import Readable, Source, read_source
from solver.formats.strict_json import parse_json
from solver.formats.trsp.published import solution_from_notation
from solver.formats.trsp.read import read_trsp
from solver.formats.trsp.solutions import solution_from_trsp, solution_to_trsp
from solver.formats.vroom.read import read_vroom
from solver.formats.vroom.read_solution import solution_from_vroom
from solver.formats.vroom.schema import VroomProblem
from solver.formats.vroom.travelled import BELIEVED_NOTE, as_travelled, has_matrix
from solver.formats.vroom.write import solution_to_vroom
from solver.formats.vrplib.read import read_vrplib
from solver.model import validate
from solver.problem import Problem
from solver.solution import Solution

AUTO = "auto"


@dataclass(frozen=True)
class ProblemFile:
    """A valid problem with what its file says beyond it.

    `name` is the source in messages, `notes` what the reader wants said to people, `start` a plan
    that the file proposes, whether it fits or not. `vroom` are the fields of a VROOM file:
    descriptions and locations of the answer are taken from there.
    """

    problem: Problem
    format: FileFormat
    name: str
    notes: tuple[str, ...] = ()
    vroom: VroomProblem | None = None
    start: Solution | None = None


@dataclass(frozen=True)
class PlanFile:
    """A solution, the problem it is to be judged by, and what the reader wants said to people.

    That is the problem of its file, except for driving times that only the solution knows.
    """

    solution: Solution
    problem: Problem
    notes: tuple[str, ...] = ()


def read_problem_file(
    source: Readable, format: str = AUTO, objective: Objective | str | None = None
) -> ProblemFile:
    """Read and validate a problem. Raises `UnreadableInput` with all faults of the file.

    `format` is `auto` or a `FileFormat`; `objective` replaces the prices of the file.
    """
    text = read_source(source)
    goal = None if objective is None else Objective(objective)
    faults = FileFaults(text.name)
    stated = None if format == AUTO else FileFormat(format)
    if (stated and stated.is_json) or (stated is None and looks_like_json(text)):
        file = _read_json(text, stated, goal, faults)
    else:
        file = _read_text(text, stated, goal, faults)
    if goal is Objective.DISTANCE and not _has_metres(file.problem):
        rule = "the objective distance needs distances, and the file has none"
        raise UnreadableInput(text.name, [FileFault("", rule)])
    return file


def read(source: Readable, format: str = AUTO, objective: Objective | str | None = None) -> Problem:
    """The problem in a file or stream; see `read_problem_file`."""
    return read_problem_file(source, format, objective).problem


def read_plan(source: Readable, file: ProblemFile) -> PlanFile:
    """Read a solution of `file`, in its family of format or in ours. Raises `UnreadableInput`.

    That a solution breaks rules is no fault of the file: `solver.check` says so.
    """
    text = read_source(source)
    faults = FileFaults(text.name)
    if not looks_like_json(text):
        return PlanFile(_routes_of(text, file, faults), file.problem)
    document = parse_json(text)
    if _is_ours(document, file):
        return PlanFile(solution_from_json(document, file.problem, faults), file.problem)
    if file.vroom is None:
        return PlanFile(solution_from_trsp(document, file.problem, faults), file.problem)
    solution = solution_from_vroom(document, file.problem, file.vroom, faults)
    problem = as_travelled(file.problem, file.vroom, solution)
    return PlanFile(solution, problem, () if has_matrix(file.vroom) else (BELIEVED_NOTE,))


def read_solution(source: Readable, file: ProblemFile) -> Solution:
    """The solution alone; see `read_plan`."""
    return read_plan(source, file).solution


def write_solution(file: ProblemFile, solution: Solution, facts: RunFacts | None = None) -> str:
    """The text of a solution, in the family of format that the problem came from."""
    if file.vroom is not None:
        return pretty_json(solution_to_vroom(file.problem, file.vroom, solution, facts))
    if file.format is FileFormat.SOLOMON:
        return write_routes(file.problem, solution)
    if file.format is FileFormat.VRPLIB:
        return write_numbered_routes(file.problem, solution)
    if file.format is FileFormat.TRSP:
        return pretty_json(solution_to_trsp(file.problem, solution, facts))
    return write_own_solution(file, solution, facts)


def write_own_solution(file: ProblemFile, solution: Solution, facts: RunFacts | None = None) -> str:
    """The text of a solution in our own format, whatever the format of the problem."""
    return pretty_json(solution_to_json(file.problem, solution, facts))


def write_problem(problem: Problem) -> str:
    """The text of a problem in our own format."""
    return pretty_json(problem_to_json(problem))


def _read_json(
    text: Source, stated: FileFormat | None, goal: Objective | None, faults: FileFaults
) -> ProblemFile:
    document = parse_json(text)
    family = stated or family_of_json(text, document)
    if family is FileFormat.VROOM:
        reading = read_vroom(document, faults, goal)
        file = ProblemFile(
            reading.problem, family, text.name, reading.notes, reading.fields, reading.start
        )
    else:
        problem = problem_from_json(document, faults)
        file = ProblemFile(with_objective(problem, goal) if goal else problem, family, text.name)
    _judge(file, words_of(family, document))
    return file


def _read_text(
    text: Source, stated: FileFormat | None, goal: Objective | None, faults: FileFaults
) -> ProblemFile:
    family = stated or family_of_text(text)
    if family is FileFormat.SOLOMON:
        file = ProblemFile(read_solomon(text, faults, goal), family, text.name)
    elif family is FileFormat.VRPLIB:
        file = ProblemFile(read_vrplib(text, faults, goal), family, text.name)
    else:
        file = ProblemFile(read_trsp(text, faults, goal), family, text.name)
    _judge(file, words_of(family))
    return file


def _is_ours(document: object, file: ProblemFile) -> bool:
    """Whether a JSON solution is to be read in our own format, whatever the problem came in."""
    stated = document.get("format") if isinstance(document, dict) else None
    if file.format is FileFormat.TRSP:
        return stated == SOLUTION_FORMAT
    return not isinstance(document, dict) or "format" in document or file.vroom is None


def _routes_of(text: Source, file: ProblemFile, faults: FileFaults) -> Solution:
    if file.format is FileFormat.SOLOMON:
        return read_routes(text, file.problem, faults)
    if file.format is FileFormat.VRPLIB:
        return read_numbered_routes(text, file.problem, faults)
    if file.format is FileFormat.TRSP:
        return solution_from_notation(text.text, file.problem, faults)
    rule = f"not JSON, as solutions of {file.format} problems are"
    raise UnreadableInput(text.name, [FileFault("", rule)])


def _has_metres(problem: Problem) -> bool:
    return len(problem.places) < 2 or any(t.metres.any() for t in problem.travel.values())


def _judge(file: ProblemFile, words: Mapping[str, str]) -> None:
    faults = FileFaults(file.name)
    for fault in validate(file.problem):
        faults.add(in_words(words, fault.path), fault.rule, fault.value)
    faults.raise_if_any()
