"""The problem as plain Python numbers: what the label arithmetic reads a million times."""

from dataclasses import dataclass

import numpy as np

from solver.problem import PER_MILLE, IntMatrix, Problem, Task, scaled

Span = tuple[int, int]
NEVER = 1 << 62
LISTED = 1_500
"""Most places of a matrix that is kept as lists: faster to read, but eight times the memory."""


@dataclass(frozen=True, slots=True)
class TaskTimes:
    """When one task may start and what a late start costs.

    `spans` are the closed intervals of allowed starts, release included, sorted; empty if none is
    left. `opens` and `closes` are the first and last of these times.
    """

    place: int
    spans: tuple[Span, ...]
    opens: int
    closes: int
    deadline: int
    late_price: int

    def first_start(self, ready: int) -> int | None:
        """Earliest allowed start from `ready` on."""
        return first_in(self.spans, ready)


def first_in(spans: tuple[Span, ...], ready: int) -> int | None:
    """Earliest time from `ready` on that lies in one of the sorted spans."""
    for start, end in spans:
        if end >= ready:
            return start if start > ready else ready
    return None


def task_times(task: Task) -> TaskTimes:
    """Merge windows and release into the spans of allowed starts."""
    release = -NEVER if task.release is None else task.release
    windows = [(w.start, w.end) for w in task.windows] or [(-NEVER, NEVER)]
    spans = tuple((max(start, release), end) for start, end in windows if end >= release)
    late = task.lateness
    return TaskTimes(
        place=task.place,
        spans=spans,
        opens=spans[0][0] if spans else NEVER,
        closes=spans[-1][1] if spans else -NEVER,
        deadline=NEVER if late is None else late.deadline,
        late_price=0 if late is None else late.per_second,
    )


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
        self.tasks = tuple(task_times(task) for task in problem.tasks)
        self._problem = problem
        self._seconds: dict[tuple[str, int], Matrix] = {}
        self._metres: dict[str, Matrix] = {}
        self._durations: dict[int, tuple[int, ...]] = {}

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

    def durations(self, factor: int) -> tuple[int, ...]:
        """Seconds on site of every task at a per-mille factor."""
        if factor not in self._durations:
            self._durations[factor] = tuple(
                (task.duration * factor + PER_MILLE // 2) // PER_MILLE
                for task in self._problem.tasks
            )
        return self._durations[factor]
