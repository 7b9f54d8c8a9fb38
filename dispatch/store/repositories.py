"""Collections of entities, as a unit of work shows them."""

from datetime import datetime
from typing import Any, Final, Generic, TypeVar

from sqlalchemy import Column, ColumnElement, Select, Table, func, select
from sqlalchemy.orm import Session, class_mapper
from sqlalchemy.orm.interfaces import ORMOption

from dispatch.domain.customers import ServiceBase
from dispatch.domain.team import Absence, Shift, Technician
from dispatch.store import tables
from dispatch.store.errors import ConflictError
from dispatch.store.naming import name_of

E = TypeVar("E")

_NATURAL_KEYS: Final = ("code", "number", "serial")


class Repository(Generic[E]):
    """Entities of one kind, by id."""

    def __init__(self, session: Session, entity: type[E], *options: ORMOption) -> None:
        self._session = session
        self._entity = entity
        self._options = options
        self._table = _table_of(entity)
        self._order = _natural_key(self._table)

    def add(self, entity: E) -> None:
        """Keep a new entity, or one that an earlier unit read and that has changed since.

        Of the latter, the commit raises `ConflictError` when somebody else changed it meanwhile.
        """
        self._session.add(entity)

    def remove(self, entity: E) -> None:
        """Forget an entity and its parts; `StillInUse` when something else refers to it."""
        self._session.delete(entity)

    def get(self, id: int, *, version: int | None = None) -> E | None:
        """Entity by id, if there is one.

        `version` is the one a person saw: `ConflictError` when it is no longer the stored one.
        """
        found = self._session.get(self._entity, id, options=self._options)
        return _expect_version(found, version)

    def all(self) -> list[E]:
        """Every entity, by natural key, or in the order they were added."""
        return self._list(self._select().order_by(self._order))

    def count(self) -> int:
        """How many there are."""
        return self._session.scalar(select(func.count()).select_from(self._table)) or 0

    def _select(self, *conditions: ColumnElement[bool]) -> Select[Any]:
        return select(self._entity).where(*conditions).options(*self._options)

    def _list(self, query: Select[Any]) -> list[E]:
        return list(self._session.scalars(query).unique())

    def _first(self, query: Select[Any]) -> E | None:
        return self._session.scalars(query.limit(1)).unique().one_or_none()


class CodedRepository(Repository[E]):
    """Entities with a natural key: a code, a serial or a number."""

    def by_code(self, code: str, *, version: int | None = None) -> E | None:
        """Entity by its code, serial or number, if there is one; `version` as in `get`."""
        return _expect_version(self._first(self._select(self._order == code)), version)


class ShiftRepository(Repository[Shift]):
    def between(self, base: ServiceBase, start: datetime, end: datetime) -> list[Shift]:
        """Shifts of a base's technicians that overlap [start, end), by start and technician."""
        return self._list(_overlapping(self._select(), tables.shift, base, start, end))

    def find(self, technician: Technician, starts_at: datetime) -> Shift | None:
        """The shift of a technician that starts at an instant, if there is one."""
        shift = tables.shift.c
        return self._first(
            self._select(shift.technician_id == technician.id, shift.starts_at == starts_at)
        )


class AbsenceRepository(Repository[Absence]):
    def between(self, base: ServiceBase, start: datetime, end: datetime) -> list[Absence]:
        """Absences of a base's technicians that overlap [start, end), by start and technician."""
        return self._list(_overlapping(self._select(), tables.absence, base, start, end))


def _expect_version(entity: E | None, version: int | None) -> E | None:
    if entity is not None and version not in (None, getattr(entity, "version", None)):
        raise ConflictError((name_of(entity),))
    return entity


def _overlapping(
    query: Select[Any], span: Table, base: ServiceBase, start: datetime, end: datetime
) -> Select[Any]:
    return (
        query.join(tables.technician, tables.technician.c.id == span.c.technician_id)
        .where(
            tables.technician.c.service_base_id == base.id,
            span.c.starts_at < end,
            span.c.ends_at > start,
        )
        .order_by(span.c.starts_at, tables.technician.c.code)
    )


def _table_of(entity: type) -> Table:
    table = class_mapper(entity).local_table
    assert isinstance(table, Table)
    return table


def _natural_key(table: Table) -> Column[Any]:
    return next((table.c[name] for name in _NATURAL_KEYS if name in table.c), table.c.id)
