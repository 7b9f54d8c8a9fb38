"""The cheapest day for a sequence, by visiting every tick: slow, and simple enough to believe.

Unlike `tests.oracle`, which also chooses who serves what and in which order, it takes the sequence
as given; so it can judge schedules that are no part of a cheapest plan.
"""

from dataclasses import dataclass, replace
from functools import cache

from solver.problem import Break, Problem, Task, Vehicle, scaled


@dataclass(frozen=True)
class _Now:
    """Where a day stands: what it goes to, and what has been done."""

    time: int
    served: int
    place: int | None
    target: str  # "task", "home", "depot" or the id of a break
    driving: int
    rested: frozenset[str]
    touched: int
    travel: int
    metres: int
    restocked: bool = False


class EveryTick:
    """Cheapest day for a sequence that at each tick drives, waits, rests or serves."""

    def __init__(self, problem: Problem, vehicle: Vehicle, sequence: tuple[int, ...]) -> None:
        self.problem, self.vehicle = problem, vehicle
        self.tasks = [problem.tasks[task] for task in sequence]
        self.matrix = problem.travel[vehicle.profile]
        self.frozen = {stop.task: stop.start for stop in vehicle.frozen}
        depot = vehicle.restock
        self.needed = depot is not None and not self._is_supplied(self.tasks)

    def cheapest(self, most_touched: int | None = None) -> int | None:
        closing = self.vehicle.shift.end + self.vehicle.overtime
        costs = []
        for departure in range(self.vehicle.shift.start, closing + 1):
            longest = self.vehicle.max_duration
            self.departure, self.most = departure, most_touched
            self.closing = closing if longest is None else min(closing, departure + longest)
            self.go = cache(self._go)
            self.over = frozenset(
                rest.id
                for rest in self.vehicle.breaks
                if any(w.start + rest.duration <= departure for w in rest.windows)
            )
            place = self.vehicle.start_place
            costs.append(self._leave(_Now(departure, 0, place, "", 0, frozenset(), 0, 0, 0)))
        found = [cost for cost in costs if cost is not None]
        return min(found) + self.vehicle.prices.fixed if found else None

    def _leave(self, now: _Now) -> int | None:
        """Choose where to go: on with the tasks, or to rest somewhere."""
        ahead = "home" if now.served == len(self.tasks) else "task"
        if self.needed and not now.restocked:
            served = self.tasks[: now.served + (ahead == "task")]
            targets = ["depot", *([ahead] if ahead == "task" and self._is_supplied(served) else [])]
        else:
            targets = [ahead]
        targets += [rest.id for rest in self.vehicle.breaks if rest.place is not None]
        options = []
        for target in targets:
            if target in now.rested:
                continue
            place = self._place(now, target)
            seconds = metres = 0
            if now.place is not None and place is not None:
                nominal = int(self.matrix.seconds[now.place, place])
                seconds = scaled(nominal, self.vehicle.travel_factor)
                metres = int(self.matrix.metres[now.place, place])
            limits = self.vehicle.max_travel, self.vehicle.max_distance
            travel, distance = now.travel + seconds, now.metres + metres
            if any(
                m is not None and v > m for v, m in zip((travel, distance), limits, strict=True)
            ):
                continue
            on = replace(now, target=target, driving=seconds, travel=travel, metres=distance)
            prices = self.vehicle.prices
            rest = self.go(on)
            if rest is not None:
                options.append(rest + prices.travel_second * seconds + prices.metre * metres)
        return min(options, default=None)

    def _place(self, now: _Now, target: str) -> int | None:
        if target == "home":
            return self.vehicle.end_place
        if target == "depot" and self.vehicle.restock is not None:
            return self.vehicle.restock.place
        if target == "task":
            return self.tasks[now.served].place
        return next(rest.place for rest in self.vehicle.breaks if rest.id == target)

    def _go(self, now: _Now) -> int | None:
        if now.time > self.closing:
            return None
        options = [self.go(replace(now, time=now.time + 1, driving=max(0, now.driving - 1)))]
        if not now.driving:
            options.append(self._arrive(now))
        for rest in self.vehicle.breaks:
            if rest.place is None and rest.id not in now.rested and self._open(rest, now.time):
                rested = now.rested | {rest.id}
                options.append(self.go(replace(now, time=now.time + rest.duration, rested=rested)))
        return min((cost for cost in options if cost is not None), default=None)

    def _open(self, rest: Break, time: int) -> bool:
        return any(window.start <= time <= window.end for window in rest.windows)

    def _arrive(self, now: _Now) -> int | None:
        if now.target == "home":
            return self._end(now)
        if now.target == "task":
            return self._serve(now, self.tasks[now.served])
        if now.target == "depot":
            return self._restock(now)
        rest = next(rest for rest in self.vehicle.breaks if rest.id == now.target)
        if not self._open(rest, now.time):
            return None
        return self._leave(
            replace(
                now,
                time=now.time + rest.duration,
                place=rest.place,
                rested=now.rested | {rest.id},
            )
        )

    def _is_supplied(self, tasks: list[Task]) -> bool:
        """Whether what is on board at the start is enough for these."""
        left = dict(self.vehicle.stock)
        for task in tasks:
            if task.id not in self.frozen and task.tools - self.vehicle.tools:
                return False
            for need in task.parts:
                left[need.part] = left.get(need.part, 0) - need.quantity
        return min(left.values(), default=0) >= 0

    def _restock(self, now: _Now) -> int | None:
        depot = self.vehicle.restock
        assert depot is not None
        if depot.windows and not any(w.start <= now.time <= w.end for w in depot.windows):
            return None
        over = now.time + depot.duration
        return self._leave(replace(now, time=over, place=depot.place, restocked=True))

    def _end(self, now: _Now) -> int | None:
        for rest in self.vehicle.breaks:
            owed = rest.id not in now.rested | self.over
            if owed and not any(w.end >= now.time for w in rest.windows):
                return None
        prices = self.vehicle.prices
        overtime = prices.overtime_second * max(0, now.time - self.vehicle.shift.end)
        return overtime + prices.working_second * (now.time - self.departure)

    def _serve(self, now: _Now, task: Task) -> int | None:
        time = now.time
        if task.id in self.frozen:
            begun = self.frozen[task.id]
            if begun is not None and time != begun:
                return None
        else:
            if task.windows and not any(w.start <= time <= w.end for w in task.windows):
                return None
            if task.release is not None and time < task.release:
                return None
        if task.pin is not None and task.pin.start is not None and time != task.pin.start:
            return None
        cost, touched = self._price(task, time), now.touched + self._touches(task, time)
        if self.most is not None and touched > self.most:
            return None
        duration, setup = task.duration, task.setup
        for times in task.by_kind:
            if times.kind == self.vehicle.kind:
                duration, setup = times.duration, times.setup
        if now.place == task.place:
            setup = 0
        stay = scaled(duration + setup, self.vehicle.duration_factor)
        rest = self._leave(
            replace(now, time=time + stay, served=now.served + 1, place=task.place, touched=touched)
        )
        return None if rest is None else rest + cost

    def _price(self, task: Task, time: int) -> int:
        cost, late = 0, task.lateness
        if late is not None and time > late.deadline:
            cost += late.step
            for second in range(time - late.deadline):
                rates = [kink.per_second for kink in late.kinks if kink.after <= second]
                cost += rates[-1] if rates else late.per_second
        if task.preferred_vehicles and self.vehicle.id not in task.preferred_vehicles:
            cost += task.unpreferred_price
        if task.reference is not None:
            prices = self.problem.prices
            cost += prices.change_vehicle * (task.reference.vehicle != self.vehicle.id)
            cost += prices.change_second * abs(time - task.reference.start)
        return cost

    def _touches(self, task: Task, time: int) -> bool:
        if task.reference is None:
            return False
        moved = abs(time - task.reference.start) > self.problem.change_tolerance
        return moved or task.reference.vehicle != self.vehicle.id
