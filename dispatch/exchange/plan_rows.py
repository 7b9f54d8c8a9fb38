"""A plan as rows: each itinerary from leaving home to returning, then the backlog."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from dispatch.domain.local_time import zone
from dispatch.domain.orders import Visit
from dispatch.domain.plans import BacklogEntry, Itinerary, Plan, Stop, StopKind
from dispatch.exchange.language import PlanRow
from dispatch.exchange.tables.plan import BACKLOG, ITINERARIES, PLAN
from dispatch.exchange.times import Place
from dispatch.exchange.writing.content import Content, Values

_KIND = {StopKind.VISIT: PlanRow.VISIT, StopKind.BREAK: PlanRow.BREAK}
_NONE = timedelta(0)


def plan_contents(
    plan: Plan, explained: Sequence[tuple[str, str]], in_one: bool
) -> Sequence[Content]:
    """Itineraries and backlog, as two tables or `in_one`; times are those of the base.

    `explained` are reason and action of each backlog entry, in sentences.
    """
    place = Place(zone(plan.base.time_zone))
    way = [row for itinerary in plan.itineraries for row in _itinerary(itinerary, place)]
    undone = [
        _backlog(entry, said, place) for entry, said in zip(plan.backlog, explained, strict=True)
    ]
    if in_one:
        return [Content(PLAN, [*way, *undone])]
    return [Content(ITINERARIES, way), Content(BACKLOG, undone)]


def _itinerary(itinerary: Itinerary, place: Place) -> Iterator[Values]:
    whose = {"technician": itinerary.technician.code, "technician_name": itinerary.technician.name}
    stops = sorted(itinerary.stops, key=lambda stop: stop.sequence)
    yield {**whose, "kind": PlanRow.START, "position": 0, "end": place.wall(itinerary.leaves_at)}
    for position, stop in enumerate(stops, 1):
        yield {**whose, "position": position, **_stop(stop, place)}
    yield {
        **whose,
        "kind": PlanRow.END,
        "position": len(stops) + 1,
        "arrival": place.wall(itinerary.returns_at),
        "travel_minutes": itinerary.travel_home,
        "distance_km": itinerary.metres_home / 1000,
    }


def _stop(stop: Stop, place: Place) -> Values:
    values: dict[str, Any] = {
        "kind": _KIND[stop.kind],
        "arrival": place.wall(stop.arrival),
        "start": place.wall(stop.start),
        "end": place.wall(stop.end),
        "travel_minutes": stop.travel,
        "distance_km": stop.metres / 1000,
        "waiting_minutes": stop.wait,
        "slack_minutes": stop.slack,
    }
    if stop.visit is not None:
        values |= _visit(stop.visit, place)
        if (promised := stop.visit.order.arrive_by) is not None:
            values["late_minutes"] = max(_NONE, stop.arrival - promised)
    return values


def _visit(visit: Visit, place: Place) -> Values:
    order = visit.order
    site = order.site
    return {
        "work_order": order.number,
        "severity": order.severity,
        "description": order.description,
        "customer": site.customer.name,
        "phone": site.customer.phone or None,
        "site": site.code,
        "address": site.address,
        "latitude": site.location.latitude,
        "longitude": site.location.longitude,
        "arrive_by": None if order.arrive_by is None else place.wall(order.arrive_by),
    }


def _backlog(entry: BacklogEntry, explained: tuple[str, str], place: Place) -> Values:
    explanation, action = explained
    return {
        **_visit(entry.visit, place),
        "kind": PlanRow.BACKLOG,
        "reason": entry.reason,
        "explanation": explanation,
        "action": action or None,
    }
