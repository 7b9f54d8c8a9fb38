"""Who changed what, and when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(eq=False)
class AuditEntry:
    """One change. `subject` names the entity (\"WorkOrder WO-2026-000123\"); values are before and after."""

    at: datetime
    actor: str
    subject_type: str
    subject: str
    action: str
    changes: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    id: int | None = None
