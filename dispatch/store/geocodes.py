"""What geocoders have answered, kept so that no address is asked for twice."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Table, delete, insert, select
from sqlalchemy.orm import Session

from dispatch.store.columns import code, identity, metadata
from dispatch.store.types import UtcDateTime

geocode = Table(
    "geocode",
    metadata,
    identity(),
    code("query"),
    Column("candidates", JSON, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
)


class Geocodes:
    """Candidates by query, best first, as plain JSON; an empty list is an answer too."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, query: str) -> list[Any] | None:
        """What was answered; None when nobody has asked."""
        found = self._session.execute(
            select(geocode.c.candidates).where(geocode.c.query == query)
        ).first()
        return None if found is None else list(found.candidates)

    def keep(self, query: str, candidates: list[Any], asked_at: datetime) -> None:
        """Remember an answer in the place of an earlier one."""
        self._session.execute(delete(geocode).where(geocode.c.query == query))
        self._session.execute(
            insert(geocode).values(query=query, candidates=candidates, asked_at=asked_at)
        )
