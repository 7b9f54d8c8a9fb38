"""What vehicles carry."""

from solver.engines.routing.build import Build


def capacities(build: Build) -> None:
    """The demands of a route stay within capacity; a vehicle without capacity carries anything."""
    for dimension in range(max(len(t.vehicle.capacity) for t in build.layout.tables)):
        demands = [0] * build.layout.size
        for node, task in enumerate(build.layout.order):
            demand = build.problem.tasks[task].demand
            demands[node] = demand[dimension] if dimension < len(demand) else 0
        limits = [
            table.vehicle.capacity[dimension]
            if dimension < len(table.vehicle.capacity)
            else sum(demands)
            for table in build.layout.tables
        ]
        transit = build.model.RegisterUnaryTransitVector(demands)
        build.model.AddDimensionWithVehicleCapacity(transit, 0, limits, True, f"load {dimension}")
