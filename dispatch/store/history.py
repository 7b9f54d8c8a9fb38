"""Finished visits: their table, their mapping, how they are found.

They are measurements, not decisions: they are read whole, by a technician's name or a span of days,
and the audit does not record them one by one.
"""

from datetime import date, datetime

from sqlalchemy import Boolean, CheckConstraint, Column, Date, String, Table, UniqueConstraint
from sqlalchemy.orm import registry, relationship

from dispatch.domain.customers import CustomerTier, Region
from dispatch.domain.history import FinishedVisit
from dispatch.domain.severity import Severity
from dispatch.domain.team import Technician
from dispatch.store.columns import identity, metadata, to, version
from dispatch.store.repositories import Repository
from dispatch.store.types import Seconds, UtcDateTime, enum_of

finished_visit = Table(
    "finished_visit",
    metadata,
    identity(),
    to("technician", index=False),
    Column("date", Date, nullable=False, index=True),
    Column("skill", String, nullable=False),
    Column("severity", enum_of(Severity, "severity"), nullable=False),
    Column("tier", enum_of(CustomerTier, "tier"), nullable=False),
    Column("region", enum_of(Region, "region"), nullable=False),
    Column("planned", Seconds, nullable=False),
    Column("actual", Seconds, nullable=False),
    Column("planned_travel", Seconds, nullable=False),
    Column("actual_travel", Seconds, nullable=False),
    Column("arrived_at", UtcDateTime, nullable=False),
    Column("first_time_fix", Boolean, nullable=False),
    Column("arrive_by", UtcDateTime),
    version(),
    UniqueConstraint("technician_id", "arrived_at"),
    CheckConstraint(
        "planned >= 0 AND actual >= 0 AND planned_travel >= 0 AND actual_travel >= 0",
        name="spans",
    ),
)

registry(metadata=metadata).map_imperatively(
    FinishedVisit,
    finished_visit,
    properties={"technician": relationship(Technician, lazy="selectin")},
    version_id_col=finished_visit.c.version,
)


class FinishedVisitRepository(Repository[FinishedVisit]):
    def arrived_between(self, first: datetime, last: datetime) -> list[FinishedVisit]:
        """Visits that arrived from `first` to `last`, both included, in order of arrival."""
        arrived = finished_visit.c.arrived_at
        query = self._select(arrived >= first, arrived <= last)
        return self._list(query.order_by(arrived, finished_visit.c.technician_id))

    def of_days(self, first: date, last: date) -> list[FinishedVisit]:
        """Visits of the working days from `first` to `last`, in order of arrival."""
        days = finished_visit.c.date
        query = self._select(days >= first, days <= last)
        return self._list(
            query.order_by(finished_visit.c.arrived_at, finished_visit.c.technician_id)
        )
