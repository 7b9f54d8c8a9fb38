"""Turns what a database says when it refuses a change into errors that name the entities."""

import re
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Engine, Index, Table, UniqueConstraint, select
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.orm import Session, object_mapper
from sqlalchemy.orm.exc import StaleDataError

from dispatch.errors import DispatchError
from dispatch.store.columns import metadata
from dispatch.store.errors import AlreadyExists, ConflictError, StillInUse
from dispatch.store.naming import name_of

_SHOWN: Final = 5
_SQLITE_UNIQUE: Final = re.compile(r"UNIQUE constraint failed: (?P<columns>.+)")
_SQLITE_COLUMN: Final = re.compile(r"(?P<table>\w+)\.(?P<column>\w+)")


@dataclass(frozen=True)
class Pending:
    """One change of a flush, kept because a failed flush forgets what it held."""

    name: str
    table: Table
    id: int | None
    version: int | None
    removed: bool


def pending_changes(session: Session) -> list[Pending]:
    """What the coming flush is about to write."""
    changes = [(entity, False) for entity in (*session.new, *session.dirty)]
    changes += [(entity, True) for entity in session.deleted]
    return [_pending(entity, removed) for entity, removed in changes if hasattr(entity, "version")]


def translated(
    error: SQLAlchemyError, pending: list[Pending], engine: Engine
) -> DispatchError | None:
    """The error to raise instead, or None when the database's own error is the best there is."""
    if isinstance(error, StaleDataError):
        return ConflictError(_stale(pending, engine))
    if not isinstance(error, IntegrityError):
        return None
    if unique := _unique_violation(error):
        table, columns = unique
        names = [change.name for change in pending if change.table is table]
        return AlreadyExists(_spoken(table.name), columns, _shortened(names))
    if "foreign key" in str(error.orig).lower():
        return StillInUse(_shortened([change.name for change in pending if change.removed]))
    return None


def _pending(entity: Any, removed: bool) -> Pending:
    table = object_mapper(entity).local_table
    assert isinstance(table, Table)
    return Pending(name_of(entity), table, entity.id, entity.version, removed)


def _stale(pending: list[Pending], engine: Engine) -> tuple[str, ...]:
    """Names of the changes whose stored version is no longer the one that was read."""
    with engine.connect() as connection:
        return tuple(
            change.name
            for change in pending
            if change.id is not None
            and change.version
            != connection.scalar(
                select(change.table.c.version).where(change.table.c.id == change.id)
            )
        )


def _unique_violation(error: IntegrityError) -> tuple[Table, tuple[str, ...]] | None:
    """Table and columns of a unique key that was taken."""
    if match := _SQLITE_UNIQUE.search(str(error.orig)):
        columns = _SQLITE_COLUMN.findall(match["columns"])
        if columns:
            return metadata.tables[columns[0][0]], tuple(column for _, column in columns)
    diagnosis = getattr(error.orig, "diag", None)
    name = getattr(diagnosis, "constraint_name", None)
    if name is None or not name.startswith("uq_"):
        return None
    table = metadata.tables[str(getattr(diagnosis, "table_name", ""))]
    uniques = [key for key in table.constraints if isinstance(key, UniqueConstraint)]
    keys: list[UniqueConstraint | Index] = [*uniques, *table.indexes]
    return table, tuple(column.name for key in keys if key.name == name for column in key.columns)


def _spoken(table: str) -> str:
    return table.replace("_", " ")


def _shortened(names: list[str]) -> tuple[str, ...]:
    more = len(names) - _SHOWN
    return tuple(names) if more <= 0 else (*names[:_SHOWN], f"and {more} more")
