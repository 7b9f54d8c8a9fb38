"""One vehicle's day on its own, and a task that asks for a place in it.

A seat is a problem of its own: one vehicle, the tasks of its route, the task that asks, and only
their places. So a question like "what if the shift were longer" costs a handful of numbers, and is
answered by the arithmetic of the engines and judged by the checker like any other problem.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from solver.check import Rule, Violation, check, price_route
from solver.problem import Break, Problem, Task, Travel, Vehicle
from solver.schedule import route_cost, schedule, trial_cost
from solver.solution import CostTerms, Route, Solution, StepKind


@dataclass(frozen=True, slots=True)
class Placement:
    """The task in a route. `faults` are the rules that the route breaks; its times hold."""

    position: int
    route: Route
    faults: tuple[Violation, ...]

    def start_of(self, task: str) -> int:
        """When the service of a task in the route begins."""
        return next(s.start for s in self.route.steps if s.kind is StepKind.TASK and s.id == task)


@dataclass(frozen=True, eq=False)
class Seat:
    """`others` are the tasks of the vehicle's route, in order; `task` is not among them."""

    problem: Problem
    vehicle: Vehicle
    others: tuple[Task, ...]
    task: Task

    @cached_property
    def priced_day(self) -> Problem:
        """The problem of this day alone; the task that asks comes last."""
        return small_problem(self.problem, self.vehicle, (*self.others, self.task))

    @cached_property
    def day(self) -> Problem:
        """The day as it is tried: without a price on working time the earliest times do.

        That is many times faster, and as good for whether the task fits, unless the length of the
        route or the promised times count.
        """
        prices = self.vehicle.prices
        if not prices.working_second or self.is_exacting:
            return self.priced_day
        cheap = replace(self.vehicle, prices=replace(prices, working_second=0))
        return small_problem(self.problem, cheap, (*self.others, self.task))

    @property
    def is_exacting(self) -> bool:
        """Whether rules ask for the very times that the cheapest schedule has."""
        return self.vehicle.max_duration is not None or self.problem.max_changed is not None

    def all_positions(self) -> range:
        """Every place in the order."""
        return range(len(self.others) + 1)

    def order(self, position: int) -> list[int]:
        """Task indices of the day with the task at a position."""
        asking = len(self.others)
        return [*range(position), asking, *range(position, asking)]

    def trial(self, position: int) -> int | None:
        """Cost with the task there, an upper bound; None: no times."""
        return trial_cost(self.day, 0, self.order(position))

    def place(self, position: int) -> Placement | None:
        """The task there with exact times, judged by the checker; None: no times."""
        route = schedule(self.day, 0, self.order(position))
        return None if route is None else Placement(position, route, self.faults(route))

    def faults(self, route: Route) -> tuple[Violation, ...]:
        """What the checker has against a route of all tasks of this day."""
        found = check(self.day, Solution((route,))).violations
        return tuple(fault for fault in found if fault.rule is not Rule.COST)

    def best(self, positions: Iterable[int]) -> Placement | None:
        """The cheapest place among these that breaks nothing."""
        for position in self.by_cost(positions):
            placement = self.place(position)
            if placement is not None and not placement.faults:
                return placement
        return None

    def by_cost(self, positions: Iterable[int]) -> list[int]:
        """Positions that have times, the cheapest first."""
        costs = ((self.trial(position), position) for position in positions)
        return [position for _, position in sorted((c, p) for c, p in costs if c is not None)]

    def added(self, position: int) -> int | None:
        """What the task there adds to the cost of the day; None: no times."""
        after = route_cost(self.priced_day, 0, self.order(position))
        before = route_cost(self.priced_day, 0, range(len(self.others)))
        return None if after is None else after - (before or 0)

    def most_added(self, position: int) -> int:
        """The task there adds no more than this, if it has times there."""
        vehicle = self.vehicle
        span = vehicle.shift.end + vehicle.overtime - vehicle.shift.start
        return (self.trial(position) or 0) + vehicle.prices.working_second * span

    def priced(self, position: int) -> tuple[Route, CostTerms] | None:
        """The cheapest times with the task there, and what they cost term by term."""
        route = schedule(self.priced_day, 0, self.order(position))
        return None if route is None else (route, price_route(self.priced_day, route))

    @cached_property
    def empty_terms(self) -> CostTerms:
        """What the day costs without the task, term by term."""
        route = schedule(self.priced_day, 0, range(len(self.others)))
        return CostTerms() if route is None else price_route(self.priced_day, route)

    def with_vehicle(self, vehicle: Vehicle) -> "Seat":
        """The same day with another shift or equipment."""
        return replace(self, vehicle=vehicle)


def small_problem(problem: Problem, vehicle: Vehicle, tasks: Sequence[Task]) -> Problem:
    """The problem of one vehicle and some tasks, with the places they need and no others."""
    rests = [rest.place for rest in vehicle.breaks]
    depot = None if vehicle.restock is None else vehicle.restock.place
    via = [*rests, depot, *(task.place for task in tasks)]
    mentioned = [vehicle.start_place, vehicle.end_place, *via]
    kept = sorted({place for place in mentioned if place is not None})
    at = {place: number for number, place in enumerate(kept)}
    travel, rows = problem.travel[vehicle.profile], np.ix_(kept, kept)
    return Problem(
        places=tuple(problem.places[place] for place in kept),
        tasks=tuple(replace(task, place=at[task.place]) for task in tasks),
        vehicles=(_moved(vehicle, at, {task.id for task in tasks}),),
        travel={vehicle.profile: Travel(travel.seconds[rows], travel.metres[rows])},
        prices=problem.prices,
        change_tolerance=problem.change_tolerance,
    )


def _moved(vehicle: Vehicle, at: dict[int, int], tasks: set[str]) -> Vehicle:
    def new(place: int | None) -> int | None:
        return None if place is None else at[place]

    def rest(one: Break) -> Break:
        return one if one.place is None else replace(one, place=at[one.place])

    depot = vehicle.restock
    return replace(
        vehicle,
        start_place=new(vehicle.start_place),
        end_place=new(vehicle.end_place),
        breaks=tuple(rest(one) for one in vehicle.breaks),
        restock=None if depot is None else replace(depot, place=at[depot.place]),
        frozen=tuple(stop for stop in vehicle.frozen if stop.task in tasks),
        pinned_order=tuple(task for task in vehicle.pinned_order if task in tasks),
    )
