"""One way to break each rule in any valid plan; those of promises and limits live next door."""

from dataclasses import replace
from random import Random

from solver.check import Rule
from solver.problem import Pin, Problem, SkillNeed, TimeWindow
from solver.solution import Solution, StepKind, Unassigned
from tests.oracle import rules
from tests.property import bent_promises
from tests.property.bending import (
    Breaker,
    Case,
    a_free_service,
    a_service,
    a_step,
    change_step,
    some_seconds,
    vehicle_of,
    with_steps,
    with_task,
    with_vehicle,
)


def skill(problem: Problem, plan: Solution, random: Random) -> Case | None:
    found = a_free_service(problem, plan, random)
    if found is None:
        return None
    _, _, step = found
    need = SkillNeed(random.choice(("gas", "welding")), 6)
    return with_task(problem, step.id, skills=(need,)), plan


def required(problem: Problem, plan: Solution, random: Random) -> Case | None:
    found = a_free_service(problem, plan, random)
    if found is None:
        return None
    r, _, step = found
    others = {vehicle.id for vehicle in problem.vehicles} - {plan.routes[r].vehicle}
    return with_task(problem, step.id, required_vehicles=frozenset(others)), plan


def excluded(problem: Problem, plan: Solution, random: Random) -> Case | None:
    found = a_free_service(problem, plan, random)
    if found is None:
        return None
    r, _, step = found
    name = plan.routes[r].vehicle
    return with_task(problem, step.id, excluded_vehicles=frozenset({name})), plan


def pin(problem: Problem, plan: Solution, random: Random) -> Case:
    r, _, step = a_service(plan, random)
    others = [v.id for v in problem.vehicles if v.id != plan.routes[r].vehicle]
    elsewhere = Pin(random.choice([*others, "nobody"]), random.choice((None, step.start)))
    later = Pin(random.choice((None, plan.routes[r].vehicle)), step.start + some_seconds(random))
    return with_task(problem, step.id, pin=random.choice((elsewhere, later))), plan


def window(problem: Problem, plan: Solution, random: Random) -> Case | None:
    found = a_free_service(problem, plan, random)
    if found is None:
        return None
    _, _, step = found
    before = TimeWindow(step.start - 9, step.start - random.randint(1, 9))
    after = TimeWindow(step.start + random.randint(1, 9), step.start + 9)
    windows = random.choice(((before,), (after,), (before, after)))
    return with_task(problem, step.id, windows=windows), plan


def release(problem: Problem, plan: Solution, random: Random) -> Case | None:
    found = a_free_service(problem, plan, random)
    if found is None:
        return None
    _, _, step = found
    return with_task(problem, step.id, release=step.start + random.randint(1, 9)), plan


def mandatory(problem: Problem, plan: Solution, random: Random) -> Case | None:
    if not plan.unassigned:
        return None
    skipped = random.choice(plan.unassigned).task
    vehicle = random.choice(problem.vehicles)
    pin = random.choice((Pin(vehicle.id), Pin(start=random.randint(0, 9))))
    return random.choice(
        (
            with_task(problem, skipped, skip_price=None),
            with_task(problem, skipped, pin=pin),
            with_vehicle(problem, vehicle.id, pinned_order=(*vehicle.pinned_order, skipped)),
        )
    ), plan


def missing(problem: Problem, plan: Solution, random: Random) -> Case | None:
    if not plan.unassigned:
        return None
    gone = random.choice(plan.unassigned)
    left = tuple(entry for entry in plan.unassigned if entry != gone)
    return problem, replace(plan, unassigned=left)


def duplicate(problem: Problem, plan: Solution, random: Random) -> Case:
    r, s, step = a_service(plan, random)
    steps = list(plan.routes[r].steps)
    twice = with_steps(plan, r, [*steps[: s + 1], *steps[s:]])
    skipped_too = replace(plan, unassigned=(*plan.unassigned, Unassigned(step.id)))
    two_routes = replace(plan, routes=(*plan.routes, plan.routes[r]))
    return problem, random.choice((twice, skipped_too, two_routes))


def unknown(problem: Problem, plan: Solution, random: Random) -> Case:
    r, s, _ = a_service(plan, random)
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
    return problem, with_steps(plan, r, bent)


def place(problem: Problem, plan: Solution, random: Random) -> Case:
    r, s, step = a_service(plan, random)
    return problem, change_step(plan, r, s, place=(step.place or 0) + random.randint(1, 3))


def travel(problem: Problem, plan: Solution, random: Random) -> Case:
    kind = random.choice((StepKind.TASK, StepKind.END))
    r, s, step = a_step(plan, random, kind) or a_service(plan, random)
    field = random.choice(("arrival", "travel", "metres"))
    value = getattr(step, field) + some_seconds(random)
    if kind is StepKind.END and field == "arrival":
        return problem, change_step(plan, r, s, arrival=value, start=value, end=value)
    return problem, change_step(plan, r, s, **{field: value})


def duration(problem: Problem, plan: Solution, random: Random) -> Case:
    r, s, step = a_service(plan, random)
    return problem, change_step(plan, r, s, end=step.end + some_seconds(random))


def overlap(problem: Problem, plan: Solution, random: Random) -> Case:
    r, s, step = a_service(plan, random)
    begin = plan.routes[r].steps[s - 1].end - random.randint(1, 5)
    return problem, change_step(
        plan, r, s, start=begin, arrival=begin, end=begin + step.end - step.start
    )


def rest(problem: Problem, plan: Solution, random: Random) -> Case | None:
    found = a_step(plan, random, StepKind.BREAK)
    if found is None:
        return _unpaid_rest(problem, plan, random)
    r, s, step = found
    steps = list(plan.routes[r].steps)
    choices = [
        change_step(plan, r, s, end=step.end + random.randint(1, 5)),
        with_steps(plan, r, [*steps[:s], step, *steps[s:]]),
    ]
    vehicle = vehicle_of(problem, plan.routes[r])
    owed = next(owed for owed in vehicle.breaks if owed.id == step.id)
    if owed.place is None:
        choices.append(change_step(plan, r, s, arrival=step.arrival - 1))
    end = plan.routes[r].end
    if not rules.excused_by_end(owed, end) and not rules.excused_by_start(owed, steps[0].start):
        choices.append(with_steps(plan, r, steps[:s] + steps[s + 1 :]))
    return problem, random.choice(choices)


def _unpaid_rest(problem: Problem, plan: Solution, random: Random) -> Case | None:
    """Owe a break that began and ended too late and too early to be taken outside the route."""
    route = random.choice(plan.routes)
    vehicle = vehicle_of(problem, route)
    if route.duration == 0 or not vehicle.breaks:
        return None
    inside = TimeWindow(route.start, route.end - 1)
    owed = replace(vehicle.breaks[0], duration=random.randint(1, 3), windows=(inside,))
    if owed.id in [step.id for step in route.steps]:
        return None
    return with_vehicle(problem, vehicle.id, breaks=(owed,)), plan


def shift(problem: Problem, plan: Solution, random: Random) -> Case:
    route = random.choice(plan.routes)
    vehicle = vehicle_of(problem, route)
    late = TimeWindow(route.start + random.randint(1, 5), route.end + 9)
    short = TimeWindow(vehicle.shift.start, route.end - 1 - vehicle.overtime)
    return with_vehicle(problem, vehicle.id, shift=random.choice((late, short))), plan


def capacity(problem: Problem, plan: Solution, random: Random) -> Case:
    r, _, step = a_service(plan, random)
    heavy = with_task(problem, step.id, **{random.choice(("demand", "pickup")): (9,)})
    return with_vehicle(heavy, plan.routes[r].vehicle, capacity=(random.randint(0, 8),)), plan


def cost(problem: Problem, plan: Solution, random: Random) -> Case:
    return problem, replace(plan, cost=plan.cost + some_seconds(random))


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
    Rule.STOCK: bent_promises.stock,
    Rule.TOOLS: bent_promises.tools,
    Rule.RESTOCK: bent_promises.restock,
    Rule.MAX_DURATION: bent_promises.max_duration,
    Rule.MAX_TRAVEL: bent_promises.max_travel,
    Rule.MAX_DISTANCE: bent_promises.max_distance,
    Rule.MAX_TASKS: bent_promises.max_tasks,
    Rule.FROZEN: bent_promises.frozen,
    Rule.ORDER: bent_promises.order,
    Rule.CHANGED: bent_promises.changed,
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
        Rule.STOCK,
        Rule.TOOLS,
        Rule.MAX_DURATION,
        Rule.MAX_TRAVEL,
        Rule.MAX_DISTANCE,
        Rule.MAX_TASKS,
        Rule.FROZEN,
        Rule.ORDER,
        Rule.CHANGED,
        Rule.COST,
    }
)
"""Rules whose breakers touch nothing else, so that the checker must name this rule and no other."""
