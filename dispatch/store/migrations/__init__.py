"""Alembic migrations. A new one: `python -m dispatch.store.migrations "what it changes"`."""
