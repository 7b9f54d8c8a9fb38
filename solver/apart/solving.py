"""The call: ask a worker, pass on what it says, and make do with that if it breaks down."""

import time
from collections.abc import Callable
from dataclasses import replace
from threading import Event

from solver.apart import workers
from solver.apart.wire import Answer, Ask, Cancel, Gone, Orders, Ready, Shown
from solver.apart.workers import Worker
from solver.capabilities import is_engine, relaxations
from solver.incumbent import as_solution
from solver.problem import Problem
from solver.progress import Snapshot
from solver.result import Result
from solver.schedule import Planner
from solver.solution import Solution
from solver.solve import EngineName, solve
from solver.stop import Criterion, MaxRuntime, StopReason

BEAT_SECONDS = 0.02


def solve_apart(
    problem: Problem,
    stop: Criterion = MaxRuntime(10),  # noqa: B008 - criteria are immutable
    *,
    seed: int = 0,
    engine: EngineName = "auto",
    threads: int = 1,
    on_progress: Callable[[Snapshot], None] | None = None,
    cancel: Event | None = None,
    warm_start: Solution | None = None,
) -> Result:
    """`solve` in a process of its own, with the same arguments and the same result.

    However that process ends, a segmentation fault of compiled code included, the best plan it had
    found is the result: completed by insertion where it lacks tasks, with reasons, stopped by
    ENGINE_FAILED, and with the error. If it had found none, insertion makes one. `stop` is sent to
    the process, so it must be of a class that can be imported. Where no process is to be had, this
    one solves.
    """
    ask = Ask(problem, stop, seed, engine, threads, warm_start, time.monotonic())
    call = _Call(ask, on_progress, cancel or Event())
    try:
        worker = workers.take()
    except OSError:
        return call.here()
    try:
        result = call.through(worker)
    except BaseException:
        worker.end()
        raise
    workers.give_back(worker)
    return result


class _Call:
    """One call: its clock, the best plan that the worker has told of, and who was at work."""

    def __init__(
        self, ask: Ask, on_progress: Callable[[Snapshot], None] | None, cancel: Event
    ) -> None:
        self._ask, self._on_progress, self._cancel = ask, on_progress, cancel
        self._best: Orders | None = None
        self._trace: list[Snapshot] = []
        self._engine: str | None = None

    def through(self, worker: Worker) -> Result:
        """Ask the worker, and tell it when to stop. Raises what `solve` raised there."""
        asked = cancelled = False
        try:
            while True:
                said = worker.hear(BEAT_SECONDS)
                if isinstance(said, Answer):
                    return _returned(said.outcome)
                if isinstance(said, Gone):
                    return self._rescued(StopReason.ENGINE_FAILED, f"search: {said.words}")
                if isinstance(said, Shown):
                    self._show(said)
                elif isinstance(said, Ready):
                    worker.tell(self._ask)
                    asked = True
                if asked and not cancelled and self._cancel.is_set():
                    worker.tell(Cancel())
                    cancelled = True
        except KeyboardInterrupt:
            worker.end()
            return self._rescued(StopReason.CANCELLED)

    def here(self) -> Result:
        """The same in this process."""
        return self._solve(self._ask, self._on_progress)

    def _show(self, said: Shown) -> None:
        self._best = said.orders or self._best
        if said.snapshot is not None:
            if not self._trace or said.snapshot.cost != self._trace[-1].cost:
                self._trace.append(said.snapshot)
            if is_engine(said.snapshot.phase):
                self._engine = said.snapshot.phase
            if self._on_progress is not None:
                self._on_progress(said.snapshot)

    def _rescued(self, reason: StopReason, *errors: str) -> Result:
        """The best plan so far, or else the one given; what both lack is inserted.

        The engine is the one that was at work on that plan, unless there was none.
        """
        given = self._ask.warm_start if self._best is None else self._plan(self._best)
        result = self._solve(replace(self._ask, engine="greedy", warm_start=given), None)
        if self._best is not None and self._engine is not None:
            relaxed = relaxations(self._ask.problem, self._engine)
            result = replace(result, engine=self._engine, relaxed=relaxed)
        return replace(
            result,
            stopped_by=reason,
            trace=(*self._trace, *result.trace),
            errors=(*errors, *result.errors),
        )

    def _solve(self, ask: Ask, on_progress: Callable[[Snapshot], None] | None) -> Result:
        return solve(
            ask.problem,
            ask.stop,
            seed=ask.seed,
            engine=ask.engine,
            threads=ask.threads,
            on_progress=on_progress,
            cancel=self._cancel,
            warm_start=ask.warm_start,
            late=time.monotonic() - ask.began,
        )

    def _plan(self, orders: Orders) -> Solution | None:
        """The plan that these orders make, timed anew."""
        problem = self._ask.problem
        sequences = {
            problem.vehicle_index[vehicle]: [problem.task_index[task] for task in tasks]
            for vehicle, tasks in orders.items()
        }
        plan = Planner(problem).plan(sequences)
        return None if plan is None else as_solution(problem, *plan)


def _returned(outcome: Result | Exception) -> Result:
    if isinstance(outcome, Exception):
        raise outcome
    return outcome
