"""Judge the best published plans of technician routing (TRSP), each against its own claim.

    python benchmarks/published_trsp.py

Prints for each instance the published working time, ours for the same routes, the difference in
ticks of 1/10,000, and what the checker says. The instances and `best_known.json` are found by
DISPATCH_BENCH_DATA, by default `../shared/data` beside the checkout. Exits with 1 if a plan is
infeasible, or costs other than it claims by more than rounding explains.
"""

import json
import os
import sys
from pathlib import Path

from solver.check import check
from solver.formats import read_problem_file, read_solution
from solver.formats.trsp.ticks import TICKS

REPOSITORY = Path(__file__).resolve().parents[1]
ROW = "{:20} {:>12} {:>12} {:>6} {:>8}  {}"


def main() -> int:
    folder = _data() / "trsp"
    published = json.loads((folder / "best_known.json").read_text())
    print(ROW.format("instance", "published", "ours", "ticks", "served", "checker"))
    sound = True
    for name, claim in published.items():
        file = read_problem_file(folder / f"{name}.txt")
        plan = read_solution(folder / "best_known.json", file)
        report = check(file.problem, plan)
        sound &= report.ok
        ours, served = report.terms.total, sum(len(route.tasks) for route in plan.routes)
        said = "feasible, as claimed" if report.ok else "; ".join(map(str, report.violations))
        ticks = ours - round(claim["working_time"] * TICKS)
        row = (name, claim["working_time"], f"{ours / TICKS:.4f}", ticks, served, said)
        print(ROW.format(*row), flush=True)
    return 0 if sound else 1


def _data() -> Path:
    default = REPOSITORY.parent / "shared" / "data"
    folder = Path(os.environ.get("DISPATCH_BENCH_DATA", default))
    if not folder.is_dir():
        sys.exit(f"no benchmark data in {folder}: set DISPATCH_BENCH_DATA")
    return folder


if __name__ == "__main__":
    sys.exit(main())
