"""One vehicle's arithmetic: labels carried forward over legs, services and breaks.

For a given departure every cost is nondecreasing in time, so each service and each break starts as
early as it can, and the only choice is in which leg a break falls. A label (time, cost, taken,
trail) says: the last service ended at `time`, lateness cost `cost` so far, the breaks in the bit
set `taken` are done. A label is dropped when another is no later, no dearer and has taken at least
its breaks.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import itemgetter
from weakref import WeakKeyDictionary

from solver.problem import Problem
from solver.schedule.compiled import NEVER, Compiled, Matrix, TaskTimes, first_in

Rest = tuple[int, int]  # break, start
Rests = tuple[Rest, ...]
Trail = tuple["Trail | None", int, Rests]  # before, start of service, breaks in the leg to it
Label = tuple[int, int, int, Trail | None]


class Timetable:
    """Times and prices of one vehicle, compiled from the problem. Units: seconds, cost units."""

    def __init__(self, problem: Problem, vehicle: int, compiled: Compiled) -> None:
        self.index = vehicle
        self.vehicle = problem.vehicles[vehicle]
        self.tasks: tuple[TaskTimes, ...] = compiled.tasks
        self.durations = compiled.durations(self.vehicle.duration_factor)
        self.seconds: Matrix = compiled.seconds(self.vehicle.profile, self.vehicle.travel_factor)
        self.metres: Matrix = compiled.metres(self.vehicle.profile)
        self.latest_end = self.vehicle.shift.end + self.vehicle.overtime
        self.rest_times = tuple(rest.duration for rest in self.vehicle.breaks)
        self.rest_spans = tuple(
            tuple(sorted((w.start, w.end) for w in rest.windows)) for rest in self.vehicle.breaks
        )
        self.last_calls = tuple(max(end for _, end in spans) for spans in self.rest_spans)
        self.all_taken = (1 << len(self.rest_times)) - 1
        self._last_call: dict[int, int] = {}

    # --- the sequence apart from its times -----------------------------------------------------

    def leg(self, origin: int | None, destination: int | None) -> int:
        """Driving seconds between two places; nowhere is next door."""
        if origin is None or destination is None:
            return 0
        return self.seconds.at(origin, destination)

    def leg_cost(self, origin: int | None, destination: int | None) -> int:
        """Price of driving from one place to another."""
        if origin is None or destination is None:
            return 0
        prices = self.vehicle.prices
        cost = prices.travel_second * self.seconds.at(origin, destination)
        if prices.metre:
            cost += prices.metre * self.metres.at(origin, destination)
        return cost

    def places(self, tasks: Sequence[int]) -> list[int | None]:
        """All places of a route: start, tasks, end."""
        via = [self.tasks[task].place for task in tasks]
        return [self.vehicle.start_place, *via, self.vehicle.end_place]

    def driving_cost(self, tasks: Sequence[int]) -> int:
        """What the sequence costs whatever its times: driving and the fixed price."""
        places = self.places(tasks)
        return self.vehicle.prices.fixed + sum(self.leg_cost(a, b) for a, b in pairwise(places))

    # --- labels --------------------------------------------------------------------------------

    def depart(self, time: int) -> list[Label]:
        """The label of a route that leaves at `time`: breaks that fit before it count as taken."""
        taken = 0
        for k, spans in enumerate(self.rest_spans):
            if spans[0][0] + self.rest_times[k] <= time:
                taken |= 1 << k
        return [(time, 0, taken, None)]

    def visit(self, labels: list[Label], leg: int, task: int) -> list[Label]:
        """Drive `leg` seconds and serve a task, from every label. Empty: impossible."""
        times, duration = self.tasks[task], self.durations[task]
        spans, deadline = times.spans, times.deadline
        reached: list[Label] = []
        for time, cost, taken, trail in labels:
            if taken == self.all_taken:
                ways: list[tuple[int, int, Rests]] = [(time + leg, taken, ())]
            else:
                ways = self._ways(time, leg, taken)
            for arrival, after, rests in ways:
                for opens, closes in spans:
                    if closes >= arrival:
                        start = opens if opens > arrival else arrival
                        late = (start - deadline) * times.late_price if start > deadline else 0
                        step = (trail, start, rests)
                        reached.append((start + duration, cost + late, after, step))
                        break
        return reached if len(reached) < 2 else _undominated(reached)

    def finish(self, labels: list[Label], leg: int, second: int = 0) -> Label | None:
        """Drive home: the cheapest label, its time the end of the route, overtime in its cost.

        Each second until the end is priced `second`; the cost of the label does not include it.
        """
        best: Label | None = None
        for label in self._ends(labels, leg):
            time, cost, taken, trail = label
            cost += max(0, time - self.vehicle.shift.end) * self.vehicle.prices.overtime_second
            if best is None or (cost + second * time, time) < (best[1] + second * best[0], best[0]):
                best = (time, cost, taken, trail)
        return best

    def _ends(self, labels: list[Label], leg: int) -> Iterator[Label]:
        for time, cost, taken, trail in labels:
            for arrival, after, rests in self._ways(time, leg, taken):
                if arrival <= self.latest_end and arrival <= self._patience(after):
                    yield arrival, cost, after, (trail, arrival, rests)

    def _patience(self, taken: int) -> int:
        """Until when a route may go on or end without any more breaks than those taken.

        A break that was not taken can be taken after the route until its last window closes.
        """
        until = self._last_call.get(taken)
        if until is None:
            missing = (call for k, call in enumerate(self.last_calls) if not taken >> k & 1)
            until = self._last_call[taken] = min(missing, default=NEVER)
        return until

    def _ways(self, time: int, leg: int, taken: int) -> list[tuple[int, int, Rests]]:
        """Every way to drive a leg: (ready at its end, breaks taken by then, breaks on the way).

        A break stops the clock of the leg. With breaks of total duration B in the leg, the last of
        which ends at t, the vehicle is ready at max(t, time + leg + B).
        """
        ways: list[tuple[int, int, Rests]] = [(time + leg, taken, ())]
        if taken == self.all_taken:
            return ways
        if time > self._patience(taken):
            return []
        heads = [(time, time + leg, taken, ())]
        while heads:
            free, driven, done, rests = heads.pop()
            for k, duration in enumerate(self.rest_times):
                if done >> k & 1:
                    continue
                start = first_in(self.rest_spans[k], free)
                if start is None:
                    continue
                end, home, after = start + duration, driven + duration, done | 1 << k
                taken_now = (*rests, (k, start))
                ways.append((max(end, home), after, taken_now))
                heads.append((end, home, after, taken_now))  # type: ignore[arg-type]
        return ways

    def run(self, tasks: Sequence[int], departure: int) -> Label | None:
        """The cheapest label of the whole sequence for one departure, working time in its cost."""
        labels = self.depart(departure)
        places = self.places(tasks)
        for position, task in enumerate(tasks):
            leg = self.leg(places[position], places[position + 1])
            labels = self.visit(labels, leg, task)
            if not labels:
                return None
        second = self.vehicle.prices.working_second
        last = self.finish(labels, self.leg(places[-2], places[-1]), second)
        if last is None:
            return None
        end, cost, taken, trail = last
        return end, cost + second * (end - departure), taken, trail


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


__all__ = ["NEVER", "Label", "Rests", "Timetable", "Trail", "timetables"]
