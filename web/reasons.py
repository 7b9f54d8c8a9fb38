"""Why a visit stays undone and what would help, in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from dispatch.services.views.board import BacklogView
from web.languages import current


@dataclass(frozen=True, slots=True)
class Wording:
    """A reason in two or three words, in a sentence, and what a person can do about it."""

    title: LazyString
    sentence: LazyString
    action: LazyString


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
    "capacity": Wording(
        _("Day is full"),
        _("All technicians with the skills are busy with visits that weigh more."),
        _("Add a technician or overtime, or move the visit to another day."),
    ),
    "day_full": Wording(
        _("Day is full"),
        _("All technicians with the skills are busy with visits that weigh more."),
        _("Add a technician or overtime, or move the visit to another day."),
    ),
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
UNKNOWN = Wording(_("Not served"), _("No place was found."), _("Look at the work order."))


def reason_title(entry: BacklogView) -> str:
    """Return the reason in two or three words."""
    return str(REASONS.get(entry.reason, UNKNOWN).title)


def reason_sentence(entry: BacklogView) -> str:
    """Return the reason as a sentence: the planner's own in English, a general one elsewhere."""
    if current() == "en" and entry.sentence:
        return entry.sentence
    return str(REASONS.get(entry.reason, UNKNOWN).sentence)


def reason_action(entry: BacklogView) -> str:
    """Return what a person can do about it."""
    return str(REASONS.get(entry.reason, UNKNOWN).action)


def register(app: Flask) -> None:
    """Make the reasons filters of the templates."""
    for function in (reason_title, reason_sentence, reason_action):
        app.jinja_env.filters[function.__name__] = function
