"""Every rule a problem must keep before an engine sees it, all faults at once.

What makes a plan impossible is no fault: a task whose window lies outside every shift, whose skills
nobody has, or whose pin contradicts its exclusions is a valid wish, and the answer says why it
cannot be met.
"""

from collections.abc import Collection, Iterable
from math import isfinite

from solver.model.bounds import LARGEST_COST, LARGEST_FACTOR, LATEST, cost_bound
from solver.model.faults import Fault, FaultList, Path
from solver.model.matrices import check_travel
from solver.model.windows import check_window, check_windows
from solver.problem import Break, Prices, Problem, Task, Vehicle

_LARGEST_LEVEL = 5
_LARGEST_DEMAND = 2**40


def validate(problem: Problem) -> list[Fault]:
    """All faults of a problem, in the order places, travel, vehicles, tasks, prices.

    A path in a fault names fields as `Problem` does, so that a reader can translate it into the
    words of its file. The cost bound is judged only where nothing else is wrong.
    """
    faults = FaultList()
    faults.ids(("places",), (place.id for place in problem.places))
    _coordinates(faults, problem)
    for profile, travel in problem.travel.items():
        check_travel(faults, profile, travel, len(problem.places))
    faults.ids(("vehicles",), (vehicle.id for vehicle in problem.vehicles))
    for index, vehicle in enumerate(problem.vehicles):
        _vehicle(faults, ("vehicles", index), vehicle, problem)
    known = {vehicle.id for vehicle in problem.vehicles if isinstance(vehicle.id, str)}
    faults.ids(("tasks",), (task.id for task in problem.tasks))
    for index, task in enumerate(problem.tasks):
        _task(faults, ("tasks", index), task, problem)
        _known_vehicles(faults, ("tasks", index), task, known)
    _dimensions(faults, problem)
    _prices(faults, problem.prices)
    if not faults.found:
        _cost(faults, problem)
    return faults.found


def _coordinates(faults: FaultList, problem: Problem) -> None:
    for index, place in enumerate(problem.places):
        for name, value in (("x", place.x), ("y", place.y)):
            if value is not None and not (isinstance(value, int | float) and isfinite(value)):
                faults.add(("places", index, name), value, "must be a finite number or None")


def _vehicle(faults: FaultList, path: Path, vehicle: Vehicle, problem: Problem) -> None:
    check_window(faults, (*path, "shift"), vehicle.shift)
    for name in ("start_place", "end_place"):
        place = getattr(vehicle, name)
        if place is not None:
            _place(faults, (*path, name), place, problem)
    _skills(faults, (*path, "skills"), vehicle.skills.items())
    _breaks(faults, (*path, "breaks"), vehicle.breaks)
    faults.length((*path, "overtime"), vehicle.overtime)
    for name in ("duration_factor", "travel_factor"):
        value = getattr(vehicle, name)
        faults.integer((*path, name), value, 1, LARGEST_FACTOR, "per mille")
    if vehicle.profile not in list(problem.travel):
        rule = f"must be one of the travel profiles ({_listed(problem.travel)})"
        faults.add((*path, "profile"), vehicle.profile, rule)
    for name in vehicle.prices.__dataclass_fields__:
        faults.price((*path, "prices", name), getattr(vehicle.prices, name))


def _breaks(faults: FaultList, path: Path, breaks: tuple[Break, ...]) -> None:
    faults.ids(path, (rest.id for rest in breaks))
    for index, rest in enumerate(breaks):
        faults.length((*path, index, "duration"), rest.duration)
        check_windows(faults, (*path, index, "windows"), rest.windows)
        if not rest.windows:
            faults.add((*path, index, "windows"), (), "must hold at least one window")


def _task(faults: FaultList, path: Path, task: Task, problem: Problem) -> None:
    _place(faults, (*path, "place"), task.place, problem)
    faults.length((*path, "duration"), task.duration)
    check_windows(faults, (*path, "windows"), task.windows)
    if task.release is not None:
        faults.instant((*path, "release"), task.release)
    if task.lateness is not None:
        faults.instant((*path, "lateness", "deadline"), task.lateness.deadline)
        faults.price((*path, "lateness", "per_second"), task.lateness.per_second)
    _skills(faults, (*path, "skills"), ((need.skill, need.level) for need in task.skills))
    faults.integer((*path, "priority"), task.priority, 0, LATEST)
    if task.skip_price is not None:
        faults.price((*path, "skip_price"), task.skip_price)


def _place(faults: FaultList, path: Path, place: object, problem: Problem) -> None:
    if not problem.places:
        faults.add(path, place, "must name a place, and the problem has none")
    else:
        faults.integer(path, place, 0, len(problem.places) - 1, "(the number of a place)")


def _skills(faults: FaultList, path: Path, levels: Iterable[tuple[str, object]]) -> None:
    for skill, level in levels:
        if not isinstance(skill, str) or not skill.strip():
            faults.add(path, skill, "must name skills by a text that is not blank")
        else:
            faults.integer((*path, skill), level, 1, _LARGEST_LEVEL)


def _known_vehicles(faults: FaultList, path: Path, task: Task, known: Collection[str]) -> None:
    named = {
        "required_vehicles": task.required_vehicles or (),
        "excluded_vehicles": task.excluded_vehicles,
        "pin": () if task.pin is None else (task.pin.vehicle,),
    }
    for name, vehicles in named.items():
        for vehicle in sorted(vehicles, key=str):
            if vehicle not in known:
                faults.add((*path, name), vehicle, "must name vehicles of the problem")


def _dimensions(faults: FaultList, problem: Problem) -> None:
    """Quantities are not negative, and every list of them that is not empty is equally long."""
    given: list[tuple[Path, tuple[int, ...]]] = [
        *((("vehicles", i, "capacity"), v.capacity) for i, v in enumerate(problem.vehicles)),
        *((("tasks", i, "demand"), t.demand) for i, t in enumerate(problem.tasks)),
    ]
    length = max((len(quantities) for _, quantities in given), default=0)
    for path, quantities in given:
        for dimension, quantity in enumerate(quantities):
            faults.integer((*path, dimension), quantity, 0, _LARGEST_DEMAND)
        if quantities and len(quantities) != length:
            faults.add(path, quantities, f"must be empty or have {length} dimensions like others")


def _prices(faults: FaultList, prices: Prices) -> None:
    faults.integer(("prices", "scale"), prices.scale, 1, LARGEST_COST)
    for priority, price in prices.skip_by_priority.items():
        faults.price(("prices", "skip_by_priority", str(priority)), price)


def _cost(faults: FaultList, problem: Problem) -> None:
    bound = cost_bound(problem)
    if bound > LARGEST_COST:
        rule = f"must keep the dearest possible plan within {LARGEST_COST} cost units"
        faults.add(("prices",), bound, rule)


def _listed(names: Collection[str]) -> str:
    return ", ".join(sorted(names)) or "there are none"
