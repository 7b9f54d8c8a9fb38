"""Who may serve a task at all: decisions, skills, tools, required and excluded vehicles."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from solver.explain.remedy import missing_tools
from solver.explain.words import listing, some
from solver.problem import Absentee, Problem, Task, Vehicle
from solver.solution import Reason, ReasonCode

Held = Mapping[str, object]


def unmet(problem: Problem, task: Task) -> Reason | None:
    """The reason why nobody may serve the task, whatever the times; None when somebody may."""
    if not problem.vehicles:
        return Reason(ReasonCode.NO_VEHICLES, "Nobody works in the time planned.")
    if any(problem.may_serve(vehicle, task) for vehicle in problem.vehicles):
        return None
    held = held_by(problem, task)
    if "vehicle" in held:
        return _pinned(problem, task, held)
    bare = replace(task, tools=frozenset())
    handy = [vehicle for vehicle in problem.vehicles if problem.may_serve(vehicle, bare)]
    if handy:
        return _unequipped(handy, task)
    if not any(vehicle.has_skills(task.skills) for vehicle in problem.vehicles):
        return _absent(problem, task) or _unskilled(problem, task)
    return _chosen(problem, task)


def held_by(problem: Problem, task: Task) -> Held:
    """The decision that ties the task: `vehicle`, `pinned_start` and `how`; empty if it is free."""
    promised = problem.promised_to.get(task.id)
    if promised is not None:
        how = "frozen" if task.id in problem.frozen_on else "order"
        return {"vehicle": promised, "how": how}
    if task.pin is None:
        return {}
    held: dict[str, object] = {"how": "pin"}
    if task.pin.vehicle is not None:
        held["vehicle"] = task.pin.vehicle
    if task.pin.start is not None:
        held["pinned_start"] = task.pin.start
    return held


def held_words(held: Held) -> str:
    """The decision as the beginning of a sentence."""
    name = held.get("vehicle")
    if held.get("how") == "frozen":
        return f"It is under way with {name}"
    if held.get("how") == "order":
        return f"It stands in the pinned order of {name}"
    return "It is pinned to a start" if name is None else f"It is pinned to {name}"


def released(vehicle: Vehicle, task: Task) -> Vehicle:
    """The vehicle without the task in the lists that promise it."""
    return replace(
        vehicle,
        frozen=tuple(stop for stop in vehicle.frozen if stop.task != task.id),
        pinned_order=tuple(name for name in vehicle.pinned_order if name != task.id),
    )


def lacking(vehicle: Vehicle | Absentee, task: Task) -> dict[str, int]:
    """Levels needed beyond the vehicle's own, by skill."""
    return {
        need.skill: need.level
        for need in task.skills
        if vehicle.skills.get(need.skill, 0) < need.level
    }


def shortfall(vehicle: Vehicle | Absentee, task: Task) -> int:
    """Levels that the vehicle lacks, over all skills."""
    return sum(
        level - vehicle.skills.get(skill, 0) for skill, level in lacking(vehicle, task).items()
    )


def is_chosen(name: str, task: Task) -> bool:
    """Whether required and excluded vehicles leave this one."""
    required = task.required_vehicles
    return name not in task.excluded_vehicles and (required is None or name in required)


def off_duty(problem: Problem, task: Task) -> list[Absentee]:
    """Absentees who could serve the task if they were called in."""
    pinned = None if task.pin is None else task.pin.vehicle
    return [
        person
        for person in problem.absentees
        if not lacking(person, task)
        and is_chosen(person.id, task)
        and pinned in (None, person.id)
        and task.id not in problem.promised_to
    ]


def _pinned(problem: Problem, task: Task, held: Held) -> Reason:
    name, words = str(held["vehicle"]), held_words(held)
    if name not in problem.vehicle_index:
        off = any(person.id == name for person in problem.absentees)
        sentence = f"{words}, who {'is off' if off else 'does not work in the time planned'}."
        return Reason(ReasonCode.PIN, sentence, {**held, "because": "off"})
    vehicle = problem.vehicles[problem.vehicle_index[name]]
    if lacking(vehicle, task):
        sentence = f"{words}, who lacks {_levels(vehicle, task)}."
        return Reason(ReasonCode.PIN, sentence, {**held, "because": "skill"})
    if is_chosen(name, task):
        tools = missing_tools(vehicle, [task])
        sentence = f"{words}, who lacks {listing(tools)}."
        return Reason(ReasonCode.PIN, sentence, {**held, "because": "tool", "tools": tools})
    sentence = f"{words}, who is excluded from it or not among those required."
    return Reason(ReasonCode.PIN, sentence, {**held, "because": "excluded"})


def _unequipped(handy: Sequence[Vehicle], task: Task) -> Reason:
    """Somebody could serve it, but for the tools."""
    closest = min(handy, key=lambda vehicle: len(missing_tools(vehicle, [task])))
    tools = missing_tools(closest, [task])
    sentence = (
        f"Nobody who may serve it has the tools: {closest.id} comes closest and lacks "
        f"{listing(tools)}."
    )
    return Reason(ReasonCode.TOOL, sentence, {"closest": closest.id, "tools": tools})


def _absent(problem: Problem, task: Task) -> Reason | None:
    """All who have the skills, and may come, are off."""
    off = [person.id for person in off_duty(problem, task)]
    if not off:
        return None
    sentence = f"All who have {_needs(task)} are off: {listing(off)}."
    return Reason(ReasonCode.OFF, sentence, {"needs": _by_skill(task), "absent": tuple(off)})


def _unskilled(problem: Problem, task: Task) -> Reason:
    closest = min(problem.vehicles, key=lambda vehicle: shortfall(vehicle, task))
    sentence = (
        f"Nobody has {_needs(task)}; {closest.id} comes closest and lacks {_levels(closest, task)}."
    )
    own = {skill: closest.skills.get(skill, 0) for skill in lacking(closest, task)}
    details = {"needs": _by_skill(task), "closest": closest.id, "lacking": own}
    return Reason(ReasonCode.SKILL, sentence, details)


def _chosen(problem: Problem, task: Task) -> Reason:
    """Somebody has the skills, but required and excluded vehicles leave nobody who has."""
    skilled = tuple(v.id for v in problem.vehicles if v.has_skills(task.skills))
    if task.required_vehicles is None:
        sentence = f"Everyone with the skills is excluded from it: {some(skilled)}."
        return Reason(ReasonCode.EXCLUDED, sentence, {"skilled": skilled})
    wanted = tuple(sorted(task.required_vehicles))
    there = [problem.vehicles[problem.vehicle_index[n]] for n in wanted if n in
             problem.vehicle_index]  # fmt: skip
    absent = tuple(name for name in wanted if name not in problem.vehicle_index)
    details = {"required": wanted, "absent": absent, "skilled": skilled}
    if not wanted:
        sentence = "It is reserved for a choice of people that names nobody."
    elif not there:
        sentence = f"It is reserved for {listing(wanted)}, who {_are(wanted)} off."
    else:
        faults = [
            f"{v.id} {'lacks ' + _levels(v, task) if lacking(v, task) else 'is excluded'}"
            for v in there
        ] + [f"{name} is off" for name in absent]
        sentence = f"It is reserved for {listing(wanted)}: {listing(faults)}."
    return Reason(ReasonCode.EXCLUDED, sentence, details)


def _are(names: Sequence[str]) -> str:
    return "is" if len(names) == 1 else "are"


def _by_skill(task: Task) -> dict[str, int]:
    return {need.skill: need.level for need in task.skills}


def _needs(task: Task) -> str:
    return listing([f"{need.skill} at level {need.level}" for need in task.skills])


def _levels(vehicle: Vehicle, task: Task) -> str:
    return listing([
        f"{skill} at level {level} (has {vehicle.skills.get(skill, 0) or 'none'})"
        for skill, level in lacking(vehicle, task).items()
    ])  # fmt: skip
