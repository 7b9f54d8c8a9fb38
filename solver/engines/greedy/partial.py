"""A route under construction that knows what inserting one more task would cost."""

from collections.abc import Iterable, Iterator

from solver.engines.greedy.followed import Followed
from solver.schedule.admission import keeps_order
from solver.schedule.cheapest import placements
from solver.schedule.timetable import Label

Insertion = tuple[int, int]  # extra cost, position among the tasks


class PartialRoute(Followed):
    """Tries insertions by the arithmetic of `Followed`, and remembers them until the route changes.

    Breaks at places, and a visit to the depot, stay where they are during a trial, unless the task
    fits only if they move.
    """

    def best_insertion(self, task: int) -> Insertion | None:
        """Cheapest extra cost and its position, ties to the earliest; None if it fits nowhere."""
        if task not in self._known:
            self._known[task] = self._best_insertion(task)
        return self._known[task]

    def _best_insertion(self, task: int) -> Insertion | None:
        restocks = self.table.depot is not None
        if self._cargo.is_full or not (restocks or self._cargo.has_supplies(task)):
            return None
        if self.table.vehicle.max_duration is not None:
            return next(self._short_insertions(task), None)
        return self._quick_insertion(task) or self._slow_insertion(task)

    def _change(self, tasks: list[int]) -> None:
        super()._change(tasks)
        vehicle = self.table.vehicle
        self._known: dict[int, Insertion | None] = {}
        self._restricted = bool(
            vehicle.capacity or vehicle.frozen or vehicle.pinned_order or vehicle.restock
        )

    def _quick_insertion(self, task: int) -> Insertion | None:
        """The best position among the stops as they are."""
        best: Insertion | None = None
        for at, position in self._positions(task):
            extra = self._extra(task, at, None if best is None else best[0])
            if extra is not None and (best is None or extra < best[0]):
                best = (extra, position)
        return best

    def _short_insertions(self, task: int) -> Iterator[Insertion]:
        """The positions that keep the route short enough, cheapest first."""
        found: list[Insertion] = []
        for at, position in self._positions(task):
            extra = self._extra(task, at, None)
            if extra is not None:
                found.append((extra, position))
        slow = self._slow_insertion(task)
        for extra, position in sorted([*found, slow] if slow else found):
            if self._is_short_enough([*self.tasks[:position], task, *self.tasks[position:]]):
                yield extra, position

    def _slow_insertion(self, task: int) -> Insertion | None:
        """The best position if breaks at places and the depot may move for it."""
        if not self._may_rearrange(task):
            return None
        before = self._trial(self._stops) or 0
        found = []
        for position in {position for _, position in self._loadable(task)}:
            tasks = [*self.tasks[:position], task, *self.tasks[position:]]
            costs = [self._trial(stops) for stops in placements(self.table, tasks)]
            found += [(cost - before, position) for cost in costs if cost is not None]
        return min(found, default=None)

    def _may_rearrange(self, task: int) -> bool:
        """Whether another place for a break, or for the depot, may let the task in."""
        if self.table.stationed:
            return True
        if self.table.depot is None or self._cargo.has_supplies(task):
            return False
        if self._depot_at is not None:
            return True
        return any(self._extra(task, at, None) is not None for at, _ in self._loadable(task))

    def _positions(self, task: int) -> Iterable[tuple[int, int]]:
        """Positions that promises, load and supplies allow: (among the stops, among the tasks)."""
        found = self._loadable(task)
        if self.table.depot is None or self._cargo.has_supplies(task):
            return found
        if self._depot_at is None:
            return ()
        return [(at, position) for at, position in found if at > self._depot_at]

    def _loadable(self, task: int) -> Iterable[tuple[int, int]]:
        """Positions that promises and load allow."""
        if not self._restricted:
            return self._everywhere
        low, high = self._promised(task)
        return [
            (at, position)
            for at, position in self._everywhere
            if low <= position <= high and self._cargo.fits(task, position)
        ]

    def _promised(self, task: int) -> tuple[int, int]:
        """First and last position that what is frozen or pinned in order leaves to the task."""
        vehicle = self.table.vehicle
        names = [self._problem.tasks[other].id for other in self.tasks]
        name = self._problem.tasks[task].id
        allowed = [
            position
            for position in range(len(names) + 1)
            if keeps_order(vehicle, [*names[:position], name, *names[position:]])
        ]
        return (allowed[0], allowed[-1]) if allowed else (1, 0)

    def _extra(self, task: int, at: int, ceiling: int | None) -> int | None:
        """Extra cost of one insertion; None if impossible or surely not below the ceiling."""
        table, times = self.table, self.table.tasks[task]
        before, after = self._places[at], self._places[at + 1]
        leg_in, leg_out = table.leg(before, times.place), table.leg(times.place, after)
        start = max(self._earliest[at] + leg_in, times.opens)
        stay, following, latest = table.durations[task], None, self._latest[at]
        if table.has_setup:
            stay = table.on_site(before, task)
            following, latest = self._following(times.place, at)
        if start > times.closes or start + stay + leg_out > latest:
            return None
        work = leg_in + leg_out - self._legs[at] + stay
        if following is not None:
            work += following - self._services[at]
        if not self._is_within_limits(before, times.place, after):
            return None
        extra = table.leg_cost(before, times.place) + table.leg_cost(times.place, after)
        extra += table.once[task] + self._second * work
        if self._stops:
            extra -= table.leg_cost(before, after)
        else:
            extra += table.vehicle.prices.fixed + self._second * self._legs[at]
        if ceiling is not None and extra + self._least_price(task, start) >= ceiling:
            return None
        delay = self._delay_cost(task, at, (leg_in, leg_out), stay, following)
        return None if delay is None else extra + delay

    def _following(self, place: int, at: int) -> tuple[int | None, int]:
        """Seconds on site of the next stop, coming from a place, and its latest start."""
        if at == len(self._stops):
            return None, self._latest[at]
        stop = self._stops[at]
        stay = self.table.on_site(place, stop)
        return stay, min(self._leave_by[at] - stay, self.table.tasks[stop].closes)

    def _is_within_limits(self, before: int | None, place: int, after: int | None) -> bool:
        """Whether the detour leaves the route within what the vehicle may drive."""
        vehicle, table, used = self.table.vehicle, self.table, bool(self._stops)
        if vehicle.max_travel is not None:
            driven = table.leg(before, place) + table.leg(place, after)
            driven += used * (sum(self._legs) - table.leg(before, after))
            if driven > vehicle.max_travel:
                return False
        if vehicle.max_distance is None:
            return True
        metres = table.leg_metres(before, place) + table.leg_metres(place, after)
        metres += used * (self._metres - table.leg_metres(before, after))
        return metres <= vehicle.max_distance

    def _least_price(self, task: int, start: int) -> int:
        times = self.table.tasks[task]
        if times.wish_price or times.curve is not None:
            return 0
        return max(0, start - times.deadline) * times.late_price

    def _delay_cost(
        self, task: int, at: int, legs: tuple[int, int], stay: int, following: int | None
    ) -> int | None:
        """Change in the prices of starts, and in overtime, of the whole route."""
        table, old = self.table, self._end
        labels = table.visit(self._labels[at], legs[0], task, stay)
        for index in range(at, len(self._stops)):
            leg, service = self._legs[index], self._services[index]
            if index == at:
                leg, service = legs[1], service if following is None else following
            labels = table.visit(labels, leg, self._stops[index], service)
            if not labels:
                return None
            shift = _same_but_cost(labels, self._labels[index + 1])
            if shift is not None:
                return shift
        end = table.finish(labels, legs[1] if at == len(self._stops) else self._legs[-1])
        if end is None:
            return None
        return end[1] - (old[1] if old is not None and self._stops else 0)


def _same_but_cost(new: list[Label], old: list[Label]) -> int | None:
    """The difference in cost if the labels agree in all else: then what follows is the same."""
    if len(new) != len(old):
        return None
    shift = new[0][1] - old[0][1]
    for a, b in zip(new, old, strict=True):
        if a[0] != b[0] or a[2] != b[2] or a[1] - b[1] != shift:
            return None
    return shift
