"""Solver problems with readable defaults: tiny named ones, and random ones for whole families.

Random problems live on a clock of few ticks (a day has 24), so that `tests.oracle` can visit every
moment of it. In all of them occur windows, releases, deadlines, skills, chosen vehicles, pins,
demands, breaks, overtime, factors, asymmetric travel; `families` adds what else can be asked.
"""

from collections.abc import Iterable
from dataclasses import replace
from random import Random

import hypothesis.strategies as st
import numpy as np

from solver.model import Model
from solver.problem import Break, Lateness, Problem, TimeWindow, VehiclePrices
from tests.builders.families import Family, mix

HOUR = 3_600

seeds = st.integers(0, 2**32 - 1)


def two_visits_and_a_lunch() -> Problem:
    """Ann leaves the office at 0, serves bakery and school, and lunches between hours 3 and 4.

    Half an hour between any two places. Everything fits; the cheapest day costs 5,400 s of driving.
    """
    model = Model("two visits and a lunch")
    office, bakery, school = (model.add_place(id=name) for name in ("office", "bakery", "school"))
    model.add_vehicle(
        "Ann",
        shift=(0, 8 * HOUR),
        start_place=office,
        end_place=office,
        skills={"gas": 3},
        breaks=[Break("lunch", HOUR, (TimeWindow(3 * HOUR, 4 * HOUR),))],
        overtime=HOUR,
        capacity=2,
        prices=VehiclePrices(travel_second=1, overtime_second=2),
    )
    model.add_task(
        bakery, id="oven", duration=2 * HOUR, skills={"gas": 2}, demand=1, skip_price=50_000
    )
    model.add_task(
        school,
        id="boiler",
        duration=2 * HOUR,
        windows=[(4 * HOUR, 6 * HOUR)],
        demand=1,
        skip_price=50_000,
    )
    half_hours = HOUR // 2 * (1 - np.eye(3, dtype=np.int64))
    model.set_travel(half_hours, half_hours * 10)
    return model.problem()


def with_task(problem: Problem, id: str, **changes: object) -> Problem:
    """The problem with fields of one task replaced, judged again."""
    model = Model.from_problem(problem)
    model.change_task(id, **changes)
    return model.problem()


def with_ann(problem: Problem, **changes: object) -> Problem:
    """The problem with fields of its first vehicle replaced, as they are."""
    return replace(problem, vehicles=(replace(problem.vehicles[0], **changes),))  # type: ignore[arg-type]


def nothing_to_do() -> Problem:
    """One technician, no task: the answer is an empty plan at no cost."""
    model = Model("nothing to do")
    model.add_vehicle("Ann", shift=(0, HOUR), start_place=model.add_place(id="office"))
    return model.problem()


def random_problem(
    random: Random, *, tasks: int = 4, vehicles: int = 2, families: Iterable[Family] = ()
) -> Problem:
    """A problem on a clock of 24 ticks; the same state of `random` gives the same problem.

    Every task may be skipped at a price, except that about one in ten must be served. About half of
    the `families` occur in it; `families.ALL` are all there are.
    """
    model = Model("random")
    for _ in range(random.randint(1, tasks + 1)):
        model.add_place()
    for index in range(vehicles):
        _add_vehicle(model, random, f"vehicle{index}")
    for _ in range(tasks):
        _add_task(model, random)
    size = len(model.places)
    for profile in ("default", "bicycle"):
        seconds = [[random.randint(0, 4) for _ in range(size)] for _ in range(size)]
        metres = [[random.randint(0, 9) for _ in range(size)] for _ in range(size)]
        model.set_travel(seconds, metres, profile)
    mix(model, random, families)
    return model.problem()


def problems(
    max_tasks: int = 4, max_vehicles: int = 2, families: Iterable[Family] = ()
) -> st.SearchStrategy[Problem]:
    """Random problems for hypothesis, which shrinks their size; a seed settles the rest."""
    chosen = tuple(families)
    return st.builds(
        lambda seed, tasks, vehicles: random_problem(
            Random(seed), tasks=tasks, vehicles=vehicles, families=chosen
        ),
        seeds,
        st.integers(1, max_tasks),
        st.integers(1, max_vehicles),
    )


def _add_vehicle(model: Model, random: Random, name: str) -> None:
    shift = sorted((random.randint(0, 8), random.randint(8, 20)))
    places = [None, *range(len(model.places))]
    model.add_vehicle(
        name,
        shift=(shift[0], shift[1]),
        start_place=random.choice(places),
        end_place=random.choice(places),
        skills={skill: random.randint(1, 5) for skill in ("gas", "power") if random.random() < 0.6},
        breaks=[_break(random, f"break{i}") for i in range(random.choice((0, 0, 1, 1, 2)))],
        overtime=random.choice((0, 0, 2, 4)),
        capacity=random.choice(((), (random.randint(1, 4),))),
        duration_factor=random.choice((1000, 1000, 500, 1500, 777)),
        travel_factor=random.choice((1000, 1000, 500, 1250)),
        profile=random.choice(("default", "default", "bicycle")),
        prices=VehiclePrices(
            fixed=random.choice((0, 0, 5)),
            travel_second=random.choice((0, 1, 3)),
            working_second=random.choice((0, 1, 2)),
            overtime_second=random.choice((0, 4)),
            metre=random.choice((0, 1)),
        ),
    )


def _break(random: Random, name: str) -> Break:
    windows = _windows(random, random.randint(1, 2), longest=5)
    return Break(name, random.randint(0, 3), windows)


def _add_task(model: Model, random: Random) -> None:
    names = [vehicle.id for vehicle in model.vehicles]
    model.add_task(
        random.randrange(len(model.places)),
        duration=random.randint(0, 5),
        windows=_windows(random, random.choice((0, 0, 1, 2)), longest=8),
        release=random.choice((None, None, None, random.randint(0, 10))),
        lateness=random.choice((None, Lateness(random.randint(0, 20), random.randint(1, 5)))),
        skills={"gas": random.randint(1, 4)} if random.random() < 0.2 else (),
        required_vehicles=random.choice((None,) * 6 + ([random.choice(names)], names)),
        excluded_vehicles=[random.choice(names)] if random.random() < 0.1 else (),
        demand=random.choice(((), (1,), (2,))),
        priority=random.randint(0, 3),
        skip_price=None if random.random() < 0.1 else random.choice((0, 10, 40, 100)),
        pin=random.choice(names) if random.random() < 0.1 else None,
    )


def _windows(random: Random, count: int, longest: int) -> tuple[TimeWindow, ...]:
    """Windows in order and apart, the first somewhere in the first half of the day."""
    windows: list[TimeWindow] = []
    start = random.randint(0, 10)
    for _ in range(count):
        end = start + random.randint(0, longest)
        windows.append(TimeWindow(start, end))
        start = end + random.randint(2, 6)
    return tuple(windows)
