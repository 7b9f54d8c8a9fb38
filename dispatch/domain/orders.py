"""Work orders and the visits they need."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from dispatch.domain.customers import Asset, Customer, Site
from dispatch.domain.instants import require_aware
from dispatch.domain.parts import PartNeed
from dispatch.domain.severity import Severity
from dispatch.domain.skills import SkillLevel
from dispatch.domain.sla import Pause, ServiceLevel
from dispatch.domain.team import Technician


class Channel(StrEnum):
    PHONE = "phone"
    WEB = "web"
    EMAIL = "email"
    APP = "app"
    PREVENTIVE = "preventive"


class OrderStatus(StrEnum):
    """Life of a work order; `transitions` holds the table of allowed changes."""

    REPORTED = "reported"
    RESPONDED = "responded"
    AWAITING_VISIT = "awaiting_visit"
    SCHEDULED = "scheduled"
    IN_PROGRESS = "in_progress"
    ON_HOLD = "on_hold"
    RESOLVED = "resolved"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class VisitStatus(StrEnum):
    OPEN = "open"
    SCHEDULED = "scheduled"
    EN_ROUTE = "en_route"
    STARTED = "started"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, order=True)
class AvailabilityWindow:
    """When the customer is there: the service must start in it."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        require_aware(start=self.start, end=self.end)
        if self.end < self.start:
            raise ValueError(f"a window must not end before it starts: {self.start} > {self.end}")


@dataclass(eq=False)
class WorkOrder:
    """What the customer asked for. Instants are aware; deadlines are None until classified."""

    number: str
    site: Site
    channel: Channel
    severity: Severity
    description: str
    reported_at: datetime
    asset: Asset | None = None
    status: OrderStatus = OrderStatus.REPORTED
    service_level: ServiceLevel | None = None
    overrule_reason: str = ""
    respond_by: datetime | None = None
    arrive_by: datetime | None = None
    resolve_by: datetime | None = None
    responded_at: datetime | None = None
    arrived_at: datetime | None = None
    resolved_at: datetime | None = None
    pauses: list[Pause] = field(default_factory=list)
    visits: list["Visit"] = field(default_factory=list, repr=False)
    id: int | None = None
    version: int = 1

    def __post_init__(self) -> None:
        require_aware(reported_at=self.reported_at)

    @property
    def customer(self) -> Customer:
        return self.site.customer


@dataclass(eq=False)
class Visit:
    """One planned trip to the site of a work order.

    A new visit joins the `visits` of its order. `skills` are the least levels needed, `parts` what
    it uses up from the van. `setup` is time on site that a technician who is there already saves.
    Anybody may come, but those in `preferred_technicians`, if there are any, cost nothing extra.

    Pins are a person's decisions: who comes (`pinned_to`), when service begins (`pinned_start`),
    and the order of the day: the visits pinned to one technician are served by `pinned_position`,
    lowest first, others between them or not.
    """

    order: WorkOrder
    duration: timedelta
    skills: list[SkillLevel] = field(default_factory=list)
    windows: list[AvailabilityWindow] = field(default_factory=list)
    not_before: datetime | None = None
    pinned_to: Technician | None = None
    required_technicians: list[Technician] = field(default_factory=list)
    excluded_technicians: list[Technician] = field(default_factory=list)
    status: VisitStatus = VisitStatus.OPEN
    setup: timedelta = timedelta(0)
    preferred_technicians: list[Technician] = field(default_factory=list)
    pinned_start: datetime | None = None
    pinned_position: int | None = None
    parts: list[PartNeed] = field(default_factory=list)
    id: int | None = None
    version: int = 1

    def __post_init__(self) -> None:
        if self.duration <= timedelta(0):
            raise ValueError(f"a visit's duration must be positive, not {self.duration}")
        if self.setup < timedelta(0):
            raise ValueError(f"a visit's setup must not be negative, not {self.setup}")
        if self.not_before is not None:
            require_aware(not_before=self.not_before)
        if self.pinned_start is not None:
            require_aware(pinned_start=self.pinned_start)
        self._require_position()
        if self not in self.order.visits:
            self.order.visits.append(self)

    def _require_position(self) -> None:
        if self.pinned_position is None:
            return
        if self.pinned_position < 1:
            raise ValueError(f"a pinned position counts from 1, not {self.pinned_position}")
        if self.pinned_to is None:
            raise ValueError("a visit with a pinned position must be pinned to a technician")
