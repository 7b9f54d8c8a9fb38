"""The problem after somebody has done what an action says.

`solver.explain` tries a change before it proposes it; this applies a proposal to the whole problem,
so that anybody can solve again and see. The words of an action's details, all optional:

- `vehicle`: whom the others below are about
- `unpin`: which decisions about the task to withdraw: "vehicle", "start", "order"
- `pin`: true to have the vehicle serve it whatever it costs
- `allow`: true to let the vehicle serve it, although excluded or not among the required
- `skills`: levels to reach, by skill
- `parts`: pieces to add to the stock, by part
- `tools`: tools to put on board
- `capacity`: room to add, by dimension
- `limits`: by how much to raise limits of the route, by the name of the field
- `overtime`: seconds by which the shift may end later
- `earlier`: seconds by which the shift may begin earlier
- `window`: (first, last) start to agree on with the customer
- `skip`: tasks to cancel
- `cap`: the cap on changes to allow
- `call_in`: the absentee to call in, there from `start` to `end`
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from solver.problem import Pin, Problem, Task, TimeWindow, Vehicle
from solver.solution import Action

Details = Mapping[str, Any]


def taken(problem: Problem, task: str, action: Action) -> Problem:
    """The problem in which the action has been taken for the sake of a task."""
    details: Details = action.details
    cancelled = set(details.get("skip", ()))
    withdrawn = {*cancelled, *({task} if "order" in details.get("unpin", ()) else ())}
    vehicles = [_without(vehicle, withdrawn) for vehicle in problem.vehicles]
    return replace(
        problem,
        tasks=tuple(
            changed_task(each, details) if each.id == task else each
            for each in problem.tasks
            if each.id not in cancelled
        ),
        vehicles=(
            *(_changed(vehicle, details) for vehicle in vehicles),
            *_called_in(problem, details),
        ),
        max_changed=details.get("cap", problem.max_changed),
    )


def changed_task(task: Task, details: Details) -> Task:
    """The task with new wishes and decisions."""
    task = unpinned(task, details.get("unpin", ()))
    vehicle = details.get("vehicle", "")
    if details.get("allow"):
        required = task.required_vehicles
        task = replace(
            task,
            excluded_vehicles=task.excluded_vehicles - {vehicle},
            required_vehicles=None if required is None else required | {vehicle},
        )
    if details.get("window"):
        first, last = details["window"]
        release = task.release if task.release is None else min(task.release, first)
        task = replace(task, windows=(TimeWindow(first, last),), release=release)
    if details.get("pin"):
        start = None if task.pin is None else task.pin.start
        task = replace(task, pin=Pin(vehicle, start))
    return task


def unpinned(task: Task, what: tuple[str, ...]) -> Task:
    """The task without these halves of its pin; without both it has none."""
    if task.pin is None or not what:
        return task
    vehicle = None if "vehicle" in what else task.pin.vehicle
    start = None if "start" in what else task.pin.start
    return replace(task, pin=None if vehicle is None and start is None else Pin(vehicle, start))


def changed_vehicle(vehicle: Vehicle, details: Details) -> Vehicle:
    """The vehicle with other hours and equipment."""
    changes: dict[str, Any] = {
        word: change(vehicle, details[word])
        for word, change in _OF_VEHICLES.items()
        if details.get(word)
    }
    renamed = {"skills": "skills", "parts": "stock", "earlier": "shift"}
    fields = {renamed.get(word, word): value for word, value in changes.items()}
    for name, more in details.get("limits", {}).items():
        fields[name] = (getattr(vehicle, name) or 0) + more
    return replace(vehicle, **fields)


_OF_VEHICLES: Mapping[str, Callable[[Vehicle, Any], object]] = {
    "skills": lambda vehicle, levels: {**vehicle.skills, **levels},
    "parts": lambda vehicle, parts: _sum(vehicle.stock, parts),
    "tools": lambda vehicle, tools: vehicle.tools.union(tools),
    "capacity": lambda vehicle, room: _longest_sum(vehicle.capacity, room),
    "overtime": lambda vehicle, seconds: vehicle.overtime + seconds,
    "earlier": lambda vehicle, seconds: TimeWindow(
        vehicle.shift.start - seconds, vehicle.shift.end
    ),
}


def _changed(vehicle: Vehicle, details: Details) -> Vehicle:
    return changed_vehicle(vehicle, details) if vehicle.id == details.get("vehicle") else vehicle


def _without(vehicle: Vehicle, tasks: set[str]) -> Vehicle:
    return replace(
        vehicle,
        frozen=tuple(stop for stop in vehicle.frozen if stop.task not in tasks),
        pinned_order=tuple(task for task in vehicle.pinned_order if task not in tasks),
    )


def _called_in(problem: Problem, details: Details) -> tuple[Vehicle, ...]:
    """Somebody who was off, there for the task alone, with the parts and tools it needs."""
    person = next((one for one in problem.absentees if one.id == details.get("call_in")), None)
    if person is None:
        return ()
    return (
        Vehicle(
            person.id,
            TimeWindow(details["start"], details["end"]),
            skills=person.skills,
            stock=details.get("parts", {}),
            tools=frozenset(details.get("tools", ())),
            profile=min(problem.travel),
        ),
    )


def _sum(stock: Mapping[str, int], more: Mapping[str, int]) -> dict[str, int]:
    return {part: stock.get(part, 0) + more.get(part, 0) for part in {*stock, *more}}


def _longest_sum(capacity: tuple[int, ...], room: tuple[int, ...]) -> tuple[int, ...]:
    width = max(len(capacity), len(room))
    padded = [(*numbers, *(0,) * (width - len(numbers))) for numbers in (capacity, room)]
    return tuple(a + b for a, b in zip(*padded, strict=True))
