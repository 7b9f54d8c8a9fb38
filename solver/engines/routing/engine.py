"""OR-Tools as `solve` sees it: plans from one or more child processes, scheduled exactly."""

import queue
from collections.abc import Iterator
from contextlib import ExitStack

from solver.engines.greedy import repair
from solver.engines.protocol import Assignment, EngineError, Finding, Heartbeat
from solver.engines.routing.process import Child
from solver.engines.routing.wire import Done, Message, Plan, Request
from solver.schedule import Planner

BEAT_SECONDS = 0.05
FROM_SCRATCH = 300
"""Most tasks for which the search makes a first plan of its own unless it is given one."""

Inbox = queue.Queue[tuple[Child, Message]]


class Routing:
    """OR-Tools RoutingModel; with several threads as many processes, each with its own seed."""

    @property
    def name(self) -> str:
        """Name in options and results."""
        return "ortools"

    def search(self, asked: Assignment) -> Iterator[Finding | Heartbeat]:
        """Yield every plan that a process says is its best, with the exact times and cost."""
        start = _beginning(asked)
        inbox: Inbox = queue.Queue()
        with ExitStack() as stack:
            children = {
                stack.enter_context(Child(_request(asked, asked.seed + number, start), inbox))
                for number in range(asked.threads)
            }
            yield from _listen(asked, inbox, children)


def _beginning(asked: Assignment) -> dict[int, list[int]]:
    """The plan to begin from, or none: in small problems a search of its own finds more."""
    if not asked.warm and len(asked.problem.tasks) <= FROM_SCRATCH:
        return {}
    return repair(asked.problem, asked.start).sequences


def _request(asked: Assignment, seed: int, start: dict[int, list[int]]) -> Request:
    limits = asked.limits
    return Request(
        problem=asked.problem,
        seed=seed,
        start=start,
        cost=asked.cost,
        seconds=limits.seconds,
        iterations=limits.iterations,
        idle_iterations=limits.idle_iterations,
    )


def _listen(asked: Assignment, inbox: Inbox, running: set[Child]) -> Iterator[Finding | Heartbeat]:
    """Pass plans on until no process is left, then say whether any of them failed."""
    planner = Planner(asked.problem)
    counts: dict[Child, int] = {}
    errors: list[str] = []
    total = len(running)
    while running:
        try:
            child, message = inbox.get(timeout=BEAT_SECONDS)
        except queue.Empty:
            yield Heartbeat(sum(counts.values()))
            continue
        counts[child] = message.iterations
        if isinstance(message, Done):
            running.discard(child)
            errors += [message.error] if message.error else []
        elif isinstance(message, Plan):
            plan = planner.plan(message.sequences)
            if plan is not None:
                yield Finding(*plan, sum(counts.values()))
                continue
        yield Heartbeat(sum(counts.values()))
    if errors:
        raise EngineError(f"{len(errors)} of {total} searches failed: {errors[0]}")
