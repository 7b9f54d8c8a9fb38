"""The day as data for the drawings of the board: places, instants, and words ready to show.

Instants are seconds since 1970 in UTC; `axis` holds the hours to draw, labelled in the base's time
zone, so that the browser needs neither time zones nor grammar.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import url_for

from dispatch.domain.geography import Coordinates
from dispatch.services.views.board import BacklogView, BoardView
from dispatch.services.views.itinerary import ItineraryView
from dispatch.services.views.stops import StopView, Way
from dispatch.services.views.visits import VisitView, in_minutes
from web import formats, reasons, wording
from web.texts import gettext

HOUR = timedelta(hours=1)
PRECISION = 5  # decimals of a degree: about a metre


def board_payload(board: BoardView) -> dict[str, Any]:
    """Return the whole day; a day without a plan has neither technicians nor axis."""
    return {
        "date": board.date.isoformat(),
        "base": {"name": board.base_name, "at": _point(board.base_location)},
        "now": {"at": _seconds(board.now), "label": formats.clock(board.now, board.time_zone)},
        "axis": _axis(board),
        "technicians": [_technician(day) for day in board.itineraries],
        "backlog": [_backlog(entry, board) for entry in board.backlog],
    }


def _axis(board: BoardView) -> dict[str, Any] | None:
    instants = [instant for day in board.itineraries for instant in _extremes(day)]
    if not instants:
        return None
    zone = ZoneInfo(board.time_zone)
    first = min(instants).astimezone(zone).replace(minute=0, second=0, microsecond=0)
    last = max(instants)
    ticks = list(_hours(first, last))
    return {
        "from": _seconds(ticks[0]),
        "to": _seconds(ticks[-1]),
        "ticks": [
            {"at": _seconds(tick), "label": formats.clock(tick, board.time_zone)} for tick in ticks
        ],
    }


def _hours(first: datetime, last: datetime) -> Iterator[datetime]:
    tick = first
    yield tick
    while tick < last:
        # added in UTC: an hour is an hour on the day the clocks change, too
        tick = (tick.astimezone(ZoneInfo("UTC")) + HOUR).astimezone(first.tzinfo)
        yield tick


def _extremes(day: ItineraryView) -> Iterator[datetime]:
    instants = (day.shift_starts, day.shift_ends, day.leaves_at, day.returns_at)
    yield from (instant for instant in instants if instant is not None)
    yield from (stop.end for stop in day.stops)


def _technician(day: ItineraryView) -> dict[str, Any]:
    who = day.technician
    return {
        "code": who.code,
        "name": who.name,
        "rank": who.rank,
        "home": _point(who.home),
        "end": _point(who.end),
        "shift": [_maybe(day.shift_starts), _maybe(day.shift_ends), _maybe(day.latest_end)],
        "leaves": _maybe(day.leaves_at),
        "returns": _maybe(day.returns_at),
        "url": url_for("route.day", technician=who.code, day=day.date.isoformat()),
        "shiftLabel": _span(day.shift_starts, day.shift_ends, day.time_zone),
        "returnsLabel": formats.clock(day.returns_at, day.time_zone) if day.returns_at else "",
        "overtimeLabel": _overtime(day),
        "wayHome": _line(day.way_home),
        "stops": [_stop(stop, day) for stop in day.stops],
    }


def _stop(stop: StopView, day: ItineraryView) -> dict[str, Any]:
    common: dict[str, Any] = {
        "kind": stop.kind.value,
        "arrival": _seconds(stop.arrival),
        "start": _seconds(stop.start),
        "end": _seconds(stop.end),
        "time": _span(stop.start, stop.end, day.time_zone),
        "progress": stop.progress.value,
    }
    if stop.visit is None:
        return common
    promised = stop.visit.promised_by
    return {
        **common,
        "number": stop.number,
        "outlook": stop.outlook.value,
        "promised": _maybe(promised),
        "promisedLabel": formats.near_time(promised, day.time_zone, day.date) if promised else "",
        "way": _line(stop.way),
        "late": wording.lateness(stop),
        "visit": _visit(stop.visit, day),
        "promise": wording.promise(stop, day.time_zone, day.date),
        "slack": _slack(stop),
        "drive": gettext(
            "%(span)s, %(way)s",
            span=formats.duration(stop.travel),
            way=formats.distance(stop.metres),
        ),
        "wait": formats.duration(stop.wait) if stop.wait >= timedelta(minutes=1) else "",
    }


def _visit(visit: VisitView, day: ItineraryView | BoardView) -> dict[str, Any]:
    return {
        "key": visit.key,
        "order": visit.order,
        "url": url_for("orders.one", number=visit.order),
        "at": _point(visit.location),
        "customer": visit.customer,
        "site": visit.site,
        "address": visit.address,
        "phone": visit.phone,
        "description": visit.description,
        "severity": visit.severity.value,
        "severityLabel": wording.word(visit.severity),
        "tier": wording.word(visit.tier),
        "level": visit.service_level,
        "status": wording.word(visit.status),
        "duration": formats.duration(visit.duration),
        "skills": [wording.skill(need) for need in visit.skills],
        "windows": [wording.window(span, day.time_zone, day.date) for span in visit.windows],
        "choice": wording.choice(visit),
    }


def _backlog(entry: BacklogView, board: BoardView) -> dict[str, Any]:
    promised = entry.visit.promised_by
    zone = board.time_zone
    by = formats.near_time(promised, zone, board.date) if promised else ""
    return {
        "visit": _visit(entry.visit, board),
        "reason": reasons.reason_title(entry),
        "sentence": reasons.reason_sentence(entry),
        "action": reasons.reason_action(entry),
        "promise": gettext("Promised by %(time)s", time=by) if by else "",
    }


def _slack(stop: StopView) -> str:
    if stop.slack <= timedelta(0):
        return gettext("None: any delay makes something late")
    span = formats.duration(in_minutes(stop.slack))
    return gettext("%(span)s until something is late", span=span)


def _overtime(day: ItineraryView) -> str:
    if not day.overtime:
        return ""
    return gettext("%(span)s overtime", span=formats.duration(day.overtime))


def _span(start: datetime | None, end: datetime | None, zone: str) -> str:
    if start is None or end is None:
        return ""
    return gettext(
        "%(start)s – %(end)s", start=formats.clock(start, zone), end=formats.clock(end, zone)
    )


def _line(way: Way) -> list[list[float]]:
    return [_point(place) for place in way]


def _point(place: Coordinates) -> list[float]:
    return [round(place.latitude, PRECISION), round(place.longitude, PRECISION)]


def _maybe(instant: datetime | None) -> int | None:
    return None if instant is None else _seconds(instant)


def _seconds(instant: datetime) -> int:
    return round(instant.timestamp())
