"""The audit as it is read, and small values kept beside the entities."""

from collections.abc import Iterator, MutableMapping
from typing import Any

from sqlalchemy import delete, func, insert, or_, select, update
from sqlalchemy.orm import Session

from dispatch.domain.audit import AuditEntry
from dispatch.store.tables import audit_entry, meta


class Audit:
    """Everything that was ever changed, oldest first."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, subject_type: str, subject: str) -> list[AuditEntry]:
        """Changes of one entity, such as ("WorkOrder", "WO-2026-000123")."""
        return self._list(
            audit_entry.c.subject_type == subject_type, audit_entry.c.subject == subject
        )

    def of_order(self, number: str) -> list[AuditEntry]:
        """Changes of a work order and of its visits."""
        return self._list(
            or_(
                (audit_entry.c.subject_type == "WorkOrder") & (audit_entry.c.subject == number),
                (audit_entry.c.subject_type == "Visit")
                & audit_entry.c.subject.startswith(f"{number} #", autoescape=True),
            )
        )

    def latest(self, limit: int = 100) -> list[AuditEntry]:
        """The newest changes, newest first."""
        query = select(AuditEntry).order_by(audit_entry.c.id.desc()).limit(limit)
        return list(self._session.scalars(query))

    def length(self) -> int:
        """How many changes there have been; it grows with every one."""
        return self._session.scalar(select(func.max(audit_entry.c.id))) or 0

    def _list(self, *conditions: Any) -> list[AuditEntry]:
        query = select(AuditEntry).where(*conditions).order_by(audit_entry.c.id)
        return list(self._session.scalars(query))


class Meta(MutableMapping[str, Any]):
    """A small table of keys and JSON values, such as the day the demo was loaded for."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __getitem__(self, key: str) -> Any:
        row = self._session.execute(select(meta.c.value).where(meta.c.key == key)).first()
        if row is None:
            raise KeyError(key)
        return row.value

    def __setitem__(self, key: str, value: Any) -> None:
        if key in self:
            self._session.execute(update(meta).where(meta.c.key == key).values(value=value))
        else:
            self._session.execute(insert(meta).values(key=key, value=value))

    def __delitem__(self, key: str) -> None:
        self[key]
        self._session.execute(delete(meta).where(meta.c.key == key))

    def __iter__(self) -> Iterator[str]:
        return iter(self._session.scalars(select(meta.c.key).order_by(meta.c.key)).all())

    def __len__(self) -> int:
        return self._session.scalar(select(func.count()).select_from(meta)) or 0
