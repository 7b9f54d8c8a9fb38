"""The day of one base: who goes where, how it stands, what stays undone."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from dispatch.domain.customers import ServiceBase
from dispatch.domain.geography import Coordinates
from dispatch.domain.plans import BacklogEntry, Plan, PlanStatus
from dispatch.domain.severity import Severity
from dispatch.domain.team import Technician
from dispatch.services.views.itinerary import ItineraryView, itinerary_view
from dispatch.services.views.kpis import Kpis, kpis
from dispatch.services.views.stops import PathFinder, straight
from dispatch.services.views.visits import VisitView, visit_view

WORST_FIRST = tuple(Severity)
VEHICLE_SUFFIX = re.compile(r"( \d{4}-\d\d-\d\d)?(#\d+)?$")


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """Where a plan comes from. `violations` is what the independent checker found.

    `judges` have nothing against it; `remarks` say what one of them could not judge.
    """

    id: int | None
    status: PlanStatus
    engine: str
    seed: int
    created_at: datetime
    created_by: str
    published_at: datetime | None
    cost_terms: Mapping[str, int]
    violations: tuple[str, ...]
    checked: bool
    judges: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def cost(self) -> int:
        """Cost units in all."""
        return sum(self.cost_terms.values())


@dataclass(frozen=True, slots=True)
class BacklogView:
    """A visit nobody serves: a code for machines, an English sentence, the facts behind it.

    `person` is the technician whom the reason names, if it names one. `action` is what a person
    could do, as `code`, `sentence` and `details`; None where nothing is known to help.
    Instants in either are ISO texts, to be shown in `time_zone`.
    """

    visit: VisitView
    reason: str
    sentence: str
    time_zone: str
    details: Mapping[str, Any] = field(default_factory=dict)
    person: str = ""
    action: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class BoardView:
    """Everything a reader of the day needs. `plan` is None when no plan covers the day."""

    date: date
    base_name: str
    base_location: Coordinates
    time_zone: str
    now: datetime
    plan: PlanFacts | None
    itineraries: tuple[ItineraryView, ...] = ()
    backlog: tuple[BacklogView, ...] = ()
    open_visits: int = 0
    technicians: int = 0

    @property
    def kpis(self) -> Kpis:
        """The figures of the day."""
        return kpis(self.itineraries, [entry.visit for entry in self.backlog], self.day_ends)

    @property
    def day_ends(self) -> datetime:
        """Midnight at the end of the day in the base's time zone."""
        midnight = datetime.combine(self.date + timedelta(days=1), time(0))
        return midnight.replace(tzinfo=ZoneInfo(self.time_zone))


def board_view(plan: Plan, now: datetime, path: PathFinder = straight) -> BoardView:
    """Return the day of a plan as it stands at `now` (aware); `path` draws the legs."""
    team = sorted({i.technician for i in plan.itineraries}, key=lambda t: t.code)
    by_code = sorted(plan.itineraries, key=lambda itinerary: itinerary.technician.code)
    return BoardView(
        date=plan.date,
        base_name=plan.base.name,
        base_location=plan.base.location,
        time_zone=plan.base.time_zone,
        now=now,
        plan=plan_facts(plan),
        itineraries=tuple(itinerary_view(plan, i, now, path, team) for i in by_code),
        backlog=tuple(backlog_view(entry, team) for entry in _most_urgent_first(plan.backlog)),
        technicians=len(team),
    )


def unplanned_board(
    base: ServiceBase, day: date, now: datetime, open_visits: int, technicians: int
) -> BoardView:
    """Return a day without a plan: how many visits wait and how many technicians work that day."""
    return BoardView(
        date=day,
        base_name=base.name,
        base_location=base.location,
        time_zone=base.time_zone,
        now=now,
        plan=None,
        open_visits=open_visits,
        technicians=technicians,
    )


def plan_facts(plan: Plan) -> PlanFacts:
    """Return what a reader may know about the making of a plan."""
    return PlanFacts(
        id=plan.id,
        status=plan.status,
        engine=plan.engine,
        seed=plan.seed,
        created_at=plan.created_at,
        created_by=plan.created_by,
        published_at=plan.published_at,
        cost_terms=dict(plan.cost_terms),
        violations=tuple(str(violation) for violation in plan.check.get("violations", ())),
        checked=bool(plan.check),
        judges=tuple(str(judge) for judge in plan.check.get("judges", ())),
        remarks=tuple(str(remark) for remark in plan.check.get("remarks", ())),
    )


def _most_urgent_first(backlog: list[BacklogEntry]) -> list[BacklogEntry]:
    return sorted(
        backlog,
        key=lambda entry: (
            WORST_FIRST.index(entry.visit.order.severity),
            entry.visit.order.arrive_by or entry.visit.order.reported_at,
            entry.visit.order.number,
        ),
    )


def backlog_view(entry: BacklogEntry, team: list[Technician]) -> BacklogView:
    """Return a visit left undone, with its reason; `team` are the technicians of the plan."""
    return BacklogView(
        visit=visit_view(entry.visit, team),
        reason=entry.reason,
        sentence=entry.sentence,
        time_zone=entry.visit.order.site.base.time_zone,
        details=dict(entry.details),
        person=_person(entry, team),
        action=entry.action,
    )


def _person(entry: BacklogEntry, team: list[Technician]) -> str:
    """Return the name of the technician whose vehicle is in the details.

    One of several days is "T01 2026-03-18", a second stretch of a day "T01#2".
    """
    named = str(entry.details.get("closest") or entry.details.get("vehicle") or "")
    code = VEHICLE_SUFFIX.sub("", named)
    return next((technician.name for technician in team if technician.code == code), "")
