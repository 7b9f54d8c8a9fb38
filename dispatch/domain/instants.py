"""Instants are aware datetimes everywhere in the domain; this is where that is refused or not."""

from datetime import datetime


def require_aware(**instants: datetime) -> None:
    """Raise `ValueError` naming every instant that lacks a UTC offset."""
    naive = [f"{name}={at.isoformat()}" for name, at in instants.items() if at.utcoffset() is None]
    if naive:
        raise ValueError(f"a time zone is missing: {', '.join(naive)}")
