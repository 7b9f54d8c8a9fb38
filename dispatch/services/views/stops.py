"""The stops of one day: when, where from, how late, and where the day stands now."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from dispatch.domain.geography import Coordinates
from dispatch.domain.orders import VisitStatus
from dispatch.domain.plans import Itinerary, Stop, StopKind
from dispatch.domain.team import Technician
from dispatch.services.views.visits import Outlook, VisitView, margin, outlook, visit_view

FINISHED = frozenset({VisitStatus.DONE, VisitStatus.CANCELLED})

Way = tuple[Coordinates, ...]
PathFinder = Callable[[Coordinates, Coordinates], Sequence[Coordinates]]


class Progress(StrEnum):
    """Where a stop stands at a given moment."""

    PAST = "past"
    CURRENT = "current"
    NEXT = "next"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class StopView:
    """One stop. `number` counts visits from 1 (0 for a break); `way` is the leg that leads here.

    `spare` is promise minus planned start (negative: late; None: nothing promised); `slack` is how
    much later service could start without harm here or at a later stop.
    """

    number: int
    kind: StopKind
    arrival: datetime
    start: datetime
    end: datetime
    travel: timedelta
    metres: int
    wait: timedelta
    slack: timedelta
    spare: timedelta | None
    outlook: Outlook
    visit: VisitView | None
    way: Way
    progress: Progress = Progress.LATER


def straight(origin: Coordinates, destination: Coordinates) -> Way:
    """Return the leg as a straight line, for readers that draw nothing."""
    return (origin, destination)


def stop_views(
    itinerary: Itinerary, path: PathFinder = straight, team: Sequence[Technician] = ()
) -> Iterator[StopView]:
    """Yield the stops in order, visits numbered from 1; most breaks have no place and no leg."""
    place, number = itinerary.technician.home, 0
    for stop in itinerary.stops:
        here = _place(stop)
        way = () if here is None else tuple(path(place, here))
        place = here or place
        if stop.visit is None:
            yield _stop_view(stop, 0, way, None)
        else:
            number += 1
            yield _stop_view(stop, number, way, visit_view(stop.visit, team))


def last_place(itinerary: Itinerary) -> Coordinates:
    """Return where the way home begins."""
    places = [place for stop in itinerary.stops if (place := _place(stop)) is not None]
    return places[-1] if places else itinerary.technician.home


def _place(stop: Stop) -> Coordinates | None:
    """Return where a stop is: a visit at its site, a break where it has a place of its own."""
    return stop.place if stop.visit is None else stop.visit.order.site.location


def _stop_view(stop: Stop, number: int, way: Way, visit: VisitView | None) -> StopView:
    spare = margin(visit.promised_by, stop.start) if visit else None
    return StopView(
        number=number,
        kind=stop.kind,
        arrival=stop.arrival,
        start=stop.start,
        end=stop.end,
        travel=stop.travel,
        metres=stop.metres,
        wait=stop.wait,
        slack=stop.slack,
        spare=spare,
        outlook=outlook(spare),
        visit=visit,
        way=way,
    )


def with_progress(stops: Iterable[StopView], now: datetime) -> tuple[StopView, ...]:
    """Mark what is past, current, next and later at `now`.

    A stop is past when it is finished or its planned end is over, current between its arrival and
    its end; the first one after these is next.
    """
    marked: list[StopView] = []
    ahead = False
    for stop in stops:
        progress = _progress(stop, now, ahead)
        ahead = ahead or progress in (Progress.NEXT, Progress.LATER)
        marked.append(replace(stop, progress=progress))
    return tuple(marked)


def _progress(stop: StopView, now: datetime, ahead: bool) -> Progress:
    if (stop.visit and stop.visit.status in FINISHED) or stop.end <= now:
        return Progress.PAST
    started = stop.visit is not None and stop.visit.status is VisitStatus.STARTED
    if started or stop.arrival <= now:
        return Progress.CURRENT
    return Progress.LATER if ahead else Progress.NEXT
