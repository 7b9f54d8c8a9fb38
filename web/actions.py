"""What a person can do about a visit left undone, in the reader's language.

An action comes as details that say what to change (`solver.explain.taken` lists them). Each word of
the details has a sentence of its own, so that any combination can be said.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from web import formats
from web.facts import Facts, listed, span
from web.languages import current
from web.spacing import spaced
from web.texts import gettext, ngettext


def action_sentences(action: Mapping[str, Any], facts: Facts) -> str:
    """Return what to do, sentence after sentence; empty for an action that says nothing known."""
    if action["code"] == "search_longer":
        return gettext("Plan again with more time.")
    about = replace(facts, details=action["details"])
    said = (say(about) for word, say in SENTENCES.items() if word in about)
    return spaced(one_after_the_other(said))


def one_after_the_other(sentences: Iterable[str]) -> str:
    """Return sentences in a row, empty ones left out; Chinese needs no space between them."""
    return ("" if current() == "zh" else " ").join(filter(None, sentences))


def _unpin(facts: Facts) -> str:
    withdrawn = set(facts.details["unpin"])
    if "order" in withdrawn:
        return gettext("Take it out of the fixed order of the day.")
    if withdrawn == {"start"}:
        return gettext("Release its fixed time.")
    if withdrawn == {"vehicle"}:
        return gettext("Release its pin to one technician.")
    return gettext("Release its pin and its fixed time.")


def _pin(facts: Facts) -> str:
    word = "call_in" if "call_in" in facts else "vehicle"
    return gettext("Pin it to %(name)s.", name=facts.name(word))


def _parts(facts: Facts) -> str:
    word = "call_in" if "call_in" in facts else "vehicle"
    return gettext(
        "Put %(parts)s on the van of %(name)s.", parts=facts.parts(), name=facts.name(word)
    )


def _tools(facts: Facts) -> str:
    word = "call_in" if "call_in" in facts else "vehicle"
    return gettext(
        "Put %(tools)s on the van of %(name)s.", tools=facts.tools(), name=facts.name(word)
    )


def _capacity(facts: Facts) -> str:
    amounts = listed(formats.whole(amount) for amount in facts.details["capacity"])
    return gettext(
        "Give %(name)s room for %(amount)s more.", name=facts.name("vehicle"), amount=amounts
    )


def _limits(facts: Facts) -> str:
    name = facts.name("vehicle")
    said = []
    for limit, more in facts.details["limits"].items():
        if limit == "max_tasks":
            said.append(
                ngettext(
                    "Allow %(name)s %(num)d visit more.",
                    "Allow %(name)s %(num)d visits more.",
                    more,
                    name=name,
                )
            )
        elif limit == "max_distance":
            said.append(
                gettext("Allow %(name)s to drive %(way)s more.", name=name,
                        way=formats.distance(more))
            )  # fmt: skip
        elif limit == "max_travel":
            said.append(
                gettext("Allow %(name)s to drive %(span)s more.", name=name, span=span(more))
            )
        else:
            said.append(
                gettext(
                    "Allow %(name)s to be under way %(span)s longer.", name=name, span=span(more)
                )
            )
    return one_after_the_other(said)


def _window(facts: Facts) -> str:
    start = facts.moment(facts.details["window"][0])
    return gettext(
        "Agree with the customer on %(time)s, when %(name)s is free.",
        time=start,
        name=facts.name("vehicle"),
    )


SENTENCES: Mapping[str, Callable[[Facts], str]] = {
    "call_in": lambda facts: gettext("Call in %(name)s.", name=facts.name("call_in")),
    "unpin": _unpin,
    "pin": _pin,
    "skills": lambda facts: gettext(
        "Train %(name)s, or assign somebody else, for %(skills)s.",
        name=facts.name("vehicle"),
        skills=facts.skills("skills"),
    ),
    "allow": lambda facts: gettext("Let %(name)s serve it.", name=facts.name("vehicle")),
    "parts": _parts,
    "tools": _tools,
    "capacity": _capacity,
    "limits": _limits,
    "overtime": lambda facts: gettext(
        "Allow %(name)s %(span)s more overtime.",
        name=facts.name("vehicle"),
        span=facts.span("overtime"),
    ),
    "earlier": lambda facts: gettext(
        "Let %(name)s begin %(span)s earlier.",
        name=facts.name("vehicle"),
        span=facts.span("earlier"),
    ),
    "window": _window,
    "skip": lambda facts: gettext("Leave out %(orders)s.", orders=facts.orders("skip")),
    "cap": lambda facts: ngettext(
        "Let %(num)d promised visit be changed.",
        "Let %(num)d promised visits be changed.",
        facts.details["cap"],
    ),
}
"""One sentence for each word of an action's details, in the order in which they are said."""
