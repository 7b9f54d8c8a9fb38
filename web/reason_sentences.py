"""The exact sentence of each reason, said from the numbers and names behind it."""

from collections.abc import Callable, Mapping

from flask_babel.speaklater import LazyString

from web import formats
from web.facts import Facts, listed
from web.texts import gettext, ngettext
from web.texts import lazy_gettext as _


def _skill(facts: Facts) -> str:
    return gettext(
        "Nobody on duty has %(needs)s; %(name)s comes closest.",
        needs=facts.skills("needs"),
        name=facts.name("closest"),
    )


def _off(facts: Facts) -> str:
    return gettext(
        "Everybody who has %(needs)s is off: %(names)s.",
        needs=facts.skills("needs"),
        names=facts.people("absent"),
    )


def _reserved(facts: Facts) -> str:
    wanted, absent = facts.details["required"], facts.details.get("absent", ())
    names = facts.people("required")
    if set(wanted) == set(absent):
        return ngettext(
            "It is reserved for %(names)s, who is off.",
            "It is reserved for %(names)s, who are off.",
            len(wanted),
            names=names,
        )
    return ngettext(
        "It is reserved for %(names)s, who may not serve it.",
        "It is reserved for %(names)s, and none of them may serve it.",
        len(wanted),
        names=names,
    )


def _excluded(facts: Facts) -> str:
    return gettext(
        "Everybody with the skills is excluded from it: %(names)s.", names=facts.people("skilled")
    )


def _window(facts: Facts) -> str:
    return gettext(
        "The customer's hours miss every shift; that of %(name)s comes closest, by %(span)s.",
        name=facts.name("closest"),
        span=facts.span("seconds"),
    )


def _shift(facts: Facts) -> str:
    return gettext(
        "It is longer than any shift: %(name)s has most time and lacks %(span)s.",
        name=facts.name("closest"),
        span=facts.span("seconds"),
    )


def _beside(facts: Facts) -> str:
    return gettext(
        "It fits beside the breaks and hours of no shift, not even of %(names)s.",
        names=facts.people("vehicles"),
    )


def _too_far(facts: Facts) -> str:
    name, late = facts.name("closest"), facts.span("seconds")
    if "there" not in facts:
        return gettext(
            "%(name)s comes closest and would still be %(span)s too late.", name=name, span=late
        )
    return gettext(
        "%(name)s comes closest, drives %(there)s to get there, and would still be %(span)s "
        "too late.",
        name=name,
        there=facts.span("there"),
        span=late,
    )


def _no_part(facts: Facts) -> str:
    return gettext(
        "Nobody who may serve it has the parts: %(name)s comes closest and lacks %(parts)s.",
        name=facts.name("closest"),
        parts=facts.parts(),
    )


def _parts_used_up(facts: Facts) -> str:
    return gettext(
        "%(name)s has time for it, but not the parts: %(parts)s too few.",
        name=facts.name("vehicle"),
        parts=facts.parts(),
    )


def _no_tool(facts: Facts) -> str:
    return gettext(
        "Nobody who may serve it has the tools: %(name)s comes closest and lacks %(tools)s.",
        name=facts.name("closest"),
        tools=facts.tools(),
    )


def _tools_left_behind(facts: Facts) -> str:
    return gettext(
        "%(name)s has time for it, but not the tools: %(tools)s.",
        name=facts.name("vehicle"),
        tools=facts.tools(),
    )


def _room(word: str) -> Callable[[Facts], str]:
    def say(facts: Facts) -> str:
        amounts = listed(formats.whole(amount) for amount in facts.details["missing"])
        return gettext(
            "Nobody who may serve it has room on board; %(name)s lacks least: %(amount)s.",
            name=facts.name(word),
            amount=amounts,
        )

    return say


LIMITS: Mapping[str, LazyString] = {
    "max_tasks": _("visits a day"),
    "max_travel": _("driving time"),
    "max_distance": _("distance driven"),
    "max_duration": _("time under way"),
}


def _limit(word: str) -> Callable[[Facts], str]:
    def say(facts: Facts) -> str:
        limits = listed(str(LIMITS[limit]) for limit in facts.details["limits"])
        return gettext(
            "The day of %(name)s would exceed its limit: %(limits)s.",
            name=facts.name(word),
            limits=limits,
        )

    return say


def _day_full(facts: Facts) -> str:
    values = {"name": facts.name("vehicle"), "span": facts.span("seconds")}
    if facts.details.get("end") == "early":
        return gettext("%(name)s has most room and would have to begin %(span)s earlier.", **values)
    return gettext("%(name)s has most room and would have to work %(span)s longer.", **values)


def _no_plan(facts: Facts) -> str:
    return gettext(
        "No plan was found: %(orders)s must be served and found no place.",
        orders=facts.orders("tasks"),
    )


def _displaced(facts: Facts) -> str:
    priorities = facts.details.get("priorities") or {}
    rivals = facts.details.get("tasks") or [facts.details["task"]]
    orders = listed(_with_priority(str(rival), priorities.get(rival)) for rival in rivals)
    return gettext(
        "In its time %(name)s serves %(orders)s; both do not fit.",
        name=facts.name("vehicle"),
        orders=orders,
    )


def _with_priority(order: str, priority: int | None) -> str:
    if priority is None:
        return order
    return gettext("%(order)s (priority %(priority)d)", order=order, priority=priority)


def _delayed(facts: Facts) -> str:
    return gettext(
        "It fits the day of %(name)s, but would make %(order)s %(span)s late.",
        name=facts.name("vehicle"),
        order=facts.details["delayed"],
        span=facts.span("delay"),
    )


def _too_dear(facts: Facts) -> str:
    return gettext(
        "It fits the day of %(name)s, but the way and the time weigh more than the visit.",
        name=facts.name("vehicle"),
    )


def _occupied(facts: Facts) -> str:
    return gettext(
        "Everybody who may serve it has other work at each time it could begin: %(names)s.",
        names=facts.people("vehicles"),
    )


def _pin(facts: Facts) -> str:
    name = facts.name("vehicle")
    match facts.details.get("because"):
        case "off":
            return gettext("It is pinned to %(name)s, who is off.", name=name)
        case "skill":
            return gettext("It is pinned to %(name)s, who lacks the skills.", name=name)
        case "tool":
            return gettext("It is pinned to %(name)s, who lacks the tools.", name=name)
        case "excluded":
            return gettext("It is pinned to %(name)s, who is excluded from it.", name=name)
        case "full":
            return gettext("It is pinned to %(name)s, who has no room for it then.", name=name)
        case _:
            return gettext(
                "It is pinned to %(name)s, who cannot take it; somebody else could.", name=name
            )


def _pinned_start(facts: Facts) -> str:
    return gettext(
        "It is fixed to %(time)s, when nobody who may serve it can be there.",
        time=facts.moment(facts.details["pinned_start"]),
    )


def _change(facts: Facts) -> str:
    return ngettext(
        "To serve it would change %(num)d promised visit; that is more than may be changed.",
        "To serve it would change %(num)d promised visits; that is more than may be changed.",
        facts.details["needed"],
    )


def _not_tried(facts: Facts) -> str:
    return gettext(
        "It fits the day of %(name)s; the search ended before it was tried.",
        name=facts.name("vehicle"),
    )


Exact = tuple[tuple[str, ...], Callable[[Facts], str]]
"""The details that a sentence needs, and the sentence."""

EXACT: Mapping[str, tuple[Exact, ...]] = {
    "skill": ((("needs", "closest"), _skill),),
    "off": ((("needs", "absent"), _off),),
    "excluded": ((("required",), _reserved), (("skilled",), _excluded)),
    "window": ((("closest", "seconds"), _window),),
    "shift": ((("closest", "seconds"), _shift), (("vehicles",), _beside)),
    "too_far": ((("closest", "seconds"), _too_far),),
    "part": ((("closest", "parts"), _no_part), (("vehicle", "parts"), _parts_used_up)),
    "tool": ((("closest", "tools"), _no_tool), (("vehicle", "tools"), _tools_left_behind)),
    "capacity": (
        (("closest", "missing"), _room("closest")),
        (("vehicle", "missing"), _room("vehicle")),
    ),
    "limit": (
        (("closest", "limits"), _limit("closest")),
        (("vehicle", "limits"), _limit("vehicle")),
    ),
    "day_full": ((("vehicle", "seconds"), _day_full),),
    "displaced": (
        (("vehicle", "task"), _displaced),
        (("tasks",), _no_plan),
        (("vehicle", "delayed"), _delayed),
        (("vehicle", "extra"), _too_dear),
        (("vehicles",), _occupied),
    ),
    "pin": ((("vehicle",), _pin), (("pinned_start",), _pinned_start)),
    "change": ((("needed",), _change),),
    "not_tried": ((("vehicle",), _not_tried),),
}
