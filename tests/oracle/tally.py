"""What a day must remember for the limits that count along it, and nothing it need not."""

from typing import NamedTuple

from solver.problem import Problem, Task, Vehicle
from tests.oracle import rules


class Tally(NamedTuple):
    """Counts so far, each left at its first value where no limit asks for it."""

    left: int | None
    travel: int = 0
    metres: int = 0
    touched: int = 0
    picked: tuple[int, ...] = ()
    """Per dimension, how much heavier the vehicle is by now than when it left."""
    heaviest: tuple[int, ...] = ()
    """The largest that has ever been."""
    restocked: bool = False

    @classmethod
    def at_start(cls, vehicle: Vehicle, departure: int) -> "Tally":
        nothing = (0,) * len(vehicle.capacity)
        left = None if vehicle.max_duration is None else departure
        return cls(left, picked=nothing, heaviest=nothing)

    def within(self, vehicle: Vehicle, time: int) -> bool:
        """Whether the limits on duration, travel and metres are kept so far."""
        duration = 0 if self.left is None else time - self.left
        return all(
            limit is None or value <= limit
            for value, limit in (
                (duration, vehicle.max_duration),
                (self.travel, vehicle.max_travel),
                (self.metres, vehicle.max_distance),
            )
        )

    def driven_on(self, vehicle: Vehicle, seconds: int, metres: int) -> "Tally":
        """With one more leg."""
        return self._replace(
            travel=self.travel + (0 if vehicle.max_travel is None else seconds),
            metres=self.metres + (0 if vehicle.max_distance is None else metres),
        )

    def after(self, problem: Problem, vehicle: Vehicle, task: Task, start: int) -> "Tally":
        """With one more task served."""
        touched = rules.is_touched(problem, task, vehicle.id, start)
        picked = tuple(
            before + rules.amount(task.pickup, d) - rules.amount(task.demand, d)
            for d, before in enumerate(self.picked)
        )
        return self._replace(
            touched=self.touched + (problem.max_changed is not None and touched),
            picked=picked,
            heaviest=tuple(map(max, self.heaviest, picked)),
        )

    def carries(self, vehicle: Vehicle, tasks: list[Task]) -> bool:
        """Whether the tasks fit, in number, supplies and load; the last is yet to be served.

        All that is handed out is on board from the start, so each task makes every moment before it
        heavier, and the heaviest moment of the past is judged again with each.
        """
        if vehicle.max_tasks is not None and len(tasks) > vehicle.max_tasks:
            return False
        if not self.restocked and not rules.own_supplies_do(vehicle, tasks):
            return False
        return all(self._peak(d, tasks) <= limit for d, limit in enumerate(vehicle.capacity))

    def _peak(self, dimension: int, tasks: list[Task]) -> int:
        at_start = sum(rules.amount(task.demand, dimension) for task in tasks)
        last = tasks[-1]
        change = rules.amount(last.pickup, dimension) - rules.amount(last.demand, dimension)
        then = self.picked[dimension] + change
        return at_start + max(self.heaviest[dimension], then)
