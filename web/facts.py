"""What reasons and actions are about, in words: people, spans, skills, parts, moments."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from dispatch.domain.skills import SkillLevel
from dispatch.services.views.board import BacklogView
from web import formats, wording
from web.texts import gettext, ngettext

NAMED = 3


@dataclass(frozen=True, slots=True)
class Facts:
    """The details of a reason or an action, with the names of the people they mention."""

    details: Mapping[str, Any]
    names: Mapping[str, str]
    zone: str

    def __contains__(self, word: str) -> bool:
        return bool(self.details.get(word))

    def name(self, word: str) -> str:
        """Return the person that a detail names; without a name the code stands in."""
        code = str(self.details[word])
        return self.names.get(code, code)

    def people(self, word: str) -> str:
        """Return the first few people of a detail."""
        return self._some([self.names.get(str(code), str(code)) for code in self.details[word]])

    def orders(self, word: str) -> str:
        """Return the first few orders of a detail."""
        return self._some([str(number) for number in self.details[word]])

    def span(self, word: str) -> str:
        """Return a detail in seconds as a length of time, never as none."""
        return span(self.details[word])

    def moment(self, text: str) -> str:
        """Return an ISO instant as day and wall-clock time."""
        return formats.day_and_clock(datetime.fromisoformat(text), self.zone)

    def skills(self, word: str) -> str:
        """Return levels by skill: "boiler, level 3 · gas, level 2"."""
        return " · ".join(
            wording.skill(SkillLevel(skill, level)) for skill, level in self.details[word].items()
        )

    def parts(self, word: str = "parts") -> str:
        """Return pieces by part: "2 × fuse"."""
        pieces = (
            gettext("%(count)d × %(part)s", count=count, part=part)
            for part, count in self.details[word].items()
        )
        return listed(pieces)

    def tools(self) -> str:
        """Return all tools of a detail: "ladder, meter"."""
        return listed(str(tool) for tool in self.details["tools"])

    def _some(self, words: list[str]) -> str:
        more = len(words) - NAMED
        first = listed(words[:NAMED])
        if more <= 0:
            return first
        return ngettext("%(first)s and %(num)d more", "%(first)s and %(num)d more", more,
                        first=first)  # fmt: skip


def facts_of(entry: BacklogView) -> Facts:
    """Return the facts behind a backlog entry. Plans made before names were kept have one name."""
    names = dict(entry.details.get("names") or {})
    for word in ("closest", "vehicle"):
        if entry.person and word in entry.details:
            names.setdefault(str(entry.details[word]), entry.person)
    return Facts(entry.details, names, entry.time_zone)


def span(seconds: int) -> str:
    """Return a length of time; less than a minute counts as one."""
    return formats.duration(timedelta(seconds=max(60, seconds)))


def listed(words: Iterable[str]) -> str:
    """Return words one after the other, as the language separates them."""
    return gettext(", ").join(words)
