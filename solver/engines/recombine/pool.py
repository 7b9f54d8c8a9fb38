"""Routes worth combining: each set of tasks once for each kind of vehicle, the best plans first."""

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

from solver.engines.recombine.alike import kinds_of_vehicle
from solver.problem import Problem
from solver.schedule import admits, route_cost

MOST_ROUTES = 4_000
"""Routes kept: as many as a linear relaxation weighs in a fraction of a second."""

_Key = tuple[int, frozenset[int]]


@dataclass(slots=True, eq=False)
class Column:
    """A route as set partitioning sees it: who drives it, its tasks in order, what it costs.

    `kind` is the first vehicle that is like the driver. `worth` is the lowest cost of a plan it
    was part of. `cost` is what a search thinks of it until `timed`, then that of its schedule.
    """

    kind: int
    tasks: tuple[int, ...]
    cost: int
    worth: int
    timed: bool = False


class Pool:
    """Collects routes; of the same kind of vehicle and the same tasks, the cheapest is kept.

    Holds at most `most` of them (twice as many for moments): those of the best plans. Any thread
    may add and merge.
    """

    def __init__(self, problem: Problem, most: int = MOST_ROUTES) -> None:
        self._problem, self._most = problem, most
        self.kinds: Sequence[int] = kinds_of_vehicle(problem)
        self._columns: dict[_Key, Column] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._columns)

    def add(self, vehicle: int, tasks: Sequence[int], cost: int, worth: int) -> None:
        """Keep a route (indices) that costs so much and is part of a plan that costs `worth`."""
        with self._lock:
            self._add(self.kinds[vehicle], tuple(tasks), cost, worth)

    def merge(self, other: "Pool") -> None:
        """Keep what another pool of the same problem keeps, which a thread may be filling."""
        with other._lock:
            found = [(c.kind, c.tasks, c.cost, c.worth) for c in other._columns.values()]
        with self._lock:
            for route in found:
                self._add(*route)

    def columns(self) -> list[Column]:
        """The routes kept, those of the best plans first."""
        with self._lock:
            if len(self._columns) > self._most:
                self._forget()
            return sorted(self._columns.values(), key=lambda column: column.worth)

    def time(self, column: Column) -> bool:
        """Give a route the cost of its schedule, once; one that has none is thrown away: False."""
        if column.timed:
            return True
        cost = None
        if admits(self._problem, column.kind, column.tasks):
            cost = route_cost(self._problem, column.kind, column.tasks)
        with self._lock:
            if cost is None:
                self._columns.pop((column.kind, frozenset(column.tasks)), None)
                return False
            column.cost, column.timed = cost, True
        return True

    def _add(self, kind: int, tasks: tuple[int, ...], cost: int, worth: int) -> None:
        key = kind, frozenset(tasks)
        known = self._columns.get(key)
        if known is None:
            self._columns[key] = Column(kind, tasks, cost, worth)
            if len(self._columns) >= 2 * self._most:
                self._forget()
            return
        known.worth = min(known.worth, worth)
        if cost < known.cost:
            known.tasks, known.cost, known.timed = tasks, cost, False

    def _forget(self) -> None:
        ranked = sorted(self._columns.items(), key=lambda entry: entry[1].worth)
        self._columns = dict(ranked[: self._most])
