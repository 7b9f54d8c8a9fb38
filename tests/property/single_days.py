"""Days of one vehicle with a sequence to serve, in which chosen constraints are at work."""

from dataclasses import replace
from random import Random

from solver.problem import (
    Break,
    FrozenStop,
    KindTimes,
    Kink,
    Lateness,
    PartNeed,
    Pin,
    Problem,
    Reference,
    Restock,
    Task,
    TimeWindow,
    VehiclePrices,
)
from tests.builders.problems import random_problem

Day = tuple[Problem, tuple[int, ...]]

FEATURES = (
    "setup", "stations", "longest", "pins", "frozen", "kinks", "references", "limits", "wages",
    "depot",
)  # fmt: skip


def draw(seed: int, tasks: int = 3) -> Day:
    """A problem of one vehicle, and all its tasks in a random order."""
    random = Random(seed)
    problem = random_problem(random, tasks=tasks, vehicles=1)
    order = list(range(tasks))
    random.shuffle(order)
    return problem, tuple(order)


def draw_with_dear_working_time(seed: int, tasks: int = 2) -> Day:
    """A long shift with breaks, in which each second away from home costs: departures matter."""
    random = Random(seed)
    problem, order = draw(seed, tasks)
    rests = tuple(
        Break(f"break{k}", random.randint(1, 4), (TimeWindow(start, start + random.randint(0, 3)),))
        for k, start in enumerate(random.sample(range(3, 16), random.choice((1, 1, 2))))
    )
    vehicle = replace(
        problem.vehicles[0],
        shift=TimeWindow(0, 18),
        breaks=rests,
        prices=VehiclePrices(working_second=random.choice((1, 3)), overtime_second=2),
    )
    eager = tuple(
        replace(task, lateness=Lateness(random.randint(4, 18), random.choice((2, 2, 5))))
        for task in problem.tasks
    )
    return replace(problem, vehicles=(vehicle,), tasks=eager), order


def draw_with(feature: str, seed: int, tasks: int | None = None) -> Day:
    """A problem in which one feature, or ("all") every one by chance, is at work."""
    random = Random(seed)
    count = tasks or random.choice((1, 2, 2, 3))
    problem, order = draw(seed, count)
    vehicle = replace(
        problem.vehicles[0],
        shift=TimeWindow(random.choice((0, 0, 3)), random.choice((14, 18, 20))),
        breaks=problem.vehicles[0].breaks[: random.choice((0, 1, 1, 2))],
    )
    problem = replace(problem, vehicles=(vehicle,), tasks=tuple(map(_relaxed, problem.tasks)))
    for name in FEATURES:
        if feature == name or (feature == "all" and random.random() < 0.45):
            problem = _ADD[name](problem, random, order)
    return problem, order


def _relaxed(task: Task) -> Task:
    """Anybody may serve it, and most of the few ticks of a day are left to matter."""
    return replace(
        task,
        windows=task.windows[:1],
        pin=None,
        skills=(),
        required_vehicles=None,
        excluded_vehicles=frozenset(),
        demand=(),
    )


def _with_vehicle(problem: Problem, **changes: object) -> Problem:
    return replace(
        problem,
        vehicles=(replace(problem.vehicles[0], **changes),),  # type: ignore[arg-type]
    )


def with_setup(problem: Problem, random: Random, order: tuple[int, ...]) -> Problem:
    tasks = tuple(
        replace(
            task,
            place=random.randrange(min(2, len(problem.places))),
            setup=random.randint(0, 4),
            by_kind=(KindTimes("van", random.randint(0, 3), random.randint(0, 3)),)
            if random.random() < 0.4
            else (),
        )
        for task in problem.tasks
    )
    return _with_vehicle(replace(problem, tasks=tasks), kind=random.choice(("", "van")))


def with_stations(problem: Problem, random: Random, order: tuple[int, ...]) -> Problem:
    rests = tuple(
        Break(
            f"station{k}",
            random.randint(0, 3),
            (TimeWindow(start := random.randint(0, 14), start + random.randint(0, 5)),),
            place=random.randrange(len(problem.places)),
        )
        for k in range(random.choice((1, 1, 2)))
    )
    return _with_vehicle(problem, breaks=(*problem.vehicles[0].breaks[:1], *rests))


def with_longest(problem: Problem, random: Random, order: tuple[int, ...]) -> Problem:
    return _with_vehicle(problem, max_duration=random.randint(4, 16))


def with_pins(problem: Problem, random: Random, order: tuple[int, ...]) -> Problem:
    tasks = list(problem.tasks)
    chosen = random.randrange(len(tasks))
    tasks[chosen] = replace(tasks[chosen], pin=Pin(start=random.randint(3, 16)))
    return replace(problem, tasks=tuple(tasks))


def with_frozen(problem: Problem, random: Random, order: tuple[int, ...]) -> Problem:
    count = random.randint(1, len(order))
    starts = sorted(random.sample(range(2, 17), count))
    stops = tuple(
        FrozenStop(problem.tasks[task].id, random.choice((None, start, start)))
        for task, start in zip(order, starts, strict=False)
    )
    return _with_vehicle(problem, frozen=stops)


def with_kinks(problem: Problem, random: Random, order: tuple[int, ...]) -> Problem:
    def lateness() -> Lateness:
        rate, after = random.randint(0, 3), random.randint(1, 4)
        first = Kink(after, rate + random.randint(0, 3))
        second = Kink(after + random.randint(1, 3), first.per_second + random.randint(0, 4))
        kinks = random.choice(((), (first,), (first, second)))
        return Lateness(random.randint(0, 14), rate, kinks, random.choice((0, 0, 7)))

    return replace(problem, tasks=tuple(replace(t, lateness=lateness()) for t in problem.tasks))


def with_references(problem: Problem, random: Random, order: tuple[int, ...]) -> Problem:
    def reference(task: Task) -> Task:
        if random.random() < 0.3:
            return task
        vehicle = random.choice((problem.vehicles[0].id,) * 3 + ("somebody else",))
        return replace(task, reference=Reference(vehicle, random.randint(2, 18)))

    prices = replace(
        problem.prices,
        change_vehicle=random.choice((0, 5)),
        change_second=random.choice((0, 1, 2, 4)),
    )
    return replace(problem, tasks=tuple(map(reference, problem.tasks)), prices=prices)


def with_limits(problem: Problem, random: Random, order: tuple[int, ...]) -> Problem:
    return _with_vehicle(
        problem,
        max_travel=random.choice((None, random.randint(2, 12))),
        max_distance=random.choice((None, random.randint(4, 25))),
    )


def with_wages(problem: Problem, random: Random, order: tuple[int, ...]) -> Problem:
    prices = replace(problem.vehicles[0].prices, working_second=random.choice((1, 2, 3)))
    return _with_vehicle(problem, prices=prices)


def with_depot(problem: Problem, random: Random, order: tuple[int, ...]) -> Problem:
    """Something is lacking from some task on, and the depot may be closed at times."""
    tasks = tuple(
        replace(
            task,
            tools=frozenset(random.sample(("ladder", "meter"), random.choice((0, 0, 1, 2)))),
            parts=(PartNeed("fuse", random.randint(1, 2)),) if random.random() < 0.5 else (),
        )
        for task in problem.tasks
    )
    opens = random.randint(0, 8)
    later = TimeWindow(opens + 6, opens + 9)
    windows = random.choice(((), (TimeWindow(opens, opens + 4),), (TimeWindow(0, 2), later)))
    depot = Restock(random.randrange(len(problem.places)), windows, random.randint(0, 3))
    tools = frozenset({"ladder"} if random.random() < 0.5 else ())
    return _with_vehicle(
        replace(problem, tasks=tasks),
        restock=depot,
        tools=tools,
        stock={"fuse": random.randint(0, 3)},
    )


_ADD = {
    "setup": with_setup,
    "stations": with_stations,
    "longest": with_longest,
    "pins": with_pins,
    "frozen": with_frozen,
    "kinks": with_kinks,
    "references": with_references,
    "limits": with_limits,
    "wages": with_wages,
    "depot": with_depot,
}
