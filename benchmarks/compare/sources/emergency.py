"""A drawn day at ten in the morning, into which an emergency comes that must be served."""

from dataclasses import dataclass, replace
from functools import lru_cache
from random import Random

from benchmarks.compare.cases import Sequences, Source
from benchmarks.compare.judges.opinion import Opinion
from benchmarks.compare.sources.days import HOUR, DaySource
from solver.problem import FrozenStop, Lateness, Problem, Reference, Task, TimeWindow, Vehicle
from solver.solution import Route, Solution, Step, StepKind
from solver.solve import solve
from solver.stop import MaxIterations

NOW = 10 * HOUR
PLANNING = 20_000
"""Iterations of search behind the plan of the morning."""
CHANGE_VEHICLE, CHANGE_SECOND = 1_800, 1


@dataclass(frozen=True)
class EmergencySource(Source):
    """What has begun is frozen, the rest is published: changing it has a price."""

    visits: int
    technicians: int
    number: int

    def problem(self) -> Problem:
        return running_day(self)[0]

    def warm_start(self) -> Solution:
        """The plan of the morning, which the emergency is not in."""
        return running_day(self)[1]

    def opinions(self, problem: Problem, plan: Sequences) -> list[Opinion]:
        """None: what is measured is how soon a plan comes."""
        return []


@lru_cache(maxsize=1)
def running_day(source: EmergencySource) -> tuple[Problem, Solution]:
    """The problem of ten o'clock and the plan it began with."""
    morning = DaySource(source.visits, source.technicians, source.number).problem()
    stop = MaxIterations(PLANNING)
    plan = solve(morning, stop, seed=source.number, engine="search").solution
    routes = {route.vehicle: route for route in plan.routes}
    references = {
        step.id: Reference(route.vehicle, step.start)
        for route in plan.routes
        for step in route.steps
        if step.kind is StepKind.TASK
    }
    vehicles = tuple(_at_ten(vehicle, routes.get(vehicle.id)) for vehicle in morning.vehicles)
    frozen = {stop.task for vehicle in vehicles for stop in vehicle.frozen}
    tasks = tuple(
        replace(
            task,
            release=None if task.id in frozen else NOW,
            reference=references.get(task.id),
        )
        for task in morning.tasks
        if task.id in frozen or task.windows[0].end >= NOW
    )
    problem = replace(
        morning,
        name=f"{morning.name}, an emergency at ten",
        tasks=(*tasks, _emergency(morning, source.number)),
        vehicles=vehicles,
        prices=replace(morning.prices, change_vehicle=CHANGE_VEHICLE, change_second=CHANGE_SECOND),
    )
    return problem, plan


def _at_ten(vehicle: Vehicle, route: Route | None) -> Vehicle:
    """The vehicle with what it has begun; one that has not left does not leave before now."""
    frozen = tuple(_frozen(route)) if route is not None else ()
    if frozen:
        return replace(vehicle, frozen=frozen)
    begin = max(vehicle.shift.start, NOW)
    return replace(vehicle, shift=TimeWindow(begin, vehicle.shift.end))


def _frozen(route: Route) -> list[FrozenStop]:
    """Tasks that have begun, and the one it is driving to."""
    frozen: list[FrozenStop] = []
    left: Step = route.steps[0]
    for step in route.steps:
        if step.kind is StepKind.TASK:
            if step.start <= NOW:
                frozen.append(FrozenStop(step.id, step.start))
            elif left.end < NOW and step.arrival - step.travel < NOW:
                return [*frozen, FrozenStop(step.id)]
            else:
                return frozen
        left = step
    return frozen


def _emergency(day: Problem, number: int) -> Task:
    """At one of the day's places, due within the hour; it must be served."""
    random = Random(number)
    place = random.choice(day.tasks).place
    window = TimeWindow(NOW, 18 * HOUR)
    late = Lateness(NOW + HOUR, 5)
    return Task("emergency", place, HOUR, (window,), release=NOW, lateness=late)
