"""PyVRP: optional clients with prizes, one profile per set of tasks that a vehicle may serve.

A task that a vehicle may not serve is as far away in its profile as PyVRP's own reader of
site-dependent files puts it. PyVRP has no breaks and no soft deadlines.
"""

from collections import defaultdict
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

from benchmarks.compare.cases import Answer, Sequences
from benchmarks.compare.solvers.told import (
    CannotSay,
    Told,
    able,
    as_int,
    home_of,
    numbered,
    price_matrix,
    seconds_matrix,
    sole_window,
)
from solver.problem import IntMatrix, Problem

Grouped = dict[tuple[Any, ...], list[int]]


class PyVRP:
    """The solver's default parameters, with a time limit."""

    @property
    def version(self) -> str:
        return version("pyvrp")

    def warm_up(self) -> None:
        import pyvrp  # noqa: F401

    def solve(self, told: Told) -> Answer:
        import pyvrp

        groups = _groups(told.problem)
        data = _data(told.problem, groups)
        stop = _Stop(told.clock, told.seconds)
        result = pyvrp.solve(data, stop, seed=told.seed, collect_stats=False)
        seconds = told.clock() - stop.began
        found = result.best.is_feasible()
        return Answer(
            plan=_plan(told.problem, groups, result.best) if found else None,
            seconds=seconds,
            iterations=result.num_iterations,
            moments=stop.moments,
            first_plan=stop.moments[0][0] if stop.moments else None,
            note="" if found else "its best plan breaks a rule",
        )


class _Stop:
    """A time limit on the clock of the comparison; notes every better plan."""

    INFEASIBLE = 1 << 60

    def __init__(self, clock: Callable[[], float], seconds: float) -> None:
        self._clock, self._seconds = clock, seconds
        self.began = clock()
        self.moments: list[tuple[float, float]] = []

    def __call__(self, best_cost: int) -> bool:
        now = self._clock() - self.began
        better = not self.moments or best_cost < self.moments[-1][1]
        if better and best_cost < self.INFEASIBLE:
            self.moments.append((now, float(best_cost)))
        return now >= self._seconds


def _groups(problem: Problem) -> Grouped:
    """Vehicles that are alike, by all that tells them apart."""
    groups: Grouped = defaultdict(list)
    for index, (vehicle, tasks) in enumerate(zip(problem.vehicles, able(problem), strict=True)):
        if vehicle.breaks:
            raise CannotSay("breaks")
        limits = vehicle.max_travel, vehicle.max_distance, vehicle.max_tasks
        if any(limit is not None for limit in limits):
            raise CannotSay("limits of a route other than its duration")
        alike = (home_of(vehicle), vehicle.shift, vehicle.capacity, vehicle.max_duration, tasks)
        groups[alike].append(index)
    return groups


def _data(problem: Problem, groups: Grouped) -> Any:
    import pyvrp

    homes: dict[Any, int] = numbered(home for home, *_ in groups)
    profiles = numbered(tasks for *_, tasks in groups)
    distances, seconds = as_int(price_matrix(problem)), as_int(seconds_matrix(problem))
    lengths: list[Any] = [_reachable(problem, distances, tasks) for tasks in profiles]
    times: list[Any] = [seconds] * len(profiles)
    return pyvrp.ProblemData(
        locations=[pyvrp.Location(place.x or 0, place.y or 0) for place in problem.places],
        clients=[_client(problem, number) for number in range(len(problem.tasks))],
        depots=[pyvrp.Depot(home) for home in homes],
        vehicle_types=[
            _vehicle_type(alike, len(members), homes[alike[0]], profiles[alike[-1]])
            for alike, members in groups.items()
        ],
        distance_matrices=lengths,
        duration_matrices=times,
    )


def _vehicle_type(alike: tuple[Any, ...], count: int, depot: int, profile: int) -> Any:
    import pyvrp

    _, shift, capacity, longest, _ = alike
    limit = {} if longest is None else {"shift_duration": longest}
    return pyvrp.VehicleType(
        num_available=count,
        capacity=list(capacity),
        start_depot=depot,
        end_depot=depot,
        tw_early=shift.start,
        tw_late=shift.end,
        profile=profile,
        **limit,
    )


def _reachable(problem: Problem, distances: IntMatrix, tasks: Any) -> IntMatrix:
    from pyvrp.constants import MAX_VALUE

    far = [task.place for number, task in enumerate(problem.tasks) if number not in tasks]
    if not far:
        return distances
    matrix = distances.copy()
    matrix[:, far] = matrix[far, :] = MAX_VALUE
    matrix[range(len(matrix)), range(len(matrix))] = 0
    return matrix


def _client(problem: Problem, number: int) -> Any:
    import pyvrp

    task = problem.tasks[number]
    if task.lateness is not None:
        raise CannotSay("soft deadlines")
    window = sole_window(problem, number)
    times: dict[str, Any] = {} if window is None else {"tw_early": window[0], "tw_late": window[1]}
    return pyvrp.Client(
        location=task.place,
        delivery=list(task.demand),
        service_duration=task.duration,
        prize=task.skip_price or 0,
        required=task.skip_price is None,
        **times,
    )


def _plan(problem: Problem, groups: Grouped, solution: Any) -> Sequences:
    free = [list(members) for members in groups.values()]
    routes = {}
    for route in solution.routes():
        tasks = [activity.idx for activity in route if activity.is_client()]
        routes[free[route.vehicle_type()].pop()] = tasks
    return routes
