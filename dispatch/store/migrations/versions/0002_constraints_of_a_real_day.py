"""Setup, parts, preferred technicians, pins of time and sequence, limits, breaks at a place.

Columns are added one by one, never by copying a table: SQLite would delete the rows that refer to
the old one. A check that comes with a column is therefore part of that column's definition.
"""

from typing import Any, Final

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_TABLES: Final = ("technician_stock", "visit_part", "visit_preferred_technician")
_PLACE: Final = "(latitude IS NULL) = (longitude IS NULL)"
_POSITION: Final = (
    "pinned_position IS NULL OR (pinned_position >= 1 AND pinned_technician_id IS NOT NULL)"
)
_ADDED: Final = (
    ("technician", "max_visits", "INTEGER", "max_visits >= 0", "max_visits"),
    ("technician", "max_travel", "INTEGER", "max_travel >= 0", "max_travel"),
    ("shift", "max_duration", "INTEGER", "max_duration > 0", "max_duration"),
    ("shift_break", "latitude", "FLOAT", "", ""),
    ("shift_break", "longitude", "FLOAT", _PLACE, "place"),
    ("visit", "setup", "INTEGER DEFAULT 0 NOT NULL", "setup >= 0", "setup"),
    ("visit", "pinned_start", "{instant}", "", ""),
    ("visit", "pinned_position", "INTEGER", _POSITION, "pinned_position"),
    ("stop", "latitude", "FLOAT", "", ""),
    ("stop", "longitude", "FLOAT", _PLACE, "place"),
    ("backlog_entry", "action", "JSON", "", ""),
)
"""Table, column, its type, and the check it brings, with the check's name."""


def upgrade() -> None:
    instant = sa.DateTime(timezone=True).compile(dialect=op.get_bind().dialect)
    for table, column, kind, check, name in _ADDED:
        rule = f" CONSTRAINT ck_{table}_{name} CHECK ({check})" if check else ""
        definition = kind.format(instant=instant) + rule
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column} {definition}")
    _create_parts("technician_stock", "technician", least=0)
    _create_parts("visit_part", "visit", least=1)
    op.create_table(
        "visit_preferred_technician",
        _owner("visit", primary_key=True),
        sa.Column(
            "technician_id",
            sa.Integer,
            sa.ForeignKey("technician.id", ondelete="RESTRICT"),
            primary_key=True,
            index=True,
        ),
    )


def downgrade() -> None:
    for table in reversed(_TABLES):
        op.drop_table(table)
    for table, column, _kind, check, name in reversed(_ADDED):
        if op.get_bind().dialect.name == "postgresql" and check:
            op.execute(f"ALTER TABLE {table} DROP CONSTRAINT ck_{table}_{name}")
        op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")


def _create_parts(table: str, owner: str, least: int) -> None:
    op.create_table(
        table,
        sa.Column("id", sa.Integer, primary_key=True),
        _owner(owner, nullable=False, index=True),
        sa.Column("part", sa.String, nullable=False, index=True),
        sa.Column("quantity", sa.Integer, nullable=False),
        sa.CheckConstraint(f"quantity >= {least}", name="quantity"),
    )


def _owner(table: str, **options: Any) -> sa.Column[int]:
    target = sa.ForeignKey(f"{table}.id", ondelete="CASCADE")
    return sa.Column(f"{table}_id", sa.Integer, target, **options)
