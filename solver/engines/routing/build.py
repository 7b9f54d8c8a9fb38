"""The routing model of a problem: nodes and matrices here, each rule in `constraints`."""

from functools import cached_property

import numpy as np
from ortools.constraint_solver import pywrapcp

from solver.engines.routing.layout import Layout
from solver.problem import PER_MILLE, IntMatrix, Problem, Vehicle
from solver.schedule import Timetable

TIME = "time"


class Build:
    """An OR-Tools model while constraints are added to it; numbers are seconds and cost units."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.manager = pywrapcp.RoutingIndexManager(
            layout.size, len(layout.vehicles), layout.starts, layout.ends
        )
        self.model = pywrapcp.RoutingModel(self.manager)
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

    def _add_time(self) -> None:
        """Service at a node and driving to the next, per kind of vehicle; any wait is allowed."""
        transits = [self._time_transit(table) for table in self.layout.tables]
        horizon = self.layout.horizon
        self.model.AddDimensionWithVehicleTransits(transits, horizon, horizon, False, TIME)

    def _add_driving_prices(self) -> None:
        for number, table in enumerate(self.layout.tables):
            self.model.SetArcCostEvaluatorOfVehicle(self._price_transit(table.vehicle), number)

    def _time_transit(self, table: Timetable) -> int:
        vehicle = table.vehicle
        key = (vehicle.profile, vehicle.travel_factor, vehicle.duration_factor)
        if key not in self._transits:
            matrix = self._driving(vehicle)
            count = len(self.layout.order)
            on_site = [table.durations[task] for task in self.layout.order]
            matrix[:count] += np.array(on_site, dtype=np.int64)[:, None]
            self._transits[key] = self.model.RegisterTransitMatrix(matrix.tolist())
        return self._transits[key]

    def _price_transit(self, vehicle: Vehicle) -> int:
        prices = vehicle.prices
        key = (vehicle.profile, vehicle.travel_factor, prices.travel_second, prices.metre, "price")
        if key not in self._transits:
            metres = self.layout.spread(self.problem.travel[vehicle.profile].metres)
            matrix = prices.travel_second * self._driving(vehicle) + prices.metre * metres
            self._transits[key] = self.model.RegisterTransitMatrix(matrix.tolist())
        return self._transits[key]

    def _driving(self, vehicle: Vehicle) -> IntMatrix:
        nominal = self.layout.spread(self.problem.travel[vehicle.profile].seconds)
        driving: IntMatrix = (nominal * vehicle.travel_factor + PER_MILLE // 2) // PER_MILLE
        return driving
