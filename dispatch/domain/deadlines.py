"""Deadlines from promises, and the three clocks of a work order.

Which clocks a pause stops:

- the response clock never stops: answering is in our hands alone;
- the arrival clock stops until somebody has arrived;
- the resolution clock stops always.

Every deadline is the first instant at which the promised time, less pauses, has passed on the
target's clock. Therefore a later report never has an earlier deadline, and a pause never shortens
one. All instants returned are in UTC.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from dispatch.domain.calendars import add_working, working_between
from dispatch.domain.orders import WorkOrder
from dispatch.domain.sla import Calendar, Clock, Pause, Promise, ServiceLevel, Target
from dispatch.errors import DispatchError


class NotClassified(DispatchError):
    """Clocks were asked of a work order that has no service level yet."""

    def __init__(self, order: WorkOrder) -> None:
        self.number = order.number
        super().__init__(f"work order {order.number} has no service level yet")


class ClockName(StrEnum):
    """What is measured from the report on."""

    RESPONSE = "response"
    ARRIVAL = "arrival"
    RESOLUTION = "resolution"


class ClockStatus(StrEnum):
    """How a clock stands; one that has been met no longer runs."""

    RUNNING = "running"
    PAUSED = "paused"
    OVERDUE = "overdue"
    MET = "met"
    MET_LATE = "met_late"


@dataclass(frozen=True, slots=True)
class ClockState:
    """One clock as seen at some instant.

    `remaining` is real time to `due`, from `met_at` if there is one, else from now; below zero it
    is how much too late. While paused it stands still and `due` moves on.
    """

    name: ClockName
    due: datetime
    met_at: datetime | None
    remaining: timedelta
    status: ClockStatus


def promise(
    reported_at: datetime,
    level: ServiceLevel,
    calendar: Calendar,
    pauses: Iterable[Pause] = (),
    *,
    arrived_at: datetime | None = None,
    now: datetime | None = None,
) -> Promise:
    """The three instants promised to a customer who reported at `reported_at` (aware).

    Pauses later than `arrived_at` leave the arrival alone. A pause still running counts up to
    `now`; without `now` it does not count yet. Raises NoWorkingHours when a target counts working
    hours and `calendar` has none.
    """
    stops = _merged(pauses, reported_at, now)
    before_arrival = stops if arrived_at is None else _cut(stops, arrived_at)
    return Promise(
        respond_by=_due(reported_at, level.respond, calendar, []),
        arrive_by=_due(reported_at, level.arrive, calendar, before_arrival),
        resolve_by=_due(reported_at, level.resolve, calendar, stops),
    )


def clock_states(
    order: WorkOrder, calendar: Calendar, now: datetime
) -> tuple[ClockState, ClockState, ClockState]:
    """Response, arrival and resolution of a work order at `now`. Raises NotClassified."""
    promised = _promise_of(order, calendar, now)
    paused = any(
        pause.start <= now and (pause.end is None or now < pause.end) for pause in order.pauses
    )
    return (
        _state(ClockName.RESPONSE, promised.respond_by, order.responded_at, now, False),
        _state(ClockName.ARRIVAL, promised.arrive_by, order.arrived_at, now, paused),
        _state(ClockName.RESOLUTION, promised.resolve_by, order.resolved_at, now, paused),
    )


def _promise_of(order: WorkOrder, calendar: Calendar, now: datetime) -> Promise:
    if order.service_level is None:
        raise NotClassified(order)
    return promise(
        order.reported_at,
        order.service_level,
        calendar,
        order.pauses,
        arrived_at=order.arrived_at,
        now=now,
    )


def _state(
    name: ClockName, due: datetime, met_at: datetime | None, now: datetime, paused: bool
) -> ClockState:
    remaining = due - (met_at or now).astimezone(UTC)
    in_time = remaining >= timedelta(0)
    if met_at is not None:
        status = ClockStatus.MET if in_time else ClockStatus.MET_LATE
    elif not in_time:
        status = ClockStatus.OVERDUE
    else:
        status = ClockStatus.PAUSED if paused else ClockStatus.RUNNING
    return ClockState(name, due, met_at, remaining, status)


_Span = tuple[datetime, datetime]


def _merged(pauses: Iterable[Pause], start: datetime, now: datetime | None) -> list[_Span]:
    """Pauses after `start` as spans in UTC, in order and apart."""
    spans: list[_Span] = []
    for pause in sorted(pauses, key=lambda pause: pause.start):
        end = pause.end or now
        begin = max(pause.start, start).astimezone(UTC)
        if end is None or end <= begin:
            continue
        end = end.astimezone(UTC)
        if spans and begin <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], end))
        else:
            spans.append((begin, end))
    return spans


def _cut(spans: list[_Span], at: datetime) -> list[_Span]:
    at = at.astimezone(UTC)
    return [(begin, min(end, at)) for begin, end in spans if begin < at]


def _due(start: datetime, target: Target, calendar: Calendar, stops: list[_Span]) -> datetime:
    """First instant at which `target.within` has passed since `start` outside of `stops`."""
    cursor, left = start.astimezone(UTC), target.within
    for stop, resume in stops:
        passed = _passed(target.clock, calendar, cursor, stop)
        if passed >= left:
            break
        left -= passed
        cursor = resume
    if target.clock is Clock.ELAPSED:
        return cursor + left
    return add_working(calendar, cursor, left)


def _passed(clock: Clock, calendar: Calendar, first: datetime, last: datetime) -> timedelta:
    if clock is Clock.ELAPSED:
        return last - first
    return working_between(calendar, first, last)
