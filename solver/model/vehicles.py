"""What a vehicle must keep: its shift, breaks, factors, limits, supplies and prices."""

from solver.model.bounds import LARGEST_FACTOR, LARGEST_QUANTITY, LONGEST
from solver.model.faults import FaultList, Path
from solver.model.names import check_parts, check_place, check_skills, check_tools
from solver.model.windows import check_window, check_windows
from solver.problem import Break, Problem, Restock, Vehicle

_LIMITS = {
    "max_duration": (LONGEST, "seconds"),
    "max_travel": (LONGEST, "seconds"),
    "max_distance": (LONGEST, "metres"),
    "max_tasks": (LARGEST_QUANTITY, "tasks"),
}


def check_vehicle(faults: FaultList, path: Path, vehicle: Vehicle, problem: Problem) -> None:
    """Everything about one vehicle but its id and the tasks it names."""
    check_window(faults, (*path, "shift"), vehicle.shift)
    for name in ("start_place", "end_place"):
        place = getattr(vehicle, name)
        if place is not None:
            check_place(faults, (*path, name), place, problem)
    check_skills(faults, (*path, "skills"), vehicle.skills.items())
    check_parts(faults, (*path, "stock"), vehicle.stock.items(), least=0)
    check_tools(faults, (*path, "tools"), vehicle.tools)
    _restock(faults, (*path, "restock"), vehicle.restock, problem)
    _breaks(faults, (*path, "breaks"), vehicle.breaks, problem)
    faults.length((*path, "overtime"), vehicle.overtime)
    _factors(faults, path, vehicle)
    _limits(faults, path, vehicle)
    _labels(faults, path, vehicle, problem)
    for name in vehicle.prices.__dataclass_fields__:
        faults.price((*path, "prices", name), getattr(vehicle.prices, name))


def _breaks(faults: FaultList, path: Path, breaks: tuple[Break, ...], problem: Problem) -> None:
    faults.ids(path, (rest.id for rest in breaks))
    for index, rest in enumerate(breaks):
        faults.length((*path, index, "duration"), rest.duration)
        check_windows(faults, (*path, index, "windows"), rest.windows)
        if not rest.windows:
            faults.add((*path, index, "windows"), (), "must hold at least one window")
        if rest.place is not None:
            check_place(faults, (*path, index, "place"), rest.place, problem)


def _restock(faults: FaultList, path: Path, depot: Restock | None, problem: Problem) -> None:
    if depot is not None:
        check_place(faults, (*path, "place"), depot.place, problem)
        check_windows(faults, (*path, "windows"), depot.windows)
        faults.length((*path, "duration"), depot.duration)


def _factors(faults: FaultList, path: Path, vehicle: Vehicle) -> None:
    for name in ("duration_factor", "travel_factor"):
        value = getattr(vehicle, name)
        faults.integer((*path, name), value, 1, LARGEST_FACTOR, "per mille")


def _limits(faults: FaultList, path: Path, vehicle: Vehicle) -> None:
    for name, (most, unit) in _LIMITS.items():
        limit = getattr(vehicle, name)
        if limit is not None:
            faults.integer((*path, name), limit, 0, most, unit)


def _labels(faults: FaultList, path: Path, vehicle: Vehicle, problem: Problem) -> None:
    if vehicle.profile not in list(problem.travel):
        known = ", ".join(sorted(problem.travel)) or "there are none"
        rule = f"must be one of the travel profiles ({known})"
        faults.add((*path, "profile"), vehicle.profile, rule)
    kind: object = vehicle.kind
    if not isinstance(kind, str):
        faults.add((*path, "kind"), kind, "must be a text")
