"""The routing model of a problem: nodes and matrices here, each rule in `constraints`."""

from collections.abc import Callable
from functools import cached_property

import numpy as np
from ortools.constraint_solver import pywrapcp

from solver.engines.routing.layout import Layout
from solver.problem import PER_MILLE, IntMatrix, Problem, Vehicle
from solver.schedule import Timetable

TIME = "time"


class Build:
    """An OR-Tools model while constraints are added to it; numbers are seconds and cost units.

    `rests` are the breaks by vehicle of the model and number.
    """

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.manager = pywrapcp.RoutingIndexManager(
            layout.size, len(layout.vehicles), layout.starts, layout.ends
        )
        self.model = pywrapcp.RoutingModel(self.manager)
        self.rests: dict[tuple[int, int], pywrapcp.IntervalVar] = {}
        self._transits: dict[tuple[object, ...], int] = {}
        self._add_time()
        self._add_driving_prices()

    @property
    def problem(self) -> Problem:
        return self.layout.problem

    @cached_property
    def indices(self) -> list[tuple[int, int]]:
        """Pairs (task, index of its variables in the model)."""
        return [
            (task, self.manager.NodeToIndex(node)) for node, task in enumerate(self.layout.order)
        ]

    @property
    def time(self) -> pywrapcp.RoutingDimension:
        """The dimension whose cumul is the start of service, counted from the layout's origin."""
        return self.model.GetDimensionOrDie(TIME)

    def clock(self, moment: int) -> int:
        """A moment of the problem on the model's axis."""
        return moment - self.layout.origin

    def clone_time(self, name: str) -> pywrapcp.RoutingDimension:
        """Another dimension with the same moments: each holds one soft bound per service only."""
        horizon = self.layout.horizon
        self.model.AddDimensionWithVehicleTransits(self._moves, horizon, horizon, False, name)
        clone, solver = self.model.GetDimensionOrDie(name), self.model.solver()
        ends = [index(k) for k in range(len(self.layout.tables)) for index in self._terminals]
        for index in (*(index for _, index in self.indices), *ends):
            original = self.time.CumulVar(index)
            clone.CumulVar(index).SetRange(original.Min(), original.Max())
            solver.Add(clone.CumulVar(index) == original)
        return clone

    def driving_transit(self, table: Timetable) -> int:
        """Driven seconds of each arc, service apart."""
        vehicle = table.vehicle
        key = (vehicle.profile, vehicle.travel_factor, "driving")
        return self._register(key, lambda: self._driving(vehicle))

    def metres_transit(self, table: Timetable) -> int:
        """Metres of each arc."""
        profile = table.vehicle.profile
        return self._register((profile, "metres"), lambda: self._metres(profile))

    def _add_time(self) -> None:
        """Service at a node and driving to the next, per kind of vehicle; any wait is allowed."""
        self._moves = [self._time_transit(table) for table in self.layout.tables]
        horizon = self.layout.horizon
        self.model.AddDimensionWithVehicleTransits(self._moves, horizon, horizon, False, TIME)

    @property
    def _terminals(self) -> tuple[Callable[[int], int], Callable[[int], int]]:
        return self.model.Start, self.model.End

    def _add_driving_prices(self) -> None:
        for number, table in enumerate(self.layout.tables):
            self.model.SetArcCostEvaluatorOfVehicle(self._price_transit(table.vehicle), number)

    def _time_transit(self, table: Timetable) -> int:
        vehicle = table.vehicle
        key = (vehicle.profile, vehicle.travel_factor, vehicle.duration_factor, vehicle.kind)
        return self._register(key, lambda: self._moving(table))

    def _moving(self, table: Timetable) -> IntMatrix:
        """Service and driving; a setup that is not due at the next task is taken off the leg."""
        order, count = self.layout.order, len(self.layout.order)
        matrix = self._driving(table.vehicle)
        known = self._frozen_services
        on_site = [known.get(task, table.durations[task]) for task in order]
        services = np.array(on_site, dtype=np.int64)[:, None]
        matrix[:count] += services
        if not table.has_setup:
            return matrix
        least = [known.get(task, table.bare[task]) for task in order]
        bare = np.array(least, dtype=np.int64)[:, None]
        places = np.array([table.tasks[task].place for task in order])
        saved = np.where(places[:, None] == places, (services - bare).T, 0)
        matrix[:count, :count] -= np.minimum(saved, services - bare)
        return matrix

    @cached_property
    def _frozen_services(self) -> dict[int, int]:
        """Seconds on site of frozen tasks: what comes before them is known."""
        found: dict[int, int] = {}
        for table in self.layout.tables:
            begun = [self.problem.task_index[stop.task] for stop in table.vehicle.frozen]
            found.update(zip(begun, table.services(begun), strict=True))
        return found

    def _price_transit(self, vehicle: Vehicle) -> int:
        prices = vehicle.prices
        key = (vehicle.profile, vehicle.travel_factor, prices.travel_second, prices.metre, "price")
        return self._register(
            key,
            lambda: (
                prices.travel_second * self._driving(vehicle)
                + prices.metre * self._metres(vehicle.profile)
            ),
        )

    def _register(self, key: tuple[object, ...], matrix: Callable[[], IntMatrix]) -> int:
        if key not in self._transits:
            self._transits[key] = self.model.RegisterTransitMatrix(matrix().tolist())
        return self._transits[key]

    def _metres(self, profile: str) -> IntMatrix:
        return self.layout.spread(self.problem.travel[profile].metres)

    def _driving(self, vehicle: Vehicle) -> IntMatrix:
        nominal = self.layout.spread(self.problem.travel[vehicle.profile].seconds)
        driving: IntMatrix = (nominal * vehicle.travel_factor + PER_MILLE // 2) // PER_MILLE
        return driving
