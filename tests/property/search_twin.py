"""A slow twin of the search kernels in plain Python: every way to rest, one moment after another.

It follows a route from the departure that the kernels assume, tries every leg for every break, and
keeps all ways instead of one per set of breaks. It shares no arithmetic with kernels or schedules.
The visit to the depot is a break like any other, the last one, but never owed.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, pairwise

from solver.problem import Break, Problem, Task, TimeWindow, Vehicle

State = tuple[int, int, frozenset[int]]  # ready to leave, lateness so far, breaks taken


def rounded(nominal: int, factor: int) -> int:
    return (2 * nominal * factor + 1000) // 2000


class Twin:
    def __init__(self, problem: Problem, vehicle: Vehicle, opening: int) -> None:
        self.problem, self.vehicle, self.opening = problem, vehicle, opening
        self.rests = sorted(vehicle.breaks, key=lambda b: (max(w.end for w in b.windows), b.id))
        self.depot = None
        if vehicle.restock is not None:
            self.depot = len(self.rests)
            windows = vehicle.restock.windows or (TimeWindow(-1000, 1000),)
            self.rests.append(
                Break("depot", vehicle.restock.duration, windows, vehicle.restock.place)
            )

    def cost(self, tasks: Sequence[int]) -> int | None:
        """Cheapest day in this order that leaves at the opening; None if there is none."""
        if not tasks:
            return 0
        if not self.keeps_promises(tasks) or not self.is_within_limits(tasks):
            return None
        return self.cost_from(tasks, 0, list(self.departures()))

    def cost_from(self, tasks: Sequence[int], position: int, states: list[State]) -> int | None:
        """The same for a day that stands before a position in one of these states."""
        for task in tasks[position:]:
            states = [after for state in states for after in self.served(tasks, state, task)]
        prices, ends = self.vehicle.prices, []
        last = self.problem.tasks[tasks[-1]].place
        for time, late, taken in states:
            for end, price, done in self.driven(time, last, self.vehicle.end_place, taken):
                if end <= self.curfew(done):
                    over = prices.overtime_second * max(0, end - self.vehicle.shift.end)
                    ends.append(late + price + over + prices.working_second * (end - self.opening))
        return min(ends) + self.driving(tasks) if ends else None

    def served(self, tasks: Sequence[int], state: State, index: int) -> Iterator[State]:
        task, before = self.problem.tasks[index], self.place_before(tasks, index)
        time, late, taken = state
        again = self.service(task, None) - self.service(task, before)
        for at, detour, done in self.driven(time, before, task.place, taken):
            start = self.start(task, at + again if self.stationed(done - taken) else at)
            if start is not None and self.has_supplies(tasks, index, done):
                price = 0 if task.lateness is None else task.lateness.price_at(start)
                price += detour + self.moved(task, start)
                yield start + self.service(task, before), late + price, done

    def stationed(self, run: frozenset[int]) -> bool:
        """Whether one of these breaks is at a place: setup is paid again after it, in advance."""
        return any(self.rests[b].place is not None for b in run)

    def has_supplies(self, tasks: Sequence[int], index: int, done: frozenset[int]) -> bool:
        """Whether a task, and those before it, find what they need on board or at the depot."""
        if self.depot is None or self.depot in done:
            return True
        served = [self.problem.tasks[t] for t in tasks[: list(tasks).index(index) + 1]]
        used = Counter()
        for task in served:
            used.update({need.part: need.quantity for need in task.parts})
        begun = self.problem.frozen_on
        return all(t.tools <= self.vehicle.tools or t.id in begun for t in served) and all(
            count <= self.vehicle.stock.get(part, 0) for part, count in used.items()
        )

    def driven(
        self, time: int, origin: int | None, destination: int | None, taken: frozenset[int]
    ) -> Iterator[tuple[int, int, frozenset[int]]]:
        """(ready, price of the detours, breaks taken by then) for all ways to rest on a leg."""
        missing = [b for b in range(len(self.rests)) if b not in taken]
        for count in range(len(missing) + 1):
            for chosen in combinations(missing, count):
                legs = self.parted(origin, destination, [self.rests[b] for b in chosen])
                ready = self.arrived(time, legs)
                if ready is not None:
                    price = sum(self.leg_price(a, b) for a, b, *_ in legs)
                    price -= self.leg_price(origin, destination)
                    yield ready, price, taken | set(chosen)

    def parted(
        self, origin: int | None, destination: int | None, rests: Sequence[Break]
    ) -> list[tuple[int | None, int | None, list[Break], Break | None]]:
        """The leg from one place of rest to the next: (from, to, breaks anywhere, break there)."""
        legs, here, roaming = [], origin, []
        for rest in rests:
            if rest.place is None:
                roaming.append(rest)
            else:
                legs.append((here, rest.place, roaming, rest))
                here, roaming = rest.place, []
        return [*legs, (here, destination, roaming, None)]

    def arrived(self, time: int, legs: Sequence[tuple]) -> int | None:
        clock: int | None = time
        for a, b, roaming, there in legs:
            clock = self.rested(clock, self.seconds(a, b), roaming)
            if clock is not None and there is not None:
                clock = self.rested(clock, 0, [there])
            if clock is None:
                return None
        return clock

    def rested(self, time: int, leg: int, rests: Sequence[Break]) -> int | None:
        clock, left = time, leg
        for rest in rests:
            starts = [max(clock, w.start) for w in rest.windows if w.end >= clock]
            if not starts:
                return None
            left = max(0, left - (min(starts) - clock))
            clock = min(starts) + rest.duration
        return clock + left

    def moved(self, task: Task, start: int) -> int:
        """Price of a start that is not the one published."""
        if task.reference is None:
            return 0
        return self.problem.prices.change_second * abs(start - task.reference.start)

    def begun(self, task: Task) -> Task:
        """The task with the only rules that are left if it is under way."""
        for stop in self.vehicle.frozen:
            if stop.task == task.id:
                moment = () if stop.start is None else (TimeWindow(stop.start, stop.start),)
                return replace(task, windows=moment, release=None)
        return task

    def start(self, task: Task, ready: int) -> int | None:
        task = self.begun(task)
        ready = ready if task.release is None else max(ready, task.release)
        if task.pin is not None and task.pin.start is not None:
            at, windows = task.pin.start, task.windows
            open_then = not windows or any(w.start <= at <= w.end for w in windows)
            return at if ready <= at and open_then else None
        if not task.windows:
            return ready
        return min((max(ready, w.start) for w in task.windows if w.end >= ready), default=None)

    def curfew(self, taken: frozenset[int]) -> int:
        owed = [r for b, r in enumerate(self.rests) if b not in taken and b != self.depot]
        calls = [max(w.end for w in rest.windows) for rest in owed]
        return min([self.vehicle.shift.end + self.vehicle.overtime, *calls])

    def departures(self) -> Iterator[State]:
        """At the start of the shift, or as soon as some break is over."""
        rests = self.vehicle.breaks
        ends = {w.start + rest.duration for rest in rests for w in rest.windows}
        for time in {self.vehicle.shift.start, *ends}:
            if time >= self.vehicle.shift.start:
                saved = self.vehicle.prices.working_second * (time - self.opening)
                yield time, -saved, self.over_at(time)

    def over_at(self, departure: int) -> frozenset[int]:
        return frozenset(
            b
            for b, rest in enumerate(self.rests)
            if any(w.start + rest.duration <= departure for w in rest.windows) and b != self.depot
        )

    def place_before(self, tasks: Sequence[int], index: int) -> int | None:
        position = list(tasks).index(index)
        if position == 0:
            return self.vehicle.start_place
        return self.problem.tasks[tasks[position - 1]].place

    def service(self, task: Task, before: int | None) -> int:
        duration, setup = task.times_for(self.vehicle.kind)
        nominal = duration if before == task.place else duration + setup
        return rounded(nominal, self.vehicle.duration_factor)

    def seconds(self, origin: int | None, destination: int | None) -> int:
        if origin is None or destination is None:
            return 0
        nominal = int(self.problem.travel[self.vehicle.profile].seconds[origin, destination])
        return rounded(nominal, self.vehicle.travel_factor)

    def keeps_promises(self, tasks: Sequence[int]) -> bool:
        """Whether frozen tasks come first, and ordered ones in their order."""
        names = [self.problem.tasks[task].id for task in tasks]
        frozen = [stop.task for stop in self.vehicle.frozen]
        count = min(len(names), len(frozen))
        order = [names.index(name) for name in self.vehicle.pinned_order if name in names]
        return names[:count] == frozen[:count] and order == sorted(order)

    def is_within_limits(self, tasks: Sequence[int]) -> bool:
        """Whether the route drives no longer, and no farther, than it may."""
        legs = list(self.legs(tasks))
        seconds, metres = (sum(numbers) for numbers in zip(*legs, strict=True))
        more, farther = self.longest_errand(tasks)
        seconds, metres = seconds + more, metres + farther
        most, farthest = self.vehicle.max_travel, self.vehicle.max_distance
        return (most is None or seconds <= most) and (farthest is None or metres <= farthest)

    def longest_errand(self, tasks: Sequence[int]) -> tuple[int, int]:
        """Most seconds and metres by which an errand at a place lengthens any leg."""
        stops = [self.problem.tasks[task].place for task in tasks]
        route = [self.vehicle.start_place, *stops, self.vehicle.end_place]
        found = [(0, 0)]
        for errand in (rest.place for rest in self.rests if rest.place is not None):
            for a, b in pairwise(route):
                to, on, past = self.drive(a, errand), self.drive(errand, b), self.drive(a, b)
                found.append((to[0] + on[0] - past[0], to[1] + on[1] - past[1]))
        return max(s for s, _ in found), max(m for _, m in found)

    def drive(self, a: int | None, b: int | None) -> tuple[int, int]:
        """Seconds and metres between two places."""
        metres = self.problem.travel[self.vehicle.profile].metres
        known = a is not None and b is not None
        return self.seconds(a, b), int(metres[a, b]) if known else 0

    def legs(self, tasks: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Seconds and metres of every leg."""
        stops = [self.problem.tasks[task].place for task in tasks]
        places = [self.vehicle.start_place, *stops, self.vehicle.end_place]
        for a, b in pairwise(places):
            yield self.drive(a, b)

    def leg_price(self, a: int | None, b: int | None) -> int:
        """Price of driving from one place to another."""
        if a is None or b is None:
            return 0
        prices = self.vehicle.prices
        metres = int(self.problem.travel[self.vehicle.profile].metres[a, b])
        return prices.travel_second * self.seconds(a, b) + prices.metre * metres

    def tolls(self, tasks: Sequence[int]) -> int:
        """What it costs that this vehicle, and no other, serves these tasks."""
        total = 0
        for task in (self.problem.tasks[index] for index in tasks):
            if task.preferred_vehicles and self.vehicle.id not in task.preferred_vehicles:
                total += task.unpreferred_price
            if task.reference is not None and task.reference.vehicle != self.vehicle.id:
                total += self.problem.prices.change_vehicle
        return total

    def driving(self, tasks: Sequence[int]) -> int:
        """Travel, metres and the fixed price."""
        prices, total = self.vehicle.prices, self.vehicle.prices.fixed + self.tolls(tasks)
        for seconds, metres in self.legs(tasks):
            total += prices.travel_second * seconds + prices.metre * metres
        return total
