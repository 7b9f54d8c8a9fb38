"""Where only so many tasks may be touched: a problem in which chosen tasks stay as published."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from random import Random

from solver.problem import Problem, Reference, Task, TimeWindow
from solver.solution import Route, StepKind


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


def touched(problem: Problem, routes: Iterable[Route]) -> set[int]:
    """Tasks (indices) that a plan leaves out or moves away from where they were published."""
    starts = {
        step.id: (route.vehicle, step.start)
        for route in routes
        for step in route.steps
        if step.kind is StepKind.TASK
    }
    return {
        index
        for index, task in enumerate(problem.tasks)
        if task.reference is not None
        and not _stays(task.reference, starts.get(task.id), problem.change_tolerance)
    }


def _stays(reference: Reference, served: tuple[str, int] | None, tolerance: int) -> bool:
    if served is None or served[0] != reference.vehicle:
        return False
    return abs(served[1] - reference.start) <= tolerance


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


def loosened(problem: Problem, routes: Iterable[Route], chance: Random) -> Problem:
    """The problem with all held but what a plan touches and, at random, as many more as allowed."""
    free = touched(problem, routes)
    stay = [task for task in published(problem) if task not in free]
    more = max(0, (problem.max_changed or 0) - len(free))
    moving = set(chance.sample(stay, min(more, len(stay))))
    return hold(problem, [task for task in stay if task not in moving])


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
