"""The search as `solve` sees it: slices of annealing, heartbeats, plans with exact times."""

import time
from collections.abc import Iterator
from threading import Thread

import numpy as np

from solver.engines.greedy import repair
from solver.engines.protocol import Assignment, EngineError, Finding, Heartbeat, Notice
from solver.engines.search.cap import ROUND, Cap
from solver.engines.search.combining import Combiner, present, standing
from solver.engines.search.descents import ORIGINS, STARTS, Descent, descents_for, marks
from solver.engines.search.elite import Elite
from solver.engines.search.exchanges import Exchanges
from solver.engines.search.islands import Board, Islands, Sequences, assignments
from solver.engines.search.kernels import layout as at
from solver.engines.search.kernels.layout import NEVER
from solver.engines.search.pacing import (
    Pace,
    Slice,
    first_heat,
    is_mandatory,
    short_leg,
)
from solver.engines.search.state import (
    best_sequences,
    new_plan,
    new_record,
    new_work,
    sequences_of,
    set_prices,
)
from solver.engines.search.supports import supports
from solver.engines.search.terms import compile_problem
from solver.engines.search.trading import Trader
from solver.engines.search.warm import kernels
from solver.engines.search.warming import begin, until_over
from solver.schedule import Planner, admits, route_cost

BEAT_SECONDS = 0.1
SHOW_SECONDS = 0.3
"""Least time between two plans shown, as long as there is time for another."""
SHOW_SHARE = 0.1
"""Most of the time that may go into writing plans down."""
SHOW_GROWTH = 1.25
"""A search bound by iterations alone shows plans whenever it has gone on so much further."""
IDLE_SHARE = 0.5
"""Part of the time or the iterations that may pass without a better plan, until one is shown."""
IDLE_LOOKS = 4
"""Slices, at least, in the iterations that may pass without a better plan."""


class Search:
    """Ruin and recreate under simulated annealing, on compiled kernels.

    One thread is deterministic by seed; each further thread is a search with a seed of its own.
    """

    @property
    def name(self) -> str:
        """Name in options and results."""
        return "search"

    def search(self, asked: Assignment) -> Iterator[Finding | Heartbeat | Notice]:
        """Yield ever better plans until closed, or until the limit of iterations.

        `asked.limits.seconds` counts from this call. Raises EngineError for a problem that uses
        what `supports` names. Without tasks or vehicles there is nothing to search.
        """
        if not asked.problem.tasks or not asked.problem.vehicles:
            return
        missing = supports(asked.problem)
        if missing:
            raise EngineError(f"the search engine does not model {', '.join(missing)}")
        began = time.monotonic()
        yield from _compiled()
        if asked.threads == 1:
            yield from _Run(asked, began).everything()
        else:
            board, parts = Board(), enumerate(assignments(asked))
            runs = [_Run(part, began, board, island) for island, part in parts]
            yield from Islands([run.everything() for run in runs]).events()


def _compiled() -> Iterator[Heartbeat]:
    """Make sure that the kernels can run, alive all the while."""
    warming = begin()
    yield from until_over(warming)
    if warming.failure is not None:
        raise EngineError(f"the kernels could not be compiled: {warming.failure}")


def _prepared(run: "_Run") -> Iterator[Heartbeat]:
    """Let the run write its arrays and its first plan, alive all the while."""
    failure: list[BaseException] = []

    def prepare() -> None:
        try:
            run.prepare()
        except Exception as error:  # it goes to whoever asked, in their thread
            failure.append(error)

    thread = Thread(target=prepare, name="first plan", daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(BEAT_SECONDS)
        yield Heartbeat()
    if failure:
        raise failure[0]


class _Run:
    """One search: its arrays, its pace, and what it has shown of the best plan."""

    def __init__(
        self, asked: Assignment, began: float, board: Board | None = None, island: int = 0
    ) -> None:
        self._asked, self._began, self._problem = asked, began, asked.problem
        self._combiner = Combiner(asked.problem, asked.seed, asked.limits, board, island)
        self._trader = Trader(board, island)
        self._planner = Planner(asked.problem)
        self._shown, self._shown_at, self._cost_of_showing = 0, -SHOW_SECONDS, 0.0
        self._shown_done = 0
        self._elite = Elite(STARTS, ORIGINS)

    def prepare(self) -> None:
        """Write the arrays, and a first plan into them: the one given, completed."""
        asked = self._asked
        self._kernels = kernels()
        self._terms, self._guide = compile_problem(asked.problem)
        self._plan = new_plan(self._terms, self._guide, asked.seed)
        unit = short_leg(self._terms, self._guide)
        self._work = new_work(self._terms, self._guide, unit)
        self._record = new_record(self._plan, unit)
        self._cap = None
        if asked.problem.max_changed is not None:
            self._cap = Cap(asked.problem, self._terms, self._guide, asked.seed)
            self._terms, self._guide = self._cap.terms, self._cap.guide
        self._begin(repair(asked.problem, asked.start).sequences)
        self._exchanges = Exchanges(self._plan)
        late, heat = time.monotonic() - self._began, first_heat(self._guide, unit)
        descents = self._descents(unit)
        self._combiner.marks = marks(descents)
        self._pace = Pace(
            asked.limits, unit, heat=heat, warm=asked.warm, late=late, descents=descents
        )

    def _descents(self, unit: float) -> tuple[Descent, ...]:
        return descents_for(
            self._asked.limits,
            recombines=self._combiner.is_able,
            mandatory=is_mandatory(self._guide, unit),
            warm=self._asked.warm,
        )

    def everything(self) -> Iterator[Finding | Heartbeat | Notice]:
        """Prepare, then search."""
        yield from _prepared(self)
        yield from self._exchanges.made_ready(self._asked.limits)
        yield from self.events()

    def events(self) -> Iterator[Finding | Heartbeat | Notice]:
        """The first plan, then slice after slice."""
        yield from self._show()
        while True:
            piece = self._pace.next(self._ahead())
            if piece.iterations == 0:
                return
            began = time.monotonic()
            self._anneal(piece)
            self._pace.count(piece.iterations, time.monotonic() - began)
            yield from self._combine()
            yield from self._exchanges.complaints()
            if self._worth_showing():
                yield from self._show()
            yield Heartbeat(self._pace.done)

    def _ahead(self) -> int | None:
        """Iterations until the search must be looked at; None: whenever a slice ends."""
        ahead, idle = self._combiner.ahead(self._pace.done), self._asked.limits.idle_iterations
        if idle is None:
            return ahead
        least = max(1, idle // IDLE_LOOKS)
        return least if ahead is None else min(ahead, least)

    def _begin(self, sequences: Sequences) -> None:
        """Go on from these routes, completed; where changes are capped, with others loose."""
        if self._cap is not None:
            sequences = self._cap.redraw(self._planner, sequences)
            self._plan.priced[:, :, 0] = -1
            set_prices(self._work, self._guide, self._record)
        self._load(sequences)
        self._kernels.construct(self._terms, self._guide, self._plan, self._work, self._record)

    def _anneal(self, piece: Slice) -> None:
        """Run a slice, in parts if stretches are exchanged or other tasks loose on the way."""
        done, arrays = 0, (self._terms, self._guide, self._plan, self._work, self._record)
        while done < piece.iterations:
            part = self._exchanges.ahead(self._pace.done + done, piece.iterations - done)
            if self._cap is not None:
                part = min(part, ROUND - (self._pace.done + done) % ROUND)
            self._kernels.anneal(*arrays, part, piece.at(done), piece.at(done + part))
            done += part
            self._exchanges.exchange(arrays, self._pace.done + done, piece.at(done))
            if self._cap is not None and (self._pace.done + done) % ROUND == 0:
                plans = sequences_of(self._plan), best_sequences(self._record)
                self._begin(self._cap.either(*plans))

    def _load(self, sequences: Sequences) -> None:
        """Begin with these routes; of those that labels cannot follow only what has begun stays."""
        tasks, length = np.zeros_like(self._record.tasks), np.zeros_like(self._record.length)
        for k, found in sequences.items():
            tasks[k, : len(found)] = found
            length[k] = len(found)
        self._kernels.load_plan(self._terms, self._plan, tasks, length)
        for most in (self._terms.vehicles[:, at.FROZEN], 0):
            broken = self._plan.sums[self._plan.row, at.TOTAL] >= NEVER
            if broken.any():
                length[broken] = np.minimum(length, most)[broken]
                self._kernels.load_plan(self._terms, self._plan, tasks, length)

    def _combine(self) -> Iterator[Heartbeat | Notice]:
        """Keep the routes of this slice; go on from a better plan, of others or recombined."""
        self._combiner.gather(self._plan, self._record, self._pace.done)
        if (other := self._trader.trade(self._plan, self._record, self._pace.share)) is not None:
            self._begin(other)
        if not self._combiner.may_look(self._pace.done):
            return
        ended = present(self._plan, self._record) if self._pace.is_descent_over else None
        if self._combiner.is_due(self._pace.share, self._pace.done):
            better = yield from self._combiner.attempt(self._record, self._pace)
            if better is not None:
                self._begin(better)
        if ended is not None and self._pace.turn():
            self._elite.keep(ended, standing(self._record))
            self._begin(self._elite.next())

    def _worth_showing(self) -> bool:
        """A new best plan is shown unless that is too dear now and there will be time later.

        Which plans are shown may decide which is returned, for kernels overrate some: a search
        bound by iterations alone does not ask the clock. Where a run ends if nothing better is
        shown for long, it is shown before.
        """
        if self._record.state[at.FOUND] == self._shown:
            return False
        limits, done = self._asked.limits, self._pace.done
        idle, counts = limits.idle_iterations, (limits.iterations, limits.idle_iterations)
        if idle is not None and done - self._shown_done >= IDLE_SHARE * idle:
            return self._combiner.may_look(done)
        if limits.seconds is None and counts != (None, None):
            is_time = done >= SHOW_GROWTH * self._shown_done or self._pace.is_over()
            return is_time and self._combiner.may_look(done)
        pause = max(SHOW_SECONDS, self._cost_of_showing / SHOW_SHARE)
        if limits.idle_seconds is not None:
            pause = min(pause, IDLE_SHARE * limits.idle_seconds)
        soon = 2 * self._cost_of_showing + 0.15
        return self._pace.is_over(soon) or self._pace.elapsed - self._shown_at >= pause

    def _show(self) -> Iterator[Finding]:
        """The best plan with its exact times and cost.

        Kernels and schedule may disagree where a rule is relaxed: routes without times are left
        out, and if that is no plan either, the search goes on to find another best one.
        """
        began = self._pace.elapsed
        best = best_sequences(self._record)
        plan = self._planner.plan(best)
        if plan is None:
            plan = self._planner.plan(self._timed(best))
            self._record.state[[at.BEST_COST, at.BEST_MISSING]] = NEVER
        self._shown = int(self._record.state[at.FOUND])
        self._shown_at, self._shown_done = self._pace.elapsed, self._pace.done
        self._cost_of_showing = self._shown_at - began
        if plan is not None:
            yield Finding(*plan, self._pace.done)

    def _timed(self, sequences: dict[int, list[int]]) -> dict[int, list[int]]:
        """The routes that have times and break no rule of their own."""
        problem = self._problem
        return {
            k: tasks
            for k, tasks in sequences.items()
            if admits(problem, k, tasks) and route_cost(problem, k, tasks) is not None
        }
