"""Valid random plans, and the tools to bend them.

A breaker takes a problem, a valid plan with at least one route, and a source of chance. It changes
either side, so that the plan breaks the rule it is named for, and returns both; None means that
this plan offers no occasion.
"""

from collections.abc import Callable
from dataclasses import replace
from random import Random

import hypothesis.strategies as st

from solver.problem import PartNeed, Problem, Vehicle
from solver.solution import Route, Solution, Step, StepKind
from tests.builders.families import ALL, KINDS
from tests.builders.problems import problems, seeds
from tests.oracle import random_plan

Case = tuple[Problem, Solution]
Breaker = Callable[[Problem, Solution, Random], Case | None]


def valid_cases(min_routes: int = 0) -> st.SearchStrategy[Case]:
    """Problems with a valid plan of at least so many routes and its true cost."""
    return (
        st.builds(_case, problems(families=ALL), seeds)
        .filter(lambda case: case[1] is not None)
        .map(lambda case: (case[0], case[1] or Solution()))
        .filter(lambda case: len(case[1].routes) >= min_routes)
    )


def _case(problem: Problem, seed: int) -> tuple[Problem, Solution | None]:
    return problem, random_plan(problem, Random(seed))


# --- changing one thing -----------------------------------------------------------------------


def change_step(plan: Solution, route: int, step: int, **changes: object) -> Solution:
    steps = list(plan.routes[route].steps)
    steps[step] = replace(steps[step], **changes)  # type: ignore[arg-type]
    return with_steps(plan, route, steps)


def with_steps(plan: Solution, route: int, steps: list[Step]) -> Solution:
    routes = list(plan.routes)
    routes[route] = replace(routes[route], steps=tuple(steps))
    return replace(plan, routes=tuple(routes))


def with_task(problem: Problem, id: str, **changes: object) -> Problem:
    tasks = [replace(t, **changes) if t.id == id else t for t in problem.tasks]  # type: ignore[arg-type]
    return replace(problem, tasks=tuple(tasks))


def with_vehicle(problem: Problem, id: str, **changes: object) -> Problem:
    vehicles = [replace(v, **changes) if v.id == id else v for v in problem.vehicles]  # type: ignore[arg-type]
    return replace(problem, vehicles=tuple(vehicles))


def vehicle_of(problem: Problem, route: Route) -> Vehicle:
    return problem.vehicles[problem.vehicle_index[route.vehicle]]


def a_step(plan: Solution, random: Random, kind: StepKind) -> tuple[int, int, Step] | None:
    found = [
        (r, s, step)
        for r, route in enumerate(plan.routes)
        for s, step in enumerate(route.steps)
        if step.kind is kind
    ]
    return random.choice(found) if found else None


def a_service(plan: Solution, random: Random) -> tuple[int, int, Step]:
    found = a_step(plan, random, StepKind.TASK)
    assert found is not None, "every route serves a task"
    return found


def a_free_service(
    problem: Problem, plan: Solution, random: Random
) -> tuple[int, int, Step] | None:
    """A service that is not frozen, so that its task's wishes count."""
    found = [
        (r, s, step)
        for r, route in enumerate(plan.routes)
        for s, step in enumerate(route.steps)
        if step.kind is StepKind.TASK and step.id not in problem.frozen_on
    ]
    return random.choice(found) if found else None


def some_seconds(random: Random) -> int:
    """A few seconds, sooner or later."""
    return random.choice((-1, 1)) * random.randint(1, 5)


# --- changing anything -----------------------------------------------------------------------


def a_random_limit(problem: Problem, plan: Solution, random: Random) -> Problem:
    """The problem with one number near what the plan needs; it may allow the plan or not."""
    route = random.choice(plan.routes)
    vehicle, task = vehicle_of(problem, route), random.choice(route.tasks)
    needed = {
        "max_duration": route.duration,
        "max_travel": sum(step.travel for step in route.steps),
        "max_distance": sum(step.metres for step in route.steps),
        "max_tasks": len(route.tasks),
    }
    if random.random() < 0.5:
        field = random.choice(tuple(needed))
        return with_vehicle(
            problem, vehicle.id, **{field: max(0, needed[field] + random.randint(-1, 1))}
        )
    return _with_new_needs(problem, vehicle, task, random)


def _with_new_needs(problem: Problem, vehicle: Vehicle, task: str, random: Random) -> Problem:
    loads = {name: tuple(random.randint(0, 3) for _ in range(2)) for name in ("demand", "pickup")}
    part = PartNeed("filter", random.randint(1, 2))
    tools = frozenset(("ladder", "meter")[: random.randint(0, 2)])
    changes: list[tuple[dict[str, object], dict[str, object]]] = [
        (dict(loads), {"capacity": (random.randint(0, 6), random.randint(0, 6))}),
        ({"parts": (part, part)}, {"stock": {"filter": random.randint(1, 5)}}),
        ({"tools": frozenset({"ladder"})}, {"tools": tools}),
        ({"setup": random.randint(0, 3)}, {"kind": random.choice(("", *KINDS))}),
        ({"release": random.randint(0, 20)}, {}),
    ]
    of_task, of_vehicle = random.choice(changes)
    return with_vehicle(with_task(problem, task, **of_task), vehicle.id, **of_vehicle)


def a_random_change(plan: Solution, random: Random) -> Solution:
    """A small change somewhere in the plan; what comes out may be valid or not."""
    r = random.randrange(len(plan.routes))
    steps = list(plan.routes[r].steps)
    s = random.randrange(len(steps))
    kind = random.choice(("field", "field", "later", "drop", "swap", "tail"))
    if kind == "field":
        name = random.choice(("arrival", "start", "end", "travel", "metres", "place"))
        value = getattr(steps[s], name)
        return change_step(plan, r, s, **{name: (value or 0) + some_seconds(random)})
    if kind == "drop":
        return with_steps(plan, r, steps[:s] + steps[s + 1 :])
    if kind == "swap":
        t = random.randrange(len(steps))
        steps[s], steps[t] = steps[t], steps[s]
        return with_steps(plan, r, steps)
    by = some_seconds(random)
    first = 0 if kind == "later" else s
    return with_steps(plan, r, steps[:first] + [_moved(step, by) for step in steps[first:]])


def _moved(step: Step, by: int) -> Step:
    return replace(step, arrival=step.arrival + by, start=step.start + by, end=step.end + by)
