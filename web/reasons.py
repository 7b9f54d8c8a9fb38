"""Why a visit stays undone and what would help, in the reader's language.

A reason comes as a code with numbers and names; the sentences are made here, so that they name
people by their names and exist in every language. Without the details of a code the planner's own
English sentence stands in, or in other languages a general one.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask
from flask_babel.speaklater import LazyString

from dispatch.services.views.board import BacklogView
from web.actions import action_sentences
from web.facts import facts_of
from web.languages import current
from web.reason_sentences import EXACT
from web.spacing import spaced
from web.texts import lazy_gettext as _


@dataclass(frozen=True, slots=True)
class Wording:
    """A reason in two or three words, as a general sentence, and what a person can do about it."""

    title: LazyString
    general: LazyString
    action: LazyString


UNKNOWN = Wording(_("Not served"), _("No place was found."), _("Look at the work order."))

REASONS: Mapping[str, Wording] = {
    "skill": Wording(
        _("Skill missing"),
        _("No technician on duty has the skills at the level that this visit needs."),
        _("Put somebody with the skills on duty, or lower the level on the work order."),
    ),
    "off": Wording(
        _("All are off"),
        _("Everybody with the skills for this visit is off."),
        _("Call somebody in, or plan the visit on another day."),
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
    "part": Wording(
        _("Part missing"),
        _("Nobody who may serve it has the parts on board."),
        _("Put the parts on a van."),
    ),
    "tool": Wording(
        _("Tool missing"),
        _("Nobody who may serve it has the tools on board."),
        _("Put the tools on a van."),
    ),
    "capacity": Wording(
        _("Van is full"),
        _("Nobody who may serve it has room on board."),
        _("Send a larger van, or plan the visit on another day."),
    ),
    "limit": Wording(
        _("Limit reached"),
        _("A limit on the day of everyone who may serve it is reached."),
        _("Raise the limit, or plan the visit on another day."),
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
    "change": Wording(
        _("Too many changes"),
        _("To serve it would change more promised visits than may be changed."),
        _("Let more promised visits be changed."),
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
    facts = facts_of(entry)
    for needed, say in EXACT.get(entry.reason, ()):
        if all(word in facts for word in needed):
            return spaced(say(facts))
    if current() == "en" and entry.sentence:
        return entry.sentence
    return str(REASONS.get(entry.reason, UNKNOWN).general)


def reason_action(entry: BacklogView) -> str:
    """Return what a person can do about it: what was found to help, else what usually does."""
    said = action_sentences(entry.action, facts_of(entry)) if entry.action else ""
    return said or str(REASONS.get(entry.reason, UNKNOWN).action)


def register(app: Flask) -> None:
    """Make the reasons filters of the templates."""
    for function in (reason_title, reason_sentence, reason_action):
        app.jinja_env.filters[function.__name__] = function
