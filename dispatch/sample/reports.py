"""When the orders of the sample day were reported: so that their visits are due on that day."""

from datetime import datetime, time, timedelta
from random import Random

from dispatch.domain.classification import classify
from dispatch.domain.customers import CustomerTier, Region
from dispatch.domain.defaults import default_policy
from dispatch.domain.severity import Severity
from dispatch.domain.sla import Clock, Target
from dispatch.sample import SAMPLE_DAY

MORNING = datetime.combine(SAMPLE_DAY, time(7, 30))
DESK_OPENS, DESK_CLOSES = time(8), time(18)

_MIDNIGHT = datetime.combine(SAMPLE_DAY, time())
_MINUTE, _DAY = timedelta(minutes=1), timedelta(days=1)
_LATEST_BY_NIGHT, _EARLIEST_IN_THE_MORNING = time(23, 45), time(5)
# Minutes of the day. On the wall clock some are due only when the shifts have ended.
_EARLIEST_DUE = 9 * 60 + 15
_LATEST_DUE = {Clock.WORKING: 17 * 60 + 45, Clock.ELAPSED: 19 * 60 + 30}
_RULES = default_policy().rules


def arrival_target(severity: Severity, tier: str, out_of_town: bool) -> Target:
    """How soon the default policy promises somebody on site."""
    region = Region.OUT_OF_TOWN if out_of_town else Region.SAME_CITY
    return classify(_RULES, severity, CustomerTier(tier), region).arrive


def report_and_due(rng: Random, severity: Severity, target: Target) -> tuple[datetime, datetime]:
    """When something was reported, and by when somebody is to be there: local times.

    Emergencies come in shortly before the day begins; everything else is due in its course, and
    enquiries in the next days too. Nobody reports anything in the small hours.
    """
    if severity is Severity.EMERGENCY:
        reported = MORNING - rng.randrange(3, 50) * _MINUTE
        return reported, reported + target.within
    days = rng.randrange(3) if severity is Severity.ENQUIRY else 0
    latest = _LATEST_DUE[target.clock]
    while True:
        due = _MIDNIGHT + days * _DAY + rng.randrange(_EARLIEST_DUE, latest) * _MINUTE
        reported = _before(due, target)
        if reported < MORNING and _awake(reported):
            return reported, due


def answered(rng: Random, severity: Severity, reported: datetime) -> datetime | None:
    """When we answered; None when there was no time for it yet."""
    longest = {Severity.EMERGENCY: 30, Severity.ENQUIRY: 300}.get(severity, 100)
    answer = reported + rng.randrange(5, longest) * _MINUTE
    if severity is Severity.ENQUIRY:
        answer = min(answer, datetime.combine(reported.date(), time(17, 55)))
    return answer if answer < MORNING else None


def _before(due: datetime, target: Target) -> datetime:
    """The instant from which the target's time ends at `due`, at a desk open every day."""
    if target.clock is Clock.ELAPSED:
        return due - target.within
    left, cursor = target.within, due
    while (today := cursor - datetime.combine(cursor.date(), DESK_OPENS)) < left:
        left -= today
        cursor = datetime.combine(cursor.date() - _DAY, DESK_CLOSES)
    return cursor - left


def _awake(moment: datetime) -> bool:
    return _EARLIEST_IN_THE_MORNING <= moment.time() <= _LATEST_BY_NIGHT
