"""Search parameters, as measured on technician days and Solomon's instances.

Iterated local search by ruin and recreate under simulated annealing found the best plans of all
strategies OR-Tools offers; operators that cost time and found nothing are off.
"""

from ortools.constraint_solver import pywrapcp
from ortools.constraint_solver.routing_enums_pb2 import (
    FirstSolutionStrategy,
    LocalSearchMetaheuristic,
)
from ortools.constraint_solver.routing_ils_pb2 import RecreateStrategy, RuinStrategy
from ortools.constraint_solver.routing_parameters_pb2 import RoutingSearchParameters
from ortools.util.optional_boolean_pb2 import BOOL_FALSE

from solver.engines.routing.build import Build

USELESS = (
    "use_global_cheapest_insertion_path_lns",
    "use_local_cheapest_insertion_path_lns",
    "use_relocate_path_global_cheapest_insertion_insert_unperformed",
    "use_global_cheapest_insertion_visit_types_lns",
    "use_local_cheapest_insertion_visit_types_lns",
    "use_relocate_pair",
    "use_light_relocate_pair",
    "use_exchange_pair",
    "use_relocate_subtrip",
    "use_exchange_subtrip",
)
"""Operators for pickups with deliveries and visit types, or slower than what they find is worth."""

SLOW = ("use_relocate_expensive_chain", "use_lin_kernighan", "use_shortest_path_two_opt")
"""Operators that cost more than they find from `LARGE` tasks on."""

LARGE = 200


def parameters(build: Build, seconds: float | None) -> RoutingSearchParameters:
    """Parameters for this model; `seconds` bounds the search, None leaves it to its owner."""
    chosen: RoutingSearchParameters = pywrapcp.DefaultRoutingSearchParameters()
    chosen.first_solution_strategy = FirstSolutionStrategy.LOCAL_CHEAPEST_INSERTION
    chosen.local_search_metaheuristic = LocalSearchMetaheuristic.GREEDY_DESCENT
    chosen.disable_scheduling_beware_this_may_degrade_performance = True
    if seconds is not None:
        chosen.time_limit.FromMilliseconds(max(1, round(seconds * 1000)))
    operators = chosen.local_search_operators
    for name in USELESS + (SLOW if len(build.layout.order) >= LARGE else ()):
        setattr(operators, name, BOOL_FALSE)
    _ruin_and_recreate(chosen, build)
    return chosen


def _ruin_and_recreate(chosen: RoutingSearchParameters, build: Build) -> None:
    chosen.use_iterated_local_search = True
    iterated = chosen.iterated_local_search_parameters
    iterated.improve_perturbed_solution = True
    ruins = iterated.ruin_recreate_parameters
    # Slack induction by string removals: Christiaens and Vanden Berghe, Transp. Sci. 54, 2020.
    ruins.ruin_strategies.add(
        sisr=RuinStrategy().sisr.__class__(
            max_removed_sequence_size=10, avg_num_removed_visits=10, bypass_factor=0.01
        )
    )
    ruins.recreate_strategy.CopyFrom(
        RecreateStrategy(heuristic=FirstSolutionStrategy.LOCAL_CHEAPEST_INSERTION)
    )
    annealing = iterated.reference_solution_acceptance_strategy.simulated_annealing
    annealing.initial_temperature = 100
    annealing.final_temperature = 1
