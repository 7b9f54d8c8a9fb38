"""OR-Tools as `solve` sees it: plans from one or more child processes, scheduled exactly."""

import queue
import time
from collections.abc import Iterator
from contextlib import ExitStack
from random import Random

from solver.engines.greedy import mend, repair
from solver.engines.greedy.holding import loosened
from solver.engines.protocol import Assignment, EngineError, Finding, Heartbeat
from solver.engines.routing.process import Child
from solver.engines.routing.wire import Done, Message, Plan, Request
from solver.problem import Problem
from solver.schedule import Planner
from solver.solution import Route

BEAT_SECONDS = 0.05
FROM_SCRATCH = 300
"""Most tasks for which the search makes a first plan of its own unless it is given one."""
MENDING_REST = 4
"""Between two plans mended, so many times as long as the last one took."""

STUCK_SECONDS, STUCK_SECONDS_A_TASK = 5.0, 0.1
"""So long a search that is limited by iterations may be silent; first plans take that long."""

Inbox = queue.Queue[tuple[Child, Message]]


class Routing:
    """OR-Tools RoutingModel; with several threads as many processes, each with its own seed."""

    @property
    def name(self) -> str:
        """Name in options and results."""
        return "ortools"

    def search(self, asked: Assignment) -> Iterator[Finding | Heartbeat]:
        """Yield every plan that a process says is its best, with the exact times and cost."""
        inbox: Inbox = queue.Queue()
        with ExitStack() as stack:
            children = {
                stack.enter_context(Child(_request(asked, asked.seed + number), inbox))
                for number in range(asked.threads)
            }
            yield from _listen(asked, inbox, children)


def _request(asked: Assignment, seed: int) -> Request:
    """What a process is asked; where changes are capped, each draws for itself what may move."""
    problem, limits = asked.problem, asked.limits
    if problem.max_changed is not None:
        problem = loosened(problem, asked.start, Random(seed))  # noqa: S311 - no secrets
    return Request(
        problem=problem,
        seed=seed,
        start=_beginning(asked, problem),
        cost=asked.cost,
        seconds=limits.seconds,
        iterations=limits.iterations,
        idle_iterations=limits.idle_iterations,
    )


def _beginning(asked: Assignment, problem: Problem) -> dict[int, list[int]]:
    """The plan to begin from, or none: in small problems a search of its own finds more."""
    if not asked.warm and len(problem.tasks) <= FROM_SCRATCH:
        return {}
    return repair(problem, asked.start).sequences


def _listen(asked: Assignment, inbox: Inbox, running: set[Child]) -> Iterator[Finding | Heartbeat]:
    """Pass plans on until no process is left, then say whether any of them failed."""
    truth = _Truth(asked)
    counts: dict[Child, int] = {}
    errors: list[str] = []
    total, spoke = len(running), time.monotonic()
    while running:
        try:
            child, message = inbox.get(timeout=BEAT_SECONDS)
        except queue.Empty:
            if _is_stuck(asked, time.monotonic() - spoke):
                return
            yield Heartbeat(sum(counts.values()))
            continue
        spoke = time.monotonic()
        counts[child] = message.iterations
        if isinstance(message, Done):
            running.discard(child)
            errors += [message.error] if message.error else []
        elif isinstance(message, Plan):
            plan = truth.plan(message.sequences)
            if plan is not None:
                yield Finding(*plan, sum(counts.values()))
                continue
        yield Heartbeat(sum(counts.values()))
    if errors:
        raise EngineError(f"{len(errors)} of {total} searches failed: {errors[0]}")


def _is_stuck(asked: Assignment, silent: float) -> bool:
    """Whether to stop waiting for iterations: the search counts plans it accepts, and has none."""
    counted = (asked.limits.iterations, asked.limits.idle_iterations) != (None, None)
    return counted and silent > STUCK_SECONDS + len(asked.problem.tasks) * STUCK_SECONDS_A_TASK


class _Truth:
    """Turns what the model believes in into plans, mending where the model relaxes a rule."""

    def __init__(self, asked: Assignment) -> None:
        self._asked, self._planner = asked, Planner(asked.problem)
        self._rested, self._took = time.monotonic(), 0.0

    def plan(self, sequences: dict[int, list[int]]) -> tuple[tuple[Route, ...], int] | None:
        """Exact times and cost; None if there are none, and no time to mend."""
        plan = self._planner.plan(sequences)
        began = time.monotonic()
        if plan is not None or began - self._rested < MENDING_REST * self._took:
            return plan
        plan = self._planner.plan(mend(self._asked.problem, sequences, self._asked.seed))
        self._rested = time.monotonic()
        self._took = self._rested - began
        return plan
