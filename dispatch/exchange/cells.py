"""What may stand in a cell, and how it is read.

Each parser takes the stripped, non-empty text of a cell and returns its value, or raises
ValueError with the rule that the text breaks.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from dispatch.domain.hours import WeeklyHours, parse_hours
from dispatch.domain.local_time import zone
from dispatch.domain.parts import PartNeed, PartStock
from dispatch.domain.skills import HIGHEST_LEVEL, LOWEST_LEVEL, SkillLevel
from dispatch.domain.sla import Clock, Target
from dispatch.exchange.dates import read_date, read_moment
from dispatch.exchange.language import NO, YES, folded, in_ascii, words_of

Parse = Callable[[str], Any]

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,39}")
_SKILL_NAME = r"[^\W\d_][\w-]{0,39}"
_SKILL = re.compile(rf"(?P<skill>{_SKILL_NAME})(?:\s*:\s*(?P<level>\S+))?")
_PART = re.compile(r"(?P<part>[^\s:][^:]{0,39}?)(?:\s*:\s*(?P<quantity>[0-9]{1,6}))?")
_TARGET = re.compile(r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>min|h|d)(?P<working>\s+working)?")
_UNITS = {"min": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
_LONGEST_TARGET = timedelta(days=366)
_SECOND = timedelta(seconds=1)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def text(value: str) -> str:
    """Any text on one or more lines."""
    if _CONTROL.search(value):
        raise ValueError("must not hold control characters")
    return value.replace("\r\n", "\n").replace("\r", "\n") if "\r" in value else value


def code(value: str) -> str:
    """What an entity is known by in files."""
    if not _CODE.fullmatch(value):
        raise ValueError("must be 1 to 40 letters, digits, '.', '_', '/' or '-'")
    return value


def codes(value: str) -> list[str]:
    """Several codes, separated by semicolons."""
    return [code(part) for part in _parts(value)]


def number(least: float, most: float) -> Parse:
    """Make a parser of decimal numbers between two bounds, both included."""

    def parse(value: str) -> float:
        try:
            parsed = float("nan" if "_" in value else value)
        except ValueError:
            parsed = float("nan")
        if not least <= parsed <= most:  # NaN fails too
            raise ValueError(f"must be a number from {least:g} to {most:g}")
        return parsed

    return parse


def whole(least: int, most: int) -> Parse:
    """Make a parser of whole numbers between two bounds, both included."""

    def parse(value: str) -> int:
        if not re.fullmatch(r"[+-]?[0-9]{1,12}", value) or not least <= int(value) <= most:
            raise ValueError(f"must be a whole number from {least} to {most}")
        return int(value)

    return parse


def minutes(least: int, most: int) -> Parse:
    """Make a parser of spans of time given in minutes; what is written of a second is kept."""
    count = number(least, most)

    def parse(value: str) -> timedelta:
        return _to_the_second(timedelta(minutes=count(value)))

    return parse


def choice(options: type[StrEnum]) -> Parse:
    """Make a parser of the values of an enumeration, in English or Chinese."""
    meanings = {word: option for option in options for word in words_of(option)}

    def parse(value: str) -> StrEnum:
        try:
            return meanings[folded(value)]
        except KeyError:
            raise ValueError(f"must be one of {', '.join(options)}") from None

    return parse


def yes_no(value: str) -> bool:
    """Yes or no, true or false, 1 or 0, in English or Chinese."""
    word = folded(value)
    for meaning, words in ((True, YES), (False, NO)):
        if any(word in of_language for of_language in words.values()):
            return meaning
    raise ValueError("must be yes or no")


def day(value: str) -> date:
    """A calendar date, as a date or as its midnight."""
    found = read_date(value)
    if found is None and (moment := read_moment(value)) is not None and not moment.tzinfo:
        found = moment.date() if moment.time() == moment.min.time() else None
    if found is None:
        raise ValueError("must be a date such as 2026-03-17")
    return found


def time_zone(value: str) -> str:
    """An IANA time zone."""
    return zone(value).key


def hours(value: str) -> WeeklyHours:
    """Weekly hours."""
    return parse_hours(in_ascii(value))


def skill(value: str) -> str:
    """The name of one skill."""
    name = unicodedata.normalize("NFKC", value)
    if not re.fullmatch(_SKILL_NAME, name) or name != name.lower():
        raise ValueError("must be a skill: one word without capital letters, such as boiler")
    return name


def skills(value: str) -> list[SkillLevel]:
    """Skills with levels; a skill without one is at the lowest."""
    found: dict[str, SkillLevel] = {}
    for part in _parts(value):
        match = _SKILL.fullmatch(part)
        level = int(match["level"] or LOWEST_LEVEL) if match and _is_level(match["level"]) else 0
        if match is None or part != part.lower() or not LOWEST_LEVEL <= level <= HIGHEST_LEVEL:
            raise ValueError(
                f"{part!r} is not a skill with a level from "
                f"{LOWEST_LEVEL} to {HIGHEST_LEVEL}, such as boiler:3"
            )
        if match["skill"] in found:
            raise ValueError(f"{match['skill']!r} is given twice")
        found[match["skill"]] = SkillLevel(match["skill"], level)
    return sorted(found.values())


def parts(value: str) -> list[PartNeed]:
    """Spare parts with quantities; a part without one is needed once."""
    return [PartNeed(part, quantity) for part, quantity in _quantities(value, least=1)]


def stock(value: str) -> list[PartStock]:
    """Spare parts in a van with quantities."""
    return [PartStock(part, quantity) for part, quantity in _quantities(value, least=0)]


def target(value: str) -> Target:
    """A promise: how soon, and whether only working hours count."""
    match = _TARGET.fullmatch(" ".join(in_ascii(value).split()))
    if match is None:
        raise ValueError("must be a span such as 30 min, 4 h, 2 d or 10 h working")
    within = float(match["number"]) * _UNITS[match["unit"]]
    if not timedelta(0) < within <= _LONGEST_TARGET:
        raise ValueError(f"must be more than 0 and at most {_LONGEST_TARGET.days} d")
    clock = Clock.WORKING if match["working"] else Clock.ELAPSED
    return Target(_to_the_second(within), clock)


def _quantities(value: str, least: int) -> list[tuple[str, int]]:
    found: dict[str, int] = {}
    for item in _parts(value):
        match = _PART.fullmatch(item)
        quantity = int(match["quantity"] or 1) if match else -1
        if match is None or quantity < least:
            raise ValueError(f"{item!r} is not a part with a quantity, such as gasket:2")
        if match["part"] in found:
            raise ValueError(f"{match['part']!r} is given twice")
        found[match["part"]] = quantity
    return sorted(found.items())


def _to_the_second(span: timedelta) -> timedelta:
    """Whole seconds of a span; a fraction of one is refused unless it is that of 0.3333 min."""
    seconds = round(span / _SECOND) * _SECOND
    if abs(span - seconds) > timedelta(milliseconds=1):
        raise ValueError("must be a whole number of seconds")
    return seconds


def _is_level(value: str | None) -> bool:
    return value is None or (value.isascii() and value.isdigit() and len(value) <= 2)


def _parts(value: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", value)
    return [part.strip() for part in plain.split(";") if part.strip()]
