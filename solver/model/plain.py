"""What people pass to the builder, made into what a problem holds: plain integers in tuples."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

import numpy as np

from solver.model.windows import normalised
from solver.problem import Break, FrozenStop, PartNeed, Pin, Restock, SkillNeed, TimeWindow

Window = TimeWindow | tuple[int, int]
Counts = Mapping[str, int] | Iterable[str]
"""Levels or pieces by name, or names alone for one of each."""


def plain(value: Any) -> Any:
    """The value with plain integers for those of numpy, also inside of tuples and pieces."""
    if isinstance(value, np.integer):
        return int(value)
    if isinstance(value, tuple):
        return tuple(plain(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        changes = {f.name: plain(getattr(value, f.name)) for f in fields(value)}
        return replace(value, **changes)
    return value


def as_window(given: Window) -> TimeWindow:
    """One window, from its two ends or as it is."""
    start, end = (given.start, given.end) if isinstance(given, TimeWindow) else given
    return TimeWindow(plain(start), plain(end))


def as_windows(given: Iterable[Window]) -> tuple[TimeWindow, ...]:
    """Windows sorted, and joined where they touch."""
    return normalised(as_window(one) for one in given)


def as_break(given: Break) -> Break:
    """A break with its windows in order."""
    return Break(given.id, plain(given.duration), as_windows(given.windows), plain(given.place))


def as_restock(given: Restock | int | None) -> Restock | None:
    """A depot with its windows in order; a place alone is one that is always open."""
    if isinstance(given, Restock):
        return Restock(plain(given.place), as_windows(given.windows), plain(given.duration))
    return None if given is None else Restock(plain(given))


def as_counts(given: Counts) -> dict[str, int]:
    """Numbers by name."""
    if isinstance(given, Mapping):
        return {name: plain(count) for name, count in given.items()}
    return dict.fromkeys(given, 1)


def as_skill_needs(given: Counts) -> tuple[SkillNeed, ...]:
    """Skills with the lowest level that is good enough."""
    return tuple(SkillNeed(name, level) for name, level in as_counts(given).items())


def as_part_needs(given: Counts) -> tuple[PartNeed, ...]:
    """Parts with the number of pieces used."""
    return tuple(PartNeed(name, pieces) for name, pieces in as_counts(given).items())


def as_quantities(given: int | Sequence[int]) -> tuple[int, ...]:
    """One number for each dimension; a single number is one dimension."""
    if isinstance(given, Sequence | np.ndarray):
        return tuple(plain(quantity) for quantity in given)
    return (plain(given),)


def as_pin(given: Pin | str | None) -> Pin | None:
    """A pin; a name alone pins the vehicle."""
    return Pin(given) if isinstance(given, str) else plain(given)


def as_frozen_stops(given: Iterable[FrozenStop | str]) -> tuple[FrozenStop, ...]:
    """Stops in order; a name alone is a task that the vehicle is on its way to."""
    return tuple(FrozenStop(stop) if isinstance(stop, str) else plain(stop) for stop in given)
