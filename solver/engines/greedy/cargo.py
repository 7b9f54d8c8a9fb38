"""What a route has aboard, and whether one task more fits: load, supplies and number of tasks."""

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from solver.problem import Problem, Task
from solver.schedule import Timetable
from solver.schedule.admission import amount, load_profiles


class Cargo:
    """The load of one sequence of tasks at every moment, in every dimension of capacity.

    Supplies are those from the start, of which the first `own` tasks live; None: all of them do.
    """

    def __init__(
        self, problem: Problem, table: Timetable, tasks: Sequence[int], own: int | None = None
    ) -> None:
        self._tasks, self._vehicle = problem.tasks, table.vehicle
        served = [problem.tasks[task] for task in tasks]
        self._is_full = (
            table.vehicle.max_tasks is not None and len(tasks) >= table.vehicle.max_tasks
        )
        self._too_many = (
            table.vehicle.max_tasks is not None and len(tasks) > table.vehicle.max_tasks
        )
        loads = list(load_profiles(table.vehicle, served))
        self._until = [list(accumulate(load, max)) for load in loads]
        self._since = [list(accumulate(reversed(load), max))[::-1] for load in loads]
        self._left: Counter[str] = Counter(table.vehicle.stock)
        if table.has_parts:
            for task in served[:own]:
                self._left.subtract(_parts(task))

    def fits(self, task: int, position: int) -> bool:
        """Whether the task may come there: what it brings is aboard before, what it gives after."""
        spec = self._tasks[task]
        return all(
            before[position] + amount(spec.demand, dimension) <= limit
            and after[position] + amount(spec.pickup, dimension) <= limit
            for dimension, (limit, before, after) in enumerate(
                zip(self._vehicle.capacity, self._until, self._since, strict=True)
            )
        )

    def has_capacity(self, task: int) -> bool:
        """Whether the load allows the task at some position."""
        positions = range(len(self._until[0])) if self._until else range(1)
        return any(self.fits(task, position) for position in positions)

    def has_supplies(self, task: int) -> bool:
        """Whether what the task uses up is still in stock, and its tools are on board.

        What is frozen needs no tool, for it is under way.
        """
        spec = self._tasks[task]
        if any(self._left[part] < count for part, count in _parts(spec).items()):
            return False
        frozen = any(stop.task == spec.id for stop in self._vehicle.frozen)
        return frozen or spec.tools <= self._vehicle.tools

    @property
    def is_full(self) -> bool:
        """Whether the vehicle may serve no task more."""
        return self._is_full

    @property
    def is_feasible(self) -> bool:
        """Whether all of it may be aboard."""
        return (
            not self._too_many
            and all(count >= 0 for count in self._left.values())
            and all(
                until[-1] <= limit
                for limit, until in zip(self._vehicle.capacity, self._until, strict=True)
            )
        )


def _parts(task: Task) -> Counter[str]:
    needed: Counter[str] = Counter()
    for need in task.parts:
        needed[need.part] += need.quantity
    return needed
