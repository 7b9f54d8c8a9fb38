"""Files in and out: our JSON, VROOM's JSON, and texts of Solomon, Homberger, VRPLIB and TRSP.

Every reader collects all faults of a file and raises them together as `UnreadableInput`.
"""

from solver.formats.family import READABLE, FileFormat
from solver.formats.faults import FileFault, UnreadableInput
from solver.formats.files import (
    PlanFile,
    ProblemFile,
    read,
    read_plan,
    read_problem_file,
    read_solution,
    write_problem,
    write_solution,
)
from solver.formats.objective import Objective
from solver.formats.run_facts import RunFacts

__all__ = [
    "READABLE",
    "FileFault",
    "FileFormat",
    "Objective",
    "PlanFile",
    "ProblemFile",
    "RunFacts",
    "UnreadableInput",
    "read",
    "read_plan",
    "read_problem_file",
    "read_solution",
    "write_problem",
    "write_solution",
]
