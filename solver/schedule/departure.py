"""When a route may leave: with a free choice, and when it must not take longer than allowed.

Without a price on working time nothing is gained by leaving later, unless a break is over by then:
one that began before the shift, two at once, or one that is far away. With such a price the front
of a route that leaves (`solver.schedule.fronts`) falls along the departure, and nothing need be
tried. Only a longest duration ties the end of the route to its departure. Then the departures among
which the cheapest schedule is are found from the events of the day: where a window opens or closes,
a deadline passes, a break may begin. In a cheapest schedule nothing can be moved without a loss, so
its departure is a chain of work before an event, or the longest duration before the end of such a
chain after one.
"""

from collections.abc import Iterator, Sequence

from solver.schedule.compiled import NEVER
from solver.schedule.timetable import Timetable


def departures(table: Timetable) -> list[int]:
    """The start of the shift, and the later moments from which on another break is over.

    A single break that begins in the shift gains nothing by that: it fits the first leg as well.
    """
    opening = table.vehicle.shift.start
    some = table.vehicle.prices.working_second or table.stationed or len(table.rest_times) > 1
    found = {
        start + duration
        for spans, duration in zip(table.rest_spans, table.rest_times, strict=True)
        for start, _ in spans[:1]
        if opening < start + duration <= table.latest_end and (some or start < opening)
    }
    return [opening, *sorted(found)]


def tight_departures(table: Timetable, stops: Sequence[int], longest: int) -> list[int]:
    """Every departure at which a route of at most `longest` seconds may be cheapest, in order."""
    sums = _subset_sums(table.rest_times)
    legs, services = table.legs(stops), table.services(stops)
    whole = sum(legs) + sum(services)
    found = {*departures(table)}
    for event, work in _events(table, stops, legs, services):
        if -NEVER < event < NEVER:
            found.update(event - work - rest for rest in sums)
            found.update(event + whole - work + rest - longest for rest in sums)
    return sorted(t for t in found if table.vehicle.shift.start <= t <= table.latest_end)


def _events(
    table: Timetable, stops: Sequence[int], legs: Sequence[int], services: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Pairs (moment that matters, seconds of work before it since the departure, breaks apart)."""
    rests = [
        edge
        for spans, duration in zip(table.rest_spans, table.rest_times, strict=True)
        for start, end in spans
        for edge in (start, end, end + 1, start + duration, start + duration - 1)
    ]
    work = 0
    yield from ((edge, work) for edge in rests)
    for stop, leg, service in zip(stops, legs, services, strict=False):
        work += leg
        yield from ((edge, work) for edge in rests)
        yield from ((moment, work) for moment in _moments(table, stop))
        work += service
        yield from ((edge, work) for edge in rests)
    work += legs[-1]
    yield from ((edge, work) for edge in rests)
    yield from ((table.vehicle.shift.end, work), (table.latest_end, work))


def _moments(table: Timetable, stop: int) -> Iterator[int]:
    """Starts of a stop at which its price bends or its windows open and close."""
    times = table.tasks[stop]
    for start, end, _ in table.fronts.allowed(stop):
        yield from (start, end, end + 1)
    for start, end, _ in times.pieces:
        yield from (start, end)


def _subset_sums(values: Sequence[int]) -> set[int]:
    sums = {0}
    for value in values:
        sums |= {total + value for total in sums}
    return sums
