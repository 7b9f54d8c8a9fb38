"""The figures of a day that a dispatcher looks at first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from dispatch.services.views.itinerary import ItineraryView
from dispatch.services.views.visits import Outlook, VisitView

ZERO = timedelta(0)


@dataclass(frozen=True, slots=True)
class Kpis:
    """Counts of visits, times, and shares from 0 to 1 (None where there is nothing to divide by).

    `promises` counts visits with a promise that this day had to keep: every served one, and every
    one left in the backlog whose promise falls due before the day ends. `kept` of them are kept.
    """

    visits: int
    served: int
    late: int
    backlog: int
    promises: int
    kept: int
    technicians: int
    technicians_out: int
    travel: timedelta
    working: timedelta
    overtime: timedelta
    metres: int

    @property
    def on_time(self) -> int:
        """Served visits that are not late, those without a promise included."""
        return self.served - self.late

    @property
    def kept_share(self) -> float | None:
        """Kept promises as a share of all promises of the day."""
        return self.kept / self.promises if self.promises else None

    @property
    def driving_share(self) -> float | None:
        """Driving as a share of all working time (from leaving home to returning)."""
        return self.travel / self.working if self.working else None


def kpis(days: Sequence[ItineraryView], backlog: Sequence[VisitView], day_ends: datetime) -> Kpis:
    """Sum up the itineraries and the backlog of one day that ends at `day_ends` (aware)."""
    served = [stop for day in days for stop in day.visits]
    promised = [stop for stop in served if stop.outlook is not Outlook.UNPROMISED]
    late = sum(1 for stop in promised if stop.outlook is Outlook.LATE)
    missed = sum(1 for visit in backlog if visit.promised_by and visit.promised_by < day_ends)
    return Kpis(
        visits=len(served) + len(backlog),
        served=len(served),
        late=late,
        backlog=len(backlog),
        promises=len(promised) + missed,
        kept=len(promised) - late,
        technicians=len(days),
        technicians_out=sum(1 for day in days if day.visits),
        travel=sum((day.travel for day in days), ZERO),
        working=sum((day.working for day in days), ZERO),
        overtime=sum((day.overtime for day in days), ZERO),
        metres=sum(day.metres for day in days),
    )
