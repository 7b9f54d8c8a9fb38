"""Where only so many tasks may be touched: a problem in which chosen tasks stay as published."""

from collections.abc import Collection
from dataclasses import replace

from solver.problem import Problem, Task, TimeWindow


def published(problem: Problem) -> list[int]:
    """Tasks (indices) that can stay as published: with their vehicle, at about their time."""
    return [
        index
        for index, task in enumerate(problem.tasks)
        if task.reference is not None
        and task.reference.vehicle in problem.vehicle_index
        and problem.may_serve(problem.vehicles[problem.vehicle_index[task.reference.vehicle]], task)
        and (task.id in problem.frozen_on or _near(problem, task))
    ]


def hold(problem: Problem, tasks: Collection[int]) -> Problem:
    """The problem without its cap, in which these tasks must not be touched if they are served."""
    held = set(tasks)
    return replace(
        problem,
        tasks=tuple(
            _held(problem, task) if index in held else task
            for index, task in enumerate(problem.tasks)
        ),
        max_changed=None,
    )


def _held(problem: Problem, task: Task) -> Task:
    assert task.reference is not None
    if task.id in problem.frozen_on:  # its windows no longer count, nor does it move
        return task
    vehicle = frozenset({task.reference.vehicle})
    return replace(task, windows=_near(problem, task), required_vehicles=vehicle)


def _near(problem: Problem, task: Task) -> tuple[TimeWindow, ...]:
    """The parts of the task's windows in which a start is no change."""
    assert task.reference is not None
    first = task.reference.start - problem.change_tolerance
    last = task.reference.start + problem.change_tolerance
    if not task.windows:
        return (TimeWindow(first, last),)
    return tuple(
        TimeWindow(max(first, window.start), min(last, window.end))
        for window in task.windows
        if window.start <= last and window.end >= first
    )
