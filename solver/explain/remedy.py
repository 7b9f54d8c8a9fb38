"""What it would take for one vehicle to serve a task: kinds of change, sized by trying them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum

from solver.check import Rule, Violation
from solver.problem import Task, Vehicle

Faults = Sequence[Violation]


class Kind(IntEnum):
    """A change, the lightest first: of several remedies, the one whose heaviest is lightest."""

    PIN = 1  # it fits, at a price above that of leaving it out
    RAISE_CAP = 2
    UNPIN = 3
    STOCK = 4
    EQUIP = 5
    CAPACITY = 6
    LIMIT = 7
    LONGER = 8  # the shift, at either end, within reason
    SKIP_OTHER = 9
    MOVE_WINDOW = 10
    MUCH_LONGER = 11
    ALLOW = 12
    TRAIN = 13


@dataclass(frozen=True, slots=True)
class Remedy:
    """Changes that let a vehicle take a task, tried out together.

    `details` is what a person has to do, in the words of `solver.explain.taken`; `notes` are facts
    about why. `amount` compares remedies with the same heaviest kind. No kinds: it fits as it is.
    """

    vehicle: str
    kinds: frozenset[Kind] = frozenset()
    amount: int = 0
    details: Mapping[str, object] = field(default_factory=dict)
    notes: Mapping[str, object] = field(default_factory=dict)

    @property
    def weight(self) -> tuple[int, int, int]:
        """Sorts remedies, the least intrusive first."""
        return max(self.kinds, default=0), self.amount, len(self.kinds)

    def also(
        self,
        kind: Kind,
        amount: int = 0,
        notes: Mapping[str, object] | None = None,
        **details: object,
    ) -> "Remedy":
        """The remedy with one more change."""
        return replace(
            self,
            kinds=self.kinds | {kind},
            amount=self.amount + amount,
            details={**self.details, **details},
            notes={**self.notes, **(notes or {})},
        )


LIMITS = {
    Rule.MAX_TASKS: "max_tasks",
    Rule.MAX_TRAVEL: "max_travel",
    Rule.MAX_DISTANCE: "max_distance",
    Rule.MAX_DURATION: "max_duration",
}
"""Limits of one route, by the rule of the checker that guards them."""
SUPPLIES = ("parts", "tools", "capacity", "limits")
"""What `supplied` may find lacking, in the words of a remedy's details."""
PLENTY = 1 << 40


def unlimited(vehicle: Vehicle, tasks: Sequence[Task]) -> Vehicle:
    """The vehicle with room and supplies for all these tasks, and no limit on its route."""
    return replace(
        equipped(vehicle, tasks),
        capacity=(),
        max_duration=None,
        max_travel=None,
        max_distance=None,
        max_tasks=None,
    )


def equipped(vehicle: Vehicle, tasks: Sequence[Task]) -> Vehicle:
    """The vehicle with the tools and parts for all these tasks on board."""
    everything = dict.fromkeys((need.part for task in tasks for need in task.parts), PLENTY)
    tools = vehicle.tools.union(*(task.tools for task in tasks))
    return replace(vehicle, stock={**vehicle.stock, **everything}, tools=tools)


def is_limited(vehicle: Vehicle, task: Task) -> bool:
    """Whether anything but time could keep the task out."""
    limited = any(getattr(vehicle, name) is not None for name in LIMITS.values())
    return limited or bool(vehicle.capacity or task.parts or task.tools)


def supplied(remedy: Remedy, vehicle: Vehicle, tasks: Sequence[Task], faults: Faults) -> Remedy:
    """The remedy with what the route of these tasks, in order, lacks by the checker's findings."""
    rules = {fault.rule: fault.amount or 0 for fault in faults}
    if Rule.STOCK in rules:
        parts = missing_parts(vehicle, tasks)
        remedy = remedy.also(Kind.STOCK, sum(parts.values()), parts=parts)
    if Rule.TOOLS in rules:
        tools = missing_tools(vehicle, tasks)
        remedy = remedy.also(Kind.EQUIP, len(tools), tools=tools)
    if Rule.CAPACITY in rules:
        room = missing_room(vehicle, tasks)
        remedy = remedy.also(Kind.CAPACITY, sum(room), capacity=room)
    limits = {LIMITS[rule]: amount for rule, amount in rules.items() if rule in LIMITS}
    if limits:
        remedy = remedy.also(Kind.LIMIT, sum(limits.values()), limits=limits)
    return remedy


def missing_parts(vehicle: Vehicle, tasks: Sequence[Task]) -> dict[str, int]:
    """Pieces by part that the tasks use beyond what the vehicle has on board."""
    used: Counter[str] = Counter()
    for task in tasks:
        for need in task.parts:
            used[need.part] += need.quantity
    there = vehicle.stock
    return {part: n - there.get(part, 0) for part, n in used.items() if n > there.get(part, 0)}


def missing_tools(vehicle: Vehicle, tasks: Sequence[Task]) -> tuple[str, ...]:
    """Tools that the tasks need and the vehicle has not; what is under way needs none."""
    frozen = {stop.task for stop in vehicle.frozen}
    needed = {tool for task in tasks if task.id not in frozen for tool in task.tools}
    return tuple(sorted(needed - vehicle.tools))


def missing_room(vehicle: Vehicle, tasks: Sequence[Task]) -> tuple[int, ...]:
    """Room per dimension that the tasks, in this order, need beyond the capacity."""
    if not vehicle.capacity:
        return ()
    amounts = [amount for task in tasks for amount in (task.demand, task.pickup)]
    width = max(len(vehicle.capacity), *map(len, amounts), 0)
    loads = [sum(_in(d, task.demand) for task in tasks) for d in range(width)]
    peaks = list(loads)
    for task in tasks:
        loads = [n + _in(d, task.pickup) - _in(d, task.demand) for d, n in enumerate(loads)]
        peaks = [max(peak, load) for peak, load in zip(peaks, loads, strict=True)]
    return tuple(max(0, peak - _in(d, vehicle.capacity)) for d, peak in enumerate(peaks))


def _in(dimension: int, amounts: Sequence[int]) -> int:
    return amounts[dimension] if dimension < len(amounts) else 0
