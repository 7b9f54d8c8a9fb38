"""A route under construction that knows what inserting one more task would cost."""

from collections.abc import Iterable

from solver.problem import Problem
from solver.schedule.departure import first_departures
from solver.schedule.timetable import Label, Timetable

Insertion = tuple[int, int]  # extra cost, position


class PartialRoute:
    """Tasks of one vehicle in order, with labels after each and the latest starts before each.

    Times are those of the earliest departure. Working time is priced as driving plus service, since
    a schedule may leave later: exact when nobody waits. All other costs are exact.
    """

    def __init__(self, problem: Problem, table: Timetable, tasks: Iterable[int] = ()) -> None:
        self.table = table
        self.tasks: list[int] = []
        self._demands = [task.demand for task in problem.tasks]
        self._capacity = table.vehicle.capacity
        self._room = list(self._capacity)
        self._departure = _departure(table)
        self._second = table.vehicle.prices.working_second
        self._refresh()
        for task in tasks:
            self.insert(task, len(self.tasks))

    def insert(self, task: int, position: int) -> None:
        """Put a task at a position that `best_insertion` proposed."""
        self.tasks.insert(position, task)
        self._load(task, -1)
        self._refresh()

    def remove(self, task: int) -> None:
        """Take a task out."""
        self.tasks.remove(task)
        self._load(task, 1)
        self._refresh()

    def best_insertion(self, task: int) -> Insertion | None:
        """Cheapest extra cost and its position, ties to the earliest; None if it fits nowhere."""
        if not self.has_room(task):
            return None
        best: Insertion | None = None
        for position in range(len(self.tasks) + 1):
            ceiling = None if best is None else best[0]
            extra = self._extra(task, position, ceiling)
            if extra is not None and (best is None or extra < best[0]):
                best = (extra, position)
        return best

    def has_room(self, task: int) -> bool:
        """Whether capacity allows one more task; a vehicle without capacity carries anything."""
        demand = self._demands[task]
        return not demand or all(
            need <= room for need, room in zip(demand, self._room, strict=False)
        )

    @property
    def is_feasible(self) -> bool:
        """Whether the sequence can be driven at all."""
        return self._end is not None and all(room >= 0 for room in self._room)

    def _load(self, task: int, sign: int) -> None:
        for dimension, need in enumerate(self._demands[task]):
            if dimension < len(self._room):
                self._room[dimension] += sign * need

    def _refresh(self) -> None:
        table = self.table
        self._places = table.places(self.tasks)
        self._legs = [table.leg(a, b) for a, b in zip(self._places, self._places[1:], strict=False)]
        self._labels = [table.depart(self._departure)]
        for leg, task in zip(self._legs, self.tasks, strict=False):
            self._labels.append(table.visit(self._labels[-1], leg, task))
        self._end = table.finish(self._labels[-1], self._legs[-1])
        self._earliest = [min((label[0] for label in at), default=0) for at in self._labels]
        self._latest = [table.latest_end]
        for position in range(len(self.tasks) - 1, -1, -1):
            task = self.tasks[position]
            leave = self._latest[-1] - self._legs[position + 1] - table.durations[task]
            self._latest.append(min(leave, table.tasks[task].closes))
        self._latest.reverse()

    def _extra(self, task: int, position: int, ceiling: int | None) -> int | None:
        """Extra cost of one insertion; None if impossible or surely not below the ceiling."""
        table, times = self.table, self.table.tasks[task]
        before, after = self._places[position], self._places[position + 1]
        leg_in, leg_out = table.leg(before, times.place), table.leg(times.place, after)
        start = max(self._earliest[position] + leg_in, times.opens)
        duration = table.durations[task]
        if start > times.closes or start + duration + leg_out > self._latest[position]:
            return None
        extra = table.leg_cost(before, times.place) + table.leg_cost(times.place, after)
        extra += self._second * (leg_in + leg_out + duration)
        if self.tasks:
            extra -= table.leg_cost(before, after) + self._second * self._legs[position]
        else:
            extra += table.vehicle.prices.fixed
        late = max(0, start - times.deadline) * times.late_price
        if ceiling is not None and extra + late >= ceiling:
            return None
        delay = self._delay_cost(task, position, leg_in, leg_out)
        return None if delay is None else extra + delay

    def _delay_cost(self, task: int, position: int, leg_in: int, leg_out: int) -> int | None:
        """Change in lateness and overtime of the whole route."""
        table, old = self.table, self._end
        labels = table.visit(self._labels[position], leg_in, task)
        for index in range(position, len(self.tasks)):
            leg = leg_out if index == position else self._legs[index]
            labels = table.visit(labels, leg, self.tasks[index])
            if not labels:
                return None
            shift = _same_but_cost(labels, self._labels[index + 1])
            if shift is not None:
                return shift
        last_leg = leg_out if position == len(self.tasks) else self._legs[-1]
        end = table.finish(labels, last_leg)
        if end is None:
            return None
        return end[1] - (old[1] if old is not None and self.tasks else 0)


def _same_but_cost(new: list[Label], old: list[Label]) -> int | None:
    """The difference in cost if the labels agree in all else: then what follows is the same."""
    if len(new) != len(old):
        return None
    shift = new[0][1] - old[0][1]
    for a, b in zip(new, old, strict=True):
        if a[0] != b[0] or a[2] != b[2] or a[1] - b[1] != shift:
            return None
    return shift


def _departure(table: Timetable) -> int:
    """The first departure at which no break is already missed."""
    departures = first_departures(table)
    for time in departures:
        taken = table.depart(time)[0][2]
        if all(taken >> k & 1 or call >= time for k, call in enumerate(table.last_calls)):
            return time
    return departures[0]
