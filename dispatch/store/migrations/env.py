"""Runs migrations in the transaction that `dispatch.store.migrate` opened."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy.types import TypeDecorator

from dispatch.store.columns import metadata


def as_plain_types(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Write column types of ours as what they are in the database: scripts must not age."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_item=as_plain_types,
    render_as_batch=True,
)
context.run_migrations()
