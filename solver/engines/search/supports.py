"""What the kernels do not model: a problem that uses any of it needs another engine."""

from collections.abc import Callable

from solver.model.bounds import cost_bound, longest_distance, longest_drive
from solver.problem import Problem, Vehicle

MOST_BREAKS = 6
"""Labels are kept for every set of breaks taken: 64 of them."""
LARGEST_COST = 1 << 58
"""Kernels add prices without looking; what no plan may cost stays far below their NEVER."""
LONGEST_LEG = 2**31 - 1


def supports(problem: Problem) -> tuple[str, ...]:
    """The features of a problem that the search engine does not model; empty: it can be used."""
    found = [name for name, used in _OF_A_VEHICLE if any(used(v) for v in problem.vehicles)]
    if max(longest_drive(problem), longest_distance(problem)) > LONGEST_LEG:
        found.append("legs of 2^31 seconds or metres and more")
    if cost_bound(problem) > LARGEST_COST:
        found.append("prices that may add up to more than 2^58")
    return tuple(found)


def _limits_driving(vehicle: Vehicle) -> bool:
    return vehicle.max_travel is not None or vehicle.max_distance is not None


def _makes_several_detours(vehicle: Vehicle) -> bool:
    """Whether there is more than one: the kernels reserve the driving of one errand."""
    placed = sum(rest.place is not None for rest in vehicle.breaks)
    return placed + (vehicle.restock is not None) > 1


_OF_A_VEHICLE: tuple[tuple[str, Callable[[Vehicle], bool]], ...] = (
    (f"more than {MOST_BREAKS} breaks", lambda v: len(v.breaks) > MOST_BREAKS),
    (
        "limits of driving together with several breaks at places or visits to the depot",
        lambda v: _limits_driving(v) and _makes_several_detours(v),
    ),
)
