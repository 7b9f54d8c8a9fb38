"""Why a visit stays undone and what would help, in the reader's language.

A reason comes as a code with numbers and names; the sentences are made here, so that they name
people by their names and exist in every language. Without the details of a code the planner's own
English sentence stands in, or in other languages a general one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from flask import Flask
from flask_babel.speaklater import LazyString

from dispatch.domain.skills import SkillLevel
from dispatch.services.views.board import BacklogView
from web import formats, wording
from web.languages import current
from web.texts import gettext
from web.texts import lazy_gettext as _


@dataclass(frozen=True, slots=True)
class Wording:
    """A reason in two or three words, as a general sentence, and what a person can do about it."""

    title: LazyString
    general: LazyString
    action: LazyString


FULL = Wording(
    _("Day is full"),
    _("All technicians with the skills are busy with visits that weigh more."),
    _("Add a technician or overtime, or move the visit to another day."),
)
UNKNOWN = Wording(_("Not served"), _("No place was found."), _("Look at the work order."))

REASONS: Mapping[str, Wording] = {
    "skill": Wording(
        _("Skill missing"),
        _("No technician on duty has the skills at the level that this visit needs."),
        _("Put somebody with the skills on duty, or lower the level on the work order."),
    ),
    "excluded": Wording(
        _("Technician excluded"),
        _("Every technician with the skills is excluded from this visit or not the one required."),
        _("Lift the exclusion or the requirement on the work order."),
    ),
    "window": Wording(
        _("Hours do not fit"),
        _("The customer's hours and the shifts of those with the skills do not meet."),
        _("Ask the customer for other hours, or plan the visit on another day."),
    ),
    "shift": Wording(
        _("Shift too short"),
        _("Travel and work fit into no shift of those with the skills."),
        _("Allow overtime, or split the work into two visits."),
    ),
    "too_far": Wording(
        _("Too far"),
        _("Nobody with the skills can be there in time and back by the end of the shift."),
        _("Let somebody start nearer, or allow overtime."),
    ),
    "capacity": FULL,
    "day_full": FULL,
    "displaced": Wording(
        _("Displaced"),
        _("It would fit, but only by leaving out or delaying something that weighs more."),
        _("Pin the visit to a technician if it must be done today."),
    ),
    "pin": Wording(
        _("Pin cannot be kept"),
        _("The technician it is pinned to cannot take it."),
        _("Release the pin, or make room in the day of that technician."),
    ),
    "no_vehicles": Wording(
        _("Nobody on duty"),
        _("No technician works on this day."),
        _("Enter shifts for this day and plan again."),
    ),
    "not_tried": Wording(
        _("Not placed yet"),
        _("The search ended before it found a place."),
        _("Plan again with more time."),
    ),
}


def reason_title(entry: BacklogView) -> str:
    """Return the reason in two or three words."""
    return str(REASONS.get(entry.reason, UNKNOWN).title)


def reason_sentence(entry: BacklogView) -> str:
    """Return the reason as a sentence, as exact as its details allow."""
    exact = _EXACT.get(entry.reason)
    sentence = exact(entry) if exact and entry.person else ""
    if not sentence and current() == "en":
        sentence = entry.sentence
    return sentence or str(REASONS.get(entry.reason, UNKNOWN).general)


def reason_action(entry: BacklogView) -> str:
    """Return what a person can do about it."""
    return str(REASONS.get(entry.reason, UNKNOWN).action)


def _skill(entry: BacklogView) -> str:
    needs = " · ".join(wording.skill(SkillLevel(*need)) for need in entry.details["needs"].items())
    return gettext(
        "Nobody on duty has %(needs)s; %(name)s comes closest.", needs=needs, name=entry.person
    )


def _window(entry: BacklogView) -> str:
    return gettext(
        "The customer's hours miss every shift; that of %(name)s comes closest, by %(span)s.",
        name=entry.person,
        span=_missing(entry),
    )


def _shift(entry: BacklogView) -> str:
    return gettext(
        "It is longer than any shift: %(name)s has most time and lacks %(span)s.",
        name=entry.person,
        span=_missing(entry),
    )


def _too_far(entry: BacklogView) -> str:
    return gettext(
        "%(name)s comes closest and would still be %(span)s too late.",
        name=entry.person,
        span=_missing(entry),
    )


def _day_full(entry: BacklogView) -> str:
    return gettext(
        "%(name)s has most room and would have to work %(span)s longer.",
        name=entry.person,
        span=_missing(entry),
    )


def _displaced(entry: BacklogView) -> str:
    return gettext(
        "In its time %(name)s serves %(order)s, which weighs more; both do not fit.",
        name=entry.person,
        order=entry.details["task"],
    )


def _missing(entry: BacklogView) -> str:
    return formats.duration(timedelta(seconds=entry.details["seconds"]))


def _with(needed: str, sentence: Callable[[BacklogView], str]) -> Callable[[BacklogView], str]:
    """Return the sentence, empty for an entry whose details lack what it needs."""
    return lambda entry: sentence(entry) if entry.details.get(needed) else ""


_EXACT: Mapping[str, Callable[[BacklogView], str]] = {
    "skill": _with("needs", _skill),
    "window": _with("seconds", _window),
    "shift": _with("seconds", _shift),
    "too_far": _with("seconds", _too_far),
    "day_full": _with("seconds", _day_full),
    "displaced": _with("task", _displaced),
}


def register(app: Flask) -> None:
    """Make the reasons filters of the templates."""
    for function in (reason_title, reason_sentence, reason_action):
        app.jinja_env.filters[function.__name__] = function
