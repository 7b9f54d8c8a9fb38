"""Why visits stay undone and what would help, as the pages say it, for the terminal and files."""

from collections.abc import Iterable

from dispatch.domain.plans import BacklogEntry
from dispatch.services.views.board import BacklogView, backlog_view
from web.reasons import reason_action, reason_sentence
from web.speech import in_language


def explained(entries: Iterable[BacklogView], language: str) -> list[tuple[str, str]]:
    """Reason and action of each entry, as sentences in a language: "en" or "zh"."""
    with in_language(language):
        return [(reason_sentence(entry), reason_action(entry)) for entry in entries]


def explained_conflicts(entries: Iterable[BacklogEntry], language: str) -> list[tuple[str, str]]:
    """The same for what keeps a plan from being made."""
    return explained([backlog_view(entry, []) for entry in entries], language)
