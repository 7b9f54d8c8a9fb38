"""One attempt to put a better plan together, in a thread that ends when it is told to."""

import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from threading import Event, Thread
from types import TracebackType

from solver.engines.recombine.pool import Column, Pool
from solver.engines.recombine.programme import Choice, Programme, RecombineError
from solver.engines.recombine.solvers import Effort, partition, relax
from solver.model.bounds import cost_bound
from solver.problem import Problem
from solver.schedule import Planner, route_cost
from solver.solution import Route

LARGEST_COST = 1 << 50
"""The linear interface counts in floating point: whole numbers are exact up to 2^53."""
FIRST_COLUMNS = 400
"""Columns CP-SAT is given at first, those of the lowest reduced cost; twice as many whenever it has
proven that nothing better can be made of them."""
TOLERANCE = 1e-6

Sequences = Mapping[int, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Recombined:
    """A better plan: task indices by vehicle index, its routes and cost by `solver.schedule`."""

    sequences: dict[int, list[int]]
    routes: tuple[Route, ...]
    cost: int


def rules_across_routes(problem: Problem) -> tuple[str, ...]:
    """What set partitioning cannot state about the problem; empty: it can be used."""
    found = []
    if problem.max_changed is not None:
        found.append("a cap on changes")
    if cost_bound(problem) > LARGEST_COST:
        found.append("prices that add up to more than 2^50")
    return tuple(found)


class Recombination:
    """Use it in a `with` block: however the block is left, its thread has ended afterwards.

    The attempt reads and times columns of `pool`, which nobody else may use meanwhile. `work`
    bounds each of its few steps in a solver's deterministic seconds, `seconds` all of them.
    """

    def __init__(
        self,
        problem: Problem,
        pool: Pool,
        incumbent: Sequences,
        *,
        seed: int = 0,
        work: float = 0.5,
        seconds: float | None = None,
    ) -> None:
        self._attempt = _Attempt(problem, pool, incumbent, seed, Effort(work, seconds))
        self._better: Recombined | None = None
        self._failure: Exception | None = None
        self._thread = Thread(target=self._run, name="recombine", daemon=True)

    def __enter__(self) -> "Recombination":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._attempt.stop.set()
        while self._thread.is_alive():
            self._attempt.interrupt()
            self._thread.join(0.01)

    def is_running(self, wait: float) -> bool:
        """Whether it still is after so many seconds, at most."""
        self._thread.join(wait)
        return self._thread.is_alive()

    def result(self) -> Recombined | None:
        """The better plan if there is one; raises RecombineError if a solver broke down."""
        if self._failure is not None:
            raise RecombineError(str(self._failure)) from self._failure
        return self._better

    def _run(self) -> None:
        try:
            self._better = self._attempt.run()
        except Exception as failure:
            self._failure = failure


class _Attempt:
    """What the thread does: relax, choose among ever more columns, give times to what is chosen."""

    def __init__(
        self, problem: Problem, pool: Pool, incumbent: Sequences, seed: int, effort: Effort
    ) -> None:
        self._problem, self._pool, self._seed = problem, pool, seed
        self._incumbent = {k: list(tasks) for k, tasks in incumbent.items() if tasks}
        self._effort, self._began = effort, time.monotonic()
        self._fleet = Counter(pool.kinds)
        tasks = enumerate(problem.tasks)
        self._duties = {index for index, task in tasks if problem.must_serve(task)}
        self._active: Programme | None = None
        self.stop = Event()

    def interrupt(self) -> None:
        """End the solver that is at work."""
        if self._active is not None:
            self._active.solver.InterruptSolve()

    def run(self) -> Recombined | None:
        """The better plan, None if there is none or the time is over."""
        planner = Planner(self._problem)
        known = planner.plan(self._incumbent)
        if known is None or rules_across_routes(self._problem):
            return None
        chosen = self._choose()
        sequences = crew(chosen, self._pool.kinds, self._incumbent)
        plan = planner.plan(sequences) if chosen else None
        if plan is None or self._rank(sequences, plan[1]) >= self._rank(self._incumbent, known[1]):
            return None
        return Recombined(sequences, *plan)

    def _choose(self) -> list[Column]:
        """The best columns found; empty if those of the incumbent are."""
        current = self._of_incumbent()
        columns = [*current, *self._pool.columns()]
        skips = self._skips(current, columns)
        relaxation = relax(self._choice(columns, skips), self._left(), self._watch)
        if relaxation is None or self._is_over():
            return []
        reduced = relaxation.reduced
        gap = _price(current, skips) - relaxation.bound
        order = sorted(range(len(columns)), key=reduced.__getitem__)
        able = [columns[i] for i in order if reduced[i] <= gap + TOLERANCE * abs(relaxation.bound)]
        return self._climb(able, current, skips)

    def _climb(
        self, able: Sequence[Column], current: list[Column], skips: Mapping[int, int]
    ) -> list[Column]:
        best, size = current, FIRST_COLUMNS
        while not self._is_over():
            few = list(dict.fromkeys([*best, *self._timed(able[:size])]))
            choice, start = self._choice(few, skips), set(range(len(best)))
            found = partition(choice, start, self._seed, self._left(), self._watch)
            if found is not None:
                best = min(best, [few[i] for i in found.columns], key=lambda c: _price(c, skips))
            if found is None or not found.proven or size >= len(able):
                break
            size *= 2
        return [] if best is current else best

    def _timed(self, columns: Sequence[Column]) -> list[Column]:
        """Those that have a schedule, now at its cost; the time may be over meanwhile."""
        return [c for c in columns if not self._is_over() and self._pool.time(c)]

    def _of_incumbent(self) -> list[Column]:
        kinds, columns = self._pool.kinds, []
        for k, tasks in self._incumbent.items():
            cost = route_cost(self._problem, k, tasks)
            assert cost is not None, "a planned route has a cost"
            columns.append(Column(kinds[k], tuple(tasks), cost, worth=0, timed=True))
        return columns

    def _skips(self, current: Sequence[Column], columns: Sequence[Column]) -> dict[int, int]:
        """Skip prices; what must be served has one only if the incumbent falls short of that.

        It then exceeds what all else can cost, so that no such task is skipped to save money.
        """
        prices = {t: task.skip_price or 0 for t, task in enumerate(self._problem.tasks)}
        dearest = max((column.cost for column in columns), default=0)
        missed = 1 + sum(prices.values()) + dearest * len(self._problem.vehicles)
        short = self._duties - {task for column in current for task in column.tasks}
        return {
            task: price + (missed if task in self._duties else 0)
            for task, price in prices.items()
            if short or task not in self._duties
        }

    def _choice(self, columns: Sequence[Column], skips: Mapping[int, int]) -> Choice:
        return Choice(columns, skips, self._fleet, len(self._problem.tasks))

    def _rank(self, sequences: Sequences, cost: int) -> tuple[int, int]:
        """Fewest missing, then cheapest."""
        served = {task for tasks in sequences.values() for task in tasks}
        return len(self._duties - served), cost

    def _left(self) -> Effort:
        """The effort for one more step, within the time that is left."""
        if self._effort.seconds is None:
            return self._effort
        passed = time.monotonic() - self._began
        return replace(self._effort, seconds=max(0.0, self._effort.seconds - passed))

    def _is_over(self) -> bool:
        return self.stop.is_set() or self._left().seconds == 0.0

    def _watch(self, programme: Programme) -> None:
        self._active = programme


def _price(columns: Sequence[Column], skips: Mapping[int, int]) -> int:
    served = {task for column in columns for task in column.tasks}
    skipped = sum(price for task, price in skips.items() if task not in served)
    return sum(column.cost for column in columns) + skipped


def crew(
    columns: Sequence[Column], kinds: Sequence[int], incumbent: Sequences
) -> dict[int, list[int]]:
    """Who drives what: vehicles that are alike keep the routes they have, the others share."""
    todo: defaultdict[int, list[tuple[int, ...]]] = defaultdict(list)
    for column in columns:
        todo[column.kind].append(column.tasks)
    sequences = {}
    for k, tasks in incumbent.items():
        if tuple(tasks) in todo[kinds[k]]:
            todo[kinds[k]].remove(tuple(tasks))
            sequences[k] = list(tasks)
    for k, kind in enumerate(kinds):
        if k not in sequences and todo[kind]:
            sequences[k] = list(todo[kind].pop())
    return sequences
