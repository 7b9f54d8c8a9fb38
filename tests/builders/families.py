"""Constraints beyond a plain day, drawn at random: one family each, to be mixed at will.

A family changes a model that is complete but for it, and leaves about half of the problems alone,
so that with all families at once most problems keep a plan. Promises (pins of time, orders, frozen
tasks, published plans) are mostly read off one random plan of the problem so far: what has been
promised once was possible. Numbers fit a clock of few ticks.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from enum import StrEnum
from random import Random
from typing import Any

from solver.model import Model
from solver.problem import (
    Break,
    FrozenStop,
    KindTimes,
    Kink,
    PartNeed,
    Pin,
    Prices,
    Reference,
    Restock,
    TimeWindow,
)
from solver.solution import Solution, Step, StepKind
from tests.oracle import random_plan

KINDS = ("junior", "senior")

Services = dict[str, list[Step]]
"""TASK steps by vehicle, off a plan that was possible before anything was promised."""


class Family(StrEnum):
    """Constraints that an engine may or may not support; the order is that of drawing them."""

    KINKS = "kinks"
    PREFERENCE = "preference"
    SETUP = "setup"
    BY_KIND = "by_kind"
    PICKUP = "pickup"
    PARTS = "parts"
    TOOLS = "tools"
    RESTOCK = "restock"
    PLACED_BREAKS = "placed_breaks"
    DAYS = "days"
    MAX_DURATION = "max_duration"
    MAX_TRAVEL = "max_travel"
    MAX_DISTANCE = "max_distance"
    MAX_TASKS = "max_tasks"
    ABSENTEES = "absentees"
    MAX_CHANGED = "max_changed"
    PIN_START = "pin_start"
    ORDER = "order"
    FROZEN = "frozen"
    REFERENCE = "reference"


ALL = tuple(Family)


def mix(model: Model, random: Random, families: Iterable[Family]) -> None:
    """Draw each of the families, in their own order; about every second one changes the model."""
    chosen = set(families)
    drawn = [family for family in Family if family in chosen and random.random() < 0.5]
    for family in drawn:
        if family in _ASK:
            _ASK[family](model, random)
    if any(family in _PROMISE for family in drawn):
        services = _services(model, random)
        for family in drawn:
            if family in _PROMISE:
                _PROMISE[family](model, random, services)


def _each_task(model: Model, change: Callable[[], dict[str, Any]]) -> None:
    model.tasks = [replace(task, **change()) for task in model.tasks]


def _each_vehicle(model: Model, change: Callable[[], dict[str, Any]]) -> None:
    model.vehicles = [replace(vehicle, **change()) for vehicle in model.vehicles]


# --- what things cost and take ------------------------------------------------------------------


def _kinks(model: Model, random: Random) -> None:
    for number, task in enumerate(model.tasks):
        if task.lateness is not None:
            after = sorted(random.sample(range(1, 8), random.randint(0, 2)))
            steeper = [task.lateness.per_second + random.randint(0, 4) for _ in after]
            kinks = tuple(map(Kink, after, sorted(steeper)))
            lateness = replace(task.lateness, kinks=kinks, step=random.choice((0, 0, 7)))
            model.tasks[number] = replace(task, lateness=lateness)


def _preference(model: Model, random: Random) -> None:
    names = [vehicle.id for vehicle in model.vehicles]
    _each_task(
        model,
        lambda: {
            "preferred_vehicles": frozenset(random.sample(names, random.randint(0, 1))),
            "unpreferred_price": random.randint(0, 9),
        },
    )


def _setup(model: Model, random: Random) -> None:
    _each_task(model, lambda: {"setup": random.choice((0, 1, 2, 3))})


def _by_kind(model: Model, random: Random) -> None:
    _each_vehicle(model, lambda: {"kind": random.choice(("", *KINDS))})
    _each_task(
        model,
        lambda: {
            "by_kind": tuple(
                KindTimes(kind, random.randint(0, 4), random.randint(0, 2))
                for kind in random.sample(KINDS, random.randint(0, 2))
            )
        },
    )


def _pickup(model: Model, random: Random) -> None:
    _each_task(model, lambda: {"pickup": random.choice(((), (1,), (2,)))})


def _parts(model: Model, random: Random) -> None:
    _each_vehicle(
        model, lambda: {"stock": {part: random.randint(1, 3) for part in ("filter", "valve")}}
    )
    _each_task(
        model,
        lambda: {
            "parts": tuple(
                PartNeed(part, random.randint(1, 2))
                for part in random.sample(("filter", "valve"), random.choice((0, 0, 1, 2)))
            )
        },
    )


def _tools(model: Model, random: Random) -> None:
    names = ("ladder", "meter")
    _each_vehicle(
        model, lambda: {"tools": frozenset(random.sample(names, random.choice((0, 1, 1, 2))))}
    )
    _each_task(
        model,
        lambda: {"tools": frozenset(random.sample(names, random.choice((0, 0, 0, 1, 1, 2))))},
    )


def _restock(model: Model, random: Random) -> None:
    """Most vehicles may visit some depot, which is mostly open all day."""
    _each_vehicle(
        model,
        lambda: {
            "restock": random.choice((None, *[_depot(random, len(model.places)) for _ in range(3)]))
        },
    )


def _depot(random: Random, places: int) -> Restock:
    start = random.randint(0, 10)
    window = TimeWindow(start, start + random.randint(0, 10))
    windows = random.choice(((), (), (window,)))
    return Restock(random.randrange(places), windows, random.choice((0, 0, 1, 2)))


# --- breaks, days, limits -----------------------------------------------------------------------


def _placed_breaks(model: Model, random: Random) -> None:
    """Some breaks get a place, and some are fixed to one moment."""
    for number, vehicle in enumerate(model.vehicles):
        breaks = tuple(_placed(rest, model, random) for rest in vehicle.breaks)
        model.vehicles[number] = replace(vehicle, breaks=breaks)


def _placed(rest: Break, model: Model, random: Random) -> Break:
    place = random.choice((None, *range(len(model.places))))
    moment = rest.windows[-1].start
    fixed = (TimeWindow(moment, moment),)
    return replace(rest, place=place, windows=fixed if random.random() < 0.2 else rest.windows)


def _days(model: Model, random: Random) -> None:
    """The last of several vehicles is the shift of another day; some windows open on both."""
    if len(model.vehicles) < 2:
        return
    night = 24
    last = model.vehicles[-1]
    breaks = tuple(
        replace(rest, windows=tuple(_later(window, night) for window in rest.windows))
        for rest in last.breaks
    )
    model.vehicles[-1] = replace(last, shift=_later(last.shift, night), breaks=breaks)
    for number, task in enumerate(model.tasks):
        if task.windows and task.windows[-1].end < night and random.random() < 0.7:
            again = tuple(_later(window, night) for window in task.windows)
            model.tasks[number] = replace(task, windows=task.windows + again)


def _later(window: TimeWindow, by: int) -> TimeWindow:
    return TimeWindow(window.start + by, window.end + by)


def _limit(field: str, least: int, most: int) -> Callable[[Model, Random], None]:
    def draw(model: Model, random: Random) -> None:
        _each_vehicle(model, lambda: {field: random.choice((None, random.randint(least, most)))})

    return draw


def _absentees(model: Model, random: Random) -> None:
    """Somebody who is off; now and then a task asks for nobody else."""
    model.add_absentee("absentee", skills={"gas": random.randint(1, 5)})
    optional = [task.id for task in model.tasks if not task.mandatory]
    if optional and random.random() < 0.3:
        model.change_task(random.choice(optional), required_vehicles=frozenset({"absentee"}))


def _max_changed(model: Model, random: Random) -> None:
    model.max_changed = random.randint(0, 3)
    model.change_tolerance = random.choice((0, 1, 3))


# --- promises -----------------------------------------------------------------------------------


def _services(model: Model, random: Random) -> Services:
    """When which task could be served, by vehicle: off a plan if there is one."""
    plan = random_plan(model.problem(), random) or Solution()
    return {
        route.vehicle: [step for step in route.steps if step.kind is StepKind.TASK]
        for route in plan.routes
    }


def _pin_start(model: Model, random: Random, services: Services) -> None:
    for vehicle, steps in services.items():
        step = random.choice(steps)
        start = step.start if random.random() < 0.9 else random.randint(0, 20)
        model.change_task(step.id, pin=Pin(random.choice((None, vehicle)), start))


def _order(model: Model, random: Random, services: Services) -> None:
    for vehicle, steps in services.items():
        if random.random() < 0.6:
            names = [step.id for step in steps if random.random() < 0.7]
            if random.random() < 0.1:
                random.shuffle(names)
            _change_vehicle(model, vehicle, pinned_order=tuple(names))


def _frozen(model: Model, random: Random, services: Services) -> None:
    """The first tasks of a plan are under way; what they wished for may have become impossible."""
    for vehicle, steps in services.items():
        if random.random() < 0.6:
            begun = random.randint(0, min(2, len(steps)))
            stops = [FrozenStop(step.id, step.start) for step in steps[:begun]]
            stops += [FrozenStop(step.id) for step in steps[begun : begun + random.randint(0, 1)]]
            names = {stop.task for stop in stops}
            order = next(v.pinned_order for v in model.vehicles if v.id == vehicle)
            others = tuple(name for name in order if name not in names)
            _change_vehicle(model, vehicle, frozen=tuple(stops), pinned_order=others)
            for name in names:
                if random.random() < 0.3:
                    model.change_task(name, release=20, required_vehicles=frozenset())


def _reference(model: Model, random: Random, services: Services) -> None:
    """A published plan, not quite kept: starts have moved, some vehicles are other ones or gone."""
    names = [vehicle.id for vehicle in model.vehicles]
    for vehicle, steps in services.items():
        for step in steps:
            if random.random() < 0.8:
                who = vehicle if random.random() < 0.8 else random.choice([*names, "gone"])
                start = step.start + random.choice((0, 0, 0, -2, 3))
                model.change_task(step.id, reference=Reference(who, start))
    model.prices = Prices(
        change_vehicle=random.choice((0, 6)), change_second=random.choice((0, 0, 1, 2))
    )


def _change_vehicle(model: Model, id: str, **changes: Any) -> None:
    model.vehicles = [replace(v, **changes) if v.id == id else v for v in model.vehicles]


_ASK: dict[Family, Callable[[Model, Random], None]] = {
    Family.KINKS: _kinks,
    Family.PREFERENCE: _preference,
    Family.SETUP: _setup,
    Family.BY_KIND: _by_kind,
    Family.PICKUP: _pickup,
    Family.PARTS: _parts,
    Family.TOOLS: _tools,
    Family.RESTOCK: _restock,
    Family.PLACED_BREAKS: _placed_breaks,
    Family.DAYS: _days,
    Family.MAX_DURATION: _limit("max_duration", 8, 24),
    Family.MAX_TRAVEL: _limit("max_travel", 4, 14),
    Family.MAX_DISTANCE: _limit("max_distance", 8, 30),
    Family.MAX_TASKS: _limit("max_tasks", 1, 4),
    Family.ABSENTEES: _absentees,
    Family.MAX_CHANGED: _max_changed,
}

_PROMISE: dict[Family, Callable[[Model, Random, Services], None]] = {
    Family.PIN_START: _pin_start,
    Family.ORDER: _order,
    Family.FROZEN: _frozen,
    Family.REFERENCE: _reference,
}
