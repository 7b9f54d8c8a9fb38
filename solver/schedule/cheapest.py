"""The cheapest schedules of one route: places of rest, departure and times, all exact."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from solver.schedule.departure import departures, tight_departures
from solver.schedule.fronts import Ending, Moment, unwind
from solver.schedule.timetable import Timetable


@dataclass(frozen=True)
class Timed:
    """A route with its times: all costs in cost units, and how many tasks it touches.

    `moments` are those of the departure, of each stop, and of the end.
    """

    cost: int
    touched: int
    stops: tuple[int, ...]
    moments: tuple[Moment, ...]

    @property
    def rank(self) -> tuple[int, int, int]:
        """Cheapest first, ties to the earliest."""
        return self.cost, self.moments[0].start, self.moments[-1].start


def cheapest(table: Timetable, tasks: Sequence[int]) -> list[Timed]:
    """The cheapest schedule of the tasks in this order, and dearer ones that touch fewer of them.

    Empty if there is none; tasks are counted as touched only where the problem caps their number.
    """
    best: dict[int, Timed] = {}
    for stops in placements(table, tasks):
        if not table.within_limits(stops):
            continue
        for found in schedules(table, stops):
            known = best.get(found.touched)
            if known is None or found.rank < known.rank:
                best[found.touched] = found
    kept: list[Timed] = []
    for touched in sorted(best):
        if not kept or best[touched].cost < kept[-1].cost:
            kept.append(best[touched])
    return kept


def placements(table: Timetable, tasks: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Every way to put breaks that have a place, and a visit to the depot, between the tasks.

    Breaks may also be taken outside the route. The depot is visited where something is lacking, not
    after the first task that lacks it, and nowhere else.
    """
    reach = table.own_reach(tasks)
    depot = () if reach is None or table.depot is None else (~table.depot,)

    def around(position: int, open_: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        lacks = position == reach and depot and depot[0] in open_
        if position == len(tasks):
            yield ()
        elif not lacks:
            yield from ((tasks[position], *rest) for rest in around(position + 1, open_))
        for number in open_:
            others = tuple(other for other in open_ if other != number)
            yield from ((~number, *rest) for rest in around(position, others))

    return around(0, (*table.stationed, *depot))


def schedules(table: Timetable, stops: tuple[int, ...]) -> list[Timed]:
    """The best schedules of a fixed sequence of stops."""
    driving, services = table.driving_cost(stops), table.services(stops)
    endings = _run(table, stops, departures(table), table.latest_end, free=True)
    longest = table.vehicle.max_duration
    found = [
        Timed(driving + ending.cost, ending.touched, stops, tuple(unwind(ending, services)))
        for ending in endings
    ]
    if longest is None or not found:
        return found
    shortened = [_shorten(timed, longest) for timed in found]
    if all(timed is not None for timed in shortened):
        return [timed for timed in shortened if timed is not None]
    return _tight(table, stops, longest, found)


def _run(
    table: Timetable, stops: Sequence[int], leaving: Sequence[int], latest: int, *, free: bool
) -> list[Ending]:
    fronts, legs = table.fronts, table.legs(stops)
    front = fronts.depart(leaving, free=free)
    for leg, stop, service in zip(legs, stops, table.services(stops), strict=False):
        front = fronts.visit(front, leg, stop, service)
        if not front:
            return []
    return fronts.finish(front, legs[-1], latest)


def _shorten(timed: Timed, longest: int) -> Timed | None:
    """The same schedule with a later departure, if that makes it short enough."""
    start, first, end = timed.moments[0], timed.moments[1], timed.moments[-1]
    late = max(start.start, end.start - longest)
    if late > first.leaves_by:
        return None
    first = replace(first, leaves=late)
    return replace(timed, moments=(Moment(late, late, late, ()), first, *timed.moments[2:]))


def _tight(
    table: Timetable, stops: tuple[int, ...], longest: int, free: Sequence[Timed]
) -> list[Timed]:
    """The best schedules among all departures; none is cheaper than one without the limit."""
    driving, services = table.driving_cost(stops), table.services(stops)
    found: dict[int, Timed] = {}
    earliest = min(timed.moments[-1].start for timed in free) if _monotone(table) else 0
    for departure in tight_departures(table, stops, longest):
        if _monotone(table) and departure < earliest - longest:
            continue
        latest = min(table.latest_end, departure + longest)
        for ending in _run(table, stops, [departure], latest, free=False):
            cost = driving + ending.cost
            known = found.get(ending.touched)
            if known is None or cost < known.cost:
                moments = tuple(unwind(ending, services))
                found[ending.touched] = Timed(cost, ending.touched, stops, moments)
        if found and _monotone(table):
            break
    return list(found.values())


def _monotone(table: Timetable) -> bool:
    """Whether whatever is later is dearer, so that the first departure that works is the best."""
    return not (
        table.rest_times
        or table.vehicle.prices.working_second
        or table.has_wishes
        or table.cap is not None
    )
