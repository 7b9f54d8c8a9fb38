"""Service levels: what we promise, to whom, counted on which clock.

The shapes only. The arithmetic of deadlines is in `deadlines`, of working hours in `calendars`,
of choosing a level in `classification`.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from dispatch.domain.customers import CustomerTier, Region
from dispatch.domain.hours import WeeklyHours
from dispatch.domain.severity import Severity


class Clock(StrEnum):
    """Which hours count: every hour, or the working hours of the policy's calendar."""

    ELAPSED = "elapsed"
    WORKING = "working"


class PauseReason(StrEnum):
    CUSTOMER = "customer"
    PARTS = "parts"


@dataclass(frozen=True, slots=True)
class Target:
    """A promise: so much time after the report, counted on a clock."""

    within: timedelta
    clock: Clock = Clock.ELAPSED


@dataclass(eq=False)
class Calendar:
    """Working hours of a service desk: weekly hours less public holidays, in a time zone.

    `country` and `subdivision` are ISO codes as `holidays` reads them; empty means no holidays.
    """

    code: str
    name: str
    hours: WeeklyHours
    time_zone: str
    country: str = ""
    subdivision: str = ""
    id: int | None = None
    version: int = 1


@dataclass(eq=False)
class ServiceLevel:
    """One set of promises. `priority` ranks what is served first (higher first)."""

    code: str
    name: str
    priority: int
    respond: Target
    arrive: Target
    resolve: Target
    id: int | None = None
    version: int = 1


@dataclass(eq=False)
class ClassificationRule:
    """The first rule whose conditions all hold decides; a condition of None holds for everyone."""

    position: int
    service_level: ServiceLevel
    severity: Severity | None = None
    tier: CustomerTier | None = None
    region: Region | None = None
    id: int | None = None


@dataclass(eq=False)
class SlaPolicy:
    """The promises in force: levels, the rules that choose one, and the calendar they count in."""

    code: str
    name: str
    calendar: Calendar
    rules: list[ClassificationRule] = field(default_factory=list)
    id: int | None = None
    version: int = 1


@dataclass(frozen=True, slots=True, order=True)
class Pause:
    """Time in which the resolution clock stands still; an `end` of None is still running."""

    start: datetime
    end: datetime | None
    reason: PauseReason


@dataclass(frozen=True, slots=True)
class Promise:
    """The three instants promised to a customer."""

    respond_by: datetime
    arrive_by: datetime
    resolve_by: datetime
