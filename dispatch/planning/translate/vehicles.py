"""A stretch of work as a vehicle, and those who are off as absentees."""

from collections.abc import Mapping
from datetime import timedelta

from dispatch.domain.policy import PlanningPolicy
from dispatch.domain.team import Break as ShiftBreak
from dispatch.domain.team import Technician
from dispatch.planning.translate.atlas import Atlas
from dispatch.planning.translate.axis import TimeAxis
from dispatch.planning.translate.prices import vehicle_prices
from dispatch.planning.translate.stretches import Stretch
from solver.problem import PER_MILLE, Absentee, Break, TimeWindow, Vehicle


def vehicle_of(stretch: Stretch, policy: PlanningPolicy, axis: TimeAxis, atlas: Atlas) -> Vehicle:
    """The vehicle of a stretch, with its share of what the shift allows and the van holds."""
    technician = stretch.technician
    home = atlas.place(technician.home, f"home {technician.code}")
    end = home if technician.end is None else atlas.place(technician.end, f"end {technician.code}")
    return Vehicle(
        id=stretch.key,
        shift=TimeWindow(axis.ceil(stretch.start), axis.floor(stretch.end)),
        start_place=home,
        end_place=end,
        skills=_skills(technician),
        breaks=tuple(
            _break(stretch.key, number, rest, axis, atlas)
            for number, rest in enumerate(stretch.shift.breaks, start=1)
            if rest.latest_start >= stretch.start
        ),
        overtime=int(stretch.overtime.total_seconds()),
        duration_factor=round(technician.duration_factor * PER_MILLE),
        travel_factor=round(technician.travel_factor * PER_MILLE),
        prices=vehicle_prices(technician, policy),
        stock=_stock(stretch),
        max_duration=_share_of_time(stretch, stretch.shift.max_duration),
        max_travel=_share_of_time(stretch, technician.max_travel),
        max_tasks=_share(stretch, technician.max_visits),
    )


def absentee_of(technician: Technician) -> Absentee:
    """Somebody who is off on every day of the horizon."""
    return Absentee(technician.code, _skills(technician))


def _skills(technician: Technician) -> Mapping[str, int]:
    return {skill.skill: technician.level_of(skill.skill) for skill in technician.skills}


def _stock(stretch: Stretch) -> Mapping[str, int]:
    """Pieces on board by part: a van is filled up before a shift, not in the middle of it."""
    held: dict[str, int] = {}
    for stock in stretch.technician.stock:
        held[stock.part] = held.get(stock.part, 0) + stock.quantity
    shares = {part: stretch.share(quantity) for part, quantity in held.items()}
    return {part: quantity for part, quantity in shares.items() if quantity}


def _share_of_time(stretch: Stretch, allowed: timedelta | None) -> int | None:
    return _share(stretch, None if allowed is None else int(allowed.total_seconds()))


def _share(stretch: Stretch, allowed: int | None) -> int | None:
    return None if allowed is None else stretch.share(allowed)


def _break(vehicle: str, number: int, rest: ShiftBreak, axis: TimeAxis, atlas: Atlas) -> Break:
    window = TimeWindow(axis.ceil(rest.earliest_start), axis.floor(rest.latest_start))
    name = f"{vehicle} break {number}"
    place = None if rest.place is None else atlas.place(rest.place, name)
    return Break(name, int(rest.duration.total_seconds()), (window,), place)
