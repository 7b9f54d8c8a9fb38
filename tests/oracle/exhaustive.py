"""The optimum of a tiny problem, by visiting every state that a day can pass through.

Time is a clock of integer ticks, as in the problem itself, so no argument about "interesting" times
is needed: at each tick a vehicle may leave, drive for one tick, begin a service, begin a break, or
wait for one tick, whatever the rules allow. All assignments, orders, departures, waits and
positions of breaks are paths in this graph. A state keeps its cheapest cost only, which is exact
because what follows depends on nothing else: time, tasks served, place ahead, driving left, breaks
dealt with. Up to seven tasks and two vehicles it takes seconds.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heappop, heappush

from solver.problem import Problem, Vehicle
from tests.oracle import rules

HOME = -1

Served = frozenset[int]
Found = dict[Served, int]


@dataclass(frozen=True)
class _State:
    time: int
    served: Served
    ahead: int  # the task it drives to or waits for, or HOME
    driving_left: int
    rested: frozenset[int]  # breaks taken, or excused by a late departure

    @property
    def rank(self) -> tuple[int, int]:
        """Every move either lets time pass or serves or rests: no state follows a lower one."""
        return self.time, len(self.served) + len(self.rested)


def best_cost(problem: Problem) -> int | None:
    """The lowest cost of any plan for at most two vehicles, or None if there is no plan."""
    days = [_cheapest_days(problem, vehicle) for vehicle in problem.vehicles]
    both: Found = {frozenset(): 0}
    for day in days:
        both = _joined(both, day)
    everything = frozenset(range(len(problem.tasks)))
    totals = []
    for served, cost in both.items():
        skipped = [problem.tasks[index] for index in everything - served]
        if all(task.skip_price is not None and task.pin is None for task in skipped):
            totals.append(cost + sum(task.skip_price or 0 for task in skipped))
    return min(totals, default=None)


def _joined(one: Found, other: Found) -> Found:
    joined: Found = {}
    for mine, cost in one.items():
        for theirs, extra in other.items():
            if not mine & theirs:
                _keep_cheaper(joined, mine | theirs, cost + extra)
    return joined


def _cheapest_days(problem: Problem, vehicle: Vehicle) -> Found:
    """For every set of tasks the vehicle can serve in one day, the lowest cost of doing so."""
    return {frozenset(): 0} | _Clock(problem, vehicle).run()


class _Clock:
    def __init__(self, problem: Problem, vehicle: Vehicle) -> None:
        self.problem, self.vehicle = problem, vehicle
        self.last = vehicle.shift.end + vehicle.overtime
        self.suitable = [
            index for index, task in enumerate(problem.tasks) if rules.suits(vehicle, task)
        ]
        self.costs: dict[_State, int] = {}
        self.queue: list[tuple[tuple[int, int], int, _State]] = []
        self.days: Found = {}

    def run(self) -> Found:
        for departure in range(self.vehicle.shift.start, self.last + 1):
            rested = frozenset(
                number
                for number, rest in enumerate(self.vehicle.breaks)
                if rules.excused_by_start(rest, departure)
            )
            origin = self.vehicle.start_place
            for state, cost in self._set_out(departure, frozenset(), rested, origin):
                if state.ahead != HOME:
                    self._reach(state, cost)
        while self.queue:
            _, _, state = heappop(self.queue)
            for following, cost in self._moves(state):
                self._reach(following, self.costs[state] + cost)
        return self.days

    def _reach(self, state: _State, cost: int) -> None:
        if state.time > self.last:
            return
        if state.ahead == HOME and state.driving_left == 0:
            self._come_home(state, cost)
        if state not in self.costs:
            heappush(self.queue, (state.rank, len(self.costs), state))
        self.costs[state] = min(cost, self.costs.get(state, cost))

    def _come_home(self, state: _State, cost: int) -> None:
        owed = [
            rest
            for number, rest in enumerate(self.vehicle.breaks)
            if number not in state.rested and not rules.excused_by_end(rest, state.time)
        ]
        if not owed:
            total = cost + rules.end_cost(self.vehicle, state.time)
            _keep_cheaper(self.days, state.served, total)

    def _moves(self, state: _State) -> Iterator[tuple[_State, int]]:
        """What can happen next, and its cost: the rest of a day costs what it takes from here."""
        time, wage = state.time, self.vehicle.prices.working_second
        for number, rest in enumerate(self.vehicle.breaks):
            if number not in state.rested and rules.may_rest(rest, time):
                rested = state.rested | {number}
                after = time + rest.duration
                yield (
                    _State(after, state.served, state.ahead, state.driving_left, rested),
                    wage * rest.duration,
                )
        left = max(0, state.driving_left - 1)  # a tick at the wheel, or of waiting
        yield _State(time + 1, state.served, state.ahead, left, state.rested), wage
        if state.driving_left == 0 and state.ahead != HOME:
            yield from self._serve(state)

    def _serve(self, state: _State) -> Iterator[tuple[_State, int]]:
        task = self.problem.tasks[state.ahead]
        if rules.may_start(task, state.time):
            duration = rules.rounded(task.duration, self.vehicle.duration_factor)
            cost = rules.late_cost(task, state.time)
            cost += duration * self.vehicle.prices.working_second
            served = state.served | {state.ahead}
            time = state.time + duration
            for following, extra in self._set_out(time, served, state.rested, task.place):
                yield following, cost + extra

    def _set_out(
        self, time: int, served: Served, rested: frozenset[int], origin: int | None
    ) -> Iterator[tuple[_State, int]]:
        """Choose where to go next, and pay for the way."""
        for ahead in [HOME, *self.suitable]:
            if ahead in served or not self._carries(served | {ahead}):
                continue
            to = self.vehicle.end_place if ahead == HOME else self.problem.tasks[ahead].place
            seconds, metres = rules.leg(self.problem, self.vehicle, origin, to)
            cost = rules.drive_cost(self.vehicle, seconds, metres)
            yield _State(time, served, ahead, seconds, rested), cost

    def _carries(self, tasks: Served) -> bool:
        return rules.fits(
            self.vehicle, [self.problem.tasks[task] for task in tasks if task != HOME]
        )


def _keep_cheaper(found: Found, key: Served, cost: int) -> None:
    found[key] = min(cost, found.get(key, cost))
