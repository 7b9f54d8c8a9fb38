"""Which engine models which constraint and price exactly, and which it relaxes or refuses.

`docs/capabilities.md` holds this table as `as_markdown` prints it; what each constraint means is
told in `docs/constraints.md`. `solve` says in its result what was relaxed. A new rule is one row.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from solver.model.bounds import cost_bound, longest_distance, longest_drive
from solver.problem import Break, Problem, Task, Vehicle


class Support(StrEnum):
    """How an engine treats a rule."""

    EXACT = "exact"
    RELAXED = "relaxed"
    REFUSED = "refused"


ENGINES = ("search", "ortools", "greedy", "exact")
"""Columns of the table."""
LIKE = {"rebuild": "greedy"}
"""Engines without a column: rebuilding what greedy has built knows what greedy knows."""


@dataclass(frozen=True, slots=True)
class Capability:
    """One rule, and whether a problem uses it. What an engine does not relax or refuse is exact.

    `relaxed` says by engine what the relaxation leaves out; `refused` names engines.
    """

    rule: str
    used: Callable[[Problem], bool]
    relaxed: Mapping[str, str] = field(default_factory=dict)
    refused: tuple[str, ...] = ()

    def support(self, engine: str) -> Support:
        """How this engine treats the rule."""
        if engine in self.refused:
            return Support.REFUSED
        return Support.RELAXED if engine in self.relaxed else Support.EXACT


def relaxations(problem: Problem, engine: str) -> tuple[str, ...]:
    """What the engine relaxes of the rules this problem uses, in words."""
    column = LIKE.get(engine, engine)
    return tuple(
        f"{row.rule}: {row.relaxed[column]}"
        for row in CAPABILITIES
        if column in row.relaxed and row.used(problem)
    )


def is_engine(name: str) -> bool:
    """Whether the table speaks of an engine of this name."""
    return name in ENGINES or name in LIKE


def refusals(problem: Problem, engine: str) -> tuple[str, ...]:
    """The rules this problem uses that the engine knows nothing of: it refuses the problem."""
    return tuple(row.rule for row in CAPABILITIES if engine in row.refused and row.used(problem))


def as_markdown() -> str:
    """The table as the documentation prints it, with a remark for each relaxation."""
    lines = [
        f"| Rule | {' | '.join(ENGINES)} | What is relaxed |",
        "|---" * (len(ENGINES) + 2) + "|",
    ]
    for row in CAPABILITIES:
        cells = " | ".join(row.support(engine) for engine in ENGINES)
        remarks = "; ".join(f"{engine}: {remark}" for engine, remark in row.relaxed.items())
        lines.append(f"| {row.rule} | {cells} | {remarks} |")
    return "\n".join(lines) + "\n"


def _any_task(used: Callable[[Task], object]) -> Callable[[Problem], bool]:
    return lambda problem: any(used(task) for task in problem.tasks)


def _any_vehicle(used: Callable[[Vehicle], object]) -> Callable[[Problem], bool]:
    return lambda problem: any(used(vehicle) for vehicle in problem.vehicles)


def _places_of_rest(problem: Problem) -> Iterator[Break]:
    rests = (rest for vehicle in problem.vehicles for rest in vehicle.breaks)
    return (rest for rest in rests if rest.place is not None)


_LATE_DEPARTURE = "a late departure is found as far as nothing before the wait need move"


def _limits_detours(vehicle: Vehicle) -> bool:
    return _is_limited(vehicle) and _detours(vehicle) == 1


def _limits_several_detours(vehicle: Vehicle) -> bool:
    return _is_limited(vehicle) and _detours(vehicle) > 1


def _is_limited(vehicle: Vehicle) -> bool:
    return vehicle.max_travel is not None or vehicle.max_distance is not None


def _detours(vehicle: Vehicle) -> int:
    placed = sum(rest.place is not None for rest in vehicle.breaks)
    return placed + (vehicle.restock is not None)


_ONE_SCHEDULE = "one schedule is remembered for each set of breaks taken and depots visited"
_WHILE_CHOOSING = "waiting and the departure are settled for each sequence, not while choosing it"

CAPABILITIES: tuple[Capability, ...] = (
    Capability("windows, on one day or several", _any_task(lambda t: t.windows)),
    Capability("release", _any_task(lambda t: t.release is not None)),
    Capability("deadline, priced by the second", _any_task(lambda t: t.lateness)),
    Capability("kinks of lateness", _any_task(lambda t: t.lateness and t.lateness.kinks)),
    Capability(
        "step at the breach",
        _any_task(lambda t: t.lateness and t.lateness.step),
        relaxed={"ortools": "being late at all costs nothing extra"},
    ),
    Capability("skip price", lambda p: any(not p.must_serve(task) for task in p.tasks)),
    Capability("tasks that must be served", lambda p: any(map(p.must_serve, p.tasks))),
    Capability("skills", _any_task(lambda t: t.skills)),
    Capability("required vehicles", _any_task(lambda t: t.required_vehicles is not None)),
    Capability("excluded vehicles", _any_task(lambda t: t.excluded_vehicles)),
    Capability("preferred vehicles", _any_task(lambda t: t.preferred_vehicles)),
    Capability("times by kind of vehicle", _any_task(lambda t: t.by_kind)),
    Capability(
        "setup, once per stay",
        _any_task(lambda t: t.setup or any(times.setup for times in t.by_kind)),
        relaxed={
            "ortools": "a second visit at a place saves it on the way there; from home, or after "
            "a break there, it is paid"
        },
    ),
    Capability("duration and travel factors", _any_vehicle(lambda v: True)),
    Capability("shift, start and end place", _any_vehicle(lambda v: True)),
    Capability("overtime", _any_vehicle(lambda v: v.overtime)),
    Capability(
        "breaks",
        _any_vehicle(lambda v: v.breaks),
        relaxed={"search": _ONE_SCHEDULE},
    ),
    Capability(
        "more than six breaks", _any_vehicle(lambda v: len(v.breaks) > 6), refused=("search",)
    ),
    Capability(
        "breaks at a place",
        lambda p: any(_places_of_rest(p)),
        relaxed={
            "search": _ONE_SCHEDULE,
            "ortools": "taken anywhere; the way there is added when a route is timed",
            "greedy": "moved when a route changes, or if nothing else makes room",
        },
    ),
    Capability("capacity and demand", _any_vehicle(lambda v: v.capacity)),
    Capability("pickup", _any_task(lambda t: t.pickup)),
    Capability("parts and stock", _any_task(lambda t: t.parts)),
    Capability("tools", _any_task(lambda t: t.tools)),
    Capability(
        "visit to the depot",
        _any_vehicle(lambda v: v.restock is not None),
        relaxed={
            "search": _ONE_SCHEDULE,
            "ortools": "supplies never run out; the visit is added when a route is timed",
            "greedy": "moved when a route changes, or if nothing else makes room",
        },
    ),
    Capability(
        "limits of driving and a detour (a break at a place, a visit to the depot) on one vehicle",
        _any_vehicle(_limits_detours),
        relaxed={"search": "the detour counts as on the leg where it is longest"},
    ),
    Capability(
        "limits of driving and several detours on one vehicle",
        _any_vehicle(_limits_several_detours),
        refused=("search",),
    ),
    Capability(
        "longest duration",
        _any_vehicle(lambda v: v.max_duration is not None),
        relaxed={"search": _LATE_DEPARTURE},
    ),
    Capability("longest travel", _any_vehicle(lambda v: v.max_travel is not None)),
    Capability("longest distance", _any_vehicle(lambda v: v.max_distance is not None)),
    Capability("most tasks of a route", _any_vehicle(lambda v: v.max_tasks is not None)),
    Capability("pinned vehicle", _any_task(lambda t: t.pin and t.pin.vehicle)),
    Capability("pinned start", _any_task(lambda t: t.pin and t.pin.start is not None)),
    Capability("pinned order", _any_vehicle(lambda v: v.pinned_order)),
    Capability("frozen tasks", _any_vehicle(lambda v: v.frozen)),
    Capability("change of vehicle", _any_task(lambda t: t.reference)),
    Capability(
        "change of start",
        lambda p: bool(p.prices.change_second and any(t.reference for t in p.tasks)),
        relaxed={
            "search": "a service waits for its published start only where nothing is late thereby",
            "greedy": "before its published start, a service is as early as can be or exactly then",
        },
    ),
    Capability(
        "cap on changes",
        lambda p: p.max_changed is not None,
        relaxed={
            "search": "what may move besides is drawn at random, again and again; all else is held",
            "ortools": "what may move is drawn at random before the search; all else is held",
            "greedy": "what can be is held as published; what may move besides is drawn at random",
        },
    ),
    Capability("fixed price", _any_vehicle(lambda v: v.prices.fixed)),
    Capability("travel and distance price", _any_vehicle(lambda v: True)),
    Capability(
        "working time price",
        _any_vehicle(lambda v: v.prices.working_second),
        relaxed={
            "search": _LATE_DEPARTURE,
            "ortools": _WHILE_CHOOSING,
            "greedy": _WHILE_CHOOSING,
        },
    ),
    Capability(
        "legs of 2^31 seconds or metres and more",
        lambda p: max(longest_drive(p), longest_distance(p)) >= 1 << 31,
        refused=("search",),
    ),
    Capability(
        "prices that may add up to more than 2^58",
        lambda p: cost_bound(p) > 1 << 58,
        refused=("search",),
    ),
)
