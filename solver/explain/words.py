"""Numbers and lists as people read them."""

from collections.abc import Sequence

NAMED = 3

LIMIT_WORDS = {
    "max_tasks": "the number of visits",
    "max_travel": "the driving time",
    "max_distance": "the distance",
    "max_duration": "the time under way",
}
"""The limits of one route, by the name of the field."""


def minutes(seconds: int) -> str:
    """Whole minutes, rounded up; short times in seconds."""
    if seconds < 60:
        return f"{seconds} second{'' if seconds == 1 else 's'}"
    whole = -(-seconds // 60)
    if whole < 120:
        return f"{whole} minute{'' if whole == 1 else 's'}"
    hours, rest = divmod(whole, 60)
    return f"{hours} h {rest:02d} min" if rest else f"{hours} h"


def listing(words: Sequence[str]) -> str:
    """All words: "a", "a and b", "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def some(names: Sequence[str]) -> str:
    """The first few names, and how many there are besides."""
    more = len(names) - NAMED
    return listing([*names[:NAMED], *([f"{more} more"] if more > 0 else [])])


def numbers(values: Sequence[int]) -> str:
    """Amounts by dimension: "2, 0"."""
    return ", ".join(map(str, values))
