"""Which engine models which constraint and price exactly, and which it relaxes or refuses.

`docs` print this table; `solve` says in its result what was relaxed. A new rule is one row.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from solver.problem import Break, Problem, Task, Vehicle

TIMED_AFTERWARDS = "OR-Tools does not know it: what its routes then cannot keep is left out again"


class Support(StrEnum):
    """How an engine treats a rule."""

    EXACT = "exact"
    RELAXED = "relaxed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Capability:
    """One rule: support by engine, whether a problem uses it, and a remark if relaxed."""

    rule: str
    support: dict[str, Support]
    used: Callable[[Problem], bool]
    remark: str = ""


def _row(
    rule: str,
    used: Callable[[Problem], bool],
    greedy: Support = Support.EXACT,
    ortools: Support = Support.EXACT,
    remark: str = "",
) -> Capability:
    return Capability(rule, {"greedy": greedy, "ortools": ortools}, used, remark)


def _late(rule: str, used: Callable[[Problem], bool]) -> Capability:
    """A rule that OR-Tools learns of only when its routes are timed, checked and priced."""
    return _row(rule, used, ortools=Support.RELAXED, remark=TIMED_AFTERWARDS)


def _bent(task: Task) -> bool:
    return task.lateness is not None and bool(task.lateness.kinks or task.lateness.step)


def _breaks(problem: Problem) -> Iterator[Break]:
    return (rest for vehicle in problem.vehicles for rest in vehicle.breaks)


def _limited(vehicle: Vehicle) -> bool:
    limits = (vehicle.max_duration, vehicle.max_travel, vehicle.max_distance, vehicle.max_tasks)
    return any(limit is not None for limit in limits)


CAPABILITIES: tuple[Capability, ...] = (
    _row("hard windows", lambda p: any(t.windows for t in p.tasks)),
    _row("release", lambda p: any(t.release is not None for t in p.tasks)),
    _row("soft deadline", lambda p: any(t.lateness for t in p.tasks)),
    _row("skills", lambda p: any(t.skills for t in p.tasks)),
    _row("required vehicles", lambda p: any(t.required_vehicles is not None for t in p.tasks)),
    _row("excluded vehicles", lambda p: any(t.excluded_vehicles for t in p.tasks)),
    _row("pin", lambda p: any(t.pin for t in p.tasks)),
    _row("skip price", lambda p: any(not t.mandatory for t in p.tasks)),
    _row("mandatory tasks", lambda p: any(t.mandatory for t in p.tasks)),
    _row("capacity", lambda p: any(v.capacity for v in p.vehicles)),
    _row("shift, start and end place", lambda p: bool(p.vehicles)),
    _row("overtime", lambda p: any(v.overtime for v in p.vehicles)),
    _row("breaks", lambda p: any(v.breaks for v in p.vehicles)),
    _row("duration and travel factors", lambda p: bool(p.vehicles)),
    _row("fixed price", lambda p: any(v.prices.fixed for v in p.vehicles)),
    _row("travel and distance price", lambda p: bool(p.vehicles)),
    _row(
        "working time price",
        lambda p: any(v.prices.working_second for v in p.vehicles),
        greedy=Support.RELAXED,
        ortools=Support.RELAXED,
        remark="waiting and the departure are optimised for each sequence, not while choosing it",
    ),
    _late("dearer lateness and its step", lambda p: any(_bent(t) for t in p.tasks)),
    _late("setup", lambda p: any(t.setup for t in p.tasks)),
    _late("times by kind of vehicle", lambda p: any(t.by_kind for t in p.tasks)),
    _late("pickups", lambda p: any(t.pickup for t in p.tasks)),
    _late("parts and stock", lambda p: any(t.parts for t in p.tasks)),
    _late("preferred vehicles", lambda p: any(t.preferred_vehicles for t in p.tasks)),
    _late("pinned starts", lambda p: any(t.pin and t.pin.start is not None for t in p.tasks)),
    _late("breaks at a place", lambda p: any(b.place is not None for b in _breaks(p))),
    _late("limits of a route", lambda p: any(_limited(v) for v in p.vehicles)),
    _late("frozen tasks", lambda p: any(v.frozen for v in p.vehicles)),
    _late("pinned orders", lambda p: any(v.pinned_order for v in p.vehicles)),
    _late("departing from a plan", lambda p: any(t.reference for t in p.tasks)),
    _late("cap on changes", lambda p: p.max_changed is not None),
)


def relaxations(problem: Problem, engine: str) -> tuple[str, ...]:
    """What the engine relaxes of the rules this problem uses, in words."""
    return tuple(
        f"{row.rule}: {row.remark}"
        for row in CAPABILITIES
        if row.support[engine] is Support.RELAXED and row.used(problem)
    )
