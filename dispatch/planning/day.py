"""What a day is planned from: loaded once, free of the database, ready to be translated."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from dispatch.domain.customers import ServiceBase
from dispatch.domain.orders import Visit
from dispatch.domain.policy import PlanningPolicy
from dispatch.domain.team import Absence, Shift


@dataclass(frozen=True)
class DayInputs:
    """One base, one day, everybody who works and everything that is asked for.

    Nothing is planned to happen before `now`.
    """

    base: ServiceBase
    date: date
    now: datetime
    shifts: Sequence[Shift]
    visits: Sequence[Visit]
    absences: Sequence[Absence] = ()
    policy: PlanningPolicy = field(default_factory=PlanningPolicy)
