"""Replaying a plan tick by tick: its true cost, or None if it breaks any rule.

It trusts nothing but when the vehicle leaves and when each service and break begins; whatever else
the plan says must come out again.
"""

from dataclasses import dataclass

from solver.problem import Problem, Task, Vehicle
from solver.solution import Route, Solution, Step, StepKind
from tests.oracle import rules


class _Broken(Exception):
    """A rule is broken; the oracle does not care which."""


def price(problem: Problem, solution: Solution) -> int | None:
    """Cost of the plan in cost units, or None if it is not a valid plan."""
    try:
        return _price(problem, solution)
    except _Broken:
        return None


def _demand(holds: bool) -> None:
    if not holds:
        raise _Broken


def _price(problem: Problem, solution: Solution) -> int:
    vehicles = {vehicle.id: vehicle for vehicle in problem.vehicles}
    names = [route.vehicle for route in solution.routes]
    _demand(len(set(names)) == len(names) and set(names) <= set(vehicles))
    served = [name for route in solution.routes for name in route.tasks]
    skipped = [entry.task for entry in solution.unassigned]
    _demand(sorted(served + skipped) == sorted(task.id for task in problem.tasks))
    cost = 0
    for task in problem.tasks:
        if task.id in skipped:
            _demand(task.skip_price is not None and task.pin is None)
            cost += task.skip_price or 0
    for route in solution.routes:
        cost += _Replay(problem, vehicles[route.vehicle], route).cost()
    return cost


@dataclass
class _Replay:
    problem: Problem
    vehicle: Vehicle
    route: Route
    clock: int = 0
    place: int | None = None
    total: int = 0

    def cost(self) -> int:
        steps, vehicle = self.route.steps, self.vehicle
        tasks = {task.id: task for task in self.problem.tasks}
        served = [tasks[step.id] for step in steps if step.kind == "task"]
        _demand([step.kind for step in steps[:1]] == ["start"] and steps[-1].kind == "end")
        _demand(all(step.kind in ("task", "break") for step in steps[1:-1]) and bool(served))
        _demand(all(rules.suits(vehicle, task) for task in served))
        _demand(rules.fits(vehicle, served))
        self._start(steps[0], served[0])
        for step in steps[1:]:
            self._advance(step, tasks)
        self._end(steps[-1], served[-1])
        return self.total

    def _start(self, step: Step, first: Task) -> None:
        self.clock, self.place = step.start, self.vehicle.start_place
        _demand(step.start >= self.vehicle.shift.start)
        _demand(step.arrival == step.start == step.end and step.travel == step.metres == 0)
        _demand(step.place == self.place or (self.place is None and step.place == first.place))
        self.pending: list[Step] = []

    def _advance(self, step: Step, tasks: dict[str, Task]) -> None:
        if step.kind is StepKind.BREAK:
            self.pending.append(step)
            return
        ending = step.kind is StepKind.END
        to = self.vehicle.end_place if ending else tasks[step.id].place
        seconds, metres = rules.leg(self.problem, self.vehicle, self.place, to)
        _demand((step.travel, step.metres) == (seconds, metres))
        self.total += rules.drive_cost(self.vehicle, seconds, metres)
        arrival = self._drive(seconds)
        _demand(step.arrival == (self.clock if ending else arrival))
        _demand(step.start >= self.clock)
        if not ending:
            self._serve(step, tasks[step.id])
        self.place = to if to is not None else self.place

    def _drive(self, seconds: int) -> int:
        """Let the clock run over a leg and its breaks; return the arrival, before rests there."""
        arrival = self.clock if seconds == 0 else None
        while seconds or self.pending:
            if self.pending and self.pending[0].start == self.clock:
                rest = self.pending.pop(0)
                _demand(rest.arrival == rest.start and rest.end >= rest.start)
                self.clock = rest.end
                continue
            _demand(not self.pending or self.pending[0].start > self.clock)
            self.clock += 1
            seconds -= seconds > 0
            if seconds == 0 and arrival is None:
                arrival = self.clock
        _demand(arrival is not None)
        return arrival or 0

    def _serve(self, step: Step, task: Task) -> None:
        needed = rules.rounded(task.duration, self.vehicle.duration_factor)
        _demand(step.place == task.place and rules.may_start(task, step.start))
        _demand(step.end == step.start + needed)
        self.total += rules.late_cost(task, step.start)
        self.clock = step.end

    def _end(self, step: Step, last: Task) -> None:
        vehicle, start = self.vehicle, self.route.steps[0].start
        home = vehicle.end_place
        _demand(step.arrival == step.start == step.end <= vehicle.shift.end + vehicle.overtime)
        _demand(step.place == home or (home is None and step.place == last.place))
        self._breaks(start, step.end)
        self.total += vehicle.prices.working_second * (step.end - start)
        self.total += rules.end_cost(vehicle, step.end)

    def _breaks(self, start: int, end: int) -> None:
        rests = [step for step in self.route.steps if step.kind is StepKind.BREAK]
        known = {rest.id: rest for rest in self.vehicle.breaks}
        _demand(len({step.id for step in rests}) == len(rests))
        for step in rests:
            _demand(step.id in known and step.end - step.start == known[step.id].duration)
            _demand(rules.may_rest(known.pop(step.id), step.start))
            _demand(step.place is None and step.travel == step.metres == 0)
        for owed in known.values():
            _demand(rules.excused_by_start(owed, start) or rules.excused_by_end(owed, end))
