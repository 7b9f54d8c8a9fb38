"""Ruin and recreate over the routes that greedy builds: plain, slow, and right for small problems.

Each step takes neighbouring strings of tasks out of a few routes and puts them back one by one
where they cost least, now and then looking away from a position (Christiaens and Vanden Berghe,
"Slack induction by string removals", Transportation Science 54, 2020). Simulated annealing accepts
what is not much dearer. Costs are those of `greedy.partial`; what looks like a new best plan is
scheduled exactly before it is shown.
"""

import math
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from solver.engines.greedy.holding import loosened
from solver.engines.greedy.insertion import skip_price
from solver.engines.greedy.partial import PartialRoute
from solver.engines.greedy.repair import repair
from solver.engines.protocol import Assignment, Finding, Heartbeat
from solver.problem import Problem
from solver.schedule import Planner, timetables
from solver.schedule.compiled import NEVER

AVERAGE_REMOVED = 10
LONGEST_STRING = 10
BLINK = 0.01
"""Chance that a route is not looked at when a task is put back."""
HOT, COLD = 4.0, 0.02
"""Temperatures at the begin and the end, in mean legs to the nearest ten tasks."""
ROUNDS = 6
"""Choices of the tasks that may be touched, where their number is capped."""
UNBOUNDED = 20_000
"""Steps of one annealing where nothing says when the search ends."""
BEAT_SECONDS = 0.05


class Rebuild:
    """Ruin and recreate, deterministic by seed as long as iterations and not seconds end it."""

    @property
    def name(self) -> str:
        """Name in options and results."""
        return "rebuild"

    def search(self, asked: Assignment) -> Iterator[Finding | Heartbeat]:
        """Improve the plan that was asked for.

        Where changes are capped, it goes in rounds: in each, as many tasks as may still be touched
        are drawn at random, and all others stay as published.
        """
        clock = _Clock(asked)
        planner, best = Planner(asked.problem), Finding(asked.start, asked.cost or NEVER)
        capped = asked.problem.max_changed is not None
        chance = random.Random(asked.seed)  # noqa: S311 - a search, not secrets
        for number in range(ROUNDS if capped else 1):
            problem = loosened(asked.problem, best.routes, chance) if capped else asked.problem
            state = _State(problem, repair(problem, best.routes).sequences, chance)
            until = (number + 1) / ROUNDS if capped else 1.0
            for event in _anneal(state, clock, until, planner, best.cost):
                if isinstance(event, Finding):
                    best = event
                yield event


def _anneal(
    state: "_State", clock: "_Clock", until: float, planner: Planner, shown: int
) -> Iterator[Finding | Heartbeat]:
    """Step by step until that share of the time is over, from hot to cold."""
    current = best = state.cost()
    begin, spoke = clock.passed(), time.monotonic()
    while (now := clock.passed()) < until:
        clock.step += 1
        temperature = state.leg * HOT * (COLD / HOT) ** ((now - begin) / (until - begin))
        trial = state.rebuilt()
        if trial.cost < current - temperature * math.log(state.random.random() or 1e-12):
            state.accept(trial)
            current = trial.cost
            if current < best:
                best = current
                plan = planner.plan(state.sequences())
                if plan is not None and plan[1] < shown:
                    shown = plan[1]
                    yield Finding(*plan, clock.step)
        if time.monotonic() - spoke > BEAT_SECONDS:
            spoke = time.monotonic()
            yield Heartbeat(clock.step)
    yield Heartbeat(clock.step)


class _Clock:
    """How far the annealing has come: by iterations if they are limited, else by time."""

    def __init__(self, asked: Assignment) -> None:
        self.step = 0
        self._began = time.monotonic()
        self._steps, self._seconds = asked.limits.iterations, asked.limits.seconds
        if self._steps is None and self._seconds is None:
            self._steps = UNBOUNDED

    def passed(self) -> float:
        """Share of the annealing that is over."""
        done = 0.0
        if self._steps is not None:
            done = self.step / max(1, self._steps)
        if self._seconds is not None:
            done = max(done, (time.monotonic() - self._began) / max(1e-9, self._seconds))
        return done


@dataclass(frozen=True)
class _Trial:
    """What a step would change: routes by number, and the tasks that stay out."""

    routes: dict[int, PartialRoute]
    out: tuple[int, ...]
    cost: int


class _State:
    """The plan the search stands on."""

    def __init__(
        self, problem: Problem, start: dict[int, list[int]], chance: random.Random
    ) -> None:
        self.random = chance
        self.routes = [
            PartialRoute(problem, table, start.get(table.index, ()))
            for table in timetables(problem)
        ]
        self.served = {task: k for k, route in enumerate(self.routes) for task in route.tasks}
        self.out = tuple(t for t in range(len(problem.tasks)) if t not in self.served)
        self._skips = [skip_price(problem, task) for task in range(len(problem.tasks))]
        self._fixed = {problem.task_index[name] for name in problem.frozen_on}
        self._able = [
            [k for k, vehicle in enumerate(problem.vehicles) if problem.may_serve(vehicle, task)]
            for task in problem.tasks
        ]
        self._near, self.leg = _neighbours(problem)
        self._durations = [task.duration for task in problem.tasks]

    def cost(self) -> int:
        """What the plan costs, as partial routes price it."""
        return sum(route.cost for route in self.routes) + sum(self._skips[t] for t in self.out)

    def sequences(self) -> dict[int, list[int]]:
        """Task indices by vehicle index."""
        return {route.table.index: route.tasks for route in self.routes if route.tasks}

    def accept(self, trial: _Trial) -> None:
        """Make the trial the plan to stand on."""
        for k, route in trial.routes.items():
            self.routes[k] = route
            self.served.update((task, k) for task in route.tasks)
        for task in trial.out:
            self.served.pop(task, None)
        self.out = trial.out

    def rebuilt(self) -> _Trial:
        """The plan after one ruin and one recreation."""
        removed = self._strings()
        routes: dict[int, PartialRoute] = {}
        before = sum(self._skips[task] for task in self.out)
        for k in {self.served[task] for task in removed}:
            routes[k] = self.routes[k].without(removed)
        left = self._put_back([*removed, *self.out], routes)
        cost = sum(route.cost - self.routes[k].cost for k, route in routes.items())
        after = sum(self._skips[task] for task in left)
        return _Trial(routes, left, self.cost() + cost + after - before)

    # --- ruin ----------------------------------------------------------------------------------

    def _strings(self) -> set[int]:
        """Tasks to take out: from routes near a random task, a string around the nearest one."""
        longest = min(LONGEST_STRING, max(1, len(self.served)))
        most = 4 * AVERAGE_REMOVED / (1 + longest) - 1
        strings = int(self.random.uniform(1, most + 1))
        centre = self.random.randrange(len(self._near))
        removed: set[int] = set()
        hit: set[int] = set()
        for task in self._near[centre]:
            k = self.served.get(task)
            if len(hit) >= strings:
                break
            if k is None or k in hit:
                continue
            hit.add(k)
            removed.update(self._string(self.routes[k].tasks, task, longest))
        return removed - self._fixed

    def _string(self, tasks: Sequence[int], task: int, longest: int) -> list[int]:
        length = self.random.randint(1, min(longest, len(tasks)))
        at = tasks.index(task)
        first = self.random.randint(max(0, at - length + 1), min(at, len(tasks) - length))
        return list(tasks[first : first + length])

    # --- recreate ------------------------------------------------------------------------------

    def _put_back(self, todo: list[int], routes: dict[int, PartialRoute]) -> tuple[int, ...]:
        """Insert what pays where it costs least; returns what does not."""
        self._sort(todo)
        left = []
        for task in todo:
            best: tuple[int, int, int] | None = None
            for k in self._able[task]:
                if self.random.random() < BLINK:
                    continue
                route = routes.get(k) or self.routes[k]
                place = route.best_insertion(task)
                if place is not None and (best is None or place[0] < best[0]):
                    best = (place[0], k, place[1])
            if best is None or best[0] >= self._skips[task]:
                left.append(task)
                continue
            _, k, position = best
            if k not in routes:
                routes[k] = self.routes[k].copy()
            routes[k].insert(task, position)
        return tuple(left)

    def _sort(self, todo: list[int]) -> None:
        """At random, the longest first, the dearest to skip first, or by distance."""
        self.random.shuffle(todo)
        order = self.random.randrange(8)
        if order >= 6:
            todo.sort(key=lambda task: -self._skips[task])
        elif order >= 4:
            todo.sort(key=lambda task: -self._durations[task])
        elif order == 3:
            todo.sort(key=lambda task: len(self._able[task]))


def _neighbours(problem: Problem) -> tuple[list[list[int]], float]:
    """Tasks by nearness to each task, and the mean driving price to the nearest ten."""
    travel = problem.travel[problem.vehicles[0].profile]
    places = np.array([task.place for task in problem.tasks])
    price = max(
        1, problem.vehicles[0].prices.travel_second + problem.vehicles[0].prices.working_second
    )
    legs = travel.seconds[np.ix_(places, places)] * price
    legs = legs + travel.metres[np.ix_(places, places)] * problem.vehicles[0].prices.metre
    order = np.argsort(legs + legs.T, axis=1, kind="stable")
    nearest = np.sort(legs, axis=1)[:, 1:11]
    return order.tolist(), float(nearest.mean()) if nearest.size else 1.0
