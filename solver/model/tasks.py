"""What a task must keep: its place, times, needs, prices, and the vehicles it names."""

from collections.abc import Collection

from solver.model.bounds import LATEST
from solver.model.faults import FaultList, Path
from solver.model.names import (
    check_parts,
    check_place,
    check_skills,
    check_text,
    check_tools,
    check_vehicles,
)
from solver.model.windows import check_windows
from solver.problem import KindTimes, Lateness, Problem, Task


def check_task(
    faults: FaultList, path: Path, task: Task, problem: Problem, vehicles: Collection[object]
) -> None:
    """Everything about one task but its id; `vehicles` are the names it may use."""
    check_place(faults, (*path, "place"), task.place, problem)
    for name in ("duration", "setup"):
        faults.length((*path, name), getattr(task, name))
    _by_kind(faults, (*path, "by_kind"), task.by_kind)
    check_windows(faults, (*path, "windows"), task.windows)
    if task.release is not None:
        faults.instant((*path, "release"), task.release)
    if task.lateness is not None:
        _lateness(faults, (*path, "lateness"), task.lateness)
    check_skills(faults, (*path, "skills"), ((n.skill, n.level) for n in task.skills))
    check_parts(faults, (*path, "parts"), ((n.part, n.quantity) for n in task.parts), least=1)
    check_tools(faults, (*path, "tools"), task.tools)
    faults.integer((*path, "priority"), task.priority, 0, LATEST)
    if task.skip_price is not None:
        faults.price((*path, "skip_price"), task.skip_price)
    faults.price((*path, "unpreferred_price"), task.unpreferred_price)
    _vehicles(faults, path, task, vehicles)
    _decisions(faults, path, task, vehicles)


def _by_kind(faults: FaultList, path: Path, entries: tuple[KindTimes, ...]) -> None:
    kinds: set[str] = set()
    for index, times in enumerate(entries):
        faults.length((*path, index, "duration"), times.duration)
        faults.length((*path, index, "setup"), times.setup)
        if check_text(faults, (*path, index, "kind"), times.kind):
            if times.kind in kinds:
                faults.add((*path, index, "kind"), times.kind, "must be unique in the task")
            kinds.add(times.kind)


def _lateness(faults: FaultList, path: Path, lateness: Lateness) -> None:
    """Kinks ever later and never cheaper: engines rely on a convex price."""
    faults.instant((*path, "deadline"), lateness.deadline)
    faults.price((*path, "step"), lateness.step)
    priced = faults.price((*path, "per_second"), lateness.per_second)
    after, rate = 0, lateness.per_second
    for index, kink in enumerate(lateness.kinks):
        here: Path = (*path, "kinks", index)
        if not faults.length((*here, "after"), kink.after):
            return
        if kink.after <= after:
            rule = f"must be later than {after}, where the price before it begins"
            faults.add((*here, "after"), kink.after, rule)
        if not faults.price((*here, "per_second"), kink.per_second) or not priced:
            return
        if kink.per_second < rate:
            faults.add((*here, "per_second"), kink.per_second, f"must not fall below {rate}")
        after, rate = max(after, kink.after), max(rate, kink.per_second)


def _vehicles(faults: FaultList, path: Path, task: Task, known: Collection[object]) -> None:
    check_vehicles(faults, (*path, "required_vehicles"), task.required_vehicles or (), known)
    for name in ("excluded_vehicles", "preferred_vehicles"):
        check_vehicles(faults, (*path, name), getattr(task, name), known)


def _decisions(faults: FaultList, path: Path, task: Task, known: Collection[object]) -> None:
    """The pin, and the plan it was published in, whose vehicle may be gone by now."""
    pin, reference = task.pin, task.reference
    if pin is not None and pin.vehicle is not None:
        check_vehicles(faults, (*path, "pin"), [pin.vehicle], known)
    if pin is not None and pin.start is not None:
        faults.instant((*path, "pin", "start"), pin.start)
    if pin is not None and pin.vehicle is None and pin.start is None:
        faults.add((*path, "pin"), None, "must name a vehicle, a start, or both")
    if reference is not None:
        check_text(faults, (*path, "reference", "vehicle"), reference.vehicle)
        faults.instant((*path, "reference", "start"), reference.start)
