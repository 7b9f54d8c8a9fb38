"""The plan as it stands: who serves what when, and whom one more task would touch or delay."""

from collections.abc import Mapping

from solver.explain.seat import Placement, Seat
from solver.problem import Problem, Task
from solver.solution import Route, Solution, StepKind


class Standing:
    """The routes of a plan, read by vehicle and task."""

    def __init__(self, problem: Problem, solution: Solution) -> None:
        self._problem = problem
        vehicles, tasks = problem.vehicle_index, problem.task_index
        self._others = {
            vehicles[route.vehicle]: tuple(problem.tasks[tasks[name]] for name in route.tasks)
            for route in solution.routes
        }
        self.starts = {route.vehicle: _starts(route) for route in solution.routes}
        """When each service of the plan begins, by vehicle and task."""

    def others(self, vehicle: int) -> tuple[Task, ...]:
        """What a vehicle serves in the plan, in order."""
        return self._others.get(vehicle, ())

    def delayed(self, seat: Seat, placement: Placement) -> Mapping[str, object]:
        """Whom the placement makes later than promised, or later still, and by how much."""
        before, after = self.starts.get(seat.vehicle.id, {}), _starts(placement.route)
        delays = {
            task.id: after[task.id] - max(before[task.id], task.lateness.deadline)
            for task in seat.others
            if task.lateness is not None and task.id in before
        }
        name = max(delays, key=lambda task: delays[task], default=None)
        if name is None or delays[name] <= 0:
            return {}
        return {"delayed": name, "delay": delays[name]}

    def touched(self, seat: Seat, placement: Placement, cancelled: object) -> int:
        """How many tasks with a reference the plan touches with the placement in it.

        Those cancelled do not count. Without a cap on changes nobody counts: zero.
        """
        if self._problem.max_changed is None:
            return 0
        assert isinstance(cancelled, tuple)
        days = {
            vehicle: {task: start for task, start in starts.items() if task != seat.task.id}
            for vehicle, starts in self.starts.items()
        }
        days[seat.vehicle.id] = _starts(placement.route)
        return sum(
            self._is_touched(task, days) for task in self._problem.tasks if task.id not in cancelled
        )

    def _is_touched(self, task: Task, days: Mapping[str, Mapping[str, int]]) -> bool:
        then = task.reference
        if then is None:
            return False
        now = days.get(then.vehicle, {}).get(task.id)
        return now is None or abs(now - then.start) > self._problem.change_tolerance


def _starts(route: Route) -> dict[str, int]:
    return {step.id: step.start for step in route.steps if step.kind is StepKind.TASK}
