"""Visits as tasks: when they may start, who may come, what a person has decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dispatch.domain.orders import Visit
from dispatch.planning.availability import LOOK_AHEAD_DAYS, Span, is_for_day, start_spans
from dispatch.planning.horizon import HorizonInputs
from dispatch.planning.translate.atlas import Atlas
from dispatch.planning.translate.axis import TimeAxis
from dispatch.planning.translate.prices import lateness_of, units
from dispatch.planning.translate.stretches import Stretch, Team
from solver.problem import PartNeed, Pin, SkillNeed, Task, TimeWindow, Vehicle

UNPRICED = 0  # "may be skipped"; the price follows when the whole problem is known


def visits_of(inputs: HorizonInputs) -> Mapping[str, Visit]:
    """Visits that concern the horizon, by a key people know.

    The key is the order's number, with a count when an order has several visits.
    """
    keyed: dict[str, Visit] = {}
    wanted = (visit for visit in inputs.visits if is_for_day(visit, inputs.end))
    for visit in sorted(wanted, key=lambda v: (v.order.number, v.id or 0)):
        key = number = visit.order.number
        count = 1
        while key in keyed:
            count += 1
            key = f"{number}/{count}"
        keyed[key] = visit
    return keyed


def spans_of(visit: Visit, inputs: HorizonInputs) -> list[Span] | None:
    """When a visit may start in the horizon and some days after; None means any time.

    A pinned start that has passed cannot be kept any more: it is a window that is over, so that
    the rest of the day can still be planned.
    """
    if visit.pinned_start is not None and visit.pinned_start < inputs.now:
        return [(visit.pinned_start, visit.pinned_start)]
    return start_spans(visit, inputs.first, inputs.days - 1 + LOOK_AHEAD_DAYS)


def task_of(
    key: str, visit: Visit, inputs: HorizonInputs, axis: TimeAxis, atlas: Atlas, team: Team
) -> Task:
    """The task of a visit; it may be skipped, at a price to come, unless a person pinned it."""
    level = visit.order.service_level
    priority = level.priority if level is not None else 0
    spans = spans_of(visit, inputs)
    who = _people(visit, spans, inputs, axis, team)
    preferred = team.keys(visit.preferred_technicians)
    return Task(
        id=key,
        place=atlas.place(visit.order.site.location, visit.order.site.code),
        duration=int(visit.duration.total_seconds()),
        setup=int(visit.setup.total_seconds()),
        windows=() if spans is None else tuple(_window(span, axis) for span in spans),
        release=None if visit.not_before is None else axis.ceil(visit.not_before),
        lateness=lateness_of(visit.order.arrive_by, inputs.now, inputs.policy, priority, axis),
        skills=tuple(SkillNeed(need.skill, need.level) for need in visit.skills),
        parts=tuple(PartNeed(part, count) for part, count in _parts(visit).items()),
        required_vehicles=who.required,
        excluded_vehicles=team.keys(visit.excluded_technicians),
        preferred_vehicles=preferred,
        unpreferred_price=units(inputs.policy.unpreferred_technician) if preferred else 0,
        priority=priority,
        skip_price=None if who.mandatory else UNPRICED,
        pin=who.pin,
    )


def in_pinned_order(
    vehicles: Sequence[Vehicle], tasks: Sequence[Task], visits: Mapping[str, Visit]
) -> list[Vehicle]:
    """The vehicles with the order in which a person wants some of their tasks served."""
    orders: dict[str | None, list[tuple[int, str]]] = {}
    for task in tasks:
        position = visits[task.id].pinned_position
        if position is not None and task.pin is not None:
            orders.setdefault(task.pin.vehicle, []).append((position, task.id))
    return [
        replace(vehicle, pinned_order=tuple(task for _, task in sorted(orders.get(vehicle.id, ()))))
        for vehicle in vehicles
    ]


@dataclass(frozen=True)
class _People:
    """Who may come: `required` None means anybody. A mandatory visit must be served by one."""

    required: frozenset[str] | None
    pin: Pin | None = None
    mandatory: bool = False


def _people(
    visit: Visit, spans: Sequence[Span] | None, inputs: HorizonInputs, axis: TimeAxis, team: Team
) -> _People:
    """Who may come, and what is pinned. A pin on somebody who is off, or on a moment that has
    passed, cannot be kept: then the visit may be left out, with its reason.
    """
    required = team.names(visit.required_technicians) if visit.required_technicians else None
    start = None
    if visit.pinned_start is not None and visit.pinned_start >= inputs.now:
        start = axis.ceil(visit.pinned_start)
    passed = visit.pinned_start is not None and start is None
    if visit.pinned_to is None:
        return _People(required, None if start is None else Pin(None, start), start is not None)
    own = _pinned_stretches(visit, spans, team)
    if len(own) == 1 and not passed:
        return _People(required, Pin(own[0].key, start), mandatory=True)
    pinned = frozenset(stretch.key for stretch in own) or team.names([visit.pinned_to])
    pin = Pin(None, start) if own and start is not None else None
    allowed = pinned if required is None else pinned & required
    return _People(allowed, pin, mandatory=bool(own) and not passed)


def _pinned_stretches(visit: Visit, spans: Sequence[Span] | None, team: Team) -> Sequence[Stretch]:
    """Stretches of the technician a visit is pinned to: that of the pinned start, or all.

    A visit with a place in the order of the day belongs to one: the first it may start in.
    """
    own = team.of(visit.pinned_to) if visit.pinned_to is not None else ()
    start = visit.pinned_start
    if start is not None:
        return [stretch for stretch in own if start in stretch][:1] or own[:1]
    if visit.pinned_position is not None:
        return [stretch for stretch in own if _may_start_in(stretch, spans)][:1] or own[:1]
    return own


def _may_start_in(stretch: Stretch, spans: Sequence[Span] | None) -> bool:
    latest = stretch.end + stretch.overtime
    return spans is None or any(start <= latest and end >= stretch.start for start, end in spans)


def _parts(visit: Visit) -> Mapping[str, int]:
    needed: dict[str, int] = {}
    for need in visit.parts:
        needed[need.part] = needed.get(need.part, 0) + need.quantity
    return needed


def _window(span: Span, axis: TimeAxis) -> TimeWindow:
    start = axis.ceil(span[0])
    return TimeWindow(start, max(start, axis.floor(span[1])))
