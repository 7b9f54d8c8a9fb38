"""How large numbers may be, so that no engine's 64-bit arithmetic can overflow."""

from collections.abc import Iterable

from solver.problem import PER_MILLE, Problem, Task

LATEST = 2**45
"""Largest magnitude of an instant: a million years in seconds, a century in 1/10,000 s ticks."""

EARLIEST = -LATEST

LONGEST = 2**40
"""Longest duration, leg or distance; times the largest factor it stays far below 2**62."""

LARGEST_FACTOR = 100 * PER_MILLE

LARGEST_QUANTITY = 2**40
"""Most of anything counted: demand, capacity, parts, stock, tasks of a route."""

LARGEST_COST = 2**62
"""What no plan may cost. The bit left below int64 is for an engine that adds a move to a plan."""


def cost_bound(problem: Problem) -> int:
    """An upper bound on the cost of any plan, whatever its order and however late, in cost units.

    A plan drives at most one leg to each task, each break at a place and each depot visit, and one
    home per vehicle, each at most the longest. If no vehicle waits longer than some window,
    release, pin or shift asks, everything is over at `latest`: the last of those instants, plus all
    services with their setup, legs, breaks and depot visits one after the other at the slowest
    factors. Every price is then charged at its dearest for that long. The problem's numbers must be
    plain integers within their own bounds.
    """
    legs = len(problem.tasks) + len(problem.vehicles) + _other_places(problem)
    metres = longest_distance(problem)
    driving = legs * longest_drive(problem)
    earliest, latest = _horizon(problem, driving)
    span = latest - earliest
    prices = [vehicle.prices for vehicle in problem.vehicles]
    return (
        sum(_dearest(problem, task, earliest, latest) for task in problem.tasks)
        + sum(p.fixed + span * (p.working_second + p.overtime_second) for p in prices)
        + _largest(p.travel_second for p in prices) * driving
        + _largest(p.metre for p in prices) * legs * metres
    )


def longest_drive(problem: Problem) -> int:
    """An upper bound on the seconds of any leg, as the slowest vehicle of its profile drives."""
    slowest: dict[str, int] = {}
    for vehicle in problem.vehicles:
        slowest[vehicle.profile] = max(slowest.get(vehicle.profile, 0), vehicle.travel_factor)
    longest = {name: problem.travel[name].seconds.max(initial=0) for name in slowest}
    return _largest(_slowed(int(longest[name]), factor) for name, factor in slowest.items())


def longest_distance(problem: Problem) -> int:
    """The most metres of any leg."""
    return _largest(int(travel.metres.max(initial=0)) for travel in problem.travel.values())


def _dearest(problem: Problem, task: Task, earliest: int, latest: int) -> int:
    """What skipping the task costs, and serving it by the wrong vehicle at the worst moment."""
    cost = (task.skip_price or 0) + task.unpreferred_price
    if task.lateness is not None:
        cost += task.lateness.price_at(latest)
    if task.reference is not None:
        moved = max(latest - task.reference.start, task.reference.start - earliest)
        cost += problem.prices.change_vehicle + problem.prices.change_second * moved
    return cost


def _horizon(problem: Problem, driving: int) -> tuple[int, int]:
    rests = [rest for vehicle in problem.vehicles for rest in vehicle.breaks]
    slowest = _largest(vehicle.duration_factor for vehicle in problem.vehicles)
    services = sum(_slowed(_longest_service(task), slowest) for task in problem.tasks)
    overtime = _largest(vehicle.overtime for vehicle in problem.vehicles)
    depots = sum(v.restock.duration for v in problem.vehicles if v.restock is not None)
    work = services + driving + sum(rest.duration for rest in rests) + depots + overtime
    earliest = min((vehicle.shift.start for vehicle in problem.vehicles), default=0)
    return earliest, max(_waited_for(problem), default=0) + work


def _waited_for(problem: Problem) -> Iterable[int]:
    """Every instant until which a vehicle may have a reason to wait."""
    for vehicle in problem.vehicles:
        yield vehicle.shift.end
        yield from (window.end for rest in vehicle.breaks for window in rest.windows)
        if vehicle.restock is not None:
            yield from (window.end for window in vehicle.restock.windows)
        yield from (stop.start for stop in vehicle.frozen if stop.start is not None)
    for task in problem.tasks:
        yield from (window.end for window in task.windows)
        if task.release is not None:
            yield task.release
        if task.pin is not None and task.pin.start is not None:
            yield task.pin.start


def _longest_service(task: Task) -> int:
    return max(
        task.duration + task.setup,
        _largest(times.duration + times.setup for times in task.by_kind),
    )


def _other_places(problem: Problem) -> int:
    """How many stops routes may have that are no tasks: breaks at a place, and depots."""
    rests = (rest for vehicle in problem.vehicles for rest in vehicle.breaks)
    depots = sum(vehicle.restock is not None for vehicle in problem.vehicles)
    return depots + sum(rest.place is not None for rest in rests)


def _slowed(nominal: int, factor: int) -> int:
    return nominal * factor // PER_MILLE + 1


def _largest(values: Iterable[int]) -> int:
    return max(values, default=0)
