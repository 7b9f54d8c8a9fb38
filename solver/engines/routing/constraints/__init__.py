"""The rules of the model, one function each; a new rule is one more function in this list."""

from collections.abc import Callable

from solver.engines.routing.build import Build
from solver.engines.routing.constraints.choice import skip_prices, suitable_vehicles
from solver.engines.routing.constraints.load import capacities
from solver.engines.routing.constraints.prices import fixed_prices, overtime_prices, working_prices
from solver.engines.routing.constraints.times import breaks, deadlines, shifts, windows

RULES: tuple[Callable[[Build], None], ...] = (
    shifts,
    windows,
    deadlines,
    breaks,
    suitable_vehicles,
    skip_prices,
    capacities,
    fixed_prices,
    working_prices,
    overtime_prices,
)

__all__ = ["RULES"]
