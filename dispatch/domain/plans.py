"""Plans: who goes where and when, and what stays undone with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from dispatch.domain.customers import ServiceBase
from dispatch.domain.geography import Coordinates
from dispatch.domain.orders import Visit
from dispatch.domain.team import Shift, Technician


class PlanStatus(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"


class StopKind(StrEnum):
    VISIT = "visit"
    BREAK = "break"


@dataclass(eq=False)
class Stop:
    """One place, or one rest, in an itinerary.

    `travel` and `metres` belong to the leg that leads here; `wait` is time on site before service;
    `slack` is how much later the service could start without breaking a promise, a window or the
    shift, here or at any later stop (zero or less: already late). `place` is where a break is taken
    that has a place of its own.
    """

    sequence: int
    kind: StopKind
    arrival: datetime
    start: datetime
    end: datetime
    travel: timedelta = timedelta(0)
    metres: int = 0
    wait: timedelta = timedelta(0)
    slack: timedelta = timedelta(0)
    visit: Visit | None = None
    place: Coordinates | None = None
    id: int | None = None


@dataclass(eq=False)
class Itinerary:
    """Ordered day of one technician; the leg home takes `travel_home`."""

    technician: Technician
    shift: Shift
    leaves_at: datetime
    returns_at: datetime
    travel_home: timedelta = timedelta(0)
    metres_home: int = 0
    stops: list[Stop] = field(default_factory=list)
    id: int | None = None


@dataclass(eq=False)
class BacklogEntry:
    """A visit that no itinerary holds: a reason for machines, a sentence for people.

    `action` is what a person could do about it, in the same forms (`code`, `sentence`, `details`);
    None where nothing is known to help.
    """

    visit: Visit
    reason: str
    sentence: str
    details: Mapping[str, Any] = field(default_factory=dict)
    action: Mapping[str, Any] | None = None
    id: int | None = None


@dataclass(eq=False)
class Plan:
    """The whole answer for one base and day.

    `prices` is the price list it was made with, `cost_terms` what it costs term by term in cost
    units, `check` what the independent checker found (`violations` is empty in every stored plan).
    """

    base: ServiceBase
    date: date
    created_at: datetime
    created_by: str
    engine: str
    seed: int
    status: PlanStatus = PlanStatus.DRAFT
    published_at: datetime | None = None
    itineraries: list[Itinerary] = field(default_factory=list)
    backlog: list[BacklogEntry] = field(default_factory=list)
    prices: Mapping[str, Any] = field(default_factory=dict)
    cost_terms: Mapping[str, int] = field(default_factory=dict)
    check: Mapping[str, Any] = field(default_factory=dict)
    id: int | None = None
    version: int = 1
