"""A leg of a vehicle with one break: the short way to drive it and the one for any breaks agree."""

from random import Random

import numpy as np
import pytest

from solver.engines.search.kernels import layout as at
from solver.engines.search.kernels.forward import drive_and_rest, drive_and_rest_once
from solver.engines.search.kernels.layout import NEVER, NONE, Day, Ints, Leg, zeros
from solver.engines.search.terms import compile_problem
from solver.model import Model
from solver.problem import Break, TimeWindow

IMPOSSIBLE = (NONE, None)
"""A label that is none: what it cost may be anything."""


def day_with_a_break(random: Random) -> Day:
    """From one place to another 7 seconds away; the break may start in two short windows."""
    model = Model("one break")
    places = [model.add_place(), model.add_place()]
    first = random.randint(0, 30)
    windows = TimeWindow(first, first + random.randint(0, 9)), TimeWindow(60, 60)
    lunch = Break("lunch", random.randint(1, 9), windows)
    model.add_vehicle("vehicle", shift=(0, 100), start_place=places[0], breaks=[lunch])
    model.add_task(places[1], duration=1, skip_price=9)
    model.set_travel([[0, 7], [7, 0]], [[0, 0], [0, 0]])
    terms, _ = compile_problem(model.problem())
    none = np.zeros_like(terms.metres[0])
    return Day(
        terms.vehicles[0], terms.driving[0], none, terms.driving_back[0], none,
        terms.service[0], terms.rests[0], terms.curfew[0], terms.departs[0],
    )  # fmt: skip


def labels(random: Random) -> Ints:
    """Before the break and after it; either may be missing."""
    drawn = zeros(2, at.STOP_COLUMNS)
    for label in drawn:
        label[at.TIME] = NONE if random.random() < 0.2 else random.randint(0, 65)
        label[at.COST] = random.randint(0, 20)
        label[at.UNTIL] = random.choice([NONE, NEVER, random.randint(0, 80)])
    return drawn


def outcome(ready: Ints) -> list[tuple[int, int | None]]:
    return [
        IMPOSSIBLE if row[at.TIME] == NONE else (int(row[at.TIME]), int(row[at.COST]))
        for row in ready
    ]


@pytest.mark.parametrize("seed", range(20))
def test_a_leg_with_one_break_is_driven_as_one_with_any_breaks(seed: int) -> None:
    random = Random(seed)
    day = day_with_a_break(random)
    for _ in range(50):
        before, bounds = labels(random), labels(random)
        quick, slow = labels(random), labels(random)
        drive_and_rest_once.py_func(day, 7, before, bounds, quick)
        drive_and_rest.py_func(day, Leg(0, 1, 7, 0), before, bounds, slow)
        assert outcome(quick) == outcome(slow)
