"""Solve instances of Solomon's set and print the gap to the best known distance.

    python benchmarks/solomon.py --engine ortools --seconds 10 c101 r101 rc101

Distances are Euclidean, times ten, truncated (the DIMACS convention), so are the best known values.
The instances are found by DISPATCH_BENCH_DATA, by default `../shared/data` beside the checkout.
Exits with 1 if any plan is missing or fails the checker.
"""

import argparse
import json
import os
import sys
from pathlib import Path

from solver.check import check
from solver.formats import Objective, read
from solver.result import Result
from solver.solve import ENGINES, solve
from solver.stop import MaxRuntime

REPOSITORY = Path(__file__).resolve().parents[1]
ROW = "{:10} {:>10} {:>10} {:>8} {:>9} {:>8}  {}"


def main() -> int:
    options = _options()
    folder = _data() / "solomon"
    best_known = json.loads((folder / "best_known.json").read_text())
    print(ROW.format("instance", "distance", "best known", "gap", "vehicles", "seconds", "checker"))
    sound = True
    for name in options.instances:
        problem = read(folder / f"{name}.txt", objective=Objective.DISTANCE)
        result = solve(
            problem,
            MaxRuntime(options.seconds),
            engine=options.engine,
            seed=options.seed,
            threads=options.threads,
        )
        feasible = result.solution.routes != () and check(problem, result.solution).ok
        sound &= feasible
        print(_row(name, result, best_known[name], feasible), flush=True)
    return 0 if sound else 1


def _row(name: str, result: Result, best: int, feasible: bool) -> str:
    distance = sum(step.metres for route in result.solution.routes for step in route.steps)
    return ROW.format(
        name,
        distance,
        best,
        f"{100 * (distance / best - 1):.2f} %",
        len(result.solution.routes),
        f"{result.seconds:.1f}",
        "feasible" if feasible else "NO FEASIBLE PLAN",
    )


def _data() -> Path:
    default = REPOSITORY.parent / "shared" / "data"
    folder = Path(os.environ.get("DISPATCH_BENCH_DATA", default))
    if not folder.is_dir():
        sys.exit(f"no benchmark data in {folder}: set DISPATCH_BENCH_DATA")
    return folder


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Gaps to the best known on Solomon's instances.")
    parser.add_argument("instances", nargs="*", default=["c101", "r101", "rc101"])
    parser.add_argument("--engine", choices=ENGINES, default="ortools")
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
