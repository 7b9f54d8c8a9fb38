"""Cost over time, as short as a cell of a table."""

from itertools import pairwise

from benchmarks.compare.cases import Moments

SPACING = 1.25
"""Kept points are at least this factor apart in time: two dozen from 0.3 s to a minute."""


def falling(moments: Moments) -> Moments:
    """Only what improved on all before, in the order of time."""
    kept: list[tuple[float, float]] = []
    for seconds, cost in sorted(moments):
        if not kept or cost < kept[-1][1]:
            kept.append((seconds, cost))
    return kept


def thinned(moments: Moments) -> Moments:
    """The first and the last, and between them what is SPACING apart."""
    improving = falling(moments)
    kept = list(improving[:1])
    for (seconds, cost), (following, _) in pairwise(improving[1:]):
        if following >= kept[-1][0] * SPACING:
            kept.append((seconds, cost))
    return [*kept, *improving[max(1, len(improving) - 1) :]]


def as_text(moments: Moments) -> str:
    """`seconds:cost` pairs, seconds to the hundredth."""
    return " ".join(f"{seconds:.2f}:{cost:.10g}" for seconds, cost in thinned(moments))


def from_text(text: str) -> Moments:
    """The pairs of a cell."""
    pairs = (pair.split(":") for pair in text.split())
    return [(float(seconds), float(cost)) for seconds, cost in pairs]
