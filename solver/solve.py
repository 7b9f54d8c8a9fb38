"""The one call: pick the engines, arm the criteria, check every plan, explain what is left out."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from threading import Event
from typing import Literal

from solver.capabilities import relaxations
from solver.check import check
from solver.engines.greedy import Greedy, repair
from solver.engines.protocol import (
    Assignment,
    Engine,
    EngineError,
    Finding,
)
from solver.engines.routing import Routing
from solver.explain import any_hopeless, explain, unplanned
from solver.incumbent import Incumbent, as_solution
from solver.problem import Problem
from solver.progress import Snapshot
from solver.result import Result, Status
from solver.schedule import Planner
from solver.solution import Route, Solution
from solver.stop import Criterion, MaxRuntime, StopReason

EngineName = Literal["auto", "ortools", "greedy"]
ENGINES: tuple[EngineName, ...] = ("auto", "ortools", "greedy")

ROUTING_LIMIT = 2_000
"""Most tasks for which "auto" starts OR-Tools: beyond, its first plan takes minutes."""
PROGRESS_SECONDS = 0.2


def solve(
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
    """Find the cheapest plan until a criterion fires, `cancel` is set or the user interrupts.

    Every plan is verified by `solver.check` before it counts; the best that passed is returned,
    with reasons for each unassigned task. Without a plan that serves all mandatory tasks the status
    is INFEASIBLE. `warm_start` may be a plan for an older state of the problem: what no longer fits
    is dropped and reported in the notes. `on_progress` is called in this thread.

    With `MaxIterations`, one thread and the same seed the result repeats. Raises ValueError for an
    unknown engine or less than one thread.
    """
    if engine not in ENGINES:
        raise ValueError(f"engine must be one of {', '.join(ENGINES)}, got {engine!r}")
    if threads < 1:
        raise ValueError(f"threads must be at least 1, got {threads}")
    search = _Search(problem, stop, on_progress, cancel)
    stages = _stages(problem, engine, search)
    try:
        if any_hopeless(problem):
            stopped_by = StopReason.FINISHED
        else:
            stopped_by = search.run(stages, seed, threads, warm_start)
    except KeyboardInterrupt:
        stopped_by = StopReason.CANCELLED
    return search.result(stopped_by, seed, stages[-1].name)


def _stages(problem: Problem, engine: EngineName, search: "_Search") -> list[Engine]:
    """The engines to run one after the other; each begins with the best plan of those before."""
    if engine == "greedy" or not problem.tasks or not problem.vehicles:
        return [Greedy()]
    if engine == "auto" and len(problem.tasks) > ROUTING_LIMIT:
        search.notes.append(
            f"{len(problem.tasks)} tasks are too many for OR-Tools: the plan is greedy"
        )
        return [Greedy()]
    return [Greedy(), Routing()]


class _Search:
    """One call of `solve`: its clock, its criteria and its incumbent."""

    def __init__(
        self,
        problem: Problem,
        stop: Criterion,
        on_progress: Callable[[Snapshot], None] | None,
        cancel: Event | None,
    ) -> None:
        self._began = time.monotonic()
        self._problem, self._stop = problem, stop
        self._on_progress, self._cancel = on_progress, cancel
        self._reported = -PROGRESS_SECONDS
        self._incumbent = Incumbent(problem, self._elapsed)
        self.notes: list[str] = []
        self._errors: list[str] = []

    def run(
        self, stages: Sequence[Engine], seed: int, threads: int, warm_start: Solution | None
    ) -> StopReason:
        """Run the stages until something ends the search; the reason."""
        start = self._warm(warm_start)
        warm = warm_start is not None
        limits = self._stop.limits
        asked = Assignment(self._problem, seed, threads, limits, start, self._cost(), warm)
        for engine in stages:
            reason = self._stage(engine, asked)
            if reason is not None:
                return reason
            asked = replace(asked, start=self._routes() or start, cost=self._cost())
        return StopReason.FINISHED

    def _warm(self, warm_start: Solution | None) -> tuple[Route, ...]:
        """Offer the empty plan and, repaired, the one given; the routes to begin from."""
        planner = Planner(self._problem)
        empty = planner.plan({})
        if empty is not None:
            self._offer(Finding(*empty), "start")
        if warm_start is None:
            return ()
        repaired = repair(self._problem, warm_start.routes)
        self.notes.extend(repaired.notes)
        plan = planner.plan(repaired.sequences)
        if plan is None:
            return ()
        self._offer(Finding(*plan), "warm start")
        return plan[0]

    def _stage(self, engine: Engine, asked: Assignment) -> StopReason | None:
        events = engine.search(asked)
        try:
            for event in events:
                if isinstance(event, Finding):
                    self._offer(event, engine.name)
                else:
                    self._incumbent.count(event.iterations)
                    self._report(engine.name, event.message)
                reason = self._ended(engine.name)
                if reason is not None:
                    return reason
        except EngineError as error:
            self._errors.append(f"{engine.name}: {error}")
            return StopReason.ENGINE_FAILED
        finally:
            close = getattr(events, "close", None)
            if close is not None:
                close()
        return None

    def _offer(self, finding: Finding, phase: str) -> None:
        if self._incumbent.offer(finding, phase) and self._on_progress is not None:
            self._on_progress(self._incumbent.trace[-1])

    def _report(self, phase: str, message: str) -> None:
        now = self._elapsed()
        if self._on_progress is not None and now - self._reported >= PROGRESS_SECONDS:
            self._reported = now
            self._on_progress(self._incumbent.snapshot(phase, message))

    def _ended(self, phase: str) -> StopReason | None:
        if self._cancel is not None and self._cancel.is_set():
            return StopReason.CANCELLED
        return self._stop.fired(self._incumbent.snapshot(phase))

    def _routes(self) -> tuple[Route, ...]:
        best = self._incumbent.solution
        return self._incumbent.attempt if best is None else best.routes

    def _cost(self) -> int | None:
        best = self._incumbent.solution
        return None if best is None else best.cost

    def _elapsed(self) -> float:
        return time.monotonic() - self._began

    def result(self, stopped_by: StopReason, seed: int, engine: str) -> Result:
        """The best plan with its reasons, or the reasons why there is none."""
        best = self._incumbent.solution
        patient = self._patience(stopped_by)
        if best is not None:
            reasons = explain(self._problem, best, patient=patient)
            solution = replace(best, unassigned=reasons)
        else:
            attempt = as_solution(self._problem, self._incumbent.attempt, 0)
            solution = unplanned(self._problem, attempt, patient=patient)
        report = check(self._problem, solution)
        return Result(
            status=self._status(best),
            stopped_by=stopped_by,
            solution=solution,
            terms=report.terms,
            report=report,
            seed=seed,
            engine=engine,
            seconds=self._elapsed(),
            trace=tuple(self._incumbent.trace),
            relaxed=relaxations(self._problem, engine),
            notes=tuple(self.notes),
            errors=(*self._errors, *self._incumbent.complaints),
        )

    def _patience(self, stopped_by: StopReason) -> Callable[[], bool]:
        """Time to explain: little if somebody waits for the answer, else enough for hundreds."""
        awaited = stopped_by in (StopReason.MAX_RUNTIME, StopReason.CANCELLED)
        until = self._elapsed() + (0.2 if awaited else 2.0)
        return lambda: self._elapsed() < until

    def _status(self, best: Solution | None) -> Status:
        if best is None:
            return Status.INFEASIBLE
        only_plan = not self._problem.tasks or not self._problem.vehicles
        return Status.OPTIMAL if only_plan else Status.FEASIBLE
