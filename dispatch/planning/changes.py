"""Whom a new plan touches: customers who were told otherwise."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from dispatch.domain.orders import Visit
from dispatch.domain.plans import Plan


def touched(
    published: Sequence[Plan], drafts: Sequence[Plan], tolerance: timedelta, now: datetime
) -> list[Visit]:
    """Published visits that the drafts leave out, give to somebody else, or move.

    A start that moves no more than `tolerance`, either way, moves nobody; one that has passed `now`
    counts from now, as it does for the price and the cap of changes. Visits that are over or
    called off meanwhile are in no draft and yet not touched: the drafts do not speak of them.
    """
    after = _appointments(drafts)
    left_out = {entry.visit for plan in drafts for entry in plan.backlog}
    return [
        visit
        for visit, (technician, start) in _appointments(published).items()
        if visit in left_out
        or (visit in after and after[visit][0] != technician)
        or (visit in after and abs(after[visit][1] - max(start, now)) > tolerance)
    ]


def _appointments(plans: Sequence[Plan]) -> dict[Visit, tuple[str, datetime]]:
    """Who comes when, by visit."""
    return {
        stop.visit: (itinerary.technician.code, stop.start)
        for plan in plans
        for itinerary in plan.itineraries
        for stop in itinerary.stops
        if stop.visit is not None
    }
