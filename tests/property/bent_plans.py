"""Valid random plans, and one way to break each rule in any of them.

A breaker takes a problem, a valid plan with at least one route, and a source of chance. It changes
either side, so that the plan breaks the rule it is named for, and returns both; None means that
this plan offers no occasion.
"""

from collections.abc import Callable
from dataclasses import replace
from random import Random

import hypothesis.strategies as st

from solver.check import Rule
from solver.problem import Pin, Problem, SkillNeed, TimeWindow, Vehicle
from solver.solution import Route, Solution, Step, StepKind, Unassigned
from tests.builders.problems import problems, seeds
from tests.oracle import random_plan, rules

Case = tuple[Problem, Solution]
Breaker = Callable[[Problem, Solution, Random], Case | None]


def valid_cases(min_routes: int = 0) -> st.SearchStrategy[Case]:
    """Problems with a valid plan of at least so many routes and its true cost."""
    return (
        st.builds(_case, problems(), seeds)
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
    return _with_steps(plan, route, steps)


def _with_steps(plan: Solution, route: int, steps: list[Step]) -> Solution:
    routes = list(plan.routes)
    routes[route] = replace(routes[route], steps=tuple(steps))
    return replace(plan, routes=tuple(routes))


def _with_task(problem: Problem, id: str, **changes: object) -> Problem:
    tasks = [replace(t, **changes) if t.id == id else t for t in problem.tasks]  # type: ignore[arg-type]
    return replace(problem, tasks=tuple(tasks))


def _with_vehicle(problem: Problem, id: str, **changes: object) -> Problem:
    vehicles = [replace(v, **changes) if v.id == id else v for v in problem.vehicles]  # type: ignore[arg-type]
    return replace(problem, vehicles=tuple(vehicles))


def _vehicle(problem: Problem, route: Route) -> Vehicle:
    return problem.vehicles[problem.vehicle_index[route.vehicle]]


def _a_step(plan: Solution, random: Random, kind: StepKind) -> tuple[int, int, Step] | None:
    found = [
        (r, s, step)
        for r, route in enumerate(plan.routes)
        for s, step in enumerate(route.steps)
        if step.kind is kind
    ]
    return random.choice(found) if found else None


def _a_service(plan: Solution, random: Random) -> tuple[int, int, Step]:
    found = _a_step(plan, random, StepKind.TASK)
    assert found is not None, "every route serves a task"
    return found


def _by(random: Random) -> int:
    return random.choice((-1, 1)) * random.randint(1, 5)


# --- one breaker for each rule ----------------------------------------------------------------


def skill(problem: Problem, plan: Solution, random: Random) -> Case:
    _, _, step = _a_service(plan, random)
    need = SkillNeed(random.choice(("gas", "welding")), 6)
    return _with_task(problem, step.id, skills=(need,)), plan


def required(problem: Problem, plan: Solution, random: Random) -> Case:
    r, _, step = _a_service(plan, random)
    others = {vehicle.id for vehicle in problem.vehicles} - {plan.routes[r].vehicle}
    return _with_task(problem, step.id, required_vehicles=frozenset(others)), plan


def excluded(problem: Problem, plan: Solution, random: Random) -> Case:
    r, _, step = _a_service(plan, random)
    name = plan.routes[r].vehicle
    return _with_task(problem, step.id, excluded_vehicles=frozenset({name})), plan


def pin(problem: Problem, plan: Solution, random: Random) -> Case | None:
    r, _, step = _a_service(plan, random)
    others = [v.id for v in problem.vehicles if v.id != plan.routes[r].vehicle]
    if not others:
        return None
    return _with_task(problem, step.id, pin=Pin(random.choice(others))), plan


def window(problem: Problem, plan: Solution, random: Random) -> Case:
    _, _, step = _a_service(plan, random)
    before = TimeWindow(step.start - 9, step.start - random.randint(1, 9))
    after = TimeWindow(step.start + random.randint(1, 9), step.start + 9)
    windows = random.choice(((before,), (after,), (before, after)))
    return _with_task(problem, step.id, windows=windows), plan


def release(problem: Problem, plan: Solution, random: Random) -> Case:
    _, _, step = _a_service(plan, random)
    return _with_task(problem, step.id, release=step.start + random.randint(1, 9)), plan


def mandatory(problem: Problem, plan: Solution, random: Random) -> Case | None:
    if not plan.unassigned:
        return None
    skipped = random.choice(plan.unassigned).task
    name = random.choice(problem.vehicles).id
    changes: dict[str, object] = random.choice(({"skip_price": None}, {"pin": Pin(name)}))
    return _with_task(problem, skipped, **changes), plan


def missing(problem: Problem, plan: Solution, random: Random) -> Case | None:
    if not plan.unassigned:
        return None
    gone = random.choice(plan.unassigned)
    left = tuple(entry for entry in plan.unassigned if entry != gone)
    return problem, replace(plan, unassigned=left)


def duplicate(problem: Problem, plan: Solution, random: Random) -> Case:
    r, s, step = _a_service(plan, random)
    steps = list(plan.routes[r].steps)
    twice = _with_steps(plan, r, [*steps[: s + 1], *steps[s:]])
    skipped_too = replace(plan, unassigned=(*plan.unassigned, Unassigned(step.id)))
    two_routes = replace(plan, routes=(*plan.routes, plan.routes[r]))
    return problem, random.choice((twice, skipped_too, two_routes))


def unknown(problem: Problem, plan: Solution, random: Random) -> Case:
    r, s, _ = _a_service(plan, random)
    nobody = replace(plan.routes[r], vehicle="nobody")
    return problem, random.choice(
        (
            change_step(plan, r, s, id="nothing"),
            replace(plan, routes=(*plan.routes[:r], nobody, *plan.routes[r + 1 :])),
            replace(plan, unassigned=(*plan.unassigned, Unassigned("nothing"))),
        )
    )


def structure(problem: Problem, plan: Solution, random: Random) -> Case:
    r = random.randrange(len(plan.routes))
    steps = list(plan.routes[r].steps)
    ends = [steps[0], steps[-1]]
    bent = random.choice((steps[1:], steps[:-1], ends, [], steps[::-1], [*steps, steps[-1]]))
    return problem, _with_steps(plan, r, bent)


def place(problem: Problem, plan: Solution, random: Random) -> Case:
    r, s, step = _a_service(plan, random)
    return problem, change_step(plan, r, s, place=(step.place or 0) + random.randint(1, 3))


def travel(problem: Problem, plan: Solution, random: Random) -> Case:
    kind = random.choice((StepKind.TASK, StepKind.END))
    r, s, step = _a_step(plan, random, kind) or _a_service(plan, random)
    field = random.choice(("arrival", "travel", "metres"))
    value = getattr(step, field) + _by(random)
    if kind is StepKind.END and field == "arrival":
        return problem, change_step(plan, r, s, arrival=value, start=value, end=value)
    return problem, change_step(plan, r, s, **{field: value})


def duration(problem: Problem, plan: Solution, random: Random) -> Case:
    r, s, step = _a_service(plan, random)
    return problem, change_step(plan, r, s, end=step.end + _by(random))


def overlap(problem: Problem, plan: Solution, random: Random) -> Case:
    r, s, step = _a_service(plan, random)
    begin = plan.routes[r].steps[s - 1].end - random.randint(1, 5)
    return problem, change_step(
        plan, r, s, start=begin, arrival=begin, end=begin + step.end - step.start
    )


def rest(problem: Problem, plan: Solution, random: Random) -> Case | None:
    found = _a_step(plan, random, StepKind.BREAK)
    if found is None:
        return _unpaid_rest(problem, plan, random)
    r, s, step = found
    steps = list(plan.routes[r].steps)
    choices = [
        change_step(plan, r, s, end=step.end + random.randint(1, 5)),
        change_step(plan, r, s, arrival=step.arrival - 1),
        _with_steps(plan, r, [*steps[:s], step, *steps[s:]]),
    ]
    vehicle = _vehicle(problem, plan.routes[r])
    owed = next(owed for owed in vehicle.breaks if owed.id == step.id)
    end = plan.routes[r].end
    if not rules.excused_by_end(owed, end) and not rules.excused_by_start(owed, steps[0].start):
        choices.append(_with_steps(plan, r, steps[:s] + steps[s + 1 :]))
    return problem, random.choice(choices)


def _unpaid_rest(problem: Problem, plan: Solution, random: Random) -> Case | None:
    """Owe a break that began and ended too late and too early to be taken outside the route."""
    route = random.choice(plan.routes)
    vehicle = _vehicle(problem, route)
    if route.duration == 0 or not vehicle.breaks:
        return None
    inside = TimeWindow(route.start, route.end - 1)
    owed = replace(vehicle.breaks[0], duration=random.randint(1, 3), windows=(inside,))
    if owed.id in [step.id for step in route.steps]:
        return None
    return _with_vehicle(problem, vehicle.id, breaks=(owed,)), plan


def shift(problem: Problem, plan: Solution, random: Random) -> Case:
    route = random.choice(plan.routes)
    vehicle = _vehicle(problem, route)
    late = TimeWindow(route.start + random.randint(1, 5), route.end + 9)
    short = TimeWindow(vehicle.shift.start, route.end - 1 - vehicle.overtime)
    return _with_vehicle(problem, vehicle.id, shift=random.choice((late, short))), plan


def capacity(problem: Problem, plan: Solution, random: Random) -> Case:
    r, _, step = _a_service(plan, random)
    heavy = _with_task(problem, step.id, demand=(9,))
    return _with_vehicle(heavy, plan.routes[r].vehicle, capacity=(random.randint(0, 8),)), plan


def cost(problem: Problem, plan: Solution, random: Random) -> Case:
    return problem, replace(plan, cost=plan.cost + _by(random))


BREAKERS: dict[Rule, Breaker] = {
    Rule.STRUCTURE: structure,
    Rule.UNKNOWN: unknown,
    Rule.DUPLICATE: duplicate,
    Rule.MISSING: missing,
    Rule.MANDATORY: mandatory,
    Rule.SKILL: skill,
    Rule.REQUIRED: required,
    Rule.EXCLUDED: excluded,
    Rule.PIN: pin,
    Rule.WINDOW: window,
    Rule.RELEASE: release,
    Rule.PLACE: place,
    Rule.TRAVEL: travel,
    Rule.DURATION: duration,
    Rule.OVERLAP: overlap,
    Rule.BREAK: rest,
    Rule.SHIFT: shift,
    Rule.CAPACITY: capacity,
    Rule.COST: cost,
}

ALONE = frozenset(
    {
        Rule.SKILL,
        Rule.REQUIRED,
        Rule.EXCLUDED,
        Rule.PIN,
        Rule.WINDOW,
        Rule.RELEASE,
        Rule.MISSING,
        Rule.PLACE,
        Rule.CAPACITY,
        Rule.COST,
    }
)
"""Rules whose breakers touch nothing else, so that the checker must name this rule and no other."""


def a_random_change(plan: Solution, random: Random) -> Solution:
    """A small change somewhere in the plan; what comes out may be valid or not."""
    r = random.randrange(len(plan.routes))
    steps = list(plan.routes[r].steps)
    s = random.randrange(len(steps))
    kind = random.choice(("field", "field", "later", "drop", "swap", "tail"))
    if kind == "field":
        name = random.choice(("arrival", "start", "end", "travel", "metres", "place"))
        value = getattr(steps[s], name)
        return change_step(plan, r, s, **{name: (value or 0) + _by(random)})
    if kind == "drop":
        return _with_steps(plan, r, steps[:s] + steps[s + 1 :])
    if kind == "swap":
        t = random.randrange(len(steps))
        steps[s], steps[t] = steps[t], steps[s]
        return _with_steps(plan, r, steps)
    by = _by(random)
    first = 0 if kind == "later" else s
    return _with_steps(plan, r, steps[:first] + [_moved(step, by) for step in steps[first:]])


def _moved(step: Step, by: int) -> Step:
    return replace(step, arrival=step.arrival + by, start=step.start + by, end=step.end + by)
