"""The prices of a plan as a person sets them: per hour, kilometre, late minute, skipped visit.

Money is integer minor units (cents). Hourly wages belong to each technician, not to the policy.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

LATE_MINUTE = {4: 2000, 3: 800, 2: 300, 1: 100}


@dataclass(frozen=True)
class PlanningPolicy:
    """Prices and limits a day is planned with.

    `late_minute` is the price of a minute after arrive_by, by priority of the service level; a
    priority that is not listed takes the next lower one's. `travel_hour` and `kilometre` come on
    top of wages. `overtime_surcharge_hour` comes on top of the technician's overtime price, and
    keeps overtime dearer than any other use of the same hour.
    """

    currency: str = "EUR"
    travel_hour: int = 1500
    kilometre: int = 30
    overtime_surcharge_hour: int = 3000
    late_minute: Mapping[int, int] = field(default_factory=lambda: dict(LATE_MINUTE))
    least_service: timedelta = timedelta(minutes=5)

    def __post_init__(self) -> None:
        for name in ("travel_hour", "kilometre", "overtime_surcharge_hour"):
            if getattr(self, name) < 0:
                raise ValueError(f"{name} must not be negative, got {getattr(self, name)}")
        if not self.late_minute:
            raise ValueError("late_minute must name a price for at least one priority")
        for priority, price in self.late_minute.items():
            if price < 0:
                raise ValueError(f"late_minute[{priority}] must not be negative, got {price}")

    def late_minute_for(self, priority: int) -> int:
        """Price in minor units of one minute of lateness at a priority."""
        listed = sorted(self.late_minute)
        below = [level for level in listed if level <= priority]
        return self.late_minute[below[-1] if below else listed[0]]
