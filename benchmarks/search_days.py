"""Compare engines on generated technician days, same instances, same run, one after the other.

    python benchmarks/search_days.py --sizes 50/10 200/25 --instances 1 2 3 --seconds 10
    python benchmarks/search_days.py --engines search ortools --peer ../somewhere/prototype

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
from numpy.typing import NDArray

from solver.check import check
from solver.engines.greedy import Greedy
from solver.engines.protocol import Assignment, Engine, Finding
from solver.engines.routing import Routing
from solver.engines.search import Search, warm_up
from solver.incumbent import as_solution
from solver.model import Model
from solver.problem import Break, Lateness, Problem, TimeWindow
from solver.schedule import Planner
from solver.solution import Route
from solver.stop import Limits

HOUR = 3600
LATE_PRICE = {1: 5, 2: 2, 3: 1}
SKIP_PRICE = {1: 100_000, 2: 40_000, 3: 15_000}
PROFILES = ("a", "ab", "abc", "ad", "de", "ef", "cdf", "abcdef")
SHIFTS = ((7, 16), (8, 17), (9, 18), (8, 13))
ROW = "{:>9} {:>4} {:>5} {:10} {:>12} {:>8} {:>9}  {}"

Sequences = dict[int, list[int]]
Solver = Callable[[Problem, int, float], tuple[Sequences, int]]


def technician_day(visits: int, technicians: int, seed: int) -> Problem:
    """A day as the generator of the published comparison draws it, number by number."""
    draw = np.random.default_rng(seed * 1000 + visits)
    kilometres = _kilometres(draw, visits, technicians)
    seconds = np.rint(kilometres * 1.3 / 30 * HOUR).astype(np.int64)
    durations = np.clip(draw.lognormal(np.log(45), 0.5, visits), 15, 150) * 60
    windows = _windows(draw, visits)
    tiers = draw.choice([1, 2, 3], visits, p=[0.1, 0.25, 0.65])
    emergency = draw.integers(1, 3, visits) * HOUR
    profiles = [set(PROFILES[p]) for p in draw.choice(len(PROFILES), technicians)]
    needs = _needs(draw, visits, profiles)
    shifts = draw.choice(4, technicians, p=[0.3, 0.4, 0.2, 0.1])
    model = Model(f"day {visits}/{technicians} {seed}")
    places = [model.add_place() for _ in range(visits + technicians)]
    for k in range(technicians):
        begin, end = (hour * HOUR for hour in SHIFTS[shifts[k]])
        home = places[visits + k]
        model.add_vehicle(
            f"technician{k}",
            shift=(begin, end),
            start_place=home,
            end_place=home,
            skills=dict.fromkeys(profiles[k], 1),
            breaks=[_lunch()] if end - begin >= 6 * HOUR else [],
        )
    for j in range(visits):
        first, last = windows[j]
        usual = max(first + 2 * HOUR, (12 if tiers[j] == 2 else 15) * HOUR)
        deadline = first + int(emergency[j]) if tiers[j] == 1 else usual
        model.add_task(
            places[j],
            duration=int(durations[j]) // 300 * 300,
            windows=[(first, last)],
            lateness=Lateness(min(deadline, last), LATE_PRICE[int(tiers[j])]),
            skills=dict.fromkeys(needs[j], 1),
            skip_price=SKIP_PRICE[int(tiers[j])],
        )
    model.set_travel(seconds, np.zeros_like(seconds))
    return model.problem()


def _kilometres(draw: np.random.Generator, visits: int, technicians: int) -> NDArray[np.float64]:
    side = 12 + 0.35 * np.sqrt(visits)
    count = max(3, visits // 60)
    centres = draw.normal(0, side / 2, (count, 2))

    def points(size: int) -> NDArray[np.float64]:
        near = centres[draw.integers(0, count, size)] + draw.normal(0, 2.0, (size, 2))
        anywhere = draw.uniform(-side, side, (size, 2))
        return np.where((draw.random(size) < 0.6)[:, None], near, anywhere)

    xy = np.vstack([points(visits), points(technicians)])
    lat = np.radians(48.1 + xy[:, 1] / 111.2)
    lon = np.radians(11.5 + xy[:, 0] / (111.2 * np.cos(np.radians(48.1))))
    half = np.sin((lat[:, None] - lat) / 2) ** 2
    half += np.cos(lat[:, None]) * np.cos(lat) * np.sin((lon[:, None] - lon) / 2) ** 2
    distances: NDArray[np.float64] = 2 * 6371 * np.arcsin(np.sqrt(half))
    return distances


def _windows(draw: np.random.Generator, visits: int) -> list[tuple[int, int]]:
    windows = []
    for kind in draw.random(visits):
        if kind < 0.4:
            hours = (7, 18)
        elif kind < 0.8:
            hours = ((8, 12), (12, 17))[draw.integers(0, 2)]
        else:
            begin = int(draw.integers(8, 15))
            hours = (begin, begin + 2)
        windows.append((hours[0] * HOUR, hours[1] * HOUR))
    return windows


def _needs(draw: np.random.Generator, visits: int, profiles: list[set[str]]) -> list[set[str]]:
    needs: list[set[str]] = []
    for kind in draw.random(visits):
        needed: set[str] = set()
        if kind >= 0.25:
            count = 1 if kind < 0.85 else 2
            for _ in range(50):
                asked = {"abcdef"[i] for i in draw.choice(6, count, replace=False)}
                if any(asked <= known for known in profiles):
                    needed = asked
                    break
        needs.append(needed)
    return needs


def _lunch() -> Break:
    return Break("lunch", HOUR // 2, (TimeWindow(23 * HOUR // 2, 27 * HOUR // 2),))


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
