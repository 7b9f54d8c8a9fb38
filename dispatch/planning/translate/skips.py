"""What leaving a visit undone costs, so that importance beats all it could be traded for."""

from dataclasses import replace

from solver.model import InvalidProblem
from solver.priorities import priced
from solver.problem import Problem


def with_skip_prices(problem: Problem) -> Problem:
    """The problem with every unpinned task at the skip price of its priority.

    Where so many ranks would not fit 64-bit costs, the lowest two are merged until they do: their
    visits then count alike, and more important ones stay more important.
    """
    while True:
        try:
            return priced(problem)
        except InvalidProblem:
            merged = _merge_lowest(problem)
            if merged is None:
                raise
            problem = merged


def _merge_lowest(problem: Problem) -> Problem | None:
    ranks = sorted({task.priority for task in problem.tasks})
    if len(ranks) < 2:
        return None
    lowest, next_lowest = ranks[:2]
    tasks = tuple(
        replace(task, priority=next_lowest) if task.priority == lowest else task
        for task in problem.tasks
    )
    return replace(problem, tasks=tasks)
