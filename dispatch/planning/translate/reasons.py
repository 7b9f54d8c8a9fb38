"""The solver's reasons in the planner's terms: people have names, seconds are instants."""

from collections.abc import Iterator, Mapping
from typing import Any

from dispatch.domain.plans import BacklogEntry
from dispatch.planning.translate.problem import Translated
from solver.solution import Action, Unassigned

MOMENTS = ("window", "start", "end", "pinned_start")
"""Details that are moments on the solver's axis; they are stored as ISO texts."""


def backlog_entry(translated: Translated, left_out: Unassigned) -> BacklogEntry:
    """What is left undone, why, and what could be done about it.

    `names` in the details say who is meant by the vehicles and absentees that they mention.
    """
    visit, reason = translated.visits[left_out.task], left_out.reason
    if reason is None:
        return BacklogEntry(visit, "unknown", "No reason was found.")
    action = None if reason.action is None else action_of(translated, reason.action)
    mentioned = {*_texts(reason.details), *_texts({} if action is None else action["details"])}
    names = {name: translated.names[name] for name in sorted(mentioned & translated.names.keys())}
    details = {**_plain(translated, reason.details), "names": names}
    return BacklogEntry(visit, reason.code.value, reason.sentence, details, action)


def action_of(translated: Translated, action: Action) -> Mapping[str, Any]:
    """An action as it is stored: `code`, `sentence` and `details`."""
    details = _plain(translated, action.details)
    return {"code": action.code.value, "sentence": action.sentence, "details": details}


def _plain(translated: Translated, details: Mapping[str, Any]) -> dict[str, Any]:
    """Details that JSON can hold, moments as ISO texts."""

    def plain(word: str, value: Any) -> Any:
        if isinstance(value, tuple | list):
            return [plain(word, each) for each in value]
        if word in MOMENTS and isinstance(value, int):
            return translated.axis.instant(value).isoformat()
        return dict(value) if isinstance(value, Mapping) else value

    return {word: plain(word, value) for word, value in details.items()}


def _texts(value: Any) -> Iterator[str]:
    """Every text anywhere in the details."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield str(key)
            yield from _texts(each)
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _texts(each)
