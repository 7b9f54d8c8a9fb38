"""Breaks and visits to a depot as the kernels count them: one bit each, the depot's last."""

from collections.abc import Sequence

import numpy as np

from solver.engines.search.kernels.layout import NEVER, NONE, Ints
from solver.engines.search.starts import ANY
from solver.problem import Break, Problem, TimeWindow, Vehicle

Errand = tuple[int, int | None, tuple[TimeWindow, ...]]
"""Seconds it takes, where (None: anywhere), and when it may start."""


def errands(vehicle: Vehicle) -> list[Errand]:
    """What a route of the vehicle may hold beside tasks, in the order of one leg."""
    found: list[Errand] = [(r.duration, r.place, r.windows) for r in _in_order(vehicle)]
    if vehicle.restock is not None:
        visit = vehicle.restock
        found.append((visit.duration, visit.place, visit.windows or (TimeWindow(-ANY, ANY),)))
    return found


def stationed(vehicle: Vehicle) -> int:
    """The set of errands that are a detour."""
    return sum(1 << b for b, (_, place, _) in enumerate(errands(vehicle)) if place is not None)


def depot(vehicle: Vehicle) -> int:
    """The set of the one errand that supplies the vehicle; empty if it may not go there."""
    return 0 if vehicle.restock is None else 1 << len(vehicle.breaks)


def errand_rows(problem: Problem) -> Ints:
    """`Terms.rests`, filled up with spans that contain nothing."""
    lists = [errands(vehicle) for vehicle in problem.vehicles]
    most = max((len(found) for found in lists), default=0)
    width = max((len(windows) for found in lists for *_, windows in found), default=1)
    rows = np.empty((len(lists), most, 1 + width, 2), dtype=np.int64)
    rows[..., 0], rows[..., 1] = NEVER, NONE
    for row, found in zip(rows, lists, strict=True):
        for b, (duration, place, windows) in enumerate(found):
            row[b, 0] = duration, -1 if place is None else place
            for w, window in enumerate(sorted(windows)):
                row[b, 1 + w] = window.start, window.end
    return rows


def curfews(problem: Problem) -> Ints:
    """Latest end of a route by vehicle and set of errands run: missing breaks must fit after it."""
    most = max((len(errands(vehicle)) for vehicle in problem.vehicles), default=0)
    rows = [_curfew(vehicle, most) for vehicle in problem.vehicles]
    return np.array(rows, dtype=np.int64).reshape(len(rows), 1 << most)


def _curfew(vehicle: Vehicle, most: int) -> list[int]:
    last = vehicle.shift.end + vehicle.overtime
    calls = [_last_call(rest) for rest in _in_order(vehicle)]
    return [
        min([last, *(call for b, call in enumerate(calls) if not taken >> b & 1)])
        for taken in range(1 << most)
    ]


def opening(vehicle: Vehicle) -> int:
    """The first departure, of those that matter, at which no break is missed already."""
    first, last = vehicle.shift.start, vehicle.shift.end + vehicle.overtime
    ends = {w.start + rest.duration for rest in vehicle.breaks for w in rest.windows}
    for departure in (first, *sorted(end for end in ends if first < end <= last)):
        done = _over_at(vehicle.breaks, departure)
        missed = [
            _last_call(rest) < departure and not done >> b & 1
            for b, rest in enumerate(vehicle.breaks)
        ]
        if not any(missed):
            return departure
    return first


def departures(problem: Problem) -> Ints:
    """First departure by vehicle and set of breaks over by then; NONE where that gains nothing."""
    most = max((len(errands(vehicle)) for vehicle in problem.vehicles), default=0)
    rows = [_departures(vehicle, most) for vehicle in problem.vehicles]
    return np.array(rows, dtype=np.int64).reshape(len(rows), 1 << most)


def _departures(vehicle: Vehicle, most: int) -> list[int]:
    """Leaving later pays only where a break is over by then that began before the shift, or two at
    once, or one far away, or where it matters how long the route takes.
    """
    first, last = vehicle.shift.start, vehicle.shift.end + vehicle.overtime
    matters = vehicle.prices.working_second > 0 or vehicle.max_duration is not None
    matters = matters or len(vehicle.breaks) > 1
    found = [
        window.start + rest.duration
        for rest in vehicle.breaks
        for window in rest.windows
        if matters or rest.place is not None or window.start < first
    ]
    departs = [NONE] * (1 << most)
    for departure in sorted({first, *(t for t in found if first < t <= last)}, reverse=True):
        departs[_over_at(_in_order(vehicle), departure)] = departure
    return departs


def _in_order(vehicle: Vehicle) -> list[Break]:
    """The order in which kernels take several breaks in one leg: by their last start."""
    return sorted(vehicle.breaks, key=lambda rest: (_last_call(rest), rest.id))


def _last_call(rest: Break) -> int:
    return max(window.end for window in rest.windows)


def _over_at(rests: Sequence[Break], departure: int) -> int:
    return sum(
        1 << b
        for b, rest in enumerate(rests)
        if any(window.start + rest.duration <= departure for window in rest.windows)
    )
