"""One vehicle's numbers, and quick labels carried forward over legs, services and breaks.

A sequence is made of *stops*: a task is a stop by its index, and so is a break with a place, by the
complement of its number (`~number`); the visit to the depot has the number after the last break.
The other breaks *roam*: they may fall in any leg.

Quick labels are meant for building routes. They leave as early as possible and start each service
as early as possible, or at the moment that was published for it. A label (time, cost, taken, trail)
says: the last service ended at `time`, its prices cost `cost` so far, the breaks in the bit set
`taken` are done. A label is dropped when another is no later, no dearer and has taken at least its
breaks. What `solver.schedule.fronts` finds is never dearer.
"""

from collections.abc import Sequence
from itertools import pairwise
from operator import itemgetter
from weakref import WeakKeyDictionary

from solver.problem import Problem, Task, TimeWindow, Vehicle
from solver.schedule.admission import before_restocking
from solver.schedule.compiled import (
    NEVER,
    Compiled,
    Matrix,
    Span,
    TaskTimes,
    earlier_twins,
    first_in,
    stop_times,
)
from solver.schedule.fronts import Fronts

Label = tuple[int, int, int]


class Timetable:
    """Times and prices of one vehicle, compiled from the problem. Units: seconds, cost units.

    `tasks`, `durations`, `bare` and `once` are read by stop: as a break with a place is ~number,
    their ends hold breaks and depot in reverse. `depot` is the stop of a visit to the depot, None
    if the vehicle may not go there. `durations` are seconds on site with setup, `bare`
    those without, `once` what a stop costs whenever it is.
    """

    def __init__(self, problem: Problem, vehicle: int, compiled: Compiled) -> None:
        self.index, self._specs = vehicle, problem.tasks
        self.vehicle = problem.vehicles[vehicle]
        self.cap = problem.max_changed
        self.tolerance = problem.change_tolerance
        self.references = compiled.references
        factor, kind = self.vehicle.duration_factor, self.vehicle.kind
        self.has_setup = compiled.has_setup
        self.has_parts = compiled.has_parts
        self.has_wishes = compiled.has_wishes
        self.tasks: tuple[TaskTimes, ...] = compiled.tasks
        self.durations = compiled.on_site(factor, kind, setup=True)
        self.bare = compiled.on_site(factor, kind, setup=False)
        self.once = compiled.nothing
        if compiled.has_tastes:
            self.once = tuple(_taste(problem, self.vehicle, task) for task in problem.tasks)
        self.seconds: Matrix = compiled.seconds(self.vehicle.profile, self.vehicle.travel_factor)
        self.metres: Matrix = compiled.metres(self.vehicle.profile)
        self.latest_end = self.vehicle.shift.end + self.vehicle.overtime
        self._add_rests()
        self._last_call: dict[int, int] = {}
        self.fronts = Fronts(self)

    def _add_rests(self) -> None:
        breaks = self.vehicle.breaks
        self.rest_times = tuple(rest.duration for rest in breaks)
        self.rest_spans: tuple[tuple[Span, ...], ...] = tuple(
            tuple(sorted((w.start, w.end) for w in rest.windows)) for rest in breaks
        )
        self.last_calls = tuple(max(end for _, end in spans) for spans in self.rest_spans)
        self.roaming = tuple(k for k, rest in enumerate(breaks) if rest.place is None)
        self.stationed = tuple(k for k, rest in enumerate(breaks) if rest.place is not None)
        self.all_roaming = sum(1 << k for k in self.roaming)
        self.sooner = earlier_twins(breaks)
        nowhere = TaskTimes(0, (), NEVER, -NEVER)
        stops = [nowhere if r.place is None else stop_times(r.place, r.windows) for r in breaks]
        lengths = list(self.rest_times)
        self.depot: int | None = None
        if (restock := self.vehicle.restock) is not None:
            self.depot = ~len(breaks)
            always = TimeWindow(-NEVER, NEVER)
            stops.append(stop_times(restock.place, restock.windows or (always,)))
            lengths.append(restock.duration)
        if self.stationed or restock is not None:
            self.tasks = (*self.tasks, *reversed(stops))
            self.durations = (*self.durations, *reversed(lengths))
            self.bare = (*self.bare, *reversed(lengths))
            self.once = (*self.once, *(0 for _ in stops))

    # --- the sequence apart from its times -----------------------------------------------------

    def leg(self, origin: int | None, destination: int | None) -> int:
        """Driving seconds between two places; nowhere is next door."""
        if origin is None or destination is None:
            return 0
        return self.seconds.at(origin, destination)

    def leg_metres(self, origin: int | None, destination: int | None) -> int:
        """Metres between two places."""
        if origin is None or destination is None:
            return 0
        return self.metres.at(origin, destination)

    def leg_cost(self, origin: int | None, destination: int | None) -> int:
        """Price of driving from one place to another."""
        if origin is None or destination is None:
            return 0
        prices = self.vehicle.prices
        cost = prices.travel_second * self.seconds.at(origin, destination)
        if prices.metre:
            cost += prices.metre * self.metres.at(origin, destination)
        return cost

    def on_site(self, origin: int | None, stop: int) -> int:
        """Seconds on site for a vehicle that comes from a place: setup is paid once per stay."""
        return self.bare[stop] if self.tasks[stop].place == origin else self.durations[stop]

    def places(self, stops: Sequence[int]) -> list[int | None]:
        """All places of a route: start, stops, end."""
        via = [self.tasks[stop].place for stop in stops]
        return [self.vehicle.start_place, *via, self.vehicle.end_place]

    def legs(self, stops: Sequence[int]) -> list[int]:
        """Driving seconds to each stop and to the end."""
        return [self.leg(a, b) for a, b in pairwise(self.places(stops))]

    def services(self, stops: Sequence[int]) -> list[int]:
        """Seconds on site at each stop, setup included where it is due."""
        if not self.has_setup:
            return [self.durations[stop] for stop in stops]
        return [self.on_site(a, stop) for a, stop in zip(self.places(stops), stops, strict=False)]

    def driving_cost(self, stops: Sequence[int]) -> int:
        """What the sequence costs whatever its times: driving, the fixed price, and who serves."""
        driving = sum(self.leg_cost(a, b) for a, b in pairwise(self.places(stops)))
        return self.vehicle.prices.fixed + driving + sum(self.once[stop] for stop in stops)

    def own_reach(self, tasks: Sequence[int]) -> int | None:
        """Before how many of the tasks (indices) the depot must be visited at the latest, or never.

        A vehicle that may not go there is not asked: `solver.schedule.admits` turns it away.
        """
        if self.depot is None:
            return None
        reach = before_restocking(self.vehicle, [self._specs[task] for task in tasks])
        return None if reach == len(tasks) else reach

    def within_limits(self, stops: Sequence[int]) -> bool:
        """Whether driving seconds and metres stay within what the vehicle may."""
        vehicle = self.vehicle
        if vehicle.max_travel is not None and sum(self.legs(stops)) > vehicle.max_travel:
            return False
        if vehicle.max_distance is None:
            return True
        metres = sum(self.leg_metres(a, b) for a, b in pairwise(self.places(stops)))
        return metres <= vehicle.max_distance

    def patience(self, taken: int) -> int:
        """Until when a route may go on or end without any more breaks than those taken.

        A break that was not taken can be taken after the route until its last window closes.
        """
        until = self._last_call.get(taken)
        if until is None:
            missing = (call for k, call in enumerate(self.last_calls) if not taken >> k & 1)
            until = self._last_call[taken] = min(missing, default=NEVER)
        return until

    def before(self, departure: int) -> int:
        """The bit set of breaks that are over, and not owed, when the route leaves then."""
        return sum(
            1 << k
            for k, (spans, duration) in enumerate(
                zip(self.rest_spans, self.rest_times, strict=True)
            )
            if spans[0][0] + duration <= departure
        )

    # --- quick labels --------------------------------------------------------------------------

    def depart(self, time: int) -> list[Label]:
        """The label of a route that leaves at `time`: breaks that fit before it count as taken."""
        return [(time, 0, self.before(time))]

    def visit(self, labels: list[Label], leg: int, stop: int, duration: int) -> list[Label]:
        """Drive `leg` seconds and stay at a stop, from every label. Empty: impossible."""
        times, bit = self.tasks[stop], 0 if stop >= 0 else 1 << ~stop
        spans, deadline, late_price = times.spans, times.deadline, times.late_price
        simple = times.curve is None and not times.wish_price
        reached: list[Label] = []
        for time, cost, taken in labels:
            if taken & self.all_roaming == self.all_roaming:
                ways: list[tuple[int, int]] = [(time + leg, taken)]
            else:
                ways = self._ways(time, leg, taken)
            for arrival, after in ways:
                for opens, closes in spans:
                    if closes >= arrival:
                        start = opens if opens > arrival else arrival
                        if simple:
                            late = (start - deadline) * late_price if start > deadline else 0
                            reached.append((start + duration, cost + late, after | bit))
                            break
                        price = cost + times.price(start)
                        reached.append((start + duration, price, after | bit))
                        if start >= times.wish:
                            break
                        start = min(times.wish, closes)
                        price = cost + times.price(start)
                        reached.append((start + duration, price, after | bit))
        return reached if len(reached) < 2 else _undominated(reached)

    def finish(self, labels: list[Label], leg: int) -> Label | None:
        """Drive home: the cheapest label, its time the end of the route, overtime in its cost."""
        best: Label | None = None
        for time, cost, taken in labels:
            for arrival, after in self._ways(time, leg, taken):
                if arrival > self.latest_end or arrival > self.patience(after):
                    continue
                extra = max(0, arrival - self.vehicle.shift.end)
                total = cost + extra * self.vehicle.prices.overtime_second
                if best is None or (total, arrival) < (best[1], best[0]):
                    best = (arrival, total, after)
        return best

    def _ways(self, time: int, leg: int, taken: int) -> list[tuple[int, int]]:
        """Every way to drive a leg: (ready at its end, breaks taken by then).

        A break stops the clock of the leg. With breaks of total duration B in the leg, the last of
        which ends at t, the vehicle is ready at max(t, time + leg + B).
        """
        ways = [(time + leg, taken)]
        if taken & self.all_roaming == self.all_roaming:
            return ways
        if time > self.patience(taken):
            return []
        heads, soonest = [(time, time + leg, taken)], dict[int, int]()
        while heads:
            free, driven, done = heads.pop()
            for k in self.roaming:
                if done >> k & 1 or self.sooner[k] & ~done:
                    continue
                start = first_in(self.rest_spans[k], free)
                if start is None:
                    continue
                end, home = start + self.rest_times[k], driven + self.rest_times[k]
                after = done | 1 << k
                if end >= soonest.get(after, NEVER) or end > self.patience(after):
                    continue  # no sooner than in another order, or too late for those that are left
                soonest[after] = end
                ways.append((max(end, home), after))
                heads.append((end, home, after))
        return ways

    def run(self, stops: Sequence[int], departure: int) -> int | None:
        """Cost of the cheapest label of a whole sequence for one departure, driving apart."""
        labels = self.depart(departure)
        legs = self.legs(stops)
        for leg, stop, duration in zip(legs, stops, self.services(stops), strict=False):
            labels = self.visit(labels, leg, stop, duration)
            if not labels:
                return None
        last = self.finish(labels, legs[-1])
        if last is None:
            return None
        return last[1] + self.vehicle.prices.working_second * (last[0] - departure)


def _taste(problem: Problem, vehicle: Vehicle, task: Task) -> int:
    """What it costs that this vehicle serves the task: not preferred, not the one published."""
    cost = 0
    if task.preferred_vehicles and vehicle.id not in task.preferred_vehicles:
        cost += task.unpreferred_price
    if task.reference is not None and task.reference.vehicle != vehicle.id:
        cost += problem.prices.change_vehicle
    return cost


_time_and_cost = itemgetter(0, 1)


def _undominated(labels: list[Label]) -> list[Label]:
    labels.sort(key=_time_and_cost)
    kept: list[Label] = []
    for label in labels:
        taken, cost = label[2], label[1]
        for other in kept:
            if other[1] <= cost and other[2] & taken == taken:
                break
        else:
            kept.append(label)
    return kept


_known: WeakKeyDictionary[Problem, tuple[Timetable, ...]] = WeakKeyDictionary()


def timetables(problem: Problem) -> tuple[Timetable, ...]:
    """One timetable per vehicle, compiled on first use and kept as long as the problem lives."""
    found = _known.get(problem)
    if found is None:
        compiled = Compiled(problem)
        found = tuple(Timetable(problem, v, compiled) for v in range(len(problem.vehicles)))
        _known[problem] = found
    return found


__all__ = ["NEVER", "Label", "Timetable", "timetables"]
