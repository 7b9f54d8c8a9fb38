"""What a person can do, in words: a remedy as an action with a code and a sentence."""

from collections.abc import Callable, Mapping
from typing import Any

from solver.explain.remedy import Kind, Remedy
from solver.explain.words import LIMIT_WORDS, listing, minutes, some
from solver.solution import Action, ActionCode

Details = Mapping[str, Any]

SEARCH_LONGER = Action(ActionCode.SEARCH_LONGER, "Search longer.", {})

CODES: Mapping[Kind, ActionCode] = {
    Kind.PIN: ActionCode.PIN,
    Kind.RAISE_CAP: ActionCode.RAISE_CAP,
    Kind.UNPIN: ActionCode.UNPIN,
    Kind.STOCK: ActionCode.STOCK,
    Kind.EQUIP: ActionCode.EQUIP,
    Kind.CAPACITY: ActionCode.ADD_CAPACITY,
    Kind.LIMIT: ActionCode.LIFT_LIMIT,
    Kind.LONGER: ActionCode.EXTEND_SHIFT,
    Kind.SKIP_OTHER: ActionCode.SKIP_OTHER,
    Kind.MOVE_WINDOW: ActionCode.MOVE_WINDOW,
    Kind.MUCH_LONGER: ActionCode.EXTEND_SHIFT,
    Kind.ALLOW: ActionCode.ALLOW,
    Kind.TRAIN: ActionCode.TRAIN,
}


def action_of(remedy: Remedy) -> Action:
    """The action named after the heaviest change, with everything that goes with it."""
    heaviest = max(remedy.kinds, default=None)
    if heaviest is None:
        return SEARCH_LONGER
    details = {"vehicle": remedy.vehicle, **remedy.details}
    facts = {**details, **remedy.notes}
    clauses = [say(remedy.vehicle, facts) for word, say in _CLAUSES.items() if details.get(word)]
    return Action(CODES[heaviest], _sentence(clauses), details)


def call_in(person: str, details: Details) -> Action:
    """Somebody who is off comes in for the task."""
    clauses = [f"call in {person}"]
    if details.get("parts"):
        clauses.append(f"give {person} {_pieces(details['parts'])}")
    if details.get("tools"):
        clauses.append(f"give {person} {listing(details['tools'])}")
    if details.get("pin"):
        clauses.append(f"pin it to {person}")
    return Action(ActionCode.CALL_IN, _sentence(clauses), details)


def give_up(tasks: tuple[str, ...]) -> Action:
    """Cancel tasks that keep a whole plan from being made."""
    return Action(ActionCode.SKIP_OTHER, f"Leave out {some(tasks)}.", {"skip": tasks})


def _sentence(clauses: list[str]) -> str:
    words = listing(clauses)
    return f"{words[:1].upper()}{words[1:]}."


def _unpin(name: str, details: Details) -> str:
    withdrawn = [_DECISIONS[what] for what in details["unpin"]]
    return f"release {listing(withdrawn)}"


_DECISIONS = {
    "vehicle": "its pin to a vehicle",
    "start": "its pinned start",
    "order": "its place in the pinned order",
}


def _skills(name: str, details: Details) -> str:
    levels = [f"{skill} to level {level}" for skill, level in details["skills"].items()]
    return f"train {name} in {listing(levels)}"


def _parts(name: str, details: Details) -> str:
    return f"put {_pieces(details['parts'])} on the van of {name}"


def _pieces(parts: Mapping[str, int]) -> str:
    return listing([f"{count} of {part}" for part, count in parts.items()])


def _limits(name: str, details: Details) -> str:
    raised = [
        f"{LIMIT_WORDS[limit]} by {_more(limit, n)}" for limit, n in details["limits"].items()
    ]
    return f"raise the limit of {name} on {listing(raised)}"


def _more(limit: str, amount: int) -> str:
    if limit == "max_tasks":
        return str(amount)
    return f"{amount} m" if limit == "max_distance" else minutes(amount)


def _window(name: str, details: Details) -> str:
    return f"move its window by {minutes(details['away'])}, to when {name} is free"


_CLAUSES: Mapping[str, Callable[[str, Details], str]] = {
    "unpin": _unpin,
    "pin": lambda name, details: f"pin it to {name}",
    "skills": _skills,
    "allow": lambda name, details: f"let {name} serve it",
    "parts": _parts,
    "tools": lambda name, details: f"put {listing(details['tools'])} on the van of {name}",
    "capacity": lambda name, details: (
        f"give {name} room for {listing([str(n) for n in details['capacity']])} more"
    ),
    "limits": _limits,
    "overtime": lambda name, details: (
        f"allow {name} {minutes(details['overtime'])} more of overtime"
    ),
    "earlier": lambda name, details: f"let {name} begin {minutes(details['earlier'])} earlier",
    "window": _window,
    "skip": lambda name, details: f"leave out {listing(details['skip'])}",
    "cap": lambda name, details: f"raise the cap on changes to {details['cap']}",
}
"""One clause for each word of an action's details, in the order in which they are said."""
