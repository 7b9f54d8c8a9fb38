"""What a vehicle needs at least: times without breaks and setup, to rule positions out quickly.

Every bound here is on the safe side: a position ruled out is impossible, one that is left may be.
Whether a task really fits is for `solver.schedule` to say.
"""

from collections.abc import Iterator, Sequence

from solver.problem import Problem, Task, Vehicle, scaled

NEVER = 1 << 60
Span = tuple[int, int]
ANY_TIME: tuple[Span, ...] = ((-NEVER, NEVER),)


def start_spans(task: Task) -> tuple[Span, ...]:
    """Closed intervals of allowed starts: what release and a pinned start leave of the windows."""
    release = -NEVER if task.release is None else task.release
    windows = [(window.start, window.end) for window in task.windows] or ANY_TIME
    spans = tuple((max(start, release), end) for start, end in windows if end >= release)
    if task.pin is None or task.pin.start is None:
        return spans
    pinned = task.pin.start
    return ((pinned, pinned),) if any(start <= pinned <= end for start, end in spans) else ()


def first_start(spans: Sequence[Span], ready: int) -> int | None:
    """Earliest allowed start from `ready` on."""
    return next((max(start, ready) for start, end in spans if end >= ready), None)


class Reach:
    """Legs and services of one vehicle, in seconds at its factors."""

    def __init__(self, problem: Problem, vehicle: Vehicle) -> None:
        self.vehicle = vehicle
        self.latest_end = vehicle.shift.end + vehicle.overtime
        self._seconds = problem.travel[vehicle.profile].seconds
        self._legs: dict[tuple[int, int], int] = {}

    def leg(self, origin: int | None, destination: int | None) -> int:
        """Driving seconds; nowhere is next door."""
        if origin is None or destination is None:
            return 0
        key = (origin, destination)
        if key not in self._legs:
            self._legs[key] = scaled(int(self._seconds[key]), self.vehicle.travel_factor)
        return self._legs[key]

    def service(self, task: Task) -> int:
        """Seconds on site without setup."""
        return scaled(task.times_for(self.vehicle.kind)[0], self.vehicle.duration_factor)

    def service_alone(self, task: Task) -> int:
        """Seconds on site when nothing else is served: with setup, unless it starts there."""
        duration, setup = task.times_for(self.vehicle.kind)
        at_home = self.vehicle.start_place == task.place
        return scaled(duration + (0 if at_home else setup), self.vehicle.duration_factor)


class Outline:
    """Earliest and latest times along one day, and where one more task may find a place."""

    def __init__(self, reach: Reach, others: Sequence[Task]) -> None:
        self._reach, self._count = reach, len(others)
        vehicle = reach.vehicle
        frozen = {stop.task for stop in vehicle.frozen}
        self._frozen, self._first = frozen, sum(task.id in frozen for task in others)
        # the way over a place of rest or a depot may be the shorter one, where legs are odd
        stations = any(rest.place is not None for rest in vehicle.breaks)
        self._blind = stations or vehicle.restock is not None
        via = [task.place for task in others]
        self._places = [vehicle.start_place, *via, vehicle.end_place]
        spans = [ANY_TIME if task.id in frozen else start_spans(task) for task in others]
        services = [reach.service(task) for task in others]
        self._forward(spans, services)
        self._backward(spans, services)

    def _forward(self, spans: Sequence[Sequence[Span]], services: Sequence[int]) -> None:
        """When the vehicle can leave each place at the earliest."""
        ready = [self._reach.vehicle.shift.start]
        for stop, service in enumerate(services):
            arrival = ready[-1] + self._leg(stop)
            start = first_start(spans[stop], arrival)
            ready.append((arrival if start is None else start) + service)
        self._ready = ready

    def _backward(self, spans: Sequence[Sequence[Span]], services: Sequence[int]) -> None:
        """When it must be at each place at the latest, for the windows alone and for the end too;
        and what is left to do from there.
        """
        latest, loose, tail = [self._reach.latest_end], [NEVER], [0]
        for stop in range(self._count - 1, -1, -1):
            closes = spans[stop][-1][1] if spans[stop] else -NEVER
            after = services[stop] + self._leg(stop + 1)
            latest.append(min(closes, latest[-1] - after))
            loose.append(min(closes, loose[-1] - after))
            tail.append(tail[-1] + after)
        self._latest, self._loose, self._tail = latest[::-1], loose[::-1], tail[::-1]

    def _leg(self, stop: int) -> int:
        return self._reach.leg(self._places[stop], self._places[stop + 1])

    def positions(self, task: Task) -> list[int]:
        """Where the task may fit; elsewhere it certainly does not."""
        if self._blind or task.id in self._frozen:
            return list(range(self._count + 1))
        return [at for at, next_ in self._arrivals(task) if next_ <= self._latest[at]]

    def overtimes(self, task: Task) -> list[tuple[int, int]]:
        """(seconds past the allowed end at least, position), the most promising first."""
        if self._blind or task.id in self._frozen:
            return [(0, at) for at in range(self._count + 1)]
        return sorted(
            (max(0, next_ + self._tail[at] - self._reach.latest_end), at)
            for at, next_ in self._arrivals(task)
            if next_ <= self._loose[at]
        )

    def least_overtime(self, task: Task) -> int:
        """Seconds past the allowed end at least; `NEVER` where no end would help."""
        return min((seconds for seconds, _ in self.overtimes(task)), default=NEVER)

    def _arrivals(self, task: Task) -> Iterator[tuple[int, int]]:
        """Each position, and when the vehicle is at the place after it at the earliest."""
        spans, service, reach = start_spans(task), self._reach.service(task), self._reach
        for at in range(self._first, self._count + 1):
            before, after = self._places[at], self._places[at + 1]
            start = first_start(spans, self._ready[at] + reach.leg(before, task.place))
            if start is not None:
                yield at, start + service + reach.leg(task.place, after)
