"""Money into cost units.

A cost unit is 1/3600 of a minor currency unit, so that a price in cents per hour is, as it stands,
the price in cost units per second. Nothing is rounded but the price of a metre.
"""

from datetime import datetime, timedelta
from typing import Any

from dispatch.domain.policy import PlanningPolicy
from dispatch.domain.team import Technician
from dispatch.planning.translate.axis import TimeAxis
from solver.problem import Kink, Lateness, Prices, VehiclePrices

SECONDS_PER_HOUR = 3600
MINOR_PER_MAJOR = 100
UNITS_PER_MINOR = SECONDS_PER_HOUR
SCALE = UNITS_PER_MINOR * MINOR_PER_MAJOR
MINUTES_PER_HOUR = 60
QUARTERS_PER_HOUR = 4
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
_SHOWN = (
    "travel_hour",
    "kilometre",
    "overtime_surcharge_hour",
    "unpreferred_technician",
    "change_technician",
    "change_quarter_hour",
)
METRES_PER_KILOMETRE = 1000


def vehicle_prices(technician: Technician, policy: PlanningPolicy) -> VehiclePrices:
    """What an hour, a driven hour, an overtime hour and a kilometre of this technician cost.

    Overtime is working time too, so only what it costs more than an ordinary hour is added.
    """
    premium = max(0, technician.overtime_hour_price - technician.hour_price)
    return VehiclePrices(
        travel_second=policy.travel_hour,
        working_second=technician.hour_price,
        overtime_second=premium + policy.overtime_surcharge_hour,
        metre=round(policy.kilometre * UNITS_PER_MINOR / METRES_PER_KILOMETRE),
    )


def units(minor: int) -> int:
    """Cost units of an amount of money."""
    return minor * UNITS_PER_MINOR


def late_second(minute: int) -> int:
    """Cost units of a late second, from the price of a late minute."""
    return minute * MINUTES_PER_HOUR


def moved_second(quarter_hour: int) -> int:
    """Cost units of each second that a published start moves, from the price of a quarter hour."""
    return quarter_hour * QUARTERS_PER_HOUR


def lateness_of(
    arrive_by: datetime | None,
    now: datetime,
    policy: PlanningPolicy,
    priority: int,
    axis: TimeAxis,
) -> Lateness | None:
    """What a late start costs from arrive_by on, or from now on if that has passed.

    What no plan can avoid has no price, so that an old breach does not drown every other wish: the
    step is paid only for a promise that can still be kept, and a minute costs what the next minute
    after so many late ones does.
    """
    if arrive_by is None:
        return None
    gone = max(now - arrive_by, timedelta(0))
    minute, kinks = policy.late_minute_for(priority), []
    for kink in policy.late_kinks_for(priority):
        if kink.after <= gone:
            minute = kink.minute
        else:
            kinks.append(Kink(_seconds(kink.after - gone), late_second(kink.minute)))
    return Lateness(
        deadline=axis.floor(arrive_by + gone),
        per_second=late_second(minute),
        kinks=tuple(kinks),
        step=0 if gone else units(policy.late_step_for(priority)),
    )


def price_list(policy: PlanningPolicy, prices: Prices) -> dict[str, Any]:
    """What a plan was priced with, in plain values that a reader of the plan can show."""
    return {
        "currency": policy.currency,
        "units_per_currency": prices.scale,
        "skip_by_priority": {str(k): v for k, v in prices.skip_by_priority.items()},
        "late_minute": {str(k): v for k, v in policy.late_minute.items()},
        "late_kinks": {
            str(priority): [
                {"after_minutes": kink.after // MINUTE, "minute": kink.minute} for kink in kinks
            ]
            for priority, kinks in policy.late_kinks.items()
        },
        "late_step": {str(k): v for k, v in policy.late_step.items()},
        **{name: getattr(policy, name) for name in _SHOWN},
    }


def _seconds(span: timedelta) -> int:
    """Whole seconds, rounded up."""
    return -(-span // SECOND)
