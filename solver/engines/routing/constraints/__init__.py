"""The rules of the model, one function each; a new rule is one more function in this list."""

from collections.abc import Callable

from solver.engines.routing.build import Build
from solver.engines.routing.constraints.choice import skip_prices, suitable_vehicles, tastes
from solver.engines.routing.constraints.limits import (
    longest_distances,
    longest_durations,
    longest_travels,
)
from solver.engines.routing.constraints.load import capacities, stocks, task_limits
from solver.engines.routing.constraints.prices import fixed_prices, overtime_prices, working_prices
from solver.engines.routing.constraints.promises import frozen_beginnings, pinned_orders
from solver.engines.routing.constraints.times import (
    breaks,
    deadlines,
    published_starts,
    shifts,
    windows,
)

RULES: tuple[Callable[[Build], None], ...] = (
    shifts,
    windows,
    deadlines,
    published_starts,
    breaks,
    suitable_vehicles,
    skip_prices,
    tastes,
    capacities,
    stocks,
    task_limits,
    longest_durations,
    longest_travels,
    longest_distances,
    frozen_beginnings,
    pinned_orders,
    fixed_prices,
    working_prices,
    overtime_prices,
)

__all__ = ["RULES"]
