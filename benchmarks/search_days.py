"""Try engines on generated technician days while working on them: rates, costs, a ratio.

    python benchmarks/search_days.py --sizes 50/10 200/25 --instances 1 2 3 --seconds 10
    python benchmarks/search_days.py --engines search ortools --peer ../somewhere/prototype

What counts is compared by `python -m benchmarks.compare`; this runs one engine by itself.

A day has skills, own homes, shifts, lunch, hard windows, soft deadlines and skips; cost = seconds
of driving + lateness + skips. Each plan is priced by `solver.check`. `--peer` names a folder with
`technician_days.py` and `ruin_recreate_days.py`; its plans are priced on the same problem.
Prints a row per run and, per size, the mean cost of each engine as a ratio to the first.
"""

import argparse
import importlib
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import numpy as np

from benchmarks.compare.sources.days import DaySource
from solver.check import check
from solver.engines.greedy import Greedy
from solver.engines.protocol import Assignment, Engine, Finding
from solver.engines.routing import Routing
from solver.engines.search import Search, warm_up
from solver.incumbent import as_solution
from solver.problem import Problem
from solver.schedule import Planner
from solver.solution import Route
from solver.stop import Limits

ROW = "{:>9} {:>4} {:>5} {:10} {:>12} {:>8} {:>9}  {}"

Sequences = dict[int, list[int]]
Solver = Callable[[Problem, int, float], tuple[Sequences, int]]


def technician_day(visits: int, technicians: int, seed: int) -> Problem:
    """The day of these numbers."""
    return DaySource(visits, technicians, seed).problem()


def by_engine(engine: Engine) -> Solver:
    """Run one of our engines, after a greedy start where it wants one, within the seconds."""

    def run(problem: Problem, seed: int, seconds: float) -> tuple[Sequences, int]:
        began, best, iterations = time.monotonic(), None, 0
        start = () if isinstance(engine, Search) else _greedy(problem)
        left = seconds - (time.monotonic() - began)
        asked = Assignment(problem, seed=seed, limits=Limits(seconds=left), start=start)
        events = engine.search(asked)
        for event in events:
            iterations = max(iterations, event.iterations)
            if isinstance(event, Finding) and (best is None or event.cost < best.cost):
                best = event
            if time.monotonic() - began >= seconds:
                break
        getattr(events, "close", lambda: None)()
        index = problem.task_index
        routes = () if best is None else best.routes
        found = {problem.vehicle_index[r.vehicle]: [index[t] for t in r.tasks] for r in routes}
        return found, iterations

    return run


def _greedy(problem: Problem) -> tuple[Route, ...]:
    found = [e for e in Greedy().search(Assignment(problem)) if isinstance(e, Finding)]
    return found[-1].routes


def by_peer(folder: Path, size: tuple[int, int], instance: int) -> Solver:
    """Run the peer on its own generator's instance; the numbers are the same."""
    sys.path.insert(0, str(folder))
    peer = importlib.import_module("ruin_recreate_days")
    days = importlib.import_module("technician_days")

    def run(_: Problem, seed: int, seconds: float) -> tuple[Sequences, int]:
        day = days.gen(*size, instance)
        routes, facts = peer.solve(day, seconds, seed)
        return dict(enumerate(routes)), facts["iters"]

    return run


def priced(problem: Problem, sequences: Sequences) -> int | None:
    """Cost of the routes by the checker, None if it rejects them."""
    plan = Planner(problem).plan(sequences)
    if plan is None:
        return None
    report = check(problem, as_solution(problem, *plan))
    return report.terms.total if report.ok else None


def main() -> int:
    options = _options()
    engines: dict[str, Engine] = {"search": Search(), "ortools": Routing(), "greedy": Greedy()}
    warm_up()
    sound = True
    print(ROW.format("day", "inst", "seed", "engine", "cost", "skipped", "its/s", "checker"))
    for size in options.sizes:
        costs: dict[str, list[int]] = defaultdict(list)
        for instance in options.instances:
            problem = technician_day(size[0], size[1], instance)
            solvers = {name: by_engine(engines[name]) for name in options.engines}
            if options.peer:
                solvers["peer"] = by_peer(options.peer, size, instance)
            for seed in options.seeds:
                for name, solver in solvers.items():
                    routes, iterations = solver(problem, seed, options.seconds)
                    cost = priced(problem, routes)
                    sound &= cost is not None
                    costs[name].append(cost or 0)
                    left = len(problem.tasks) - sum(map(len, routes.values()))
                    rate = round(iterations / options.seconds)
                    verdict = "feasible" if cost is not None else "REJECTED"
                    day = "/".join(map(str, size))
                    print(ROW.format(day, instance, seed, name, cost or "-", left, rate, verdict))
                    sys.stdout.flush()
        first = np.mean(next(iter(costs.values())))
        for name, found in costs.items():
            mean = np.mean(found)
            print(f"  mean {name}: {mean:,.0f} ({mean / first:.3f} of the first)", flush=True)
    return 0 if sound else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Engines on generated technician days.")
    parser.add_argument("--sizes", nargs="+", type=_size, default=[(50, 10), (200, 25)])
    parser.add_argument("--instances", nargs="+", type=int, default=[1])
    parser.add_argument("--seeds", nargs="+", type=int, default=[1])
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--engines", nargs="+", default=["search"])
    parser.add_argument("--peer", type=Path)
    return parser.parse_args()


def _size(text: str) -> tuple[int, int]:
    visits, technicians = text.split("/")
    return int(visits), int(technicians)


if __name__ == "__main__":
    sys.exit(main())
