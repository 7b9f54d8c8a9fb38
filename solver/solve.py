"""The one call: pick the engines, arm the criteria, check every plan, explain what is left out."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from threading import Event
from typing import Literal

from solver.capabilities import relaxations
from solver.check import check
from solver.engines.exact import Exact, is_tiny
from solver.engines.greedy import Greedy, frozen_beginnings, repair
from solver.engines.protocol import (
    Assignment,
    Engine,
    EngineError,
    Finding,
    Proof,
)
from solver.engines.rebuild import Rebuild
from solver.engines.routing import Routing
from solver.engines.search import Search, is_warm, supports
from solver.explain import any_hopeless, explain, unplanned
from solver.incumbent import Incumbent, as_solution
from solver.problem import Problem
from solver.progress import Snapshot
from solver.result import Result, Status
from solver.schedule import Planner
from solver.solution import Route, Solution
from solver.stop import Criterion, Limits, MaxRuntime, StopReason

EngineName = Literal["auto", "search", "ortools", "greedy"]
ENGINES: tuple[EngineName, ...] = ("auto", "search", "ortools", "greedy")

COMPILING_SECONDS = 60
"""Least time limit within which "auto" lets the fast search be compiled."""
ROUTING_LIMIT = 2_000
"""Most tasks for which "auto" starts OR-Tools: beyond, its first plan takes minutes."""
FIRST_STEPS = 200
"""Steps of ruin and recreate before a tiny problem is solved to the end."""
REBUILD_SHARE = 0.5
"""Part of the time for ruin and recreate where OR-Tools has the rest."""
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
    is INFEASIBLE; OPTIMAL is claimed only with a proof, which ends the search. `warm_start` may be
    a plan for an older state of the problem: what no longer fits is dropped and reported in the
    notes. `on_progress` is called in this thread.

    With `MaxIterations`, one thread and the same seed the result repeats. Raises ValueError for an
    unknown engine or less than one thread.
    """
    if engine not in ENGINES:
        raise ValueError(f"engine must be one of {', '.join(ENGINES)}, got {engine!r}")
    if threads < 1:
        raise ValueError(f"threads must be at least 1, got {threads}")
    search = _Search(problem, stop, on_progress, cancel)
    stages = _stages(problem, engine, stop.limits, search.notes)
    try:
        if any_hopeless(problem):
            stopped_by = StopReason.FINISHED
        else:
            stopped_by = search.run(stages, seed, threads, warm_start)
    except KeyboardInterrupt:
        stopped_by = StopReason.CANCELLED
    return search.result(stopped_by, seed, stages[-1].name)


def _stages(problem: Problem, engine: EngineName, limits: Limits, notes: list[str]) -> list[Engine]:
    """The engines to run one after the other; each begins with the best plan of those before."""
    if engine == "greedy" or not problem.tasks or not problem.vehicles:
        return [Greedy()]
    if engine == "ortools":
        return [Greedy(), Routing()]
    if engine == "search":
        return [Greedy(), Search()]
    proving: list[Engine] = [Rebuild(most_steps=FIRST_STEPS), Exact()] if is_tiny(problem) else []
    if _can_search(problem, limits, notes):
        return [Greedy(), *proving, Search(), Routing()]  # the last only if the other breaks down
    if len(problem.tasks) > ROUTING_LIMIT:
        return [Greedy(), Rebuild()]
    return [Greedy(), *proving, Rebuild(share=REBUILD_SHARE), Routing()]


def _can_search(problem: Problem, limits: Limits, notes: list[str]) -> bool:
    """Whether the fast search knows all rules of the problem, and there is time to compile it."""
    missing = supports(problem)
    if missing:
        notes.append(f"the fast search does not model {', '.join(missing)}: others search instead")
        return False
    in_time = limits.seconds is None or limits.seconds >= COMPILING_SECONDS
    if not in_time and not is_warm():
        notes.append(
            "the fast search must be compiled first, and for that the time limit is too short "
            f"(under {COMPILING_SECONDS} s): others search instead"
        )
        return False
    return True


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
        self._before = 0
        self._proven = False

    def run(
        self, stages: Sequence[Engine], seed: int, threads: int, warm_start: Solution | None
    ) -> StopReason:
        """Run the stages until something ends the search; the reason."""
        start = self._warm(warm_start)
        warm = warm_start is not None
        for engine in stages:
            limits = self._limits()
            asked = Assignment(
                self._problem, seed, threads, limits, self._routes() or start, self._cost(), warm
            )
            reason = self._stage(engine, asked)
            failed = reason is StopReason.ENGINE_FAILED
            if reason is not None and not (failed and engine is not stages[-1]):
                return reason
        return StopReason.FINISHED

    def _limits(self) -> Limits:
        """What is left for the next engine."""
        limits, done = self._stop.limits, self._incumbent.iterations
        self._before = done
        return replace(
            limits,
            seconds=None if limits.seconds is None else max(0, limits.seconds - self._elapsed()),
            iterations=None if limits.iterations is None else max(0, limits.iterations - done),
        )

    def _warm(self, warm_start: Solution | None) -> tuple[Route, ...]:
        """Offer what has begun and, repaired, the plan given; the routes to begin from."""
        planner = Planner(self._problem)
        begun = planner.plan(frozen_beginnings(self._problem))
        if begun is not None:
            self._offer(Finding(*begun), "start")
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
                if isinstance(event, Proof):
                    return self._prove(event)
                if isinstance(event, Finding):
                    self._offer(event, engine.name)
                else:
                    self._incumbent.count(self._before + event.iterations)
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

    def _prove(self, proof: Proof) -> StopReason | None:
        """Nothing is left to search, unless the proof speaks of a plan that is not ours."""
        self._proven = self._cost() == proof.cost
        return StopReason.FINISHED if self._proven else None

    def _offer(self, finding: Finding, phase: str) -> None:
        finding = replace(finding, iterations=self._before + finding.iterations)
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
            engine="exact" if self._proven else engine,
            seconds=self._elapsed(),
            trace=tuple(self._incumbent.trace),
            relaxed=() if self._proven else relaxations(self._problem, engine),
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
        return Status.OPTIMAL if only_plan or self._proven else Status.FEASIBLE
