"""The audit of a work order as sentences: what was done, and each change of a field in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from flask import Flask
from flask_babel.speaklater import LazyString

from dispatch.domain.orders import Channel, OrderStatus, VisitStatus
from dispatch.domain.severity import Severity
from dispatch.services.views.order import HistoryLine
from web import formats, wording
from web.texts import gettext
from web.texts import lazy_gettext as _

LONGEST = 120
SIDES = ("before", "after")

ACTIONS: Mapping[tuple[str, str], LazyString] = {
    ("WorkOrder", "created"): _("entered this work order"),
    ("WorkOrder", "changed"): _("changed this work order"),
    ("WorkOrder", "removed"): _("removed this work order"),
    ("Visit", "created"): _("asked for a visit"),
    ("Visit", "changed"): _("changed a visit"),
    ("Visit", "removed"): _("took a visit back"),
}

FIELDS: Mapping[str, LazyString] = {
    "status": _("Status"),
    "severity": _("Severity"),
    "channel": _("Channel"),
    "description": _("Description"),
    "service_level": _("Service level"),
    "overrule_reason": _("Reason for another service level"),
    "reported_at": _("Reported"),
    "respond_by": _("Respond by"),
    "arrive_by": _("Arrive by"),
    "resolve_by": _("Resolve by"),
    "responded_at": _("Responded at"),
    "arrived_at": _("Arrived at"),
    "resolved_at": _("Resolved at"),
    "asset": _("Asset"),
    "site": _("Site"),
    "pauses": _("Pauses"),
    "duration": _("Duration"),
    "skills": _("Skills"),
    "windows": _("Customer there"),
    "not_before": _("Not before"),
    "pinned_to": _("Pinned to"),
    "required_technicians": _("Required technicians"),
    "excluded_technicians": _("Excluded technicians"),
}
CODES: Mapping[tuple[str, str], type[StrEnum]] = {
    ("WorkOrder", "status"): OrderStatus,
    ("WorkOrder", "severity"): Severity,
    ("WorkOrder", "channel"): Channel,
    ("Visit", "status"): VisitStatus,
}


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after, in words; an empty side had or has no value."""

    field: str
    before: str
    after: str


def history_action(line: HistoryLine) -> str:
    """Return what was done: "entered this work order"."""
    return str(ACTIONS.get((line.subject_type, line.action), line.action))


def history_changes(line: HistoryLine, zone: str) -> Iterator[Change]:
    """Yield the changed fields; an entry that creates something repeats no field of the page."""
    if line.action == "created":
        return
    for field, sides in line.changes.items():
        codes = CODES.get((line.subject_type, field))
        before, after = (_said(field, sides.get(side), codes, zone) for side in SIDES)
        yield Change(_name(field), before, after)


def _name(field: str) -> str:
    return str(FIELDS.get(field, field.replace("_", " ").capitalize()))


def _said(field: str, value: Any, codes: type[StrEnum] | None, zone: str) -> str:
    if value is None or value in ("", []):
        return ""
    if codes is not None and value in set(codes):
        return wording.word(codes(value))
    if field.endswith(("_at", "_by")):
        return _instant(str(value), zone)
    if field == "duration" and isinstance(value, int):
        return formats.duration(timedelta(seconds=value))
    if isinstance(value, list):
        return gettext("%(number)d entries", number=len(value))
    text = str(value)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _instant(text: str, zone: str) -> str:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return text
    return formats.day_and_clock(instant, zone) if instant.tzinfo else text


def register(app: Flask) -> None:
    """Make the history filters of the templates."""
    for function in (history_action, history_changes):
        app.jinja_env.filters[function.__name__] = function
