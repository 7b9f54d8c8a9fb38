"""What comes after a search: how long it may take, and free places filled at true prices."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from solver.engines.greedy.insertion import skip_price
from solver.engines.greedy.partial import PartialRoute
from solver.engines.protocol import Finding
from solver.problem import Problem
from solver.schedule import Planner, timetables
from solver.solution import Solution
from solver.stages import is_counted
from solver.stop import Limits, StopReason

TRIES = 3
"""Routes in which a task is tried at true prices, those that look cheapest first."""

LONGEST, AFTER_CANCEL, SHORTEST = 2.0, 0.1, 0.05
"""Seconds for what follows a search that ended by itself, by a person, or past its limit."""
MOST_ASKED = 300
"""Tasks looked at where nothing but iterations bounds a run."""

Patience = Callable[[], bool]


def patience(
    stopped_by: StopReason, limits: Limits, elapsed: Callable[[], float], one_look: float = 0.0
) -> Patience:
    """Whether there is time to look at one more task, which takes about `one_look` seconds.

    Little if somebody waits, else until the limit; where iterations bound a run, no clock is asked.
    """
    now = elapsed()
    if stopped_by is StopReason.CANCELLED:
        until = now + AFTER_CANCEL - one_look
    elif limits.seconds is not None:
        until = min(now + LONGEST, max(limits.seconds, now + SHORTEST))
    elif is_counted(limits):
        left = iter(range(MOST_ASKED))
        return lambda: next(left, None) is not None
    else:
        until = now + LONGEST
    return lambda: elapsed() < until


def filled_up(problem: Problem, solution: Solution, patient: Patience) -> Iterator[Finding]:
    """The plan with every task inserted that fits and pays, the dearest to skip first.

    Routes say by quick arithmetic where a task looks cheapest; that it pays is settled by the
    prices of the whole plan. Yields nothing if no task pays; stops when `patient` says no.
    """
    left = [problem.task_index[entry.task] for entry in solution.unassigned]
    planner, sequences = Planner(problem), _sequences(problem, solution)
    routes = {
        table.index: PartialRoute(problem, table, sequences.get(table.index, ()))
        for table in timetables(problem)
    }
    best: Finding | None = None
    for task in sorted(left, key=lambda task: -skip_price(problem, task)):
        if not patient():
            break
        cost = solution.cost if best is None else best.cost
        for vehicle, position in _places(problem, routes, task):
            tasks = routes[vehicle].tasks
            trial = [*tasks[:position], task, *tasks[position:]]
            plan = planner.plan({**sequences, vehicle: trial})
            if plan is not None and plan[1] < cost:
                best, sequences[vehicle] = Finding(*plan), trial
                routes[vehicle].insert(task, position)
                break
    if best is not None:
        yield best


def _sequences(problem: Problem, solution: Solution) -> dict[int, Sequence[int]]:
    return {
        problem.vehicle_index[route.vehicle]: [problem.task_index[name] for name in route.tasks]
        for route in solution.routes
    }


def _places(
    problem: Problem, routes: Mapping[int, PartialRoute], task: int
) -> list[tuple[int, int]]:
    """Vehicle and position of the cheapest places, one per route, that look worth the price."""
    spec, found = problem.tasks[task], []
    for vehicle, route in routes.items():
        if problem.may_serve(route.table.vehicle, spec):
            place = route.best_insertion(task)
            if place is not None and place[0] < skip_price(problem, task):
                found.append((place[0], vehicle, place[1]))
    return [(vehicle, position) for _, vehicle, position in sorted(found)[:TRIES]]
