"""One price for every second or metre, instead of the prices of the file."""

from dataclasses import replace
from enum import StrEnum

from solver.problem import Problem, VehiclePrices


class Objective(StrEnum):
    """What to minimise. Skip prices, lateness and overtime keep the prices of the file."""

    DISTANCE = "distance"
    TRAVEL = "travel"
    DURATION = "duration"

    @property
    def prices(self) -> VehiclePrices:
        """One cost unit per metre driven, per second driven, or per second from start to end."""
        return VehiclePrices(
            travel_second=int(self is Objective.TRAVEL),
            working_second=int(self is Objective.DURATION),
            metre=int(self is Objective.DISTANCE),
        )


def with_objective(problem: Problem, objective: Objective) -> Problem:
    """The same problem with every vehicle priced by `objective`, overtime as before."""
    vehicles = tuple(
        replace(
            vehicle,
            prices=replace(objective.prices, overtime_second=vehicle.prices.overtime_second),
        )
        for vehicle in problem.vehicles
    )
    return replace(problem, vehicles=vehicles)
