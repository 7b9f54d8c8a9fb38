"""What a route takes in truth: along Euclidean distances as they are, not in ticks."""

import math
from dataclasses import dataclass

from solver.formats.trsp.ticks import from_ticks
from solver.problem import Place, Problem, Vehicle
from solver.solution import Route, Step, StepKind

_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Truth:
    """One route in units of the file: when it starts and ends, and how far it leads."""

    start: float
    end: float
    driven: float

    @property
    def duration(self) -> float:
        """From start to end."""
        return self.end - self.start


def in_truth(problem: Problem, route: Route) -> Truth:
    """The route with its start and its order, every stop as early as it can be.

    No stop and no end is later than in ticks, for those are rounded up.
    """
    vehicle = problem.vehicles[problem.vehicle_index[route.vehicle]]
    start = time = from_ticks(route.start)
    driven, here = 0.0, _place(problem, route.steps[0])
    for step in route.steps[1:]:
        place = _place(problem, step)
        leg = math.sqrt((place[0] - here[0]) ** 2 + (place[1] - here[1]) ** 2)
        time = max(time + leg, _opens(problem, vehicle, step))
        time += from_ticks(step.end - step.start)
        driven, here = driven + leg, place
    return Truth(start, round(time, _DIGITS), driven)


def total_in_truth(problem: Problem, truths: dict[str, Truth]) -> float:
    """What the routes, by vehicle, cost: by default the sum of their durations."""
    total = 0.0
    for name, truth in truths.items():
        prices = problem.vehicles[problem.vehicle_index[name]].prices
        total += prices.working_second * truth.duration
        total += (prices.travel_second + prices.metre) * truth.driven
    return round(total, _DIGITS)


def _place(problem: Problem, step: Step) -> tuple[float, float]:
    assert step.place is not None, "every stop of a technician has a place"
    place: Place = problem.places[step.place]
    return place.x or 0.0, place.y or 0.0


def _opens(problem: Problem, vehicle: Vehicle, step: Step) -> float:
    """When the first of its windows opens; there is one, and nobody waits at home."""
    windows = problem.tasks[problem.task_index[step.id]].windows if step.id else ()
    if step.kind is StepKind.RESTOCK and vehicle.restock is not None:
        windows = vehicle.restock.windows
    return from_ticks(windows[0].start) if windows else -math.inf
