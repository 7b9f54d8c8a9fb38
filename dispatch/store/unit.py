"""Units of work: what is read sees one moment, what is written is written whole or not at all."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Engine, event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from dispatch.domain.customers import Asset, Customer, ServiceBase, Site
from dispatch.domain.history import FinishedVisit
from dispatch.domain.instants import require_aware
from dispatch.domain.orders import Visit, WorkOrder
from dispatch.domain.plans import Plan
from dispatch.domain.sla import Calendar, ServiceLevel, SlaPolicy
from dispatch.domain.team import Absence, Shift, Technician
from dispatch.store.audit import prepare_flush, write_audit
from dispatch.store.bulk import OrderAttributes, insert_orders, insert_rows, unchanged_orders
from dispatch.store.conflicts import Pending, pending_changes, translated
from dispatch.store.geocodes import Geocodes
from dispatch.store.history import FinishedVisitRepository
from dispatch.store.loading import whole_order, whole_plan, whole_visit
from dispatch.store.orders import VisitRepository, WorkOrderRepository
from dispatch.store.plans import PlanRepository
from dispatch.store.records import Audit, Meta
from dispatch.store.repositories import (
    AbsenceRepository,
    CodedRepository,
    ShiftRepository,
)


class Unit:
    """Repositories over one consistent moment of the database.

    Objects stay readable after the unit has closed. Changes made to them are not written; hand a
    changed object to `add` of a later writing unit.
    """

    def __init__(self, engine: Engine) -> None:
        self._session = Session(engine, expire_on_commit=False, autoflush=False)
        self.bases = CodedRepository(self._session, ServiceBase)
        self.customers = CodedRepository(self._session, Customer)
        self.sites = CodedRepository(self._session, Site)
        self.assets = CodedRepository(self._session, Asset)
        self.technicians = CodedRepository(self._session, Technician)
        self.shifts = ShiftRepository(self._session, Shift)
        self.absences = AbsenceRepository(self._session, Absence)
        self.work_orders = WorkOrderRepository(self._session, WorkOrder, *whole_order())
        self.visits = VisitRepository(self._session, Visit, *whole_visit())
        self.plans = PlanRepository(self._session, Plan, *whole_plan())
        self.calendars = CodedRepository(self._session, Calendar)
        self.service_levels = CodedRepository(self._session, ServiceLevel)
        self.sla_policies = CodedRepository(self._session, SlaPolicy)
        self.finished_visits = FinishedVisitRepository(self._session, FinishedVisit)
        self.geocodes = Geocodes(self._session)
        self.audit = Audit(self._session)
        self.meta = Meta(self._session)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._session.close()


class WriteUnit(Unit):
    """A unit whose changes are written by `commit`, and forgotten without it.

    Every change of an audited entity is recorded in the audit with the unit's actor and instant.
    Leaving the unit turns what the database refused into `ConflictError`, `AlreadyExists` or
    `StillInUse`, which name the entities; then nothing of the unit is written.
    """

    def __init__(self, engine: Engine, *, actor: str, now: datetime) -> None:
        require_aware(now=now)
        super().__init__(engine)
        self._engine = engine
        self._actor, self._now = actor, now
        self._pending: list[Pending] = []
        self._session.autoflush = True
        event.listen(self._session, "before_flush", self._before_flush)
        event.listen(self._session, "after_flush", self._after_flush)

    def flush(self) -> None:
        """Write to the open transaction, so that new entities get their ids."""
        self._session.flush()

    def insert_orders(self, orders: Sequence[OrderAttributes]) -> None:
        """Write many new work orders, each with its visit if it needs one, and audit them."""
        self.flush()
        insert_orders(self._session, orders, self._actor, self._now)

    def unchanged_orders(self, orders: Sequence[OrderAttributes]) -> set[str]:
        """Numbers of those orders of which the database holds just what is given."""
        self.flush()
        return unchanged_orders(self._session, orders)

    def insert_finished_visits(self, visits: Sequence[Mapping[str, Any]]) -> None:
        """Write many finished visits, given by their attributes."""
        self.flush()
        insert_rows(self._session, FinishedVisit, visits)

    def commit(self) -> None:
        """Make everything written so far permanent."""
        try:
            self._session.commit()
        except SQLAlchemyError as error:
            self._raise_translated(error)
            raise

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        super().__exit__(kind, error, trace)
        if isinstance(error, SQLAlchemyError):
            self._raise_translated(error)

    def _raise_translated(self, error: SQLAlchemyError) -> None:
        # The write lock must be free before the stored versions can be compared.
        self._session.close()
        better = translated(error, self._pending, self._engine)
        if better is not None:
            raise better from error

    def _before_flush(self, session: Session, _context: Any, _instances: Any) -> None:
        prepare_flush(session)
        self._pending = pending_changes(session)

    def _after_flush(self, session: Session, _context: Any) -> None:
        write_audit(session, self._actor, self._now)
