"""Exact labels: what it costs to be free by a moment, as falling lines over time.

Waiting is free in itself, but it may pay: a second not worked before a late departure is saved, and
so is a second by which a service comes nearer to the start published for it. So a label of a
sequence is not a point in time but a *segment* (first, last, cost, slope, taken, touched, trail):
the vehicle can be free at each `time` from `first` to `last` at `cost + slope * (time - first)`,
where the slope is negative, or `last` is `first`. After `last` it costs what it cost then. `taken`
are the breaks done, as a bit set, `touched` the tasks moved away from their reference so far. A
*front* is a list of segments after the same stops; their lower envelope is the exact cost of the
cheapest schedule so far that is free by then.

Every price of a start is piecewise linear, and windows and breaks only cut: so a segment, carried
over a leg and a service, is again a few segments, and nothing is approximated. A front grows by at
most the pieces of the prices it meets.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple, Protocol

from solver.problem import Reference, Vehicle
from solver.schedule.compiled import NEVER, Span, TaskTimes
from solver.schedule.lines import Line, starts_of

Order = tuple[int, ...]


class Table(Protocol):
    """What fronts read of a vehicle's timetable, whose part they are."""

    vehicle: Vehicle
    latest_end: int
    tasks: tuple[TaskTimes, ...]
    references: tuple[Reference | None, ...]
    cap: int | None
    tolerance: int
    roaming: tuple[int, ...]
    rest_times: tuple[int, ...]
    rest_spans: tuple[tuple[Span, ...], ...]
    sooner: tuple[int, ...]

    def before(self, departure: int) -> int: ...
    def patience(self, taken: int) -> int: ...


class Way(NamedTuple):
    """One choice of the breaks in a leg: who is free between `low` and `high` arrives thereby.

    Leaving at t, the vehicle is ready at max(floor, t + shift), with the breaks of `taken` done,
    those of `order` on the way.
    """

    low: int
    high: int
    floor: int
    shift: int
    taken: int
    order: Order


Segment = tuple[int, int, int, int, int, int, "Trail | None"]
Trail = tuple[Segment, Way]
Front = list[Segment]
Reopening = tuple[int, int, int]  # first and last start allowed, and whether that touches the task


@dataclass(frozen=True)
class Ending:
    """A finished sequence: cost (driving apart) and end, tasks touched, and how it came about."""

    cost: int
    end: int
    touched: int
    trail: Trail


@dataclass(frozen=True, slots=True)
class Moment:
    """When a stop begins, or the route ends.

    The vehicle comes there by a leg that it begins at `leaves`, and could begin as late as
    `leaves_by` without being late; the breaks of `order` are taken on the way or on arrival.
    """

    start: int
    leaves: int
    leaves_by: int
    order: Order


class Fronts:
    """Carries fronts over the stops of one vehicle's routes."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._second = table.vehicle.prices.working_second
        self._opening = table.vehicle.shift.start
        self._starts: dict[int, tuple[Reopening, ...]] = {}
        self._known_ways: dict[tuple[int, int], list[Way]] = {}

    def depart(self, departures: Sequence[int], *, free: bool) -> Front:
        """The front of a route that leaves at one of these moments, or, if `free`, later."""
        table, second = self._table, self._second
        front: Front = []
        for time in departures:
            last = table.latest_end if free and second else time
            slope = -second if last > time else 0
            cost = second * (self._opening - time)
            front.append((time, last, cost, slope, table.before(time), 0, None))
        return front

    def visit(self, front: Front, leg: int, stop: int, duration: int) -> Front:
        """Drive `leg` seconds and stay at a stop, from every segment. Empty: impossible."""
        times, bit = self._table.tasks[stop], 0 if stop >= 0 else 1 << ~stop
        reached: Front = []
        for segment in front:
            for way in self._ways(leg, segment[4]):
                ready = _ready(segment, way)
                if ready is None:
                    continue
                done, trail = way.taken | bit, (segment, way)
                for opens, closes, moved in self.allowed(stop):
                    for first, last, cost, slope in starts_of(ready, times, opens, closes):
                        reached.append(
                            (first + duration, last + duration, cost, slope,
                             done, segment[5] + moved, trail)
                        )  # fmt: skip
        return reached if len(reached) < 2 else _undominated(reached)

    def finish(self, front: Front, leg: int, latest: int) -> list[Ending]:
        """Drive home by `latest`: the cheapest ending, and dearer ones that touch fewer tasks."""
        best: dict[int, Ending] = {}
        for segment in front:
            for way in self._ways(leg, segment[4]):
                ready = _ready(segment, way)
                if ready is None:
                    continue
                until = min(latest, self._table.patience(way.taken))
                for end, cost in self._ends(ready, until):
                    known = best.get(segment[5])
                    if known is None or (cost, end) < (known.cost, known.end):
                        best[segment[5]] = Ending(cost, end, segment[5], (segment, way))
        endings: list[Ending] = []
        for touched in sorted(best):
            if not endings or best[touched].cost < endings[-1].cost:
                endings.append(best[touched])
        return endings

    def _ends(self, ready: Line, until: int) -> Iterator[tuple[int, int]]:
        """Moments and costs of coming home among which the cheapest is."""
        first, last, base, tilt = ready
        closing, prices = self._table.vehicle.shift.end, self._table.vehicle.prices
        for end in {first, min(max(first, closing), last, until), min(last, until)}:
            if first <= end <= until:
                cost = base + tilt * (end - first) + prices.working_second * (end - self._opening)
                yield end, cost + prices.overtime_second * max(0, end - closing)

    def allowed(self, stop: int) -> tuple[Reopening, ...]:
        """When a stop may start, cut where a start counts as touching the task."""
        if stop not in self._starts:
            self._starts[stop] = tuple(_cut(self._table, stop))
        return self._starts[stop]

    def _ways(self, leg: int, taken: int) -> list[Way]:
        """Every choice of breaks in a leg. A break stops the clock of the leg."""
        key = (leg, taken)
        found = self._known_ways.get(key)
        if found is None:
            found = self._known_ways[key] = list(_ways(self._table, leg, taken))
        return found


def unwind(ending: Ending, services: Sequence[int]) -> list[Moment]:
    """When everything happens: the departure's end, each stop, and the end of the route, in order.

    `services` are the seconds on site of the stops. The first moment is the departure.
    """
    moments: list[Moment] = []
    start, trail = ending.end, ending.trail
    position = len(services)
    while True:
        segment, way = trail
        by = min(start - way.shift, way.high)
        leaves = min(by, segment[1]) if segment[3] else segment[0]
        moments.append(Moment(start, leaves, by, way.order))
        if segment[6] is None:
            moments.append(Moment(leaves, leaves, leaves, ()))
            return moments[::-1]
        position -= 1
        start, trail = leaves - services[position], segment[6]


def _ready(segment: Segment, way: Way) -> Line | None:
    """When the vehicle can begin after a leg, if it was free as the segment says."""
    first, last, cost, slope = segment[:4]
    low, high, floor, shift = way[:4]
    start, end = max(first, low), min(last, high)
    if start > end:
        return None
    if not slope:
        return max(start + shift, floor), max(start + shift, floor), cost, 0
    if end + shift <= floor:
        return floor, floor, cost + slope * (end - first), 0
    begin = max(start + shift, floor)
    return begin, end + shift, cost + slope * (begin - shift - first), slope


def _cut(table: Table, stop: int) -> Iterator[Reopening]:
    wish = table.references[stop] if stop >= 0 else None
    if table.cap is None or wish is None:
        yield from ((opens, closes, 0) for opens, closes in table.tasks[stop].spans)
        return
    near = (wish.start - table.tolerance, wish.start + table.tolerance)
    for opens, closes in table.tasks[stop].spans:
        if wish.vehicle != table.vehicle.id:
            yield opens, closes, 1
            continue
        for low, high, moved in (
            (opens, min(closes, near[0] - 1), 1),
            (max(opens, near[0]), min(closes, near[1]), 0),
            (max(opens, near[1] + 1), closes, 1),
        ):
            if low <= high:
                yield low, high, moved


def _ways(table: Table, leg: int, taken: int) -> Iterator[Way]:
    yield Way(-NEVER, table.patience(taken), -NEVER, leg, taken, ())
    # low, high, rested: free again at max(floor, t + rested), home after the leg besides
    heads: list[tuple[int, int, int, int, int, Order]] = [(-NEVER, NEVER, -NEVER, 0, taken, ())]
    found: dict[int, list[Way]] = {}
    while heads:
        low, high, floor, rested, done, order = heads.pop()
        for k in table.roaming:
            if done >> k & 1 or table.sooner[k] & ~done:
                continue
            since, duration = low, table.rest_times[k]
            for opens, closes in table.rest_spans[k]:
                until = min(high, closes - rested)
                if floor > closes or until < since:
                    continue
                over, after = max(opens, floor) + duration, rested + duration
                way = Way(since, until, over, leg + after, done | 1 << k, (*order, k))
                since = until + 1
                known = found.setdefault(way.taken, [])
                if over > table.patience(way.taken) or any(_is_wider(w, way) for w in known):
                    continue
                known.append(way)
                yield way
                heads.append((way.low, until, over, after, way.taken, way.order))


def _is_wider(one: Way, other: Way) -> bool:
    """Whether one order of the same breaks serves whoever the other does, as soon."""
    return one.low <= other.low and one.high >= other.high and one.floor <= other.floor


_first_and_cost = itemgetter(0, 2)


def _undominated(front: Front) -> Front:
    """Without the segments that another one beats or equals at every moment."""
    front.sort(key=_first_and_cost)
    kept: Front = []
    for segment in front:
        for other in kept:
            if is_below(other, segment):
                break
        else:
            kept.append(segment)
    return kept


def is_below(one: Segment, other: Segment, extra: int = 0) -> bool:
    """Whether one, at `extra` more, is nowhere worse than another: time, cost, breaks, touched.

    One falls and is then flat, hence convex; so the ends of the other settle the matter.
    """
    first, last, cost, slope, taken, touched, _ = other
    if one[0] > first or one[4] & taken != taken or one[5] > touched:
        return False
    base = one[2] + extra - one[3] * one[0]
    return base + one[3] * min(first, one[1]) <= cost and base + one[3] * min(
        last, one[1]
    ) <= cost + slope * (last - first)
