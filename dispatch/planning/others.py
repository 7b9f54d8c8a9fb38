"""Who else could take a visit of a plan: what it would cost, and what would have to change."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from dispatch.domain.team import Technician


@dataclass(frozen=True)
class Other:
    """A visit in the day of another technician, the rest of the plan standing still.

    `needs` is what would have to change first, as an action of the backlog; None when nothing. The
    service would begin at `start`, and the plan would cost `terms` more, term by term in units of
    the currency (negative: less), visits left out apart; both are None where more would have to
    change than `needs` says. `late` are the orders whose visits would then come late, by how much
    after the promise.
    """

    technician: Technician
    start: datetime | None = None
    terms: Mapping[str, float] | None = None
    needs: Mapping[str, Any] | None = None
    late: Mapping[str, timedelta] = field(default_factory=dict)

    @property
    def fits(self) -> bool:
        """Whether nothing has to change first."""
        return self.needs is None and self.start is not None

    @property
    def extra(self) -> float | None:
        """What the plan would cost more in all, in units of the currency."""
        return None if self.terms is None else round(sum(self.terms.values()), 2)


@dataclass(frozen=True)
class Others:
    """The answer for one visit. `holder` has it in the plan; None: it is in the backlog.

    `names` say who is meant by the vehicles and absentees that actions mention.
    """

    holder: Technician | None
    found: tuple[Other, ...]
    names: Mapping[str, str]
