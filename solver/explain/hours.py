"""How much longer a shift would have to be, at its end or at its beginning, found by trying."""

from dataclasses import replace

from solver.explain.reach import Outline, Reach
from solver.explain.seat import Seat
from solver.problem import Task, TimeWindow, Vehicle, VehiclePrices

DAY = 24 * 3600
MONTH = 31 * DAY


def least_overtime(seat: Seat, outline: Outline, most: int = MONTH) -> int | None:
    """Fewest seconds past the allowed end with which it fits; None: more than `most`, or never.

    The same question as "what is the cheapest place" on a day without end on which nothing but
    seconds past the allowed end has a price.
    """
    day = replace(
        seat,
        vehicle=_endless(seat.vehicle),
        others=tuple(map(_priceless, seat.others)),
        task=_priceless(seat.task),
    )
    best: int | None = None
    for bound, position in outline.overtimes(day.task):
        if bound > most or (best is not None and bound >= best):
            break
        seconds = day.trial(position)
        if seconds is not None and seconds <= most and (best is None or seconds < best):
            best = seconds
    return best


def least_earlier(seat: Seat, most: int = DAY) -> int | None:
    """Fewest seconds by which the shift must begin earlier; None: that does not help."""

    def fits(seconds: int) -> bool:
        earlier = begun_earlier(seat, seconds)
        outline = Outline(Reach(earlier.problem, earlier.vehicle), earlier.others)
        return any(earlier.trial(at) is not None for at in outline.positions(earlier.task))

    if not fits(most):
        return None
    low, high = 0, most
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if fits(middle) else (middle, high)
    return high


def begun_earlier(seat: Seat, seconds: int) -> Seat:
    """The day with a shift that begins earlier."""
    shift = seat.vehicle.shift
    opening = TimeWindow(shift.start - seconds, shift.end)
    return seat.with_vehicle(replace(seat.vehicle, shift=opening))


def _endless(vehicle: Vehicle) -> Vehicle:
    """The same day with any overtime, at one unit per second past the end allowed now."""
    end = vehicle.shift.end + vehicle.overtime
    return replace(
        vehicle,
        shift=TimeWindow(vehicle.shift.start, end),
        overtime=MONTH,
        prices=VehiclePrices(travel_second=0, overtime_second=1),
    )


def _priceless(task: Task) -> Task:
    return replace(task, lateness=None, reference=None, unpreferred_price=0)
