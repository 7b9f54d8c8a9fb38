"""Words for what the domain names by codes, and the sentences that several pages say."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

from flask import Flask
from flask_babel.speaklater import LazyString

from dispatch.domain.customers import CustomerTier, Region
from dispatch.domain.deadlines import ClockName, ClockState, ClockStatus
from dispatch.domain.orders import AvailabilityWindow, Channel, OrderStatus, VisitStatus
from dispatch.domain.plans import PlanStatus
from dispatch.domain.severity import Severity
from dispatch.domain.skills import SkillLevel
from dispatch.domain.sla import Clock, PauseReason, Target
from dispatch.services.views.order import PlannedVisit
from dispatch.services.views.stops import StopView
from dispatch.services.views.visits import VisitView, in_minutes
from web import formats
from web.texts import gettext, lazy_gettext

_ = lazy_gettext

WORDS: Mapping[type[StrEnum], Mapping[str, LazyString]] = {
    Severity: {
        Severity.EMERGENCY: _("Emergency"),
        Severity.COMPLEX_FAULT: _("Complex fault"),
        Severity.GENERAL_FAULT: _("General fault"),
        Severity.ENQUIRY: _("Enquiry"),
    },
    CustomerTier: {
        CustomerTier.NEW: _("New customer"),
        CustomerTier.REGULAR: _("Regular customer"),
        CustomerTier.VIP: _("VIP customer"),
    },
    Region: {
        Region.SAME_CITY: _("Same city"),
        Region.OUT_OF_TOWN: _("Out of town"),
    },
    Channel: {
        Channel.PHONE: _("Phone"),
        Channel.WEB: _("Web"),
        Channel.EMAIL: _("E-mail"),
        Channel.APP: _("App"),
        Channel.PREVENTIVE: _("Preventive maintenance"),
    },
    OrderStatus: {
        OrderStatus.REPORTED: _("Reported"),
        OrderStatus.RESPONDED: _("Responded"),
        OrderStatus.AWAITING_VISIT: _("Awaiting visit"),
        OrderStatus.SCHEDULED: _("Scheduled"),
        OrderStatus.IN_PROGRESS: _("In progress"),
        OrderStatus.ON_HOLD: _("On hold"),
        OrderStatus.RESOLVED: _("Resolved"),
        OrderStatus.CLOSED: _("Closed"),
        OrderStatus.CANCELLED: _("Cancelled"),
    },
    PlanStatus: {
        PlanStatus.DRAFT: _("Draft"),
        PlanStatus.PUBLISHED: _("Published"),
        PlanStatus.SUPERSEDED: _("Superseded"),
    },
    ClockName: {
        ClockName.RESPONSE: _("Respond"),
        ClockName.ARRIVAL: _("Arrive"),
        ClockName.RESOLUTION: _("Resolve"),
    },
    ClockStatus: {
        ClockStatus.RUNNING: _("Running"),
        ClockStatus.PAUSED: _("Paused"),
        ClockStatus.OVERDUE: _("Overdue"),
        ClockStatus.MET: _("Met"),
        ClockStatus.MET_LATE: _("Met late"),
    },
    PauseReason: {
        PauseReason.CUSTOMER: _("Waiting for the customer"),
        PauseReason.PARTS: _("Waiting for parts"),
    },
    VisitStatus: {
        VisitStatus.OPEN: _("Open"),
        VisitStatus.SCHEDULED: _("Scheduled"),
        VisitStatus.EN_ROUTE: _("On the way"),
        VisitStatus.STARTED: _("Started"),
        VisitStatus.DONE: _("Done"),
        VisitStatus.CANCELLED: _("Cancelled"),
    },
}


COST_TERMS: Mapping[str, LazyString] = {
    "skipped": _("Visits not served"),
    "lateness": _("Lateness"),
    "overtime": _("Overtime"),
    "working": _("Working time"),
    "travel": _("Travel time"),
    "distance": _("Distance"),
    "fixed": _("Technicians used"),
    "preference": _("Preferred technicians"),
    "change": _("Changes to the published plan"),
}


def word(code: StrEnum) -> str:
    """Return the word for a code of the domain."""
    return str(WORDS[type(code)][code])


def cost_term(name: str) -> str:
    """Return the word for a term of the cost; a term without one keeps its name."""
    return str(COST_TERMS.get(name, name.replace("_", " ").capitalize()))


def skill(need: SkillLevel) -> str:
    """Return a skill with its level: "boiler 3"."""
    return gettext("%(skill)s, level %(level)d", skill=skill_name(need.skill), level=need.level)


def skill_name(code: str) -> str:
    """Return a skill's code as words; skills are the user's own, so they are not translated."""
    return code.replace("_", " ").replace("-", " ")


def promise(stop: StopView, zone: str, day: date) -> str:
    """Say whether a planned start keeps the promise: "Promised by 10:30, 25 min to spare"."""
    return _promise(stop.visit, stop.spare, zone, day)


def promise_of_visit(planned: PlannedVisit, zone: str) -> str:
    """Say the same of a visit of an order, which has its place in the plan of a day."""
    return "" if planned.day is None else _promise(planned.visit, planned.spare, zone, planned.day)


def _promise(visit: VisitView | None, spare: timedelta | None, zone: str, day: date) -> str:
    if visit is None or visit.promised_by is None or spare is None:
        return gettext("Nothing promised")
    by = formats.near_time(visit.promised_by, zone, day)
    span = formats.duration(in_minutes(spare))
    if spare < timedelta(0):
        return gettext("Promised by %(time)s, %(span)s late", time=by, span=span)
    return gettext("Promised by %(time)s, %(span)s to spare", time=by, span=span)


def lateness(stop: StopView) -> str:
    """Return "25 min late", or nothing for a stop in time."""
    if stop.spare is None or stop.spare >= timedelta(0):
        return ""
    return gettext("%(span)s late", span=formats.duration(in_minutes(stop.spare)))


def window(span: AvailabilityWindow, zone: str, day: date) -> str:
    """Return when the customer is there: "09:00 – 12:00"."""
    return gettext(
        "%(start)s – %(end)s",
        start=formats.near_time(span.start, zone, day),
        end=formats.near_time(span.end, zone, day),
    )


def choice(visit: VisitView) -> str:
    """Say what left how much choice of technician."""
    if visit.pinned_to:
        return gettext("Pinned to %(name)s by a person", name=visit.pinned_to)
    if not visit.skills:
        return gettext("Needs no special skill")
    return gettext(
        "%(qualified)d of %(on_duty)d technicians on duty have the skills",
        qualified=visit.qualified,
        on_duty=visit.on_duty,
    )


def clock_sentence(state: ClockState) -> str:
    """Say what is left of a promise, or how it was kept: "2 h left", "kept, 20 min to spare"."""
    span = formats.duration(in_minutes(state.remaining))
    match state.status:
        case ClockStatus.MET:
            return gettext("Kept, %(span)s to spare", span=span)
        case ClockStatus.MET_LATE:
            return gettext("%(span)s late", span=span)
        case ClockStatus.OVERDUE:
            return gettext("%(span)s over", span=span)
        case ClockStatus.PAUSED:
            return gettext("%(span)s left, standing still", span=span)
        case ClockStatus.RUNNING:
            return gettext("%(span)s left", span=span)


def target(promised: Target) -> str:
    """Return a promised time and its clock: "4 h in working hours"."""
    span = formats.duration(promised.within)
    if promised.clock is Clock.WORKING:
        return gettext("%(span)s in working hours", span=span)
    return gettext("%(span)s around the clock", span=span)


def register(app: Flask) -> None:
    """Make the words filters of the templates, each under its own name."""
    for function in (
        word, cost_term, skill, skill_name, promise, promise_of_visit, lateness, window, choice,
        clock_sentence, target,
    ):  # fmt: skip
        app.jinja_env.filters[function.__name__] = function
