"""Keeps the domain in a database: open a `Store`, work in its units."""

from dispatch.store.bulk import OrderAttributes
from dispatch.store.engine import create_engine_for
from dispatch.store.errors import (
    AlreadyExists,
    ConflictError,
    NoDatabase,
    StillInUse,
    UnusableDatabase,
)
from dispatch.store.migrate import migrate
from dispatch.store.orders import OrderFilter, Page
from dispatch.store.store import Store
from dispatch.store.unit import Unit, WriteUnit

__all__ = [
    "AlreadyExists",
    "ConflictError",
    "NoDatabase",
    "OrderAttributes",
    "OrderFilter",
    "Page",
    "StillInUse",
    "Store",
    "Unit",
    "UnusableDatabase",
    "WriteUnit",
    "create_engine_for",
    "migrate",
]
