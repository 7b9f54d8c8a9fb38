"""Technicians and when they work."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from dispatch.domain.customers import ServiceBase
from dispatch.domain.geography import Coordinates
from dispatch.domain.skills import SkillLevel


@dataclass(eq=False)
class Technician:
    """A person who visits sites.

    `travel_factor` and `duration_factor` multiply nominal times (1.2 = a fifth slower). Prices are
    minor currency units (cents) per hour. Without an `end` the day ends at `home`.
    """

    code: str
    name: str
    base: ServiceBase
    home: Coordinates
    end: Coordinates | None = None
    skills: list[SkillLevel] = field(default_factory=list)
    travel_factor: float = 1.0
    duration_factor: float = 1.0
    hour_price: int = 0
    overtime_hour_price: int = 0
    phone: str = ""
    id: int | None = None
    version: int = 1

    def level_of(self, skill: str) -> int:
        return max((s.level for s in self.skills if s.skill == skill), default=0)


@dataclass(eq=False)
class Break:
    """Rest within a shift that starts between `earliest_start` and `latest_start`."""

    duration: timedelta
    earliest_start: datetime
    latest_start: datetime
    id: int | None = None


@dataclass(eq=False)
class Shift:
    """One technician's working day; overtime beyond `ends_at` is allowed up to `max_overtime`."""

    technician: Technician
    starts_at: datetime
    ends_at: datetime
    max_overtime: timedelta = timedelta(0)
    breaks: list[Break] = field(default_factory=list)
    id: int | None = None
    version: int = 1


@dataclass(eq=False)
class Absence:
    technician: Technician
    starts_at: datetime
    ends_at: datetime
    reason: str = ""
    id: int | None = None
    version: int = 1
