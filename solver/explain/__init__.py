"""Why a task is not served, what a person could do about it, and who else could take one.

A reason is looked for in the order in which a person could act on it: first what no plan can change
(`wishes`, `grounds`), then what stands in the way in this plan (`room`). An action is what was
tried and worked: the lightest change that lets the task into the plan (`asking`, `ways`), put in
words (`actions`) and ready to be applied (`taken`).
"""

from collections.abc import Callable
from dataclasses import replace

from solver.explain.actions import action_of, give_up
from solver.explain.alternatives import Alternative, alternatives
from solver.explain.asking import call_in, groups
from solver.explain.grounds import ground
from solver.explain.hopeless import is_hopeless
from solver.explain.remedy import Kind, Remedy
from solver.explain.room import crowded_out, in_the_way
from solver.explain.taken import taken
from solver.explain.ways import Ways
from solver.explain.wishes import unmet
from solver.explain.words import some
from solver.problem import Problem, Task
from solver.schedule import Planner
from solver.solution import Action, Reason, ReasonCode, Solution, Unassigned

__all__ = ["Alternative", "alternatives", "any_hopeless", "explain", "taken", "unplanned"]

NOT_LOOKED_AT = Reason(
    ReasonCode.NOT_TRIED,
    "The time was over before anyone looked what stands in its way.",
    action=action_of(Remedy("")),
)


def explain(
    problem: Problem, solution: Solution, *, patient: Callable[[], bool] = lambda: True
) -> tuple[Unassigned, ...]:
    """The unassigned tasks of a checked plan, each with a reason, in the order of the problem.

    The dearest are looked at first. Once `patient` says no, nothing is tried any more for the
    others: unless nobody may serve them at all, their reason says that.
    """
    left = [problem.task_index[entry.task] for entry in solution.unassigned]
    dearest = sorted(left, key=lambda task: _weight(problem, task), reverse=True)
    ways = Ways(problem, solution)
    reasons = {
        task: _reason(problem, ways, task) if patient() else _glance(problem, task)
        for task in dearest
    }
    return tuple(Unassigned(problem.tasks[task].id, reasons[task]) for task in sorted(left))


def any_hopeless(problem: Problem) -> bool:
    """Whether a mandatory task can be in no plan at all, so that there is none."""
    mandatory = (index for index, task in enumerate(problem.tasks) if problem.must_serve(task))
    return any(is_hopeless(problem, task) for task in mandatory)


def unplanned(
    problem: Problem, attempt: Solution, *, patient: Callable[[], bool] = lambda: True
) -> Solution:
    """The answer when there is no plan; `attempt` shows which mandatory tasks fail.

    Tasks that are not to blame wait for those that are: without them there would be a plan.
    """
    failing = {
        entry.task: entry
        for entry in explain(problem, attempt, patient=patient)
        if problem.must_serve(problem.tasks[problem.task_index[entry.task]])
    }
    blamed = {name: entry for name, entry in failing.items() if _is_in_the_way(entry)} or failing
    names = tuple(blamed)
    waiting = Reason(
        ReasonCode.DISPLACED,
        f"No plan was found: {some(names) or 'a task'} must be served and found no place.",
        {"tasks": names},
        give_up(names) if names else None,
    )
    unassigned = tuple(blamed.get(task.id, Unassigned(task.id, waiting)) for task in problem.tasks)
    return replace(attempt, routes=(), unassigned=unassigned, cost=Planner(problem).skip_cost({}))


def _is_in_the_way(entry: Unassigned) -> bool:
    return entry.reason is not None and entry.reason.code is not ReasonCode.NOT_TRIED


def _weight(problem: Problem, task: int) -> tuple[bool, int]:
    spec = problem.tasks[task]
    return problem.must_serve(spec), spec.skip_price or 0


def _reason(problem: Problem, ways: Ways, index: int) -> Reason:
    """The reason that holds on an empty day, or else the lightest way in says it."""
    task = problem.tasks[index]
    remedy = _remedy(problem, ways, task)
    fits = remedy is not None and not remedy.kinds  # over a detour, where legs are odd
    reason = None if fits else ground(problem, index)
    if reason is None:
        reason = crowded_out(problem, task) if remedy is None else in_the_way(problem, task, remedy)
    return replace(reason, action=_action(problem, task, reason, remedy))


def _glance(problem: Problem, index: int) -> Reason:
    """The reason that takes no time to find, if there is one."""
    return unmet(problem, problem.tasks[index]) or NOT_LOOKED_AT


def _remedy(problem: Problem, ways: Ways, task: Task) -> Remedy | None:
    """The lightest change found, asking those first of whom least must change."""
    for group in groups(problem, task):
        found = ways.best(group)
        if found is not None:
            return found
    return None


def _action(problem: Problem, task: Task, reason: Reason, remedy: Remedy | None) -> Action | None:
    """The remedy, unless somebody who is off can come and nothing lighter is enough."""
    if remedy is None or remedy.kinds & {Kind.ALLOW, Kind.TRAIN}:
        called = call_in(problem, task)
        if called is not None:
            return called
    return None if remedy is None else action_of(remedy)
