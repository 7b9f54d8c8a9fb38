"""Why a task is not served, derived from the problem and the plan, and who else could take one.

Reasons are looked for in the order in which a person could act on them: first what no plan can
change (`grounds`), then what stands in the way in this plan (`room`).
"""

from collections.abc import Callable
from dataclasses import replace

from solver.explain.alternatives import Alternative, alternatives
from solver.explain.grounds import ground
from solver.explain.room import Rooms
from solver.problem import Problem
from solver.schedule import Planner
from solver.solution import Reason, ReasonCode, Solution, Unassigned

__all__ = ["Alternative", "alternatives", "any_hopeless", "explain", "unplanned"]

NOT_LOOKED_AT = Reason(
    ReasonCode.NOT_TRIED, "The time was over before anyone looked what stands in its way."
)
THOROUGH = 40
"""Unassigned tasks, dearest first, for which it is worked out who stands in their way."""


def explain(
    problem: Problem, solution: Solution, *, patient: Callable[[], bool] = lambda: True
) -> tuple[Unassigned, ...]:
    """The unassigned tasks of a checked plan, each with a reason, in the order of the problem.

    The dearest are looked at first. Once `patient` says no, what stands in the way of the others is
    no longer searched for, and their reason says that.
    """
    left = [problem.task_index[entry.task] for entry in solution.unassigned]
    dearest = sorted(left, key=lambda task: _weight(problem, task), reverse=True)
    rooms = Rooms(problem, solution)
    reasons: dict[int, Reason] = {}
    for rank, task in enumerate(dearest):
        if not patient():
            reasons[task] = NOT_LOOKED_AT
        else:
            reasons[task] = ground(problem, task) or rooms.reason(task, thorough=rank < THOROUGH)
    return tuple(Unassigned(problem.tasks[task].id, reasons[task]) for task in sorted(left))


def any_hopeless(problem: Problem) -> bool:
    """Whether a mandatory task can be in no plan at all, so that there is none."""
    mandatory = (index for index, task in enumerate(problem.tasks) if task.mandatory)
    return any(ground(problem, task) is not None for task in mandatory)


def unplanned(
    problem: Problem, attempt: Solution, *, patient: Callable[[], bool] = lambda: True
) -> Solution:
    """The answer when there is no plan; `attempt` shows which mandatory tasks fail."""
    failing = {
        entry.task: entry
        for entry in explain(problem, attempt, patient=patient)
        if problem.tasks[problem.task_index[entry.task]].mandatory
    }
    names = ", ".join(list(failing)[:3]) + (" ..." if len(failing) > 3 else "")
    waiting = Reason(
        ReasonCode.NOT_TRIED,
        f"There is no plan at all while {names or 'a task'} must be served and cannot be.",
        {"tasks": tuple(failing)},
    )
    unassigned = tuple(failing.get(task.id, Unassigned(task.id, waiting)) for task in problem.tasks)
    return replace(attempt, routes=(), unassigned=unassigned, cost=Planner(problem).skip_cost({}))


def _weight(problem: Problem, task: int) -> tuple[bool, int]:
    spec = problem.tasks[task]
    return spec.mandatory, spec.skip_price or 0
