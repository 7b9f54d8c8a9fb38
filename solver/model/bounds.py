"""How large numbers may be, so that no engine's 64-bit arithmetic can overflow."""

from collections.abc import Iterable

from solver.problem import PER_MILLE, Problem, Vehicle

LATEST = 2**45
"""Largest magnitude of an instant: a million years in seconds, a century in 1/10,000 s ticks."""

EARLIEST = -LATEST

LONGEST = 2**40
"""Longest duration, leg or distance; times the largest factor it stays far below 2**62."""

LARGEST_FACTOR = 100 * PER_MILLE

LARGEST_COST = 2**62
"""What no plan may cost. The bit left below int64 is for an engine that adds a move to a plan."""


def cost_bound(problem: Problem) -> int:
    """An upper bound on the cost of any plan, whatever its order and however late, in cost units.

    A plan drives at most one leg to each task and one home per vehicle, each at most the longest.
    If no vehicle waits longer than some window, release or shift asks, everything is over at
    `latest`: the last of those instants, plus all services, legs and breaks one after the other at
    the slowest factors. Every price is then charged at its dearest for that long. The problem's
    numbers must be plain integers within their own bounds.
    """
    legs = len(problem.tasks) + len(problem.vehicles)
    metres = max((int(t.metres.max()) for t in problem.travel.values() if t.metres.size), default=0)
    driving = legs * _longest_leg(problem)
    earliest, latest = _horizon(problem, driving)
    span = latest - earliest
    prices = [vehicle.prices for vehicle in problem.vehicles]
    return (
        sum(task.skip_price or 0 for task in problem.tasks)
        + sum(
            task.lateness.per_second * max(0, latest - task.lateness.deadline)
            for task in problem.tasks
            if task.lateness is not None
        )
        + sum(p.fixed + span * (p.working_second + p.overtime_second) for p in prices)
        + _largest(p.travel_second for p in prices) * driving
        + _largest(p.metre for p in prices) * legs * metres
    )


def _horizon(problem: Problem, driving: int) -> tuple[int, int]:
    shifts = [vehicle.shift for vehicle in problem.vehicles]
    rests = [rest for vehicle in problem.vehicles for rest in vehicle.breaks]
    windows = [w for task in problem.tasks for w in task.windows]
    windows += [w for rest in rests for w in rest.windows]
    ends = [w.end for w in (*shifts, *windows)]
    ends += [task.release for task in problem.tasks if task.release is not None]
    slowest = _largest(vehicle.duration_factor for vehicle in problem.vehicles)
    services = sum(_slowed(task.duration, slowest) for task in problem.tasks)
    overtime = _largest(vehicle.overtime for vehicle in problem.vehicles)
    work = services + driving + sum(rest.duration for rest in rests) + overtime
    return min((shift.start for shift in shifts), default=0), max(ends, default=0) + work


def _longest_leg(problem: Problem) -> int:
    return _largest(_longest_leg_of(problem, vehicle) for vehicle in problem.vehicles)


def _longest_leg_of(problem: Problem, vehicle: Vehicle) -> int:
    seconds = problem.travel[vehicle.profile].seconds
    return _slowed(int(seconds.max()) if seconds.size else 0, vehicle.travel_factor)


def _slowed(nominal: int, factor: int) -> int:
    return nominal * factor // PER_MILLE + 1


def _largest(values: Iterable[int]) -> int:
    return max(values, default=0)
