"""What the kernels do not model: a problem that uses any of it needs another engine."""

from collections.abc import Callable

from solver.model.bounds import cost_bound
from solver.problem import Problem, Vehicle

MOST_BREAKS = 6
"""Labels are kept for every set of breaks taken: 64 of them."""
LARGEST_COST = 1 << 58
"""Kernels add prices without looking; what no plan may cost stays far below their NEVER."""
LONGEST_LEG = 2**31 - 1


def supports(problem: Problem) -> tuple[str, ...]:
    """The features of a problem that the search engine does not model; empty: it can be used."""
    found = [name for name, used in _OF_A_VEHICLE if any(used(v) for v in problem.vehicles)]
    if problem.max_changed is not None:
        found.append("a cap on changes")
    if any(_too_long(problem, vehicle) for vehicle in problem.vehicles):
        found.append(f"legs beyond {LONGEST_LEG} seconds or metres")
    if cost_bound(problem) > LARGEST_COST:
        found.append("prices that add up to more than 2^58")
    return tuple(found)


_OF_A_VEHICLE: tuple[tuple[str, Callable[[Vehicle], bool]], ...] = (
    (f"more than {MOST_BREAKS} breaks", lambda v: len(v.breaks) > MOST_BREAKS),
    ("breaks at a place", lambda v: any(rest.place is not None for rest in v.breaks)),
    ("a visit to the depot", lambda v: v.restock is not None),
)


def _too_long(problem: Problem, vehicle: Vehicle) -> bool:
    travel = problem.travel[vehicle.profile]
    if not travel.seconds.size:
        return False
    seconds = int(travel.seconds.max()) * vehicle.travel_factor // 1000 + 1
    return seconds > LONGEST_LEG or int(travel.metres.max()) > LONGEST_LEG
