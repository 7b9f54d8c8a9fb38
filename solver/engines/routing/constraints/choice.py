"""Who may serve a task, and what it costs if nobody does."""

from solver.engines.routing.build import Build
from solver.model.bounds import LARGEST_COST, cost_bound


def suitable_vehicles(build: Build) -> None:
    """Skills, required and excluded vehicles and pins, as the values its vehicle may take."""
    vehicles = [table.vehicle for table in build.layout.tables]
    for task, index in build.indices:
        spec = build.problem.tasks[task]
        able = [k for k, vehicle in enumerate(vehicles) if build.problem.may_serve(vehicle, spec)]
        if len(able) < len(vehicles):
            build.model.VehicleVar(index).SetValues([-1, *able])


def skip_prices(build: Build) -> None:
    """Leaving a task out costs its skip price, a mandatory one more than any plan can cost.

    So the search always has a plan to improve; that mandatory tasks are served is checked after it.
    """
    duty = mandatory_price(build)
    for task, index in build.indices:
        spec = build.problem.tasks[task]
        price = duty if build.problem.must_serve(spec) else spec.skip_price
        build.model.AddDisjunction([index], price)


def tastes(build: Build) -> None:
    """What it costs that this vehicle serves a task: not preferred, or not the one published.

    Arcs would need a matrix per vehicle; a sum along the route, priced at its end, needs a vector.
    """
    if not any(any(table.once) for table in build.layout.tables):
        return
    transits = []
    for table in build.layout.tables:
        prices = [table.once[task] for task in build.layout.order]
        vector = [*prices, *[0] * len(build.layout.terminals)]
        transits.append(build.model.RegisterUnaryTransitVector(vector))
    most = sum(
        max(table.once[task] for table in build.layout.tables) for task in build.layout.order
    )
    build.model.AddDimensionWithVehicleTransits(transits, 0, most, True, "taste")
    taste = build.model.GetDimensionOrDie("taste")
    for number in range(len(build.layout.tables)):
        taste.SetCumulVarSoftUpperBound(build.model.End(number), 0, 1)


def mandatory_price(build: Build) -> int:
    """Above the cost of any plan as far as the sum of all of them stays below 2**62."""
    bound = cost_bound(build.problem)
    count = sum(build.problem.must_serve(task) for task in build.problem.tasks)
    return min(bound + 1, (LARGEST_COST - bound) // max(1, count))
