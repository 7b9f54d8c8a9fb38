"""A generated working day: homes and visits, skills, half-day windows, lunch, deadlines."""

from dataclasses import replace
from random import Random

import numpy as np

from solver.model import Model
from solver.problem import Break, Lateness, Problem, TimeWindow

HOUR = 3_600
SKILLS = ("gas", "power", "water", "network")
SHIFTS = ((7 * HOUR, 16 * HOUR), (8 * HOUR, 17 * HOUR), (9 * HOUR, 18 * HOUR))
LUNCH = Break("lunch", 1_800, (TimeWindow(41_400, 48_600),))
SKIP_PRICES = (15_000, 15_000, 40_000, 100_000)


def working_day(visits: int, technicians: int, seed: int = 0) -> Problem:
    """Visits of 15-90 minutes within 15 km, driven at 30 km/h; same arguments, same day."""
    random = Random(seed)
    model = Model(f"day of {visits} visits and {technicians} technicians")
    points = [(random.uniform(-15, 15), random.uniform(-15, 15)) for _ in range(visits)]
    points += [(random.uniform(-15, 15), random.uniform(-15, 15)) for _ in range(technicians)]
    places = [model.add_place(x=x, y=y) for x, y in points]
    for home in places[visits:]:
        model.add_vehicle(
            shift=random.choice(SHIFTS),
            start_place=home,
            end_place=home,
            skills={skill: random.randint(1, 5) for skill in random.sample(SKILLS, 2)},
            breaks=[LUNCH],
        )
    for place in places[:visits]:
        _add_visit(model, place, random)
    model.set_travel(*_driving(points))
    return model.problem()


def all_mandatory(problem: Problem) -> Problem:
    """The problem without skills and without a choice of what to serve."""
    tasks = [replace(task, skip_price=None, skills=()) for task in problem.tasks]
    return replace(problem, tasks=tuple(tasks))


def _add_visit(model: Model, place: int, random: Random) -> None:
    halves = ((8 * HOUR, 12 * HOUR), (12 * HOUR, 17 * HOUR), (7 * HOUR, 18 * HOUR))
    window = random.choice(halves)
    model.add_task(
        place,
        duration=random.randrange(15, 91, 5) * 60,
        windows=[window],
        lateness=Lateness(min(window[0] + 2 * HOUR, window[1]), random.choice((1, 2, 5))),
        skills={random.choice(SKILLS): random.randint(1, 3)} if random.random() < 0.7 else (),
        skip_price=random.choice(SKIP_PRICES),
    )


def _driving(points: list[tuple[float, float]]) -> tuple[list[list[int]], list[list[int]]]:
    at = np.array(points)
    kilometres = np.hypot(*(at[:, None, :] - at[None, :, :]).transpose(2, 0, 1))
    seconds = np.rint(kilometres * 120).astype(int).tolist()
    return seconds, np.rint(kilometres * 1_000).astype(int).tolist()
