"""A search in descents: it cools several times, and what all of them have found is put together.

Where a search ends is decided early, while it is hot: of two that cool from different plans one may
be 2 % dearer, however long both are. So a search that can recombine routes begins several times,
puts the best plan together of all routes kept (set partitioning over the routes of a multi-start:
Rochat and Taillard, Journal of Heuristics 1(1), 1995; Subramanian, Uchoa and Ochi, Computers &
Operations Research 40(10), 2013), and then cools again and again, each time from a lower
temperature than at first, from the best plan known and by turns from those of the other starts
(`elite`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from solver.stop import Limits


@dataclass(frozen=True, slots=True)
class Descent:
    """A part of a search, up to the share `ends` of it; it cools from `heat` times the first heat.

    Where `combines` is set, routes are recombined at its end (of the last descent: shortly before).
    """

    ends: float
    heat: float
    combines: bool = True


LAST_MARK = 0.97
"""When routes are recombined for the last time, as a share of the search."""
STARTS = 3
ORIGINS = (0, 1, 2, 1, 0)
"""The plan of the elite that each later descent begins from, the best being 0."""
STARTING = 0.45
"""The share of a search that goes into its starts."""
REHEAT = 0.125
"""How hot a later descent begins, in shares of the first heat."""
ONE = (Descent(1.0, 1.0),)


def several() -> tuple[Descent, ...]:
    """Starts that wipe out what was before, then descents that begin from a plan of the elite."""
    starts = [Descent(STARTING * (i + 1) / STARTS, 1.0, i == STARTS - 1) for i in range(STARTS)]
    rest = (1.0 - STARTING) / len(ORIGINS)
    return (*starts, *(Descent(STARTING + rest * (i + 1), REHEAT) for i in range(len(ORIGINS))))


def descents_for(
    limits: Limits, *, recombines: bool, mandatory: bool, warm: bool
) -> tuple[Descent, ...]:
    """Several descents where routes are recombined and tasks must be served.

    Which tasks to skip takes one search as long as possible; one descent is also for a person's
    plan that is to be kept, and for a search whose end nobody knows.
    """
    known = (limits.seconds, limits.iterations) != (None, None)
    idle = (limits.idle_seconds, limits.idle_iterations) != (None, None)
    several_pay = recombines and mandatory and not warm and known and not idle
    return several() if several_pay else ONE


def marks(descents: Sequence[Descent]) -> tuple[float, ...]:
    """When routes are recombined, in shares of the search."""
    return tuple(min(descent.ends, LAST_MARK) for descent in descents if descent.combines)
