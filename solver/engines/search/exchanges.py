"""Exchanges between long routes: which search tries them, when, and how it comes by their kernel.

A ruin takes but a small part out of a long route, and seldom all that follows a leg. So where the
routes of the first plan are long, stretches of two routes are exchanged now and then between the
iterations, one for each iteration. No other search compiles or loads the kernel.
"""

from collections.abc import Iterator

import numpy as np

from solver.engines.protocol import Heartbeat, Notice
from solver.engines.search.cache import Part
from solver.engines.search.kernels.layout import Guide, Plan, Record, Terms, Work
from solver.engines.search.warm import exchanging
from solver.engines.search.warming import Warming, begin, until_over
from solver.stop import Limits

LONG = 15.0
"""From so many tasks on, on average over the routes in use, routes are long."""
EVERY = 200
"""So many iterations apart stretches are exchanged: at fixed ones, so that a search repeats."""
TRIES = 200
"""How many exchanges are tried each time: they take about a hundredth of the time."""


class Exchanges:
    """What one search exchanges between its routes: nothing, unless those of its first plan are
    long.
    """

    def __init__(self, first: Plan) -> None:
        self._warming: Warming | None = None
        self._needed = mean_length(first) >= LONG

    def made_ready(self, limits: Limits) -> Iterator[Heartbeat | Notice]:
        """Have the kernel compiled or loaded, if it is needed at all.

        A search bound by the clock goes on meanwhile without. One that must repeat waits here, for
        its plans must not hang on whether somebody has compiled the kernel before.
        """
        if not self._needed:
            return
        self._warming = begin(Part.EXCHANGES)
        if limits.seconds is None and limits.idle_seconds is None:
            yield from until_over(self._warming)
        yield from self.complaints()

    def complaints(self) -> Iterator[Notice]:
        """Say once that the kernel cannot be had, if so: the search goes on without."""
        if self._warming is not None and self._warming.failure is not None:
            yield Notice(f"long routes exchange no stretches: {self._warming.failure}")
            self._warming = None

    def ahead(self, done: int, most: int) -> int:
        """How many of so many iterations to run until the next exchanges."""
        return most if self._warming is None else min(most, EVERY - done % EVERY)

    def exchange(
        self,
        arrays: tuple[Terms, Guide, Plan, Work, Record],
        done: int,
        temperature: float,
    ) -> None:
        """Exchange stretches, if it is time after so many iterations, and the kernel is there.

        The temperature is that of the search.
        """
        if self._warming is not None and self._warming.ready and done % EVERY == 0:
            exchanging().exchange_stretches(*arrays, TRIES, temperature)


def mean_length(plan: Plan) -> float:
    """Tasks on a route, on average over the routes in use; 0 if there is none."""
    lengths = plan.length[plan.row]
    used = int(np.count_nonzero(lengths))
    return float(lengths.sum() / used) if used else 0.0
