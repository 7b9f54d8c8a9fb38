"""What is published already: the price of departing from it, and where a search begins."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dispatch.domain.orders import Visit
from dispatch.planning.horizon import HorizonInputs
from dispatch.planning.translate.axis import TimeAxis
from dispatch.planning.translate.stretches import Team
from solver.problem import Reference, Task
from solver.solution import Route, Solution, Step, StepKind


def with_references(
    tasks: Sequence[Task],
    visits: Mapping[str, Visit],
    inputs: HorizonInputs,
    axis: TimeAxis,
    team: Team,
) -> list[Task]:
    """The tasks, those that a published plan serves with who comes and when.

    A start that has passed counts from now: what no plan can avoid has no price.
    """
    keys = {visit: key for key, visit in visits.items()}
    found: dict[str, Reference] = {}
    now = axis.ceil(inputs.now)
    for plan in inputs.published:
        for itinerary in plan.itineraries:
            for stop in itinerary.stops:
                if stop.visit in keys:
                    vehicle = team.at(itinerary.technician, stop.start, plan.date)
                    start = max(axis.floor(stop.start), now)
                    found[keys[stop.visit]] = Reference(vehicle, start)
    return [replace(task, reference=found.get(task.id)) for task in tasks]


def published_routes(tasks: Sequence[Task]) -> Solution | None:
    """The published order of each vehicle, for a search to begin with; None without any."""
    routes: dict[str, list[tuple[int, Task]]] = {}
    for task in tasks:
        if task.reference is not None:
            routes.setdefault(task.reference.vehicle, []).append((task.reference.start, task))
    if not routes:
        return None
    return Solution(
        tuple(
            Route(vehicle, tuple(_step(task, start) for start, task in sorted(stops, key=_when)))
            for vehicle, stops in sorted(routes.items())
        )
    )


def _when(stop: tuple[int, Task]) -> tuple[int, str]:
    start, task = stop
    return start, task.id


def _step(task: Task, start: int) -> Step:
    end = start + task.setup + task.duration
    return Step(StepKind.TASK, start, start, end, task.id, task.place)
