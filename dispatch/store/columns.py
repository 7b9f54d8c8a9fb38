"""Kinds of columns that tables are made of, and how their constraints are named.

Deleting cascades only from an aggregate to its own parts (a visit's skills, a plan's stops). A row
that another aggregate points to cannot be deleted, so that no record of what happened loses its
subject.
"""

from typing import Any

from sqlalchemy import Column, ForeignKey, Integer, MetaData, String

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def identity() -> Column[int]:
    """Surrogate key."""
    return Column("id", Integer, primary_key=True)


def version() -> Column[int]:
    """Counts the changes of a row, for optimistic concurrency."""
    return Column("version", Integer, nullable=False)


def text(name: str) -> Column[str]:
    """Text that may be empty but never missing."""
    return Column(name, String, nullable=False)


def code(name: str = "code") -> Column[str]:
    """Natural key."""
    return Column(name, String, nullable=False, unique=True)


def to(table: str, *, name: str = "", **options: Any) -> Column[int]:
    """Reference to another aggregate, which cannot be deleted as long as this row is there."""
    target = ForeignKey(f"{table}.id", ondelete="RESTRICT")
    return Column(name or f"{table}_id", target, **{"nullable": False, "index": True, **options})


def part_of(table: str, **options: Any) -> Column[int]:
    """Reference to the aggregate that this row is a part of, and goes with."""
    target = ForeignKey(f"{table}.id", ondelete="CASCADE")
    return Column(f"{table}_id", target, **{"nullable": False, "index": True, **options})
