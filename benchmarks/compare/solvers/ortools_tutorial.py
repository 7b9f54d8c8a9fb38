"""OR-Tools as its tutorials show it: PATH_CHEAPEST_ARC, then GUIDED_LOCAL_SEARCH.

Everything in these problems can be said: breaks, soft deadlines, skips, who may serve whom.
"""

from collections.abc import Callable, Sequence
from importlib.metadata import version
from typing import Any

import numpy as np

from benchmarks.compare.cases import Answer, Sequences
from benchmarks.compare.solvers.told import (
    CannotSay,
    Told,
    able,
    home_of,
    price_matrix,
    seconds_matrix,
    sole_window,
)
from solver.problem import IntMatrix, Problem

TIME = "Time"


class Tutorial:
    """The routing library with the two settings that every example has."""

    @property
    def version(self) -> str:
        return version("ortools")

    def warm_up(self) -> None:
        from ortools.constraint_solver import pywrapcp  # noqa: F401

    def solve(self, told: Told) -> Answer:
        model = _Model(told.problem)
        began = told.clock()
        moments: list[tuple[float, float]] = []

        def note() -> None:
            moments.append((told.clock() - began, float(model.routing.CostVar().Min())))

        model.routing.AddAtSolutionCallback(note)
        solution = model.routing.SolveWithParameters(_parameters(told.seconds))
        seconds = told.clock() - began
        if solution is None:
            return Answer(None, seconds)
        first = moments[0][0] if moments else None
        return Answer(model.plan(solution), seconds, moments=moments, first_plan=first)


def _parameters(seconds: float) -> Any:
    from ortools.constraint_solver import pywrapcp
    from ortools.constraint_solver.routing_enums_pb2 import (
        FirstSolutionStrategy,
        LocalSearchMetaheuristic,
    )

    chosen = pywrapcp.DefaultRoutingSearchParameters()
    chosen.first_solution_strategy = FirstSolutionStrategy.PATH_CHEAPEST_ARC
    chosen.local_search_metaheuristic = LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    chosen.time_limit.FromMilliseconds(round(seconds * 1000))
    return chosen


class _Model:
    """Nodes are the tasks, then one home for each place where vehicles start."""

    def __init__(self, problem: Problem) -> None:
        from ortools.constraint_solver import pywrapcp

        self._problem = problem
        homes = list(dict.fromkeys(home_of(vehicle) for vehicle in problem.vehicles))
        self._places = [task.place for task in problem.tasks] + homes
        node = {home: len(problem.tasks) + number for number, home in enumerate(homes)}
        ends = [node[home_of(vehicle)] for vehicle in problem.vehicles]
        self._manager = pywrapcp.RoutingIndexManager(len(self._places), len(ends), ends, ends)
        self.routing = pywrapcp.RoutingModel(self._manager)
        self._indices = [self._manager.NodeToIndex(t) for t in range(len(problem.tasks))]
        self._say_prices()
        self._say_times()
        self._say_breaks()
        self._say_loads()
        self._say_who()

    def plan(self, solution: Any) -> Sequences:
        routes = {}
        for vehicle in range(len(self._problem.vehicles)):
            index, tasks = self.routing.Start(vehicle), []
            while not self.routing.IsEnd(index):
                node = self._manager.IndexToNode(index)
                tasks += [node] if node < len(self._problem.tasks) else []
                index = solution.Value(self.routing.NextVar(index))
            routes[vehicle] = tasks
        return routes

    def _matrix(self, matrix: IntMatrix, extra: Sequence[int] | None = None) -> list[list[int]]:
        by_node = matrix[self._places][:, self._places]
        if extra is not None:
            by_node = by_node + np.array(extra, dtype=np.int64)[:, None]
        rows: list[list[int]] = by_node.tolist()
        return rows

    def _say_prices(self) -> None:
        legs = self.routing.RegisterTransitMatrix(self._matrix(price_matrix(self._problem)))
        self.routing.SetArcCostEvaluatorOfAllVehicles(legs)
        for index, task in zip(self._indices, self._problem.tasks, strict=True):
            if task.skip_price is not None:
                self.routing.AddDisjunction([index], task.skip_price)

    def _say_times(self) -> None:
        problem = self._problem
        homes = len(self._places) - len(problem.tasks)
        service = [task.duration for task in problem.tasks] + [0] * homes
        legs = self.routing.RegisterTransitMatrix(self._matrix(seconds_matrix(problem), service))
        horizon = max(vehicle.shift.end for vehicle in problem.vehicles)
        self.routing.AddDimension(legs, horizon, horizon, False, TIME)
        self._time = self.routing.GetDimensionOrDie(TIME)
        for number, (index, task) in enumerate(zip(self._indices, problem.tasks, strict=True)):
            window = sole_window(problem, number)
            if window is not None:
                self._time.CumulVar(index).SetRange(*window)
            if task.lateness is not None:
                if task.lateness.kinks or task.lateness.step:
                    raise CannotSay("lateness with kinks or a step")
                late = task.lateness
                self._time.SetCumulVarSoftUpperBound(index, late.deadline, late.per_second)
        for number, vehicle in enumerate(problem.vehicles):
            shift = vehicle.shift.start, vehicle.shift.end
            self._time.CumulVar(self.routing.Start(number)).SetRange(*shift)
            self._time.CumulVar(self.routing.End(number)).SetRange(*shift)
            if vehicle.max_duration is not None:
                self._time.SetSpanUpperBoundForVehicle(vehicle.max_duration, number)

    def _say_breaks(self) -> None:
        service = [task.duration for task in self._problem.tasks]
        at = [0] * self.routing.Size()
        for index, seconds in zip(self._indices, service, strict=True):
            at[index] = seconds
        solver = self.routing.solver()
        for number, vehicle in enumerate(self._problem.vehicles):
            rests = []
            for rest in vehicle.breaks:
                if len(rest.windows) != 1 or rest.place is not None:
                    raise CannotSay("breaks with several windows or a place")
                first, last = rest.windows[0].start, rest.windows[0].end
                rests.append(
                    solver.FixedDurationIntervalVar(first, last, rest.duration, False, rest.id)
                )
            if rests:
                self._time.SetBreakIntervalsOfVehicle(rests, number, at)

    def _say_loads(self) -> None:
        sizes = [len(vehicle.capacity) for vehicle in self._problem.vehicles]
        for dimension in range(max(sizes, default=0)):
            load = self.routing.RegisterUnaryTransitCallback(self._load_of(dimension))
            capacities = [vehicle.capacity[dimension] for vehicle in self._problem.vehicles]
            self.routing.AddDimensionWithVehicleCapacity(
                load, 0, capacities, True, f"Load {dimension}"
            )

    def _load_of(self, dimension: int) -> Callable[[int], int]:
        demands = [task.demand[dimension : dimension + 1] for task in self._problem.tasks]
        loads = [demand[0] if demand else 0 for demand in demands]
        loads += [0] * (len(self._places) - len(loads))
        return lambda index: loads[self._manager.IndexToNode(index)]

    def _say_who(self) -> None:
        reach = able(self._problem)
        for number, index in enumerate(self._indices):
            allowed = [k for k, tasks in enumerate(reach) if number in tasks]
            if len(allowed) < len(reach):
                self.routing.VehicleVar(index).SetValues([-1, *allowed])
