"""What using a vehicle costs beside driving."""

from solver.engines.routing.build import Build


def fixed_prices(build: Build) -> None:
    """Once per vehicle that serves something."""
    for number, table in enumerate(build.layout.tables):
        build.model.SetFixedCostOfVehicle(table.vehicle.prices.fixed, number)


def working_prices(build: Build) -> None:
    """Per second from leaving to coming back; the model may then leave later to save waiting."""
    for number, table in enumerate(build.layout.tables):
        price = table.vehicle.prices.working_second
        if price:
            build.time.SetSpanCostCoefficientForVehicle(price, number)
            build.model.AddVariableMaximizedByFinalizer(
                build.time.CumulVar(build.model.Start(number))
            )
            build.model.AddVariableMinimizedByFinalizer(
                build.time.CumulVar(build.model.End(number))
            )


def overtime_prices(build: Build) -> None:
    """Per second after the end of the shift."""
    for number, table in enumerate(build.layout.tables):
        price = table.vehicle.prices.overtime_second
        if table.vehicle.overtime and price:
            closing = build.clock(table.vehicle.shift.end)
            build.time.SetCumulVarSoftUpperBound(build.model.End(number), closing, price)
