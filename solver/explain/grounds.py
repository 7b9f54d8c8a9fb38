"""Reasons that hold whatever else is planned: no vehicle could serve the task on an empty day."""

from solver.explain.words import minutes
from solver.problem import Problem, Task, Vehicle
from solver.schedule import timetables, trial_cost
from solver.schedule.timetable import Timetable
from solver.solution import Reason, ReasonCode


def ground(problem: Problem, task: int) -> Reason | None:
    """The reason why the task can be in no plan at all, or None if it could be in some."""
    spec = problem.tasks[task]
    if not problem.vehicles:
        return Reason(ReasonCode.NO_VEHICLES, "Nobody works in the time planned.")
    for rule in (_pin, _skills, _choice, _capacity):
        reason = rule(problem, spec)
        if reason is not None:
            return reason
    able = able_vehicles(problem, spec)
    if any(trial_cost(problem, vehicle, [task]) is not None for vehicle in able):
        return None
    return _time(problem, task, able)


def able_vehicles(problem: Problem, task: Task) -> list[int]:
    """Vehicles that skills, required, excluded and pins allow, and whose capacity the task fits."""
    return [
        index
        for index, vehicle in enumerate(problem.vehicles)
        if problem.may_serve(vehicle, task) and _carries(vehicle, task)
    ]


def _pin(problem: Problem, task: Task) -> Reason | None:
    if task.pin is None or task.pin.vehicle is None:
        return None
    name = task.pin.vehicle
    details = {"vehicle": name}
    if name not in problem.vehicle_index:
        sentence = f"It is pinned to {name}, who does not work in the time planned."
        return Reason(ReasonCode.PIN, sentence, details)
    vehicle = problem.vehicles[problem.vehicle_index[name]]
    lacking = _lacking(vehicle, task)
    if lacking:
        sentence = f"It is pinned to {name}, who lacks {_list(lacking)}."
        return Reason(ReasonCode.PIN, sentence, details)
    if not problem.may_serve(vehicle, task):
        sentence = f"It is pinned to {name}, who is excluded from it."
        return Reason(ReasonCode.PIN, sentence, details)
    return None


def _skills(problem: Problem, task: Task) -> Reason | None:
    if any(vehicle.has_skills(task.skills) for vehicle in problem.vehicles):
        return None
    closest = min(problem.vehicles, key=lambda vehicle: _shortfall(vehicle, task))
    needs = _list([f"{need.skill} at level {need.level}" for need in task.skills])
    lacking = _list(_lacking(closest, task))
    return Reason(
        ReasonCode.SKILL,
        f"Nobody has {needs}; {closest.id} comes closest and lacks {lacking}.",
        {
            "needs": {need.skill: need.level for need in task.skills},
            "closest": closest.id,
            "lacking": {
                need.skill: closest.skills.get(need.skill, 0)
                for need in task.skills
                if closest.skills.get(need.skill, 0) < need.level
            },
        },
    )


def _choice(problem: Problem, task: Task) -> Reason | None:
    if any(problem.may_serve(vehicle, task) for vehicle in problem.vehicles):
        return None
    skilled = [v.id for v in problem.vehicles if v.has_skills(task.skills)]
    if task.required_vehicles is not None:
        wanted = _list(sorted(task.required_vehicles)) or "nobody"
        sentence = f"It is reserved for {wanted}, and none of them may serve it."
    else:
        sentence = f"Everyone with the skills is excluded: {_list(skilled)}."
    return Reason(ReasonCode.EXCLUDED, sentence, {"skilled": tuple(skilled)})


def _capacity(problem: Problem, task: Task) -> Reason | None:
    allowed = [v for v in problem.vehicles if problem.may_serve(v, task)]
    if any(_carries(vehicle, task) for vehicle in allowed):
        return None
    most = tuple(max(limits) for limits in zip(*(v.capacity for v in allowed), strict=False))
    sentence = f"It demands {_numbers(task.demand)}; nobody who may serve it carries more than "
    details = {"demand": task.demand, "capacity": most}
    return Reason(ReasonCode.CAPACITY, f"{sentence}{_numbers(most)}.", details)


def _time(problem: Problem, task: int, able: list[int]) -> Reason:
    tables = [timetables(problem)[vehicle] for vehicle in able]
    for rule in (_window, _length, _distance):
        reason = rule(problem, task, tables)
        if reason is not None:
            return reason
    names = _list([table.vehicle.id for table in tables[:3]])
    sentence = (
        f"On an empty day it fits no shift beside the breaks and windows, not even of {names}."
    )
    return Reason(ReasonCode.SHIFT, sentence, {"vehicles": tuple(t.vehicle.id for t in tables)})


def _window(problem: Problem, task: int, tables: list[Timetable]) -> Reason | None:
    """No allowed start lies in any shift."""
    times = tables[0].tasks[task]
    if not times.spans:
        return Reason(ReasonCode.WINDOW, "All its windows close before it is released.")
    gaps = [_gap(table, task) for table in tables]
    if min(gaps) == 0:
        return None
    closest = tables[gaps.index(min(gaps))].vehicle.id
    sentence = (
        f"Its windows miss the shift of everyone who may serve it; "
        f"the closest, of {closest}, by {minutes(min(gaps))}."
    )
    return Reason(ReasonCode.WINDOW, sentence, {"closest": closest, "seconds": min(gaps)})


def _gap(table: Timetable, task: int) -> int:
    """Seconds between the shift and the nearest allowed start, 0 if one lies in it."""
    opening, closing = table.vehicle.shift.start, table.latest_end
    spans = table.tasks[task].spans
    return min(max(opening - end, start - closing, 0) for start, end in spans)


def _length(problem: Problem, task: int, tables: list[Timetable]) -> Reason | None:
    """The service alone is longer than any shift allows."""

    def spare(table: Timetable) -> int:
        return table.latest_end - table.vehicle.shift.start - table.durations[task]

    best = max(tables, key=spare)
    if spare(best) >= 0:
        return None
    needed, name = best.durations[task], best.vehicle.id
    sentence = (
        f"The service alone takes {minutes(needed)}; the longest day of anyone who may serve it "
        f"is {minutes(best.latest_end - best.vehicle.shift.start)}, of {name}."
    )
    details = {"closest": name, "seconds": -spare(best), "needed": needed}
    return Reason(ReasonCode.SHIFT, sentence, details)


def _distance(problem: Problem, task: int, tables: list[Timetable]) -> Reason | None:
    """There, service and back do not fit between the shift, the windows and the breaks."""
    shortage = min(tables, key=lambda table: _overrun(table, task))
    overrun, place = _overrun(shortage, task), problem.tasks[task].place
    if overrun <= 0:
        return None
    there = shortage.leg(shortage.vehicle.start_place, place)
    back = shortage.leg(place, shortage.vehicle.end_place)
    sentence = (
        f"It is too far: {shortage.vehicle.id}, the closest, drives {minutes(there)} there and "
        f"{minutes(back)} back and would be {minutes(overrun)} late"
        f"{' for its window' if _misses(shortage, task) else ' home'}."
    )
    details = {"closest": shortage.vehicle.id, "seconds": overrun}
    return Reason(ReasonCode.TOO_FAR, sentence, details)


def _overrun(table: Timetable, task: int) -> int:
    """Seconds by which the vehicle misses the last window or the end of its day, breaks apart."""
    arrival = table.vehicle.shift.start + table.leg(
        table.vehicle.start_place, table.tasks[task].place
    )
    if _misses(table, task):
        return arrival - table.tasks[task].closes
    start = table.tasks[task].first_start(arrival)
    assert start is not None
    home = table.leg(table.tasks[task].place, table.vehicle.end_place)
    return start + table.durations[task] + home - table.latest_end


def _misses(table: Timetable, task: int) -> bool:
    leg = table.leg(table.vehicle.start_place, table.tasks[task].place)
    return table.vehicle.shift.start + leg > table.tasks[task].closes


def _carries(vehicle: Vehicle, task: Task) -> bool:
    return all(n <= c for n, c in zip(task.demand, vehicle.capacity, strict=False))


def _lacking(vehicle: Vehicle, task: Task) -> list[str]:
    return [
        f"{need.skill} at level {need.level} (has {vehicle.skills.get(need.skill, 0) or 'none'})"
        for need in task.skills
        if vehicle.skills.get(need.skill, 0) < need.level
    ]


def _shortfall(vehicle: Vehicle, task: Task) -> int:
    return sum(max(0, need.level - vehicle.skills.get(need.skill, 0)) for need in task.skills)


def _list(words: list[str]) -> str:
    return (
        words[0]
        if len(words) == 1
        else ", ".join(words[:-1]) + " and " + words[-1]
        if words
        else ""
    )


def _numbers(values: tuple[int, ...]) -> str:
    return ", ".join(map(str, values))
