"""When a route leaves: the times of departure among which the cheapest schedule is found.

Without a price on working time every cost is nondecreasing in the departure, so the earliest is
best, unless breaks are over when it leaves later: one that began before the shift, or two at once.
With a price, the cost is, for each choice of breaks, a piecewise linear function of the departure:
its minimum lies where some event of the day is just met: a window opens or closes, a deadline
passes, a break may begin or no longer. Until the vehicle first waits, its clock is departure + work
so far, so each event, walked back over the work before it, gives a candidate.
"""

from collections.abc import Iterator, Sequence

from solver.schedule.compiled import NEVER
from solver.schedule.timetable import Label, Timetable


def best_run(table: Timetable, tasks: Sequence[int]) -> tuple[int, Label] | None:
    """Departure and final label of the cheapest schedule, ties to the earliest, or None."""
    best: tuple[int, Label] | None = None
    for departure in _candidates(table, tasks):
        if best is not None and _floor(table, tasks, departure) > best[1][1]:
            continue
        label = table.run(tasks, departure)
        if label is None:
            continue
        if best is None or (label[1], departure) < (best[1][1], best[0]):
            best = (departure, label)
    return best


def first_departures(table: Timetable) -> list[int]:
    """The start of the shift, and later departures before which a break is over.

    A single break that begins in the shift gains nothing by that: it fits the first leg as well.
    """
    opening = table.vehicle.shift.start
    after_rest = {
        start + duration
        for spans, duration in zip(table.rest_spans, table.rest_times, strict=True)
        for start, _ in spans
        if opening < start + duration <= table.latest_end
        and (start < opening or len(table.rest_times) > 1)
    }
    return [opening, *sorted(after_rest)]


def _candidates(table: Timetable, tasks: Sequence[int]) -> list[int]:
    if not table.vehicle.prices.working_second:
        return first_departures(table)
    opening, closing = table.vehicle.shift.start, table.latest_end
    sums = _subset_sums(table.rest_times)
    found = {opening}
    for event, work in _events(table, tasks):
        if -NEVER < event < NEVER:
            found.update(event - work - rest for rest in sums)
    return sorted((time for time in found if opening <= time <= closing), reverse=True)


def _events(table: Timetable, tasks: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs (moment that matters, seconds of work before it since the departure, breaks apart)."""
    rests = [
        edge for spans in table.rest_spans for start, end in spans for edge in (start, end, end + 1)
    ]
    for spans, duration in zip(table.rest_spans, table.rest_times, strict=True):
        yield from ((start + duration, 0) for start, _ in spans)
        yield from ((start + duration - 1, 0) for start, _ in spans)
    places, work = table.places(tasks), 0
    for position, task in enumerate(tasks):
        yield from ((edge, work) for edge in rests)
        work += table.leg(places[position], places[position + 1])
        yield from ((edge, work) for edge in rests)
        times = table.tasks[task]
        for start, end in times.spans:
            yield from ((start, work), (end, work), (end + 1, work))
        yield times.deadline, work
        work += table.durations[task]
    yield from ((edge, work) for edge in rests)
    work += table.leg(places[-2], places[-1])
    yield from ((edge, work) for edge in rests)
    yield from ((table.vehicle.shift.end, work), (table.latest_end, work))


def _floor(table: Timetable, tasks: Sequence[int], departure: int) -> int:
    """No schedule that leaves at `departure` is cheaper: it works until the last task is over."""
    opens = max(table.tasks[task].opens for task in tasks)
    return table.vehicle.prices.working_second * max(0, opens - departure)


def _subset_sums(values: Sequence[int]) -> set[int]:
    sums = {0}
    for value in values:
        sums |= {total + value for total in sums}
    return sums
