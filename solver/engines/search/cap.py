"""Where only so many tasks may be touched: all but a few are held as published, in turns.

A task that is held can only be served by its vehicle, at about its time, and counts as one that
must be served. As many others as the cap allows are loose: most of those the plan at hand touches,
and by chance some of the rest, half the time close to one another. So the kernels need no rule of
their own, and a plan that serves all that is held keeps the cap.
"""

from collections.abc import Sequence
from random import Random

import numpy as np

from solver.engines.greedy.holding import touched
from solver.engines.search.islands import Sequences
from solver.engines.search.kernels import layout as at
from solver.engines.search.kernels.layout import NEVER, NONE, Guide, Ints, Terms
from solver.engines.search.starts import Starts
from solver.problem import Problem, Reference, Task
from solver.schedule import Planner

ROUND = 1_000
"""Iterations between two draws of the tasks that are loose."""
MOST_RETURNED = 4
"""Up to one in so many touched tasks, and one more, is held again in a draw."""


class Cap:
    """Holds and loosens tasks by rewriting `terms` and `guide`, which are this search's own."""

    def __init__(self, problem: Problem, terms: Terms, guide: Guide, seed: int) -> None:
        """`problem.max_changed` must not be None."""
        self._problem, self._chance = problem, Random(seed)  # noqa: S311 - a search, not secrets
        self._loose_terms, self._loose_guide = terms, guide
        self.terms = terms._replace(tasks=terms.tasks.copy(), spans=terms.spans.copy())
        self.guide = guide._replace(
            able=guide.able.copy(), crews=guide.crews.copy(), skip=guide.skip.copy()
        )
        self._homes = self._homes_of_tasks()
        gone = sum(self._is_gone(index, task) for index, task in enumerate(problem.tasks))
        self._budget = max(0, (problem.max_changed or 0) - gone)
        self.hold(list(self._homes))

    def either(self, current: Sequences, best: Sequences) -> Sequences:
        """Where to go on from after a round: the plan at hand, or the best one."""
        return current if self._chance.random() < 0.5 else best

    def redraw(self, planner: Planner, sequences: Sequences) -> Sequences:
        """Choose again what is loose: most of what this plan touches, and others up to the cap.

        Returns the plan without what it touches and is held from now on.
        """
        moved = self._touched(planner, sequences)
        self._chance.shuffle(moved)
        fewer = self._chance.randint(0, len(moved) // MOST_RETURNED + 1)
        kept = moved[: min(self._budget, max(0, len(moved) - fewer))]
        rest = [task for task in self._homes if task not in kept]
        more = min(self._budget - len(kept), len(rest))
        loose = {*kept, *self._draw(rest, more)}
        self.hold([task for task in self._homes if task not in loose])
        back = set(moved) - loose
        return {k: [t for t in tasks if t not in back] for k, tasks in sequences.items()}

    def hold(self, tasks: Sequence[int]) -> None:
        """Hold these tasks, and loosen all others."""
        self.terms.tasks[:], self.terms.spans[:] = self._loose_terms.tasks, self._loose_terms.spans
        self.guide.able[:], self.guide.crews[:] = self._loose_guide.able, self._loose_guide.crews
        self.guide.skip[:] = self._loose_guide.skip
        for task in tasks:
            home, spans = self._homes[task]
            self.terms.spans[task] = spans
            self.terms.tasks[task, at.OPENS], self.terms.tasks[task, at.CLOSES] = _ends(spans)
            self.guide.able[task], self.guide.crews[task] = False, -1
            self.guide.able[task, home] = True
            self.guide.crews[task, 0] = home
            self.guide.skip[task] = NONE

    def _touched(self, planner: Planner, sequences: Sequences) -> list[int]:
        """What a plan touches of what could be held; without times, what changes its vehicle."""
        plan = planner.plan(sequences)
        if plan is not None:
            found = touched(self._problem, plan[0])
        else:
            hosts = {task: k for k, tasks in sequences.items() for task in tasks}
            found = {task for task, (home, _) in self._homes.items() if hosts.get(task) != home}
        return sorted(found & self._homes.keys())

    def _draw(self, tasks: Sequence[int], count: int) -> list[int]:
        if count == 0 or self._chance.random() < 0.5:
            return self._chance.sample(tasks, count)
        open_ = set(tasks)
        near = self.guide.near[self._chance.randrange(len(self.guide.near))].tolist()
        return [task for task in near if task in open_][:count]

    def _homes_of_tasks(self) -> dict[int, tuple[int, Ints]]:
        """Vehicle and spans of each task that can stay as published; what has begun does anyway."""
        starts, found = Starts(self._problem), {}
        for index, task in enumerate(self._problem.tasks):
            wish = task.reference
            if wish is None or task.id in self._problem.frozen_on:
                continue
            home = self._problem.vehicle_index.get(wish.vehicle, -1)
            spans = self._near(starts.of(task), wish)
            if home >= 0 and self._loose_guide.able[index, home] and _ends(spans)[0] < NEVER:
                found[index] = (home, spans)
        return found

    def _near(self, allowed: Sequence[tuple[int, int]], wish: Reference) -> Ints:
        """The parts of allowed starts that touch nothing, as a row of `Terms.spans`."""
        row: Ints = np.empty_like(self._loose_terms.spans[0])
        row[:, 0], row[:, 1] = NEVER, NONE
        first = wish.start - self._problem.change_tolerance
        last = wish.start + self._problem.change_tolerance
        near = [(max(a, first), min(b, last)) for a, b in allowed if a <= last and b >= first]
        for number, span in enumerate(near):
            row[number] = span
        return row

    def _is_gone(self, index: int, task: Task) -> bool:
        """Whether a task is touched in every plan."""
        wish = task.reference
        if wish is None or index in self._homes:
            return False
        begun = self._problem.frozen_on.get(task.id)
        return begun is None or begun != wish.vehicle


def _ends(spans: Ints) -> tuple[int, int]:
    """First and last start of a row of spans; (NEVER, NONE) if there is none."""
    return int(spans[:, 0].min()), int(spans[:, 1].max())
