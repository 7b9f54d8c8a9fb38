"""How long the search still has, and how hot it is meanwhile.

The temperature falls geometrically from `first_heat` to COLD, both in prices of a short leg, over
the time or the iterations the search is given, once in each of its `descents`: a short search cools
fast, a long one slowly.
Without either it cools in cycles, each twice as long as the one before; so does a search that may
end earlier because nothing improves, for a hot one improves nothing. A search bound by iterations
alone never looks at the clock: it repeats exactly.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from solver.engines.search.descents import ONE, Descent
from solver.engines.search.kernels import layout as at
from solver.engines.search.kernels.layout import Guide, Terms
from solver.stop import Limits

HOT = 12.0
"""How hot a search begins whose tasks must be served, in prices of a short leg."""
SKIPPING = 0.4
LEAST_HOT, MOST_HOT = 6.0, 40.0
"""Where tasks may be skipped: this share of the median price of skipping one, within limits."""
PRICELESS = 250.0
"""From so many short legs on, skipping a task is traded for no driving: it must be served."""
COLD = 0.05
WARM = 0.1
"""A search that starts from a person's plan begins at this share of the heat."""
NEIGHBOURS = 10
SLICE_SECONDS = 0.05
FIRST_SLICE, STEADY_SLICE = 100, 400
"""Iterations of the first slice, and of each where they must not hang on the clock."""
LEAST_SECONDS = 1e-3
"""A search with less time than this is over."""
FIRST_CYCLE = 50_000
IDLE_CYCLE = 0.5
"""The first cycle of a search that may end by idling, in shares of how long it may idle."""


def short_leg(terms: Terms, guide: Guide) -> float:
    """Mean price of driving (and working) from a task to one of its nearest neighbours."""
    near = guide.near[:, :NEIGHBOURS]
    origin, other = np.nonzero(near >= 0)
    places = terms.tasks[:, at.PLACE]
    legs = places[origin], places[near[origin, other]]
    seconds, metres = terms.driving[0][legs], terms.metres[0][legs]
    price = terms.vehicles[:, [at.TRAVEL_PRICE, at.WORK_PRICE, at.METRE_PRICE]].mean(axis=0)
    mean = ((price[0] + price[1]) * seconds + price[2] * metres).mean() if len(origin) else 0.0
    return float(max(1.0, mean))


def first_heat(guide: Guide, unit: float) -> float:
    """The temperature to begin with, in prices `unit` of a short leg.

    What moves a plan far is to leave out one task and to serve another: it must be likely at first.
    Not so where skipping is so dear that nobody would trade it for driving, as weights that put
    priorities first are: such tasks count as ones that must be served.
    """
    if not len(guide.skip):
        return HOT
    heats = np.where(_musts(guide, unit), HOT, SKIPPING * guide.skip / unit)
    return float(np.clip(np.median(heats), LEAST_HOT, MOST_HOT))


def is_mandatory(guide: Guide, unit: float) -> bool:
    """Whether most tasks must be served, or are too dear to skip for any driving."""
    return bool(2 * _musts(guide, unit).sum() > len(guide.skip))


def _musts(guide: Guide, unit: float) -> NDArray[np.bool_]:
    return np.asarray((guide.skip == at.NONE) | (guide.skip > PRICELESS * unit))


@dataclass(frozen=True, slots=True)
class Slice:
    """A stretch of search: so many iterations, from one temperature to another."""

    iterations: int
    hot: float
    cold: float

    def at(self, done: int) -> float:
        """The temperature after so many of its iterations."""
        return float(self.hot * (self.cold / self.hot) ** (done / self.iterations))


class Pace:
    """Cuts a search into slices short enough for progress and cancel."""

    def __init__(
        self,
        limits: Limits,
        unit: float,
        *,
        heat: float = HOT,
        warm: bool = False,
        late: float = 0.0,
        descents: Sequence[Descent] = ONE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._limits, self._clock = limits, clock
        self._hot = unit * heat * (WARM if warm else 1.0)
        self._cold = unit * COLD
        self._descents, self._descent_began = list(descents), 0.0
        self._began = clock() - late
        self._is_steady = limits.idle_iterations is not None and limits.seconds is None
        self._size = STEADY_SLICE if self._is_steady else FIRST_SLICE
        self.done = 0

    @property
    def elapsed(self) -> float:
        """Seconds since the search began."""
        return self._clock() - self._began

    def is_over(self, soon: float = 0.0) -> bool:
        """Whether a limit is reached, or will be in so many seconds."""
        seconds, iterations = self._limits.seconds, self._limits.iterations
        if iterations is not None and self.done >= iterations:
            return True
        return seconds is not None and self.elapsed + soon >= seconds

    @property
    def share(self) -> float:
        """How far the search has cooled, from 0 to 1; without a limit it begins again and again."""
        return self._share(self.done, 0.0)

    @property
    def is_descent_over(self) -> bool:
        """Whether it is time for the next descent; never in the last one."""
        return len(self._descents) > 1 and self.share >= self._descents[0].ends

    def turn(self) -> bool:
        """Go on to the next descent if this one is over: True; leave out those that time passed.

        A descent may end late: whoever repeats a search must turn after as many iterations again.
        """
        left = len(self._descents)
        while self.is_descent_over:
            del self._descents[0]
        if len(self._descents) == left:
            return False
        self._descent_began = self.share
        return True

    def next(self, most: int | None = None) -> Slice:
        """The next slice, of at most so many iterations, never beyond the limit."""
        size, total = self._size, self._limits.iterations
        if most is not None:
            size = min(size, most)
        if total is not None:
            size = max(0, min(size, total - self.done))
        seconds = self._limits.seconds
        ahead = 0.0 if seconds is None else SLICE_SECONDS / max(LEAST_SECONDS, seconds)
        share, after = self._share(self.done, 0.0), self._share(self.done + size, ahead)
        return Slice(size, self._temperature(share), self._temperature(max(share, after)))

    def count(self, iterations: int, seconds: float) -> None:
        """Note a slice that took so many seconds, and size the next one to take SLICE_SECONDS.

        Where idle iterations end a run, which must repeat, all slices are as long.
        """
        self.done += iterations
        if self._is_steady:
            return
        grown = self._size * min(2.0, SLICE_SECONDS / max(seconds, 1e-4))
        self._size = max(1, int(grown))

    def _share(self, iterations: int, ahead: float) -> float:
        shares = []
        if self._limits.iterations is not None:
            shares.append(iterations / max(1, self._limits.iterations))
        if self._limits.seconds is not None:
            shares.append(self.elapsed / max(LEAST_SECONDS, self._limits.seconds) + ahead)
        if (first := self._first_cycle()) is not None:
            by_clock = self._limits.idle_iterations is None
            shares.append(_share_of_cycle(self.elapsed if by_clock else iterations, first))
        return min(1.0, max(shares)) if shares else _share_of_cycle(iterations, FIRST_CYCLE)

    def _first_cycle(self) -> float | None:
        """Iterations, or else seconds, that a search may take to cool which idling would end."""
        limits = self._limits
        idle: float | None = limits.idle_iterations
        total: float | None = limits.iterations
        if idle is None:
            idle, total = limits.idle_seconds, limits.seconds
        if idle is None or (total is not None and idle >= total):
            return None
        return IDLE_CYCLE * idle

    def _temperature(self, share: float) -> float:
        """Geometrically from hot to cold; a descent that ends late stays cold."""
        descent, began = self._descents[0], self._descent_began
        hot = max(self._cold, self._hot * descent.heat)
        cooled = min(1.0, (share - began) / max(descent.ends - began, 1e-9))
        return float(hot * (self._cold / hot) ** cooled)


def _share_of_cycle(done: float, length: float) -> float:
    while done >= length:
        done -= length
        length *= 2
    return done / length
