"""Finished visits: what was planned beside what was measured, to learn from."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dispatch.domain.customers import CustomerTier, Region
from dispatch.domain.instants import require_aware
from dispatch.domain.severity import Severity
from dispatch.domain.team import Technician


@dataclass(eq=False)
class FinishedVisit:
    """One visit of the past. A technician arrives at one moment at one place only: that is its key.

    `planned` and `actual` are times on site, the travel times lead there. `arrive_by` is what was
    promised, None if nothing was. `date` is the working day, which may have begun the day before
    the arrival. `first_time_fix` says whether no other visit was needed.
    """

    technician: Technician
    date: date
    skill: str
    severity: Severity
    tier: CustomerTier
    region: Region
    planned: timedelta
    actual: timedelta
    planned_travel: timedelta
    actual_travel: timedelta
    arrived_at: datetime
    first_time_fix: bool
    arrive_by: datetime | None = None
    id: int | None = None
    version: int = 1

    def __post_init__(self) -> None:
        require_aware(arrived_at=self.arrived_at)
        if self.arrive_by is not None:
            require_aware(arrive_by=self.arrive_by)
        for name in ("planned", "actual", "planned_travel", "actual_travel"):
            if getattr(self, name) < timedelta(0):
                raise ValueError(f"{name} must not be negative, not {getattr(self, name)}")
