"""All routes of one vehicle worth having: for each set of tasks the cheapest order.

Sequences of stops grow one by one. Two of them with the same stops and the same last one have the
same future; so a sequence whose front (`solver.schedule.fronts`) and resources are nowhere better
than another's is dropped. A longest duration ties the end of a route to its departure, which fronts
do not remember: there nothing is dropped, and each sequence is scheduled on its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from solver.problem import Problem
from solver.schedule import Timetable, admits
from solver.schedule.admission import amount
from solver.schedule.cheapest import schedules
from solver.schedule.departure import departures
from solver.schedule.fronts import Front, is_below


@dataclass(frozen=True, slots=True)
class Option:
    """The cheapest order of a set of tasks that touches so many of them."""

    touched: int
    cost: int
    tasks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Partial:
    """A sequence of stops from the start, its front, and what it has used up."""

    stops: tuple[int, ...]
    tasks: tuple[int, ...]
    front: Front
    driving: int
    used: tuple[int, ...]  # driven seconds, metres, and the highest load by dimension


@dataclass
class Routes:
    """The routes of one vehicle; `grow` must run to its end before `options` are complete."""

    problem: Problem
    table: Timetable
    options: dict[int, list[Option]] = field(default_factory=dict)

    def grow(self) -> Iterator[None]:
        """Find all options; yields often, so that the caller may stop or say that it lives."""
        table = self.table
        leaving = table.fronts.depart(departures(table), free=True)
        dimensions = len(table.vehicle.capacity)
        level = [_Partial((), (), leaving, table.vehicle.prices.fixed, (0,) * (2 + dimensions))]
        while level:
            following: dict[tuple[frozenset[int], int], list[_Partial]] = {}
            for partial in level:
                yield
                self._record(partial)
                for stop in self._open(partial):
                    grown = self._extend(partial, stop)
                    if grown is not None:
                        key = (frozenset(grown.stops), stop)
                        self._keep(following.setdefault(key, []), grown)
            level = [partial for kept in following.values() for partial in kept]

    def _open(self, partial: _Partial) -> Iterator[int]:
        vehicle = self.table.vehicle
        for number in self.table.stationed:
            if ~number not in partial.stops:
                yield ~number
        if self.table.depot is not None and self.table.depot not in partial.stops:
            yield self.table.depot
        for task, spec in enumerate(self.problem.tasks):
            if task not in partial.stops and self.problem.may_serve(vehicle, spec):
                yield task

    def _extend(self, partial: _Partial, stop: int) -> _Partial | None:
        table, vehicle = self.table, self.table.vehicle
        tasks = (*partial.tasks, stop) if stop >= 0 else partial.tasks
        if stop >= 0 and not admits(self.problem, table.index, tasks):
            return None
        if stop >= 0 and table.depot not in partial.stops and table.own_reach(tasks) is not None:
            return None
        origin = table.tasks[partial.stops[-1]].place if partial.stops else vehicle.start_place
        place = table.tasks[stop].place
        leg = table.leg(origin, place)
        used = self._used(partial, leg, table.leg_metres(origin, place), tasks)
        if vehicle.max_travel is not None and used[0] > vehicle.max_travel:
            return None
        if vehicle.max_distance is not None and used[1] > vehicle.max_distance:
            return None
        front = table.fronts.visit(partial.front, leg, stop, table.on_site(origin, stop))
        if not front:
            return None
        driving = partial.driving + table.leg_cost(origin, place) + table.once[stop]
        return _Partial((*partial.stops, stop), tasks, front, driving, used)

    def _used(
        self, partial: _Partial, leg: int, metres: int, tasks: tuple[int, ...]
    ) -> tuple[int, ...]:
        served = [self.problem.tasks[task] for task in tasks]
        peaks = []
        for dimension in range(len(self.table.vehicle.capacity)):
            load = sum(amount(t.pickup, dimension) - amount(t.demand, dimension) for t in served)
            peaks.append(max(partial.used[2 + dimension], load))
        return partial.used[0] + leg, partial.used[1] + metres, *peaks

    def _keep(self, kept: list[_Partial], grown: _Partial) -> None:
        """Add a sequence unless another is nowhere worse; drop those that are nowhere better."""
        if self.table.vehicle.max_duration is None:
            if any(self._beats(other, grown) for other in kept):
                return
            kept[:] = [other for other in kept if not self._beats(grown, other)]
        kept.append(grown)

    def _beats(self, one: _Partial, other: _Partial) -> bool:
        limits = (self.table.vehicle.max_travel, self.table.vehicle.max_distance)
        counted = [limit is not None for limit in limits] + [True] * (len(one.used) - 2)
        if any(
            a > b and counts for a, b, counts in zip(one.used, other.used, counted, strict=True)
        ):
            return False
        extra = one.driving - other.driving
        return all(
            any(is_below(mine, theirs, extra) for mine in one.front) for theirs in other.front
        )

    def _record(self, partial: _Partial) -> None:
        """Note what the sequence costs as a whole route."""
        if not partial.tasks or self._has_detour(partial):
            return
        mask = sum(1 << task for task in partial.tasks)
        for touched, cost in self._endings(partial):
            known = self.options.get(mask, [])
            if any(other.touched <= touched and other.cost <= cost for other in known):
                continue
            better = [o for o in known if o.touched < touched or o.cost < cost]
            self.options[mask] = [*better, Option(touched, cost, partial.tasks)]

    def _has_detour(self, partial: _Partial) -> bool:
        """Whether it visits the depot for nothing."""
        return self.table.depot in partial.stops and self.table.own_reach(partial.tasks) is None

    def _endings(self, partial: _Partial) -> Iterator[tuple[int, int]]:
        table = self.table
        if not table.within_limits(partial.stops):
            return
        if table.vehicle.max_duration is not None:
            yield from ((timed.touched, timed.cost) for timed in schedules(table, partial.stops))
            return
        origin, home = table.tasks[partial.stops[-1]].place, table.vehicle.end_place
        driving = partial.driving + table.leg_cost(origin, home)
        for ending in table.fronts.finish(partial.front, table.leg(origin, home), table.latest_end):
            yield ending.touched, driving + ending.cost
