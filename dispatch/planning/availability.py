"""When a visit may start and when a technician is really there."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from dispatch.domain.calendars import spans_on
from dispatch.domain.customers import Site
from dispatch.domain.local_time import zone
from dispatch.domain.orders import Visit
from dispatch.domain.team import Absence, Shift
from dispatch.planning.local_day import local_midnight

LOOK_AHEAD_DAYS = 7
Span = tuple[datetime, datetime]


def opening_spans(site: Site, first: date, days: int = LOOK_AHEAD_DAYS) -> list[Span]:
    """Opening hours as instants, for `days` local days from `first`; spans that touch join.

    A site that opens on none of these days opens, for all that is known, for a moment after them.
    """
    time_zone = zone(site.time_zone)
    each = (first + timedelta(days=n) for n in range(days))
    spans = [span for day in each for span in spans_on(site.opening_hours, time_zone, day)]
    return joined(spans) or [(local_midnight(first + timedelta(days=days), site.time_zone),) * 2]


def joined(spans: Iterable[Span]) -> list[Span]:
    """Sorted union of spans; those that touch become one."""
    union: list[Span] = []
    for start, end in sorted(spans):
        if union and start <= union[-1][1]:
            union[-1] = (union[-1][0], max(end, union[-1][1]))
        else:
            union.append((start, end))
    return union


def common(first: Sequence[Span], second: Sequence[Span]) -> list[Span]:
    """Intersection of two sorted unions."""
    pairs = ((max(a[0], b[0]), min(a[1], b[1])) for a in first for b in second)
    return joined((start, end) for start, end in pairs if start <= end)


def start_spans(visit: Visit, first: date, days: int = LOOK_AHEAD_DAYS) -> list[Span] | None:
    """Spans in which the visit may start: the customer's windows within the opening hours.

    None means any time. An empty list never happens: what a person agreed to, a window or a pinned
    start outside the opening hours, counts as agreed. `days` of opening hours are looked at.
    """
    windows = joined((window.start, window.end) for window in visit.windows)
    site = visit.order.site
    if site.opening_hours.always or visit.pinned_start is not None:
        return windows or None
    opening = opening_spans(site, first, days)
    if not windows:
        return opening
    return common(windows, opening) or windows


def is_for_day(visit: Visit, day_end: datetime) -> bool:
    """Whether a visit concerns a day that ends at `day_end`: not promised for later days only."""
    if any(
        moment is not None and moment >= day_end
        for moment in (visit.not_before, visit.pinned_start)
    ):
        return False
    return not visit.windows or min(w.start for w in visit.windows) < day_end


def first_start(visit: Visit, spans: Sequence[Span] | None, now: datetime) -> datetime:
    """The earliest moment a visit may start from `now` on, or `now` when all its spans are over."""
    earliest = max(moment for moment in (now, visit.not_before, visit.pinned_start) if moment)
    if spans is None:
        return earliest
    return next((max(start, earliest) for start, end in spans if end >= earliest), now)


def present_spans(shift: Shift, absences: Iterable[Absence], now: datetime) -> list[Span]:
    """What absences and the time already gone leave of a shift, in order."""
    left: list[Span] = [(max(shift.starts_at, now), shift.ends_at)]
    for absence in absences:
        if absence.technician.code != shift.technician.code:
            continue
        left = [piece for span in left for piece in _without(span, absence)]
    return [(start, end) for start, end in left if start < end]


def _without(span: Span, absence: Absence) -> list[Span]:
    start, end = span
    return [(start, min(end, absence.starts_at)), (max(start, absence.ends_at), end)]
