"""Compare our plans for VROOM files with those of VROOM itself, on generated problems.

    python -m benchmarks.vroom_peer --seconds 5

Needs the extra `bench` (pyvroom). Both solve each problem for so many seconds; plans are compared
by the sum of served priorities, then by the number of jobs served, then by cost. Two judges watch:
VROOM's plan mode looks for violations in our routes, and prices them; our checker looks for
violations in theirs. Exits with 1 if either finds any.
"""

import argparse
import io
import json
import sys
from collections import Counter
from collections.abc import Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from benchmarks.compare.solvers.vroom import from_document
from benchmarks.compare.sources.vroom_days import FAMILIES, Document, plan_mode, problem
from solver.check import check
from solver.formats import ProblemFile, read_plan, read_problem_file, write_solution
from solver.solve import ENGINES, solve
from solver.stop import MaxRuntime

ROW = "{:>4} {:12} {:>5} {:>4} | {:>8} {:>6} {:>9} | {:>8} {:>6} {:>9} | {:7} {:>10}"


@dataclass(frozen=True, order=True)
class Score:
    """What VROOM maximises, in its order."""

    priority: int
    served: int
    gain: int  # the cost, negated

    def __str__(self) -> str:
        return f"{self.priority:>8} {self.served:>6} {-self.gain:>9}"


def main() -> int:
    options = _options()
    print(ROW.format("seed", "family", "jobs", "veh", "priority", "served", "cost (us)", "priority",
                     "served", "(VROOM)", "we are", "violations"))  # fmt: skip
    outcomes: Counter[str] = Counter()
    violations = 0
    names = list(FAMILIES)
    for seed in range(options.first, options.first + options.problems):
        family = names[seed % len(names)]
        document = problem(family, Random(seed))
        row = compare(document, options)
        outcomes[row.outcome] += 1
        violations += row.violations
        ours, theirs = (str(score).split() for score in (row.ours, row.theirs))
        print(ROW.format(seed, family, len(document["jobs"]), len(document["vehicles"]), *ours,
                         *theirs, row.outcome, row.violations), flush=True)  # fmt: skip
    told = ", ".join(f"{outcomes[name]} {name}" for name in ("better", "equal", "worse"))
    print(f"{told}; {violations} violations found by either judge")
    return 1 if violations else 0


@dataclass(frozen=True)
class Row:
    """The outcome of one problem; violations are those of both plans, by the other's judge."""

    ours: Score
    theirs: Score
    violations: int

    @property
    def outcome(self) -> str:
        if self.ours == self.theirs:
            return "equal"
        return "better" if self.ours > self.theirs else "worse"


def compare(document: Document, options: argparse.Namespace) -> Row:
    """Solve one problem twice, and let each side judge the other's plan."""
    file = read_problem_file(_stream(document))
    result = solve(
        file.problem,
        MaxRuntime(options.seconds),
        seed=options.seed,
        threads=options.threads,
        engine=options.engine,
    )
    with redirect_stdout(io.StringIO()):
        ours = plan_mode(document, json.loads(write_solution(file, result.solution)))
        theirs = _solved_by_vroom(document, options)
    found = ours["summary"]["violations"] + _judged_by_us(file, theirs)
    for violation in found:
        print("    ", violation)
    return Row(_score(document, ours), _score(document, theirs), len(found))


def _solved_by_vroom(document: Document, options: argparse.Namespace) -> Document:
    solution = from_document(document).solve(
        exploration_level=5, nb_threads=options.threads, timeout=timedelta(seconds=options.seconds)
    )
    found: Document = solution.to_dict()
    return found


def _judged_by_us(file: ProblemFile, plan: Document) -> list[str]:
    read = read_plan(_stream(plan), file)
    return [str(violation) for violation in check(read.problem, read.solution).violations]


def _score(document: Document, plan: Mapping[str, Any]) -> Score:
    priorities = {job["id"]: job.get("priority", 0) for job in document["jobs"]}
    served = [
        step["id"] for route in plan["routes"] for step in route["steps"] if step["type"] == "job"
    ]
    return Score(sum(priorities[id_] for id_ in served), len(served), -plan["summary"]["cost"])


def _stream(document: Document) -> io.BytesIO:
    return io.BytesIO(json.dumps(document).encode())


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Our plans for VROOM files beside VROOM's own.")
    parser.add_argument("--problems", type=int, default=30)
    parser.add_argument("--first", type=int, default=0, help="seed of the first problem")
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--engine", choices=ENGINES, default="auto")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
