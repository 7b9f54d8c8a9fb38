"""One technician's day, stop by stop."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dispatch.domain.geography import Coordinates
from dispatch.domain.plans import Itinerary, Plan, PlanStatus
from dispatch.domain.skills import SkillLevel
from dispatch.domain.team import Technician
from dispatch.services.views.stops import (
    PathFinder,
    StopView,
    Way,
    last_place,
    stop_views,
    straight,
    with_progress,
)
from dispatch.services.views.visits import Outlook

ZERO = timedelta(0)


@dataclass(frozen=True, slots=True)
class TechnicianView:
    """Who drives. `rank` is the place in the team by code, which gives the colour."""

    code: str
    name: str
    phone: str
    skills: tuple[SkillLevel, ...]
    home: Coordinates
    end: Coordinates
    rank: int = 0


@dataclass(frozen=True, slots=True)
class ItineraryView:
    """One technician's day. `plan_status` is None when no plan covers the day.

    `shift_starts` and `shift_ends` are None when the technician does not work that day.
    """

    technician: TechnicianView
    date: date
    base_name: str
    time_zone: str
    plan_status: PlanStatus | None
    shift_starts: datetime | None
    shift_ends: datetime | None
    latest_end: datetime | None
    leaves_at: datetime | None
    returns_at: datetime | None
    stops: tuple[StopView, ...]
    travel_home: timedelta = ZERO
    metres_home: int = 0
    way_home: Way = ()

    @property
    def visits(self) -> tuple[StopView, ...]:
        """The stops without the breaks."""
        return tuple(stop for stop in self.stops if stop.visit)

    @property
    def late(self) -> int:
        """Number of visits planned after their promise."""
        return sum(1 for stop in self.stops if stop.outlook is Outlook.LATE)

    @property
    def travel(self) -> timedelta:
        """Driving of the whole day, the way home included."""
        return sum((stop.travel for stop in self.stops), self.travel_home)

    @property
    def metres(self) -> int:
        """Way of the whole day, the way home included."""
        return sum(stop.metres for stop in self.stops) + self.metres_home

    @property
    def service(self) -> timedelta:
        """Time at work with customers."""
        return sum((stop.end - stop.start for stop in self.visits), ZERO)

    @property
    def overtime(self) -> timedelta:
        """Time on the way or at work after the end of the shift."""
        if self.returns_at is None or self.shift_ends is None or not self.stops:
            return ZERO
        return max(ZERO, self.returns_at - self.shift_ends)

    @property
    def working(self) -> timedelta:
        """From leaving to returning; nothing for a day without stops."""
        if self.returns_at is None or self.leaves_at is None or not self.stops:
            return ZERO
        return self.returns_at - self.leaves_at


def itinerary_view(
    plan: Plan,
    itinerary: Itinerary,
    now: datetime,
    path: PathFinder = straight,
    team: Sequence[Technician] = (),
) -> ItineraryView:
    """Return the day of one technician as it stands at `now` (aware).

    `path` draws the legs; `team` are the technicians of the plan.
    """
    technician, shift = itinerary.technician, itinerary.shift
    stops = with_progress(stop_views(itinerary, path, team), now)
    end = technician.end or technician.home
    return ItineraryView(
        technician=technician_view(technician, team),
        date=plan.date,
        base_name=plan.base.name,
        time_zone=plan.base.time_zone,
        plan_status=plan.status,
        shift_starts=shift.starts_at,
        shift_ends=shift.ends_at,
        latest_end=shift.ends_at + shift.max_overtime,
        leaves_at=itinerary.leaves_at,
        returns_at=itinerary.returns_at,
        stops=stops,
        travel_home=itinerary.travel_home,
        metres_home=itinerary.metres_home,
        way_home=tuple(path(last_place(itinerary), end)) if stops else (),
    )


def idle_day(technician: Technician, day: date, status: PlanStatus | None = None) -> ItineraryView:
    """Return a day without stops: no plan yet, or a day off."""
    return ItineraryView(
        technician=technician_view(technician),
        date=day,
        base_name=technician.base.name,
        time_zone=technician.base.time_zone,
        plan_status=status,
        shift_starts=None,
        shift_ends=None,
        latest_end=None,
        leaves_at=None,
        returns_at=None,
        stops=(),
    )


def technician_view(technician: Technician, team: Sequence[Technician] = ()) -> TechnicianView:
    """Return the technician with the place in the team that gives the colour."""
    codes = sorted({member.code for member in team})
    return TechnicianView(
        code=technician.code,
        name=technician.name,
        phone=technician.phone,
        skills=tuple(technician.skills),
        home=technician.home,
        end=technician.end or technician.home,
        rank=codes.index(technician.code) if technician.code in codes else 0,
    )
