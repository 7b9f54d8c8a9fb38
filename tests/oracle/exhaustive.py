"""The optimum of a tiny problem, by visiting every state that a day can pass through.

Time is a clock of integer ticks, as in the problem itself, so no argument about "interesting" times
is needed: at each tick a vehicle may leave, drive for one tick, begin a service, begin a break, or
wait for one tick, whatever the rules allow. All assignments, orders, departures, waits and
positions of breaks and of visits to the depot are paths in this graph; only that whoever lacks
nothing does not go to the depot. A state keeps its cheapest cost only, which is exact because what
follows depends on nothing else: time, tasks served, place ahead, driving left, breaks and depot
dealt with, and what limits count. Up to seven tasks and two vehicles it takes seconds.
"""

from collections.abc import Iterator
from heapq import heappop, heappush
from typing import NamedTuple

from solver.problem import Problem, Vehicle
from tests.oracle import rules
from tests.oracle.tally import Tally

HOME = -1
DEPOT = -2

Served = frozenset[int]
Found = dict[tuple[Served, int], int]
"""The lowest cost of serving some tasks, so many of them touched."""


class _State(NamedTuple):
    time: int
    served: Served
    ahead: int  # the task it drives to or waits for, HOME, DEPOT, or below it a break at a place
    driving_left: int
    service: int  # how long it will take ahead, which depends on the place behind
    open: frozenset[int]  # breaks that may still be taken
    owed: frozenset[int]  # those of them that a late departure has not excused
    tally: Tally

    @property
    def rank(self) -> tuple[int, int]:
        """Each move lets time pass, serves, rests or restocks: no state follows a lower one."""
        return self.time, len(self.served) - len(self.open) + self.tally.restocked


def best_cost(problem: Problem) -> int | None:
    """The lowest cost of any plan for at most two vehicles, or None if there is no plan."""
    days = [_cheapest_days(problem, vehicle) for vehicle in problem.vehicles]
    both: Found = {(frozenset(), 0): 0}
    for day in days:
        both = _joined(both, day)
    everything = frozenset(range(len(problem.tasks)))
    totals = []
    for (served, touched), cost in both.items():
        skipped = [problem.tasks[index] for index in everything - served]
        changed = touched + sum(rules.is_touched(problem, task, None) for task in skipped)
        allowed = problem.max_changed is None or changed <= problem.max_changed
        if allowed and all(rules.may_skip(problem, task) for task in skipped):
            totals.append(cost + sum(task.skip_price or 0 for task in skipped))
    return min(totals, default=None)


def _joined(one: Found, other: Found) -> Found:
    joined: Found = {}
    for (mine, touched), cost in one.items():
        for (theirs, more), extra in other.items():
            if not mine & theirs:
                _keep_cheaper(joined, (mine | theirs, touched + more), cost + extra)
    return joined


def _cheapest_days(problem: Problem, vehicle: Vehicle) -> Found:
    """For every set of tasks the vehicle can serve in one day, the lowest cost of doing so."""
    return {(frozenset(), 0): 0} | _Clock(problem, vehicle).run()


class _Clock:
    def __init__(self, problem: Problem, vehicle: Vehicle) -> None:
        self.problem, self.vehicle = problem, vehicle
        self.last = vehicle.shift.end + vehicle.overtime
        self.suitable = [
            index for index, task in enumerate(problem.tasks) if rules.suits(problem, vehicle, task)
        ]
        self.costs: dict[_State, int] = {}
        self.queue: list[tuple[tuple[int, int], int, _State]] = []
        self.days: Found = {}

    def run(self) -> Found:
        rests = dict(enumerate(self.vehicle.breaks))
        for departure in range(self.vehicle.shift.start, self.last + 1):
            excused = {k for k in rests if rules.excused_by_start(rests[k], departure)}
            pointless = {k for k in excused if rests[k].place is None}
            before = _State(
                time=departure,
                served=frozenset(),
                ahead=HOME,
                driving_left=0,
                service=0,
                open=frozenset(rests.keys() - pointless),
                owed=frozenset(rests.keys() - excused),
                tally=Tally.at_start(self.vehicle, departure),
            )
            for state, cost in self._set_out(before, self.vehicle.start_place):
                if state.ahead != HOME:
                    self._reach(state, cost)
        while self.queue:
            _, _, state = heappop(self.queue)
            for following, cost in self._moves(state):
                self._reach(following, self.costs[state] + cost)
        return self.days

    def _reach(self, state: _State, cost: int) -> None:
        if state.time > self.last or not state.tally.within(self.vehicle, state.time):
            return
        if state.ahead == HOME and state.driving_left == 0:
            self._come_home(state, cost)
        if state not in self.costs:
            heappush(self.queue, (state.rank, len(self.costs), state))
        self.costs[state] = min(cost, self.costs.get(state, cost))

    def _come_home(self, state: _State, cost: int) -> None:
        owed = [self.vehicle.breaks[number] for number in state.owed]
        served = [self.problem.tasks[index] for index in state.served]
        if state.tally.restocked and rules.own_supplies_do(self.vehicle, served):
            return
        if all(rules.excused_by_end(rest, state.time) for rest in owed) and state.served:
            total = cost + rules.end_cost(self.vehicle, state.time)
            _keep_cheaper(self.days, (state.served, state.tally.touched), total)

    def _moves(self, state: _State) -> Iterator[tuple[_State, int]]:
        """What can happen next, and its cost: the rest of a day costs what it takes from here."""
        for number in state.open:
            if self.vehicle.breaks[number].place is None:
                yield from self._rest(state, number)
        waited = state._replace(time=state.time + 1, driving_left=max(0, state.driving_left - 1))
        yield waited, self.vehicle.prices.working_second  # a tick at the wheel, or of waiting
        if state.driving_left == 0 and state.ahead > HOME:
            yield from self._serve(state)
        elif state.driving_left == 0 and state.ahead == DEPOT:
            yield from self._restock(state)
        elif state.driving_left == 0 and state.ahead < DEPOT:
            number = DEPOT - 1 - state.ahead
            for rested, cost in self._rest(state, number):
                for following, extra in self._set_out(rested, self.vehicle.breaks[number].place):
                    yield following, cost + extra

    def _rest(self, state: _State, number: int) -> Iterator[tuple[_State, int]]:
        rest = self.vehicle.breaks[number]
        if rules.may_rest(rest, state.time):
            without = frozenset([number])
            rested = state._replace(
                time=state.time + rest.duration,
                open=state.open - without,
                owed=state.owed - without,
            )
            yield rested, rest.duration * self.vehicle.prices.working_second

    def _restock(self, state: _State) -> Iterator[tuple[_State, int]]:
        depot = self.vehicle.restock
        if depot is not None and rules.may_restock(self.vehicle, state.time):
            restocked = state._replace(
                time=state.time + depot.duration, tally=state.tally._replace(restocked=True)
            )
            for following, cost in self._set_out(restocked, depot.place):
                yield following, cost + depot.duration * self.vehicle.prices.working_second

    def _serve(self, state: _State) -> Iterator[tuple[_State, int]]:
        task = self.problem.tasks[state.ahead]
        if rules.may_start(self.vehicle, task, state.time):
            cost = rules.serve_cost(self.problem, self.vehicle, task, state.time)
            cost += state.service * self.vehicle.prices.working_second
            served = state._replace(
                time=state.time + state.service,
                served=state.served | {state.ahead},
                tally=state.tally.after(self.problem, self.vehicle, task, state.time),
            )
            for following, extra in self._set_out(served, task.place):
                yield following, cost + extra

    def _set_out(self, state: _State, origin: int | None) -> Iterator[tuple[_State, int]]:
        """Choose where to go next, and pay for the way."""
        targets: list[tuple[int, int | None, int]] = [(HOME, self.vehicle.end_place, 0)]
        for number in state.open:
            place = self.vehicle.breaks[number].place
            if place is not None:
                targets.append((DEPOT - 1 - number, place, 0))
        if self.vehicle.restock is not None and not state.tally.restocked:
            targets.append((DEPOT, self.vehicle.restock.place, 0))
        for ahead in self.suitable:
            if ahead not in state.served and self._may_follow(state, ahead):
                task = self.problem.tasks[ahead]
                service = rules.on_site(self.vehicle, task, origin)
                targets.append((ahead, task.place, service))
        for ahead, place, service in targets:
            seconds, metres = rules.leg(self.problem, self.vehicle, origin, place)
            tally = state.tally.driven_on(self.vehicle, seconds, metres)
            following = state._replace(
                ahead=ahead, driving_left=seconds, service=service, tally=tally
            )
            yield following, rules.drive_cost(self.vehicle, seconds, metres)

    def _may_follow(self, state: _State, ahead: int) -> bool:
        """Whether the task may be next, given the promises, and fits in beside those served."""
        tasks = self.problem.tasks
        return rules.may_follow(
            self.vehicle, {tasks[index].id for index in state.served}, tasks[ahead].id
        ) and state.tally.carries(self.vehicle, [tasks[i] for i in (*state.served, ahead)])


def _keep_cheaper(found: Found, key: tuple[Served, int], cost: int) -> None:
    found[key] = min(cost, found.get(key, cost))
