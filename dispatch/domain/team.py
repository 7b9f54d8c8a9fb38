"""Technicians and when they work."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from dispatch.domain.customers import ServiceBase
from dispatch.domain.geography import Coordinates
from dispatch.domain.instants import require_aware
from dispatch.domain.parts import PartStock
from dispatch.domain.skills import SkillLevel


@dataclass(eq=False)
class Technician:
    """A person who visits sites.

    `travel_factor` and `duration_factor` multiply nominal times (1.2 = a fifth slower). Prices are
    minor currency units (cents) per hour. Without an `end` the day ends at `home`.

    `stock` is what the van carries when a shift begins. `max_visits` and `max_travel` (time really
    driven, `travel_factor` included) are limits of one shift; None for none.
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
    stock: list[PartStock] = field(default_factory=list)
    max_visits: int | None = None
    max_travel: timedelta | None = None
    id: int | None = None
    version: int = 1

    def __post_init__(self) -> None:
        for name in ("travel_factor", "duration_factor"):
            if not getattr(self, name) > 0:
                raise ValueError(f"{name} of {self.code} must be positive: {getattr(self, name)}")
        for name in ("hour_price", "overtime_hour_price"):
            if getattr(self, name) < 0:
                raise ValueError(f"{name} of {self.code} must not be negative")
        if self.max_visits is not None and self.max_visits < 0:
            raise ValueError(f"max_visits of {self.code} must not be negative: {self.max_visits}")
        if self.max_travel is not None and self.max_travel < timedelta(0):
            raise ValueError(f"max_travel of {self.code} must not be negative: {self.max_travel}")

    def level_of(self, skill: str) -> int:
        """Level in a skill, 1 to 5; 0 without it."""
        return max((s.level for s in self.skills if s.skill == skill), default=0)


@dataclass(eq=False)
class Break:
    """Rest within a shift that starts between `earliest_start` and `latest_start`.

    It is fixed when the two are equal. With a `place` the technician drives there to rest.
    """

    duration: timedelta
    earliest_start: datetime
    latest_start: datetime
    place: Coordinates | None = None
    id: int | None = None

    def __post_init__(self) -> None:
        require_aware(earliest_start=self.earliest_start, latest_start=self.latest_start)
        if self.duration <= timedelta(0):
            raise ValueError(f"a break must last, not {self.duration}")
        if self.latest_start < self.earliest_start:
            raise ValueError(
                f"a break's latest start must not be before its earliest: "
                f"{self.latest_start} < {self.earliest_start}"
            )


@dataclass(eq=False)
class Shift:
    """One technician's working day; overtime beyond `ends_at` is allowed up to `max_overtime`.

    `max_duration` bounds the time from leaving home to returning, where the shift is only the frame
    of a flexible day ("eight hours between six and eight").
    """

    technician: Technician
    starts_at: datetime
    ends_at: datetime
    max_overtime: timedelta = timedelta(0)
    breaks: list[Break] = field(default_factory=list)
    max_duration: timedelta | None = None
    id: int | None = None
    version: int = 1

    def __post_init__(self) -> None:
        _require_span("shift", self.technician, self.starts_at, self.ends_at)
        if self.max_overtime < timedelta(0):
            raise ValueError(f"overtime must not be negative, not {self.max_overtime}")
        if self.max_duration is not None and self.max_duration <= timedelta(0):
            raise ValueError(f"the longest working day must last, not {self.max_duration}")


@dataclass(eq=False)
class Absence:
    technician: Technician
    starts_at: datetime
    ends_at: datetime
    reason: str = ""
    id: int | None = None
    version: int = 1

    def __post_init__(self) -> None:
        _require_span("absence", self.technician, self.starts_at, self.ends_at)


def _require_span(what: str, whose: Technician, starts_at: datetime, ends_at: datetime) -> None:
    require_aware(starts_at=starts_at, ends_at=ends_at)
    if ends_at <= starts_at:
        raise ValueError(
            f"the {what} of {whose.code} must end after it starts: {starts_at} >= {ends_at}"
        )
