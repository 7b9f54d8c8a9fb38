"""Search parameters, as measured on technician days and Solomon's instances.

Iterated local search by ruin and recreate under simulated annealing found the best plans of all
strategies OR-Tools offers; operators that cost time and found nothing are off.
"""

from ortools.constraint_solver import pywrapcp
from ortools.constraint_solver.routing_enums_pb2 import FirstSolutionStrategy as Heuristic
from ortools.constraint_solver.routing_enums_pb2 import LocalSearchMetaheuristic
from ortools.constraint_solver.routing_ils_pb2 import RecreateStrategy, SISRRuinStrategy
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


def from_scratch(build: Build, seconds: float | None) -> RoutingSearchParameters:
    """Iterated local search; `seconds` bounds it, None leaves that to its owner."""
    chosen = _descent(build, seconds)
    chosen.use_iterated_local_search = True
    iterated = chosen.iterated_local_search_parameters
    iterated.improve_perturbed_solution = True
    ruins = iterated.ruin_recreate_parameters
    # Slack induction by string removals: Christiaens and Vanden Berghe, Transp. Sci. 54, 2020.
    sisr = SISRRuinStrategy(
        max_removed_sequence_size=10, avg_num_removed_visits=10, bypass_factor=0.01
    )
    ruins.ruin_strategies.add(sisr=sisr)
    ruins.recreate_strategy.CopyFrom(RecreateStrategy(heuristic=Heuristic.LOCAL_CHEAPEST_INSERTION))
    annealing = iterated.reference_solution_acceptance_strategy.simulated_annealing
    annealing.initial_temperature, annealing.final_temperature = 100, 1
    return chosen


def from_a_plan(build: Build, seconds: float | None) -> RoutingSearchParameters:
    """Guided local search, the best of those that accept a plan to begin from."""
    chosen = _descent(build, seconds)
    chosen.local_search_metaheuristic = LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    # The same limit also bounds the restoring of the plan, for which 0.1 s is too little.
    chosen.lns_time_limit.FromMilliseconds(20_000)
    return chosen


def _descent(build: Build, seconds: float | None) -> RoutingSearchParameters:
    chosen: RoutingSearchParameters = pywrapcp.DefaultRoutingSearchParameters()
    tasks = len(build.layout.order)
    chosen.first_solution_strategy = (
        Heuristic.LOCAL_CHEAPEST_COST_INSERTION
        if tasks < LARGE * 2
        else Heuristic.LOCAL_CHEAPEST_INSERTION
    )
    chosen.local_search_metaheuristic = LocalSearchMetaheuristic.GREEDY_DESCENT
    chosen.disable_scheduling_beware_this_may_degrade_performance = True
    if seconds is not None:
        chosen.time_limit.FromMilliseconds(max(1, round(seconds * 1000)))
    for name in USELESS + (SLOW if tasks >= LARGE else ()):
        setattr(chosen.local_search_operators, name, BOOL_FALSE)
    return chosen
