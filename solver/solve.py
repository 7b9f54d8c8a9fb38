"""The one call: run the engines, arm the criteria, check every plan, explain what is left out."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from threading import Event

from solver.capabilities import relaxations
from solver.check import check
from solver.engines.greedy import frozen_beginnings, repair
from solver.engines.protocol import Assignment, EngineError, Finding, Heartbeat, Notice, Proof
from solver.explain import any_hopeless, explain, unplanned
from solver.finish import Patience, filled_up, patience
from solver.incumbent import Incumbent, as_solution
from solver.problem import Problem
from solver.progress import Snapshot
from solver.result import Result, Status
from solver.schedule import Planner
from solver.solution import Route, Solution
from solver.stages import ENGINES, EngineName, Stage, Stages, is_counted, stages_for
from solver.stop import Criterion, Limits, MaxRuntime, StopReason

__all__ = ["ENGINES", "EngineName", "solve"]

PROGRESS_SECONDS = 0.2
FIRST_PLAN_SECONDS = 2.0
"""Most seconds past its limit that a run takes for its first plan, rather than return nothing."""
CLOSING_SHARE, CLOSING_SECONDS = 0.1, 1.0
"""Most of a time limit, and most seconds, kept for what follows the search."""
REASON_IN_CHECKS = 2.0
"""What it takes to find out why one task is left out, in checks of the whole plan."""

Events = Iterator[Finding | Heartbeat | Notice | Proof]


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
    on_plan: Callable[[Solution], None] | None = None,
    late: float = 0.0,
) -> Result:
    """Find the cheapest plan until a criterion fires, `cancel` is set or the user interrupts.

    Every plan is verified by `solver.check` before it counts; the best that passed is returned,
    with reasons for each unassigned task. Without a plan that serves all mandatory tasks the status
    is INFEASIBLE; OPTIMAL is claimed only with a proof, which ends the search. `warm_start` may be
    a plan for an older state of the problem: what no longer fits is dropped and reported in the
    notes. `on_progress`, and `on_plan` with every better plan, are called in this thread. A time
    limit covers the explanations, too; `late` are the seconds since the call began, if it did
    elsewhere. When an engine breaks down others go on, and the result has the error.

    As long as nothing is planned, limits wait for the first plan of the first engine, and one of
    time for any plan that serves what must be, at most FIRST_PLAN_SECONDS. With `MaxIterations`,
    one thread and the same seed the result repeats. Raises ValueError for an unknown engine or less
    than one thread.
    """
    if engine not in ENGINES:
        raise ValueError(f"engine must be one of {', '.join(ENGINES)}, got {engine!r}")
    if not isinstance(threads, int) or threads < 1:
        raise ValueError(f"threads must be a whole number of at least 1, got {threads!r}")
    search = _Search(problem, stop, seed, threads, on_progress, on_plan, cancel, late)
    try:
        if any_hopeless(problem):
            stopped_by = StopReason.FINISHED
        else:
            stopped_by = search.run(stages_for(problem, engine, stop.limits), warm_start)
    except KeyboardInterrupt:
        stopped_by = StopReason.CANCELLED
    return search.result(stopped_by)


class _Search:
    """One call of `solve`: its clock, its criteria and its incumbent."""

    def __init__(
        self,
        problem: Problem,
        stop: Criterion,
        seed: int,
        threads: int,
        on_progress: Callable[[Snapshot], None] | None,
        on_plan: Callable[[Solution], None] | None,
        cancel: Event | None,
        late: float,
    ) -> None:
        self._began, self._late = time.monotonic() - late, late
        self._problem, self._stop = problem, stop
        self._seed, self._threads = seed, threads
        self._on_progress, self._on_plan, self._cancel = on_progress, on_plan, cancel
        self._reported = -PROGRESS_SECONDS
        self._incumbent = Incumbent(problem, self._elapsed)
        self._notes: list[str] = []
        self._errors: list[str] = []
        self._engine = "greedy"
        self._before = 0
        self._proven = False
        self._untried = True

    def run(self, stages: Stages, warm_start: Solution | None) -> StopReason:
        """Run the stages until something ends the search; the reason."""
        self._notes.extend(stages.notes)
        start = self._warm(warm_start)
        todo, spare, failed = list(stages.planned), stages.spare, False
        while todo:
            stage = todo.pop(0)
            limits = self._limits(stage.share)
            asked = Assignment(
                self._problem,
                self._seed,
                self._threads,
                limits,
                self._routes() or start,
                self._cost(),
                warm_start is not None,
            )
            reason = self._stage(stage, asked)
            self._untried = self._untried and stage.over()
            failed = reason is StopReason.ENGINE_FAILED
            if failed:
                todo, spare = [*todo, *spare], ()
            elif reason is not None:
                return reason
        return StopReason.ENGINE_FAILED if failed else StopReason.FINISHED

    def _limits(self, share: float) -> Limits:
        """The share that the next engine has of what is left."""
        limits, done = self._stop.limits, self._incumbent.iterations
        self._before = done
        seconds, iterations = limits.seconds, limits.iterations
        if seconds is not None:
            seconds = share * max(0.0, seconds - self._closing() - self._elapsed())
        if iterations is not None:
            iterations = int(share * max(0, iterations - done))
        return replace(limits, seconds=seconds, iterations=iterations)

    def _warm(self, warm_start: Solution | None) -> tuple[Route, ...]:
        """Offer what has begun and, repaired, the plan given; the routes to begin from."""
        planner = Planner(self._problem)
        begun = frozen_beginnings(self._problem)
        if sum(map(len, begun.values())) == len(self._problem.frozen_on):
            self._offer_times(planner.plan(begun), "start")
        if warm_start is None:
            return ()
        repaired = repair(self._problem, warm_start.routes)
        self._notes.extend(repaired.notes)
        return self._offer_times(planner.plan(repaired.sequences), "warm start")

    def _offer_times(
        self, plan: tuple[tuple[Route, ...], int] | None, phase: str
    ) -> tuple[Route, ...]:
        if plan is None:
            return ()
        self._offer(Finding(*plan), phase)
        return plan[0]

    def _stage(self, stage: Stage, asked: Assignment) -> StopReason | None:
        """Listen to an engine until it is done; why the whole search ends with it, if it does."""
        self._engine = name = stage.engine.name
        until = None if stage.share == 1.0 else asked.limits.seconds
        began = self._elapsed()
        events: Events = stage.engine.search(asked)
        try:
            while (event := self._next(events, name)) is not None:
                if isinstance(event, Proof):
                    return self._prove(event)
                if isinstance(event, Finding):
                    self._offer(event, name)
                elif isinstance(event, Notice):
                    self._errors.append(f"{name}: {event.text}")
                else:
                    self._incumbent.count(self._before + event.iterations)
                    self._report(name, event.message or stage.message)
                reason = self._ended(name)
                if reason is not None:
                    return reason
                if stage.over() or (until is not None and self._elapsed() - began > until):
                    return None
        except EngineError as error:
            self._errors.append(f"{name}: {error}")
            return StopReason.ENGINE_FAILED
        finally:
            close = getattr(events, "close", None)
            if close is not None:
                close()
        return None

    def _next(self, events: Events, name: str) -> Finding | Heartbeat | Notice | Proof | None:
        """What the engine says next; whatever it raises is a breakdown, and never ours."""
        try:
            return next(events, None)
        except EngineError:
            raise
        except Exception as error:
            raise EngineError(f"{type(error).__name__}: {error}") from error

    def _prove(self, proof: Proof) -> StopReason | None:
        """Nothing is left to search, unless the proof speaks of a plan that is not ours."""
        self._proven = self._cost() == proof.cost
        return StopReason.FINISHED if self._proven else None

    def _offer(self, finding: Finding, phase: str) -> None:
        finding = replace(finding, iterations=self._before + finding.iterations)
        if not self._incumbent.offer(finding, phase):
            return
        if self._on_plan is not None and self._incumbent.solution is not None:
            self._on_plan(self._incumbent.solution)
        if self._on_progress is not None:
            self._on_progress(self._incumbent.trace[-1])

    def _report(self, phase: str, message: str) -> None:
        now = self._elapsed()
        if self._on_progress is not None and now - self._reported >= PROGRESS_SECONDS:
            self._reported = now
            self._on_progress(self._incumbent.snapshot(phase, message))

    def _ended(self, phase: str) -> StopReason | None:
        if self._cancel is not None and self._cancel.is_set():
            return StopReason.CANCELLED
        limit = self._stop.limits.seconds
        if self._awaits_first_plan(limit):
            return None
        if limit is not None and self._elapsed() >= limit - self._closing():
            return StopReason.MAX_RUNTIME
        return self._stop.fired(self._incumbent.snapshot(phase))

    def _awaits_first_plan(self, limit: float | None) -> bool:
        """Whether there is no plan worth the name yet, and there may soon be one."""
        best, limits = self._incumbent.solution, self._stop.limits
        if best is not None and best.routes:
            return False
        if limit is not None and self._elapsed() - self._late >= limit + FIRST_PLAN_SECONDS:
            return False
        if self._untried and not self._incumbent.iterations:
            return True
        return best is None and limit is not None and not is_counted(limits)

    def _closing(self) -> float:
        """Seconds that what follows the search will take: one more check, and the reasons."""
        best, limit = self._incumbent.solution, self._stop.limits.seconds or 0.0
        reasons, check_ = min(CLOSING_SECONDS, CLOSING_SHARE * limit), self._incumbent.check_seconds
        if best is not None:
            reasons = min(reasons, REASON_IN_CHECKS * check_ * len(best.unassigned))
        return 2 * check_ + reasons

    def _routes(self) -> tuple[Route, ...]:
        best = self._incumbent.solution
        return self._incumbent.attempt if best is None else best.routes

    def _cost(self) -> int | None:
        best = self._incumbent.solution
        return None if best is None else best.cost

    def _elapsed(self) -> float:
        return time.monotonic() - self._began

    def result(self, stopped_by: StopReason) -> Result:
        """The best plan with its reasons, or the reasons why there is none."""
        one_look = REASON_IN_CHECKS * self._incumbent.check_seconds
        patient = patience(stopped_by, self._stop.limits, self._elapsed, one_look)
        solution = self._explained(patient, may_change=stopped_by is not StopReason.CANCELLED)
        report = self._incumbent.report or check(self._problem, solution)
        return Result(
            status=self._status(),
            stopped_by=stopped_by,
            solution=solution,
            terms=report.terms,
            report=report,
            seed=self._seed,
            engine=self._engine,
            seconds=self._elapsed(),
            trace=tuple(self._incumbent.trace),
            relaxed=() if self._proven else relaxations(self._problem, self._engine),
            notes=tuple(self._notes),
            errors=(*self._errors, *self._incumbent.complaints),
        )

    def _explained(self, patient: Patience, *, may_change: bool) -> Solution:
        """The best plan, its last places filled if it may change, with reasons for what is out."""
        best = self._incumbent.solution
        if best is None:
            attempt = as_solution(self._problem, self._incumbent.attempt, 0)
            return unplanned(self._problem, attempt, patient=patient)
        if may_change and best.unassigned and not self._proven:
            for finding in filled_up(self._problem, best, patient):
                self._offer(finding, "last places")
            best = self._incumbent.solution or best
        return replace(best, unassigned=explain(self._problem, best, patient=patient))

    def _status(self) -> Status:
        if self._incumbent.solution is None:
            return Status.INFEASIBLE
        only_plan = not self._problem.tasks or not self._problem.vehicles
        return Status.OPTIMAL if only_plan or self._proven else Status.FEASIBLE
