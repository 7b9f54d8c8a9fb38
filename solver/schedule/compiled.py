"""The problem as plain Python numbers: what the label arithmetic reads a million times."""

from dataclasses import dataclass

import numpy as np

from solver.problem import PER_MILLE, IntMatrix, Problem, Task, Vehicle

Span = tuple[int, int]
NEVER = 1 << 62


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
    """Rows of a matrix as lists of ints, made when first read: large problems touch few of them."""

    def __init__(self, nominal: IntMatrix, factor: int = PER_MILLE) -> None:
        self._nominal = nominal
        self._factor = factor
        self._rows: dict[int, list[int]] = {}

    def row(self, origin: int) -> list[int]:
        """Scaled values from one place to all, a half rounded up."""
        row = self._rows.get(origin)
        if row is None:
            nominal = self._nominal[origin].astype(np.int64)
            row = ((nominal * self._factor + PER_MILLE // 2) // PER_MILLE).tolist()
            self._rows[origin] = row
        return row


class DriveCosts:
    """Rows of leg prices: seconds and metres at their prices."""

    def __init__(self, seconds: Matrix, metres: Matrix, second: int, metre: int) -> None:
        self._seconds, self._metres = seconds, metres
        self._second, self._metre = second, metre
        self._rows: dict[int, list[int]] = {}

    def row(self, origin: int) -> list[int]:
        """Cost units from one place to all."""
        row = self._rows.get(origin)
        if row is None:
            row = [self._second * seconds for seconds in self._seconds.row(origin)]
            if self._metre:
                metres = self._metres.row(origin)
                row = [cost + self._metre * m for cost, m in zip(row, metres, strict=True)]
            self._rows[origin] = row
        return row


class Compiled:
    """What all vehicles of a problem share: task times, and one matrix per kind of vehicle."""

    def __init__(self, problem: Problem) -> None:
        self.tasks = tuple(task_times(task) for task in problem.tasks)
        self._problem = problem
        self._seconds: dict[tuple[str, int], Matrix] = {}
        self._metres: dict[str, Matrix] = {}
        self._costs: dict[tuple[str, int, int, int], DriveCosts] = {}
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

    def drive_costs(self, vehicle: Vehicle) -> "DriveCosts":
        """Price of each leg for vehicles of this kind."""
        prices = vehicle.prices
        key = (vehicle.profile, vehicle.travel_factor, prices.travel_second, prices.metre)
        if key not in self._costs:
            seconds = self.seconds(vehicle.profile, vehicle.travel_factor)
            metres = self.metres(vehicle.profile)
            self._costs[key] = DriveCosts(seconds, metres, prices.travel_second, prices.metre)
        return self._costs[key]

    def durations(self, factor: int) -> tuple[int, ...]:
        """Seconds on site of every task at a per-mille factor."""
        if factor not in self._durations:
            self._durations[factor] = tuple(
                (task.duration * factor + PER_MILLE // 2) // PER_MILLE
                for task in self._problem.tasks
            )
        return self._durations[factor]
