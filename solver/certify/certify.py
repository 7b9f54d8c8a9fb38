"""Certify a plan: hear the judge, and compare figure by figure."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from solver.certify.certificate import Certificate, Disagreement, Ruling
from solver.certify.trials import trial_of
from solver.check import price_route
from solver.check.structure import readable_routes, unassigned_ids
from solver.engines.protocol import EngineError
from solver.engines.routing import LeftOut, Trial, Verdict, hear
from solver.problem import Problem
from solver.solution import Route, Solution, StepKind

SECONDS = 60.0
Cases = Sequence[Trial | LeftOut]
Court = Callable[[Cases, float], Sequence[Verdict]]

UNMODELLED: tuple[tuple[str, Callable[[Problem], bool]], ...] = (
    (
        "the price of being late at all",
        lambda problem: any(task.lateness and task.lateness.step for task in problem.tasks),
    ),
    ("the cap on changes", lambda problem: problem.max_changed is not None),
)
"""What RoutingModel does not state, once order and times are fixed."""


def certify(
    problem: Problem, solution: Solution, *, seconds: float = SECONDS, court: Court = hear
) -> Certificate:
    """What OR-Tools says of a plan, after so many seconds at most.

    The plan's times are fixed in a RoutingModel of each route; the model's rules must allow them,
    and its prices must be those of `solver.check`. A model that breaks down, or takes too long, is
    no disagreement: the plan was not heard then, and the certificate says why. `court` is who is
    asked: a process of its own.
    """
    began = time.monotonic()
    found = list(_unheard(problem, solution))
    if found:
        return _certificate(problem, began, found)
    routes = readable_routes(solution)
    left = _left_out(problem, routes)
    cases: list[Trial | LeftOut] = [*(trial_of(problem, route) for route in routes), LeftOut(left)]
    try:
        verdicts = court(cases, seconds)
    except EngineError as error:
        took = time.monotonic() - began
        return Certificate(
            Ruling.NOT_HEARD, not_certified=_unmodelled(problem), error=str(error), seconds=took
        )
    for route, verdict in zip(routes, verdicts, strict=False):
        found.extend(_compared(problem, route, verdict))
    found.extend(_of_what_is_left_out(left, verdicts[-1]))
    cost = sum(verdict.cost or 0 for verdict in verdicts)
    return _certificate(problem, began, found, None if found else cost)


def _certificate(
    problem: Problem, began: float, found: Sequence[Disagreement], cost: int | None = None
) -> Certificate:
    return Certificate(
        Ruling.REJECTED if found else Ruling.CERTIFIED,
        tuple(found),
        _unmodelled(problem),
        cost,
        seconds=time.monotonic() - began,
    )


def _unmodelled(problem: Problem) -> tuple[str, ...]:
    return tuple(words for words, used in UNMODELLED if used(problem))


def _unheard(problem: Problem, solution: Solution) -> Iterator[Disagreement]:
    """What keeps a plan from being put into a model at all."""
    routes = readable_routes(solution)
    if len(routes) < len(solution.routes):
        yield Disagreement("a route cannot be read")
    for vehicle, count in Counter(route.vehicle for route in routes).items():
        if vehicle not in problem.vehicle_index:
            yield Disagreement("the problem has no such vehicle", vehicle)
        if count > 1:
            yield Disagreement("it has several routes", vehicle, ours=count, theirs=1)
    for task, count in Counter(task for route in routes for task in route.tasks).items():
        if task not in problem.task_index:
            yield Disagreement("the problem has no such task", task=task)
        if count > 1:
            yield Disagreement("it is served several times", task=task, ours=count, theirs=1)
    served = {task for route in routes for task in route.tasks}
    for task in sorted(served & set(unassigned_ids(solution))):
        yield Disagreement("it is served and left out", task=task)


def _left_out(problem: Problem, routes: Sequence[Route]) -> dict[str, int | None]:
    served = {task for route in routes for task in route.tasks}
    return {
        task.id: None if problem.must_serve(task) else task.skip_price
        for task in problem.tasks
        if task.id not in served
    }


def _compared(problem: Problem, route: Route, verdict: Verdict) -> Iterator[Disagreement]:
    """The faults the judge finds in a route, or else its price against the checker's."""
    for fault in verdict.faults:
        yield Disagreement(fault.words, route.vehicle, fault.task, fault.ours, fault.theirs)
    ours = price_route(problem, route).total - _steps(problem, route)
    if verdict.cost is not None and verdict.cost != ours:
        yield Disagreement("it costs", route.vehicle, ours=ours, theirs=verdict.cost)


def _of_what_is_left_out(left: dict[str, int | None], verdict: Verdict) -> Iterator[Disagreement]:
    for fault in verdict.faults:
        yield Disagreement(fault.words, task=fault.task)
    ours = sum(price or 0 for price in left.values())
    if verdict.cost is not None and verdict.cost != ours:
        yield Disagreement("what is left out costs", ours=ours, theirs=verdict.cost)


def _steps(problem: Problem, route: Route) -> int:
    """What the checker charges for being late at all, which the model does not know."""
    total = 0
    for step in route.steps:
        if step.kind is StepKind.TASK:
            late = problem.tasks[problem.task_index[step.id]].lateness
            if late is not None and step.start > late.deadline:
                total += late.step
    return total
