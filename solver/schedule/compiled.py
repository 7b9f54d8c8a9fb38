"""The problem as plain Python numbers: what the label arithmetic reads a million times."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from solver.problem import PER_MILLE, Break, IntMatrix, Lateness, Problem, Task, TimeWindow, scaled

Span = tuple[int, int]
Piece = tuple[int, int, int]  # from, until (inclusive), price of one second more
NEVER = 1 << 62
LISTED = 1_500
"""Most places of a matrix that is kept as lists: faster to read, but eight times the memory."""


@dataclass(frozen=True, slots=True)
class TaskTimes:
    """When one stop may start and what each start costs.

    `spans` are the closed intervals of allowed starts, sorted; empty if none is left. `opens` and
    `closes` are the first and last of these times. A start costs `late_price` per second after
    `deadline`, or what `curve` says where that price has kinks or a step; and `wish_price` for
    each second before or after `wish`, the start that was published.
    """

    place: int
    spans: tuple[Span, ...]
    opens: int
    closes: int
    deadline: int = NEVER
    late_price: int = 0
    curve: Lateness | None = None
    wish: int = -NEVER
    wish_price: int = 0
    pieces: tuple[Piece, ...] = ((-NEVER, NEVER, 0),)

    def first_start(self, ready: int) -> int | None:
        """Earliest allowed start from `ready` on."""
        return first_in(self.spans, ready)

    def price(self, start: int) -> int:
        """Cost units for a start then."""
        if self.curve is not None:
            late = self.curve.price_at(start)
        else:
            late = (start - self.deadline) * self.late_price if start > self.deadline else 0
        return late + abs(start - self.wish) * self.wish_price if self.wish_price else late


def first_in(spans: tuple[Span, ...], ready: int) -> int | None:
    """Earliest time from `ready` on that lies in one of the sorted spans."""
    for start, end in spans:
        if end >= ready:
            return start if start > ready else ready
    return None


def earlier_twins(breaks: Sequence[Break]) -> tuple[int, ...]:
    """By break the bit set of those before it that differ in name only: they are taken first."""
    alike = [replace(rest, id="") for rest in breaks]
    return tuple(sum(1 << j for j in range(k) if alike[j] == rest) for k, rest in enumerate(alike))


def task_times(problem: Problem, task: Task, begun: Mapping[str, int | None]) -> TaskTimes:
    """Spans from windows, release and pin; `begun` says which tasks are frozen, and since when."""
    late, wish = task.lateness, task.reference
    change = problem.prices.change_second if wish is not None else 0
    published = wish.start if wish is not None and change else -NEVER
    spans = _allowed_starts(task, begun)
    return TaskTimes(
        place=task.place,
        spans=spans,
        opens=_opens(spans),
        closes=_closes(spans),
        deadline=NEVER if late is None else late.deadline,
        late_price=0 if late is None else late.per_second,
        curve=late if late is not None and (late.kinks or late.step) else None,
        wish=published,
        wish_price=change,
        pieces=_pieces(late, published, change),
    )


def stop_times(place: int, windows: Iterable[TimeWindow]) -> TaskTimes:
    """A break at a place, or a visit to the depot, as a stop like any other."""
    spans = tuple(sorted((w.start, w.end) for w in windows))
    return TaskTimes(place, spans, _opens(spans), _closes(spans))


def _opens(spans: tuple[Span, ...]) -> int:
    return spans[0][0] if spans else NEVER


def _closes(spans: tuple[Span, ...]) -> int:
    return spans[-1][1] if spans else -NEVER


def _allowed_starts(task: Task, begun: Mapping[str, int | None]) -> tuple[Span, ...]:
    if task.id in begun:
        since = begun[task.id]
        spans: tuple[Span, ...] = ((-NEVER, NEVER),) if since is None else ((since, since),)
    else:
        release = -NEVER if task.release is None else task.release
        windows = [(w.start, w.end) for w in task.windows] or [(-NEVER, NEVER)]
        spans = tuple((max(start, release), end) for start, end in windows if end >= release)
    if task.pin is None or task.pin.start is None:
        return spans
    pinned = task.pin.start
    return ((pinned, pinned),) if any(a <= pinned <= b for a, b in spans) else ()


def _pieces(late: Lateness | None, wish: int, change: int) -> tuple[Piece, ...]:
    """Where the price of a start is linear; pieces share a moment unless a step parts them."""
    rates: list[tuple[int, int]] = []  # since when, and how much a late second then costs
    if late is not None:
        rates.append((late.deadline, late.per_second))
        rates += [(late.deadline + kink.after, kink.per_second) for kink in late.kinks]
    bends = {-NEVER, NEVER, *(since for since, _ in rates), *([wish] if change else ())}
    found = []
    for start, end in pairwise(sorted(bends)):
        slope = next((rate for since, rate in reversed(rates) if since <= start), 0)
        if change:
            slope += -change if start < wish else change
        stepped = late is not None and late.step and start == late.deadline
        found.append((start + 1 if stepped else start, end, slope))
    return tuple(found)


class Matrix:
    """A matrix of scaled whole numbers, a half rounded up, read one by one."""

    def __init__(self, nominal: IntMatrix, factor: int = PER_MILLE) -> None:
        self._nominal, self._factor = nominal, factor
        self._rows: list[list[int]] | None = None
        if len(nominal) <= LISTED:
            scaled_ = (nominal.astype(np.int64) * factor + PER_MILLE // 2) // PER_MILLE
            self._rows = scaled_.tolist()

    def at(self, origin: int, destination: int) -> int:
        """The value from one place to another."""
        if self._rows is not None:
            return self._rows[origin][destination]
        return scaled(int(self._nominal[origin, destination]), self._factor)


class Compiled:
    """What all vehicles of a problem share: task times, and one matrix per kind of vehicle."""

    def __init__(self, problem: Problem) -> None:
        begun = {stop.task: stop.start for v in problem.vehicles for stop in v.frozen}
        self.tasks = tuple(task_times(problem, task, begun) for task in problem.tasks)
        self.has_setup = any(
            task.setup or any(times.setup for times in task.by_kind) for task in problem.tasks
        )
        self.has_parts = any(task.parts for task in problem.tasks)
        self.has_wishes = any(times.wish_price for times in self.tasks)
        self.has_tastes = any(task.preferred_vehicles or task.reference for task in problem.tasks)
        self.references = tuple(task.reference for task in problem.tasks)
        self.nothing = (0,) * len(problem.tasks)
        self._problem = problem
        self._kinds = {times.kind for task in problem.tasks for times in task.by_kind}
        self._seconds: dict[tuple[str, int], Matrix] = {}
        self._metres: dict[str, Matrix] = {}
        self._on_site: dict[tuple[int, str, bool], tuple[int, ...]] = {}

    def seconds(self, profile: str, factor: int) -> Matrix:
        """Driving seconds of a profile at a per-mille factor."""
        key = (profile, factor)
        if key not in self._seconds:
            self._seconds[key] = Matrix(self._problem.travel[profile].seconds, factor)
        return self._seconds[key]

    def metres(self, profile: str) -> Matrix:
        """Metres of a profile."""
        if profile not in self._metres:
            self._metres[profile] = Matrix(self._problem.travel[profile].metres)
        return self._metres[profile]

    def on_site(self, factor: int, kind: str, *, setup: bool) -> tuple[int, ...]:
        """Seconds on site of every task for a kind of vehicle at a per-mille factor."""
        key = (factor, kind if kind in self._kinds else "", setup and self.has_setup)
        if key not in self._on_site:
            nominal = (task.times_for(kind) for task in self._problem.tasks)
            self._on_site[key] = tuple(
                scaled(duration + (before if key[2] else 0), factor) for duration, before in nominal
            )
        return self._on_site[key]
