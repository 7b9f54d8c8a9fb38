"""What days are planned from: loaded once, free of the database, ready to be translated."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from dispatch.domain.customers import ServiceBase
from dispatch.domain.orders import Visit
from dispatch.domain.plans import Plan
from dispatch.domain.policy import PlanningPolicy
from dispatch.domain.team import Absence, Shift, Technician
from dispatch.planning.local_day import local_date, local_midnight


@dataclass(frozen=True)
class HorizonInputs:
    """One base, one day or several in a row, everybody who works and everything asked for.

    Nothing is planned to happen before `now`. `technicians` are all of the base, so that it can be
    said who is off. Departing from a plan in `published` has its price; with none, planning is
    free. Plans and visits refer to the same objects.
    """

    base: ServiceBase
    first: date
    now: datetime
    shifts: Sequence[Shift]
    visits: Sequence[Visit]
    days: int = 1
    absences: Sequence[Absence] = ()
    technicians: Sequence[Technician] = ()
    published: Sequence[Plan] = ()
    policy: PlanningPolicy = field(default_factory=PlanningPolicy)

    @property
    def dates(self) -> list[date]:
        """The days to plan, first to last."""
        return [self.first + timedelta(days=number) for number in range(self.days)]

    @property
    def end(self) -> datetime:
        """The instant after the last day."""
        return local_midnight(self.first + timedelta(days=self.days), self.base.time_zone)

    def day_of(self, instant: datetime) -> date:
        """The day of the horizon that an instant belongs to, or the one nearest to it."""
        day = local_date(instant, self.base.time_zone)
        return min(max(day, self.first), self.dates[-1])
