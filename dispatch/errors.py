"""One tree for everything that can go wrong; pages and commands answer by its classes.

Every error carries what it is about as attributes; its text says what a person can do.
"""

from collections.abc import Iterable
from dataclasses import dataclass


class DispatchError(Exception):
    """Root of all errors a user may see."""


class NotFound(DispatchError):
    """Something was named that does not exist."""


class Conflict(DispatchError):
    """Somebody else changed the same thing first; nothing of theirs or ours is lost."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of an input: where it stands, what stands there, and which rule it breaks."""

    rule: str
    file: str = ""
    row: int | None = None
    field: str = ""
    value: str = ""

    def __str__(self) -> str:
        row = "" if self.row is None else f"row {self.row}"
        where = ", ".join(part for part in (self.file, row, self.field) if part)
        what = f"{self.value!r}: " if self.value else ""
        return f"{where}: {what}{self.rule}" if where else f"{what}{self.rule}"


class BadInput(DispatchError):
    """An input was refused whole. `faults` holds every fault found, not just the first."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))
