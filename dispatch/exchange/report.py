"""What an import did."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows of a table made something new, changed something, or changed nothing."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.created + other.created,
            self.updated + other.updated,
            self.unchanged + other.unchanged,
        )


@dataclass(frozen=True)
class ImportReport:
    """Counts by name of the table, in the order in which tables build on each other.

    `notes` are remarks on how files were read: an encoding or a delimiter that was recognised.
    """

    tables: Mapping[str, Counts]
    notes: tuple[str, ...] = ()

    @property
    def total(self) -> Counts:
        """Counts of all tables together."""
        return sum(self.tables.values(), Counts())

    @property
    def changed_nothing(self) -> bool:
        """Whether everything in the files was known already."""
        return not (self.total.created or self.total.updated)
