"""Who changed what, and when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(eq=False)
class AuditEntry:
    """One entity created, changed or removed (`action`) by `actor`.

    `subject` is the natural key of the entity, as in ("WorkOrder", "WO-2026-000123"). `changes`
    holds for each field its value "before" and "after"; a creation has no before, a removal no
    after.
    """

    at: datetime
    actor: str
    subject_type: str
    subject: str
    action: str
    changes: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    id: int | None = None
