"""The prices of a plan as a person sets them: per hour, kilometre, late minute, skipped visit.

Money is integer minor units (cents). Hourly wages belong to each technician, not to the policy.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise
from typing import Any, TypeVar

LATE_MINUTE = {4: 2000, 3: 800, 2: 300, 1: 100}
QUARTER_HOUR = timedelta(minutes=15)
_AMOUNTS = (
    "travel_hour",
    "kilometre",
    "overtime_surcharge_hour",
    "unpreferred_technician",
    "change_technician",
    "change_quarter_hour",
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class LateKink:
    """From `after` late on, a late minute costs `minute`."""

    after: timedelta
    minute: int


@dataclass(frozen=True, slots=True)
class PolicyFault:
    """One thing that a policy must not say: the field, what stands there, the rule it breaks."""

    field: str
    value: Any
    rule: str

    def __str__(self) -> str:
        return f"{self.field} {self.rule}, got {self.value}"


class InvalidPolicy(ValueError):
    """A policy that contradicts itself; `faults` holds everything wrong with it."""

    def __init__(self, faults: list[PolicyFault]) -> None:
        super().__init__("; ".join(str(fault) for fault in faults))
        self.faults = tuple(faults)


@dataclass(frozen=True)
class PlanningPolicy:
    """Prices and limits a day is planned with.

    Being late is priced by priority of the service level. `late_step` is paid once for a broken
    promise; `late_minute` is the price of a minute after arrive_by, and `late_kinks` say from when
    on a minute is dearer than that. A priority that is not listed takes what the next lower one
    says; below all of them a late minute costs what it does at the lowest.

    `travel_hour` and `kilometre` come on top of wages. `overtime_surcharge_hour` comes on top of
    the technician's overtime price, and keeps overtime dearer than any other use of the same hour.
    `unpreferred_technician` is paid for a visit that somebody else serves than those it prefers.

    What is published is dear to change: `change_technician` for a visit that somebody else serves,
    `change_quarter_hour` for each quarter of an hour that its start moves, exact to the second. At
    most `max_changed` customers are touched (None: no limit); one whose visit keeps its technician
    and moves no more than `change_tolerance` is not.
    """

    currency: str = "EUR"
    travel_hour: int = 1500
    kilometre: int = 30
    overtime_surcharge_hour: int = 3000
    late_minute: Mapping[int, int] = field(default_factory=lambda: dict(LATE_MINUTE))
    late_kinks: Mapping[int, tuple[LateKink, ...]] = field(default_factory=dict)
    late_step: Mapping[int, int] = field(default_factory=dict)
    unpreferred_technician: int = 500
    change_technician: int = 2000
    change_quarter_hour: int = 300
    max_changed: int | None = None
    change_tolerance: timedelta = QUARTER_HOUR

    def __post_init__(self) -> None:
        faults = [*self._amount_faults(), *self._lateness_faults()]
        if faults:
            raise InvalidPolicy(faults)

    def late_minute_for(self, priority: int) -> int:
        """Price in minor units of one minute of lateness at a priority."""
        found = _listed(self.late_minute, priority)
        return self.late_minute[min(self.late_minute)] if found is None else found

    def late_kinks_for(self, priority: int) -> tuple[LateKink, ...]:
        """Where a late minute gets dearer at a priority, soonest first."""
        return _listed(self.late_kinks, priority) or ()

    def late_step_for(self, priority: int) -> int:
        """Price in minor units of breaking a promise at all, at a priority."""
        return _listed(self.late_step, priority) or 0

    def _amount_faults(self) -> Iterator[PolicyFault]:
        amounts = [(name, getattr(self, name)) for name in _AMOUNTS]
        amounts += [(f"late_minute.{priority}", p) for priority, p in self.late_minute.items()]
        amounts += [(f"late_step.{priority}", price) for priority, price in self.late_step.items()]
        amounts += [] if self.max_changed is None else [("max_changed", self.max_changed)]
        for name, amount in amounts:
            if amount < 0:
                yield PolicyFault(name, amount, "must not be negative")
        if self.change_tolerance < timedelta(0):
            yield PolicyFault("change_tolerance", self.change_tolerance, "must not be negative")

    def _lateness_faults(self) -> Iterator[PolicyFault]:
        if not self.late_minute:
            rule = "must name a price for at least one priority"
            yield PolicyFault("late_minute", {}, rule)
            return
        for priority, kinks in self.late_kinks.items():
            yield from _kink_faults(f"late_kinks.{priority}", kinks)
        for priority in sorted({*self.late_minute, *self.late_kinks}):
            minute, kinks = self.late_minute_for(priority), self.late_kinks_for(priority)
            if kinks and kinks[0].minute < minute:
                rule = f"must not make a late minute cheaper than before: {minute}"
                yield PolicyFault(f"late_kinks.{priority}", kinks[0].minute, rule)


def _listed(by_priority: Mapping[int, T], priority: int) -> T | None:
    """What is said for a priority, or for the next lower one that is listed."""
    below = [level for level in by_priority if level <= priority]
    return by_priority[max(below)] if below else None


def _kink_faults(name: str, kinks: tuple[LateKink, ...]) -> Iterator[PolicyFault]:
    if kinks and kinks[0].after <= timedelta(0):
        yield PolicyFault(name, kinks[0].after, "must begin after the promise is broken")
    for before, after in pairwise(kinks):
        if after.after <= before.after:
            yield PolicyFault(name, after.after, f"must come later than {before.after}")
        if after.minute < before.minute:
            rule = f"must not make a late minute cheaper than before: {before.minute}"
            yield PolicyFault(name, after.minute, rule)
