"""Measure how long a problem takes from the builder to engines that are ready to search.

Run: python benchmarks/build_problem.py [visits] [technicians]
"""

import sys
from dataclasses import replace
from pathlib import Path
from time import perf_counter

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))  # for the builders of the tests

from solver.engines.routing.model import Search  # noqa: E402
from solver.engines.routing.wire import Request  # noqa: E402
from solver.model import Model, validate  # noqa: E402
from solver.problem import Kink, Lateness, PartNeed, Problem, Reference  # noqa: E402
from solver.schedule import timetables  # noqa: E402
from tests.builders.days import working_day  # noqa: E402


def main() -> None:
    visits, technicians = (
        int(sys.argv[k]) if len(sys.argv) > k else (0, 500, 60)[k] for k in (1, 2)
    )
    began = perf_counter()
    plain = working_day(visits, technicians)
    report("draw a day and build it", began)
    for name, day in (("plain", plain), ("everything", with_everything(plain))):
        print(f"{name}: {visits} visits, {technicians} technicians")
        began = perf_counter()
        problem = Model.from_problem(day).problem()
        report("build and validate", began)
        began = perf_counter()
        assert not validate(problem)
        report("validate alone", began)
        began = perf_counter()
        timetables(problem)
        report("compile timetables", began)
        began = perf_counter()
        Search(Request(problem, 0, {}, None, None, None, None))
        report("state it to OR-Tools", began)


def report(what: str, began: float) -> None:
    print(f"  {what:<28}{(perf_counter() - began) * 1e3:>9.0f} ms")


def with_everything(day: Problem) -> Problem:
    """The day with setup, parts, limits, kinks and a published plan."""
    names = [vehicle.id for vehicle in day.vehicles]
    tasks = tuple(
        replace(
            task,
            setup=300,
            parts=(PartNeed("filter"),) if number % 3 == 0 else (),
            lateness=Lateness(30_000, 1, (Kink(1_800, 2), Kink(3_600, 5)), 50),
            reference=Reference(names[number % len(names)], 36_000) if number % 2 else None,
            preferred_vehicles=frozenset({names[number % len(names)]}),
            unpreferred_price=100,
            pickup=(1,),
            demand=(1,),
        )
        for number, task in enumerate(day.tasks)
    )
    vehicles = tuple(
        replace(
            vehicle,
            stock={"filter": 5},
            capacity=(20,),
            max_duration=32_000,
            max_travel=14_400,
            max_distance=150_000,
            max_tasks=12,
        )
        for vehicle in day.vehicles
    )
    prices = replace(day.prices, change_vehicle=500, change_second=1)
    return replace(day, tasks=tasks, vehicles=vehicles, prices=prices)


if __name__ == "__main__":
    main()
