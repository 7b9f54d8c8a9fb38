"""Technician days as the generator of the published comparison draws them, number by number.

A day has skills, own homes, shifts, hard windows and skips at a price; unless it is plain, also a
lunch break and soft deadlines. Cost = seconds of driving + lateness + skips.
"""

import importlib
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from benchmarks.compare.cases import Sequences, Source
from benchmarks.compare.judges.days import DrawnDay, DrawnVisit, DrawnWorker, opinion
from benchmarks.compare.judges.opinion import Opinion
from solver.model import Model
from solver.problem import Break, Lateness, Problem, TimeWindow

HOUR = 3600
LATE_PRICE = {1: 5, 2: 2, 3: 1}
SKIP_PRICE = {1: 100_000, 2: 40_000, 3: 15_000}
PROFILES = ("a", "ab", "abc", "ad", "de", "ef", "cdf", "abcdef")
SHIFTS = ((7, 16), (8, 17), (9, 18), (8, 13))
LUNCH_LENGTH = HOUR // 2
LUNCH_WINDOW = (23 * HOUR // 2, 27 * HOUR // 2)
LONG_SHIFT = 6 * HOUR


@dataclass(frozen=True)
class DaySource(Source):
    """A day by its size and number; `plain` has neither lunch nor soft deadlines.

    With a folder of the prototype its own evaluation is asked too.
    """

    visits: int
    technicians: int
    number: int
    plain: bool = False
    prototype: Path | None = None

    def problem(self) -> Problem:
        return as_problem(drawn(self), f"{self.visits}/{self.technicians} #{self.number}")

    def opinions(self, problem: Problem, plan: Sequences) -> list[Opinion]:
        """Of our judge, and of the prototype's."""
        asked = [opinion(drawn(self), plan)]
        if self.prototype is not None:
            asked.append(_of_prototype(self, plan))
        return asked


@lru_cache(maxsize=4)
def drawn(source: DaySource) -> DrawnDay:
    """The day in plain numbers."""
    draw = np.random.default_rng(source.number * 1000 + source.visits)
    visits, technicians = source.visits, source.technicians
    seconds = np.rint(_kilometres(draw, visits, technicians) * 1.3 / 30 * HOUR).astype(np.int64)
    durations = np.clip(draw.lognormal(np.log(45), 0.5, visits), 15, 150) * 60
    windows = _windows(draw, visits)
    tiers = draw.choice([1, 2, 3], visits, p=[0.1, 0.25, 0.65])
    emergency = draw.integers(1, 3, visits)
    profiles = [PROFILES[p] for p in draw.choice(len(PROFILES), technicians)]
    needs = _needs(draw, visits, profiles)
    shifts = draw.choice(4, technicians, p=[0.3, 0.4, 0.2, 0.1])
    deadlines = [
        _deadline(window, int(tier), int(hours))
        for window, tier, hours in zip(windows, tiers, emergency, strict=True)
    ]
    return DrawnDay(
        travel=seconds.tolist(),
        visits=tuple(
            DrawnVisit(
                int(durations[j]) // 300 * 300,
                windows[j],
                None if source.plain else deadlines[j],
                LATE_PRICE[int(tiers[j])],
                SKIP_PRICE[int(tiers[j])],
                needs[j],
            )
            for j in range(visits)
        ),
        workers=tuple(_worker(shifts[k], profiles[k], source.plain) for k in range(technicians)),
        lunch_length=LUNCH_LENGTH,
        lunch_window=LUNCH_WINDOW,
    )


def as_problem(day: DrawnDay, name: str) -> Problem:
    """The day as our solver is told it; visits and technicians keep their order."""
    model = Model(f"day {name}")
    places = [model.add_place() for _ in range(len(day.visits) + len(day.workers))]
    lunch = Break("lunch", day.lunch_length, (TimeWindow(*day.lunch_window),))
    for number, worker in enumerate(day.workers):
        home = places[len(day.visits) + number]
        model.add_vehicle(
            f"technician{number}",
            shift=worker.shift,
            start_place=home,
            end_place=home,
            skills=dict.fromkeys(worker.skills, 1),
            breaks=[lunch] if worker.lunch else [],
        )
    for place, visit in zip(places, day.visits, strict=False):
        late = visit.deadline is not None
        model.add_task(
            place,
            duration=visit.duration,
            windows=[visit.window],
            lateness=Lateness(visit.deadline or 0, visit.late_price) if late else None,
            skills=dict.fromkeys(visit.needs, 1),
            skip_price=visit.skip_price,
        )
    seconds = np.array(day.travel, dtype=np.int64)
    model.set_travel(seconds, np.zeros_like(seconds))
    return model.problem()


def _worker(shift: int, profile: str, plain: bool) -> DrawnWorker:
    begin, end = (hour * HOUR for hour in SHIFTS[shift])
    return DrawnWorker((begin, end), frozenset(profile), not plain and end - begin >= LONG_SHIFT)


def _deadline(window: tuple[int, int], tier: int, emergency_hours: int) -> int:
    first, last = window
    if tier == 1:
        return min(first + emergency_hours * HOUR, last)
    return min(max(first + 2 * HOUR, (12 if tier == 2 else 15) * HOUR), last)


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


def _needs(draw: np.random.Generator, visits: int, profiles: list[str]) -> list[frozenset[str]]:
    needs: list[frozenset[str]] = []
    for kind in draw.random(visits):
        needed: frozenset[str] = frozenset()
        if kind >= 0.25:
            count = 1 if kind < 0.85 else 2
            for _ in range(50):
                asked = frozenset("abcdef"[i] for i in draw.choice(6, count, replace=False))
                if any(asked <= set(known) for known in profiles):
                    needed = asked
                    break
        needs.append(needed)
    return needs


def _of_prototype(source: DaySource, plan: Sequences) -> Opinion:
    """What the prototype's own evaluation says of the plan, on its own drawing of the day."""
    days = prototype_module("technician_days", source.prototype)
    q = days.gen(source.visits, source.technicians, source.number,
                 breaks=not source.plain, soft=not source.plain)  # fmt: skip
    found = days.evaluate(q, [list(plan.get(k, ())) for k in range(source.technicians)])
    fault = found["err"]
    return Opinion(fault=f"the prototype's judge: {fault}") if fault else Opinion(found["obj"])


def prototype_module(name: str, folder: Path | None) -> ModuleType:
    """A module of the prototype, found by its folder; nothing is written there."""
    if folder is None:
        raise FileNotFoundError("no folder of the prototype was given")
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
    sys.dont_write_bytecode = True
    return importlib.import_module(name)
