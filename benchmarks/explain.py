"""Measure explanations: a generated day with more visits than its technicians can serve.

Run: python benchmarks/explain.py [tasks] [vehicles] [seed]
"""

import sys
from collections import Counter
from random import Random
from time import perf_counter

import numpy as np

from solver.explain import alternatives, explain
from solver.model import Model
from solver.priorities import priced
from solver.problem import Break, Lateness, Problem, TimeWindow, VehiclePrices
from solver.solve import solve
from solver.stop import MaxRuntime

HOUR = 3600
SKILLS = ("boiler", "cooling", "lifts", "power")
METRES_PER_SECOND = 9


def a_day(tasks: int, vehicles: int, seed: int) -> Problem:
    """A city of 30 km; two skills and a lunch each, wages, soft deadlines, half with windows."""
    random, model = Random(seed), Model("a full day")
    points = [
        (random.uniform(0, 30_000), random.uniform(0, 30_000)) for _ in range(vehicles + tasks)
    ]
    for _ in points:
        model.add_place()
    for vehicle in range(vehicles):
        _add_technician(model, random, vehicle)
    for task in range(tasks):
        _add_visit(model, random, vehicles + task)
    spots = np.array(points)
    metres = np.sqrt(((spots[:, None] - spots[None]) ** 2).sum(-1))
    model.set_travel((metres / METRES_PER_SECOND).astype(int), metres.astype(int))
    return priced(model.problem())


def _add_technician(model: Model, random: Random, number: int) -> None:
    lunch = TimeWindow(11 * HOUR + HOUR // 2, 13 * HOUR + HOUR // 2)
    model.add_vehicle(
        f"T{number:02}",
        shift=(8 * HOUR, 16 * HOUR),
        start_place=number,
        end_place=number,
        skills={skill: random.randint(1, 5) for skill in random.sample(SKILLS, 2)},
        breaks=[Break("lunch", HOUR // 2, (lunch,))],
        overtime=HOUR // 2,
        travel_factor=random.choice((900, 1000, 1100)),
        duration_factor=random.choice((900, 1000, 1200)),
        prices=VehiclePrices(travel_second=10, working_second=40, overtime_second=60),
    )


def _add_visit(model: Model, random: Random, place: int) -> None:
    opens = random.uniform(8, 14)
    window = (int(opens * HOUR), int((opens + random.choice((2, 4))) * HOUR))
    model.add_task(
        place,
        id=f"WO{place:04}",
        duration=random.choice((45, 60, 75, 90)) * 60,
        windows=[window] if random.random() < 0.5 else (),
        lateness=Lateness(int(random.uniform(9, 16) * HOUR), random.choice((1, 5, 20))),
        skills={random.choice(SKILLS): random.randint(1, 4)},
        priority=random.randint(1, 4),
        skip_price=0,
    )


def main(tasks: int = 200, vehicles: int = 25, seed: int = 1) -> None:
    problem = a_day(tasks, vehicles, seed)
    plan = solve(problem, MaxRuntime(5), engine="greedy").solution
    started = perf_counter()
    entries = explain(problem, plan)
    seconds = perf_counter() - started
    codes = Counter(entry.reason.code.value for entry in entries if entry.reason)
    print(f"{len(entries)} of {tasks} tasks left out, explained in {seconds:.3f} s: {dict(codes)}")
    served = [task for route in plan.routes for task in route.tasks][:20]
    started = perf_counter()
    for task in served:
        alternatives(problem, plan, task)
    print(
        f"who else could take one: {(perf_counter() - started) / len(served) * 1e3:.0f} ms a task"
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
