"""What may stand in a cell, and how it is read.

Each parser takes the stripped, non-empty text of a cell and returns its value, or raises
ValueError with the rule that the text breaks.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from dispatch.domain.hours import WeeklyHours, parse_hours
from dispatch.domain.local_time import zone
from dispatch.domain.skills import HIGHEST_LEVEL, LOWEST_LEVEL, SkillLevel
from dispatch.domain.sla import Clock, Target

Parse = Callable[[str], Any]

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,39}")
_SKILL = re.compile(r"(?P<skill>[a-z][a-z0-9_-]{0,39})(?:\s*:\s*(?P<level>\S+))?")
_TARGET = re.compile(r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>min|h|d)(?P<working>\s+working)?")
_UNITS = {"min": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
_LONGEST_TARGET = timedelta(days=366)


def text(value: str) -> str:
    """Any text on one or more lines."""
    if any(not character.isprintable() and character not in "\n\r\t" for character in value):
        raise ValueError("must not hold control characters")
    return value


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
            parsed = float(value)
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
    """Make a parser of spans of time given in whole minutes."""
    count = whole(least, most)
    return lambda value: timedelta(minutes=count(value))


def choice(options: type[StrEnum]) -> Parse:
    """Make a parser of the values of an enumeration."""

    def parse(value: str) -> StrEnum:
        try:
            return options(value.lower().replace(" ", "_"))
        except ValueError:
            raise ValueError(f"must be one of {', '.join(options)}") from None

    return parse


def day(value: str) -> date:
    """A calendar date."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError("must be a date such as 2026-03-17") from None


def time_zone(value: str) -> str:
    """An IANA time zone."""
    return zone(value).key


def hours(value: str) -> WeeklyHours:
    """Weekly hours."""
    return parse_hours(value)


def skills(value: str) -> list[SkillLevel]:
    """Skills with levels; a skill without one is at the lowest."""
    found: dict[str, SkillLevel] = {}
    for part in _parts(value):
        match = _SKILL.fullmatch(part)
        level = int(match["level"] or LOWEST_LEVEL) if match and _is_level(match["level"]) else 0
        if match is None or not LOWEST_LEVEL <= level <= HIGHEST_LEVEL:
            raise ValueError(
                f"{part!r} is not a skill with a level from "
                f"{LOWEST_LEVEL} to {HIGHEST_LEVEL}, such as boiler:3"
            )
        if match["skill"] in found:
            raise ValueError(f"{match['skill']!r} is given twice")
        found[match["skill"]] = SkillLevel(match["skill"], level)
    return sorted(found.values())


def target(value: str) -> Target:
    """A promise: how soon, and whether only working hours count."""
    match = _TARGET.fullmatch(value)
    if match is None:
        raise ValueError("must be a span such as 30 min, 4 h, 2 d or 10 h working")
    within = float(match["number"]) * _UNITS[match["unit"]]
    if not timedelta(0) < within <= _LONGEST_TARGET:
        raise ValueError(f"must be more than 0 and at most {_LONGEST_TARGET.days} d")
    if within % timedelta(seconds=1):
        raise ValueError("must be a whole number of seconds")
    return Target(within, Clock.WORKING if match["working"] else Clock.ELAPSED)


def _is_level(value: str | None) -> bool:
    return value is None or (value.isascii() and value.isdigit() and len(value) <= 2)


def _parts(value: str) -> list[str]:
    return [part.strip() for part in value.split(";") if part.strip()]
