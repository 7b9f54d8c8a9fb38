"""Money into cost units.

A cost unit is 1/3600 of a minor currency unit, so that a price in cents per hour is, as it stands,
the price in cost units per second. Nothing is rounded but the price of a metre.
"""

from dispatch.domain.policy import PlanningPolicy
from dispatch.domain.team import Technician
from solver.problem import VehiclePrices

SECONDS_PER_HOUR = 3600
MINOR_PER_MAJOR = 100
UNITS_PER_MINOR = SECONDS_PER_HOUR
SCALE = UNITS_PER_MINOR * MINOR_PER_MAJOR
MINUTES_PER_HOUR = 60
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


def late_second(policy: PlanningPolicy, priority: int) -> int:
    """Cost units of one second after arrive_by."""
    return policy.late_minute_for(priority) * MINUTES_PER_HOUR
