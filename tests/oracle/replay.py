"""Replaying a plan tick by tick: its true cost, or None if it breaks any rule.

It trusts nothing but when the vehicle leaves and when each service and break begins; whatever else
the plan says must come out again.
"""

from dataclasses import dataclass, field

from solver.problem import Break, Problem, Task, Vehicle
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
            _demand(rules.may_skip(problem, task))
            cost += task.skip_price or 0
    for route in solution.routes:
        cost += _Replay(problem, vehicles[route.vehicle], route).cost()
    _changes(problem, solution)
    return cost


def _changes(problem: Problem, solution: Solution) -> None:
    touched = {task.id: rules.is_touched(problem, task, None) for task in problem.tasks}
    tasks = {task.id: task for task in problem.tasks}
    for route in solution.routes:
        for step in route.steps:
            if step.kind is StepKind.TASK:
                task = tasks[step.id]
                touched[step.id] = rules.is_touched(problem, task, route.vehicle, step.start)
    _demand(problem.max_changed is None or sum(touched.values()) <= problem.max_changed)


@dataclass
class _Replay:
    problem: Problem
    vehicle: Vehicle
    route: Route
    clock: int = 0
    place: int | None = None
    total: int = 0
    driven: int = 0
    metres: int = 0
    pending: list[Step] = field(default_factory=list)

    def cost(self) -> int:
        steps, vehicle = self.route.steps, self.vehicle
        self.tasks = {task.id: task for task in self.problem.tasks}
        self.rests = {rest.id: rest for rest in vehicle.breaks}
        served = [self.tasks[step.id] for step in steps if step.kind == "task"]
        _demand([step.kind for step in steps[:1]] == ["start"] and steps[-1].kind == "end")
        between = [str(step.kind) for step in steps[1:-1]]
        _demand(set(between) <= {"task", "break", "restock"} and bool(served))
        _demand(between.count("restock") <= (vehicle.restock is not None))
        _demand(all(rules.suits(self.problem, vehicle, task) for task in served))
        _demand(rules.fits(vehicle, served))
        _demand(rules.own_supplies_do(vehicle, served[: self._own(between)]))
        _demand(rules.in_order(vehicle, [task.id for task in served]))
        self._start(steps[0])
        for step in steps[1:]:
            self._advance(step)
        self._end(steps[-1])
        self._limits()
        return self.total

    def _own(self, between: list[str]) -> int:
        """How many tasks are served with what was on board at the start."""
        until = between.index("restock") if "restock" in between else len(between)
        return between[:until].count("task")

    def _start(self, step: Step) -> None:
        self.clock, self.place = step.start, self.vehicle.start_place
        _demand(step.start >= self.vehicle.shift.start)
        _demand(step.arrival == step.start == step.end and step.travel == step.metres == 0)
        first = next((p for p in map(self._place_of, self.route.steps[1:]) if p is not None), None)
        _demand(step.place == self.place or (self.place is None and step.place == first))

    def _place_of(self, step: Step) -> int | None:
        if step.kind is StepKind.TASK:
            return self.tasks[step.id].place
        if step.kind is StepKind.BREAK:
            return self.rests[step.id].place if step.id in self.rests else None
        if step.kind is StepKind.RESTOCK and self.vehicle.restock is not None:
            return self.vehicle.restock.place
        return self.vehicle.end_place

    def _advance(self, step: Step) -> None:
        to, ending = self._place_of(step), step.kind is StepKind.END
        if step.kind is StepKind.BREAK and to is None:
            self.pending.append(step)
            return
        seconds, metres = rules.leg(self.problem, self.vehicle, self.place, to)
        _demand((step.travel, step.metres) == (seconds, metres))
        self.driven, self.metres = self.driven + seconds, self.metres + metres
        arrival = self._drive(seconds)
        _demand(step.arrival == (self.clock if ending else arrival))
        _demand(step.start >= self.clock)
        if step.kind is StepKind.TASK:
            self._serve(step, self.tasks[step.id])
        elif step.kind is StepKind.BREAK:
            self.clock = step.start + self.rests[step.id].duration
        elif step.kind is StepKind.RESTOCK:
            self._restock(step)
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
        needed = rules.on_site(self.vehicle, task, self.place)
        _demand(step.place == task.place and rules.may_start(self.vehicle, task, step.start))
        _demand(step.end == step.start + needed)
        self.total += rules.serve_cost(self.problem, self.vehicle, task, step.start)
        self.clock = step.end

    def _restock(self, step: Step) -> None:
        depot = self.vehicle.restock
        _demand(depot is not None and rules.may_restock(self.vehicle, step.start))
        if depot is not None:
            _demand(step.end == step.start + depot.duration and step.place == depot.place)
        self.clock = step.end

    def _end(self, step: Step) -> None:
        vehicle, start = self.vehicle, self.route.steps[0].start
        home = vehicle.end_place
        _demand(step.arrival == step.start == step.end <= vehicle.shift.end + vehicle.overtime)
        _demand(step.place == home or (home is None and step.place == self.place))
        self._breaks(start, step.end)
        self.total += vehicle.prices.working_second * (step.end - start)
        self.total += rules.end_cost(vehicle, step.end)
        self.total += rules.drive_cost(vehicle, self.driven, self.metres)

    def _breaks(self, start: int, end: int) -> None:
        taken = [step for step in self.route.steps if step.kind is StepKind.BREAK]
        owed = dict(self.rests)
        _demand(len({step.id for step in taken}) == len(taken))
        for step in taken:
            _demand(step.id in owed)
            self._rest(step, owed.pop(step.id))
        for rest in owed.values():
            _demand(rules.excused_by_start(rest, start) or rules.excused_by_end(rest, end))

    def _rest(self, step: Step, rest: Break) -> None:
        _demand(step.end - step.start == rest.duration and rules.may_rest(rest, step.start))
        _demand(step.place == rest.place)
        _demand(rest.place is not None or step.travel == step.metres == 0)

    def _limits(self) -> None:
        vehicle, steps = self.vehicle, self.route.steps
        for value, limit in (
            (steps[-1].end - steps[0].start, vehicle.max_duration),
            (self.driven, vehicle.max_travel),
            (self.metres, vehicle.max_distance),
        ):
            _demand(limit is None or value <= limit)
