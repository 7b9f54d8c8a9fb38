"""A VROOM problem, read: jobs become tasks that may be skipped at a price, vehicles stay vehicles.

`docs/formats.md` lists what is supported; everything else in VROOM's API is refused by name.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm
from typing import Any

from solver.formats.faults import FileFaults
from solver.formats.objective import Objective, with_objective
from solver.formats.schema import parse_model
from solver.formats.vroom import schema
from solver.formats.vroom.amounts import demands
from solver.formats.vroom.places import Geography, geography
from solver.formats.vroom.refusals import (
    refuse_duplicates,
    refuse_shared_setup,
    refuse_unsupported,
)
from solver.formats.vroom.weights import SkipPrices, skip_prices
from solver.problem import (
    PER_MILLE,
    Break,
    Prices,
    Problem,
    SkillNeed,
    Task,
    TimeWindow,
    Unit,
    Vehicle,
    VehiclePrices,
    scaled,
)

GREAT_CIRCLE_NOTE = "no matrix given: roads are taken as 1.3 x great circle, driven at 50 km/h"
WEIGHTED_NOTE = "priorities are weighted, not strictly ranked: exact prices would exceed 64 bits"


@dataclass(frozen=True)
class VroomReading:
    """The problem, the file's own fields for writing the answer, and what the reader wants said."""

    problem: Problem
    fields: schema.VroomProblem
    notes: tuple[str, ...]


def read_vroom(document: Any, faults: FileFaults, objective: Objective | None) -> VroomReading:
    """Build the problem that a VROOM document states. Raises `UnreadableInput`."""
    fields = parse_model(schema.VroomProblem, document, faults)
    refuse_unsupported(fields, faults)
    refuse_duplicates(fields, faults)
    earth = geography(fields, faults)
    loads = demands(fields, faults)
    refuse_shared_setup(fields, earth, faults)
    faults.raise_if_any()

    problem = _unpriced(fields, earth, loads)
    if objective is not None:
        problem = with_objective(problem, objective)
    priorities = [job.priority for job in fields.jobs]
    skips = skip_prices(problem, priorities, faults)
    faults.raise_if_any()
    return VroomReading(
        _with_skips(problem, skips, set(priorities)), fields, tuple(_notes(fields, skips))
    )


def _unpriced(
    fields: schema.VroomProblem, earth: Geography, loads: Sequence[tuple[int, ...]]
) -> Problem:
    scale = _price_scale(fields.vehicles)
    default = all(v.costs == schema.Costs() for v in fields.vehicles)
    tasks = tuple(
        _task(job, earth.place_of[f"jobs[{i}].location"], loads[i])
        for i, job in enumerate(fields.jobs)
    )
    draft = Problem(
        places=earth.places,
        tasks=tasks,
        vehicles=tuple(
            _vehicle(i, vehicle, earth, scale) for i, vehicle in enumerate(fields.vehicles)
        ),
        travel=earth.travel,
        prices=Prices(scale, Unit.SECONDS if default else Unit.NONE),
    )
    horizon = _horizon(draft)
    vehicles = tuple(
        replace(vehicle, shift=TimeWindow(0, horizon)) if given.time_window is None else vehicle
        for vehicle, given in zip(draft.vehicles, fields.vehicles, strict=True)
    )
    return replace(draft, vehicles=vehicles)


def _task(job: schema.Job, place: int, demand: tuple[int, ...]) -> Task:
    return Task(
        id=str(job.id),
        place=place,
        duration=job.setup + job.service,
        windows=_windows(job.time_windows or []),
        skills=tuple(SkillNeed(str(skill)) for skill in dict.fromkeys(job.skills)),
        demand=demand,
        priority=job.priority,
    )


def _vehicle(index: int, vehicle: schema.Vehicle, earth: Geography, scale: int) -> Vehicle:
    costs = vehicle.costs
    return Vehicle(
        id=str(vehicle.id),
        shift=TimeWindow(*(vehicle.time_window or (0, 0))),
        start_place=earth.place_of.get(f"vehicles[{index}].start"),
        end_place=earth.place_of.get(f"vehicles[{index}].end"),
        skills={str(skill): 1 for skill in vehicle.skills},
        breaks=tuple(
            Break(str(rest.id), rest.service, _windows(rest.time_windows))
            for rest in vehicle.breaks
        ),
        capacity=tuple(vehicle.capacity or ()),
        travel_factor=round(PER_MILLE / vehicle.speed_factor),
        profile=vehicle.profile,
        prices=VehiclePrices(
            fixed=costs.fixed * scale,
            travel_second=costs.per_hour * scale // 3600,
            metre=costs.per_km * scale // 1000,
        ),
    )


def _price_scale(vehicles: Iterable[schema.Vehicle]) -> int:
    """Cost units per VROOM cost unit, so that a second and a metre have integer prices."""
    return lcm(
        *(Fraction(v.costs.per_hour, 3600).denominator for v in vehicles),
        *(Fraction(v.costs.per_km, 1000).denominator for v in vehicles),
    )


def _horizon(problem: Problem) -> int:
    """A time so late that it binds nobody: the last window, then everything one by one."""
    windows = [w for task in problem.tasks for w in task.windows]
    windows += [v.shift for v in problem.vehicles]
    windows += [w for v in problem.vehicles for rest in v.breaks for w in rest.windows]
    factor = max((v.travel_factor for v in problem.vehicles), default=PER_MILLE)
    longest = max((int(t.seconds.max(initial=0)) for t in problem.travel.values()), default=0)
    legs = (len(problem.tasks) + 1) * scaled(longest, factor)
    rests = sum(rest.duration for v in problem.vehicles for rest in v.breaks)
    services = sum(task.duration for task in problem.tasks)
    return max((w.end for w in windows), default=0) + legs + rests + services


def _with_skips(problem: Problem, skips: SkipPrices, priorities: set[int]) -> Problem:
    tasks = tuple(replace(t, skip_price=skips.of(t.priority)) for t in problem.tasks)
    by_priority = {priority: skips.of(priority) for priority in sorted(priorities)}
    return replace(
        problem, tasks=tasks, prices=replace(problem.prices, skip_by_priority=by_priority)
    )


def _notes(fields: schema.VroomProblem, skips: SkipPrices) -> Iterable[str]:
    if fields.matrix is None and not fields.matrices:
        yield GREAT_CIRCLE_NOTE
    if not skips.exact:
        yield WEIGHTED_NOTE
    for index, vehicle in enumerate(fields.vehicles):
        if vehicle.steps is not None:
            yield f"vehicles[{index}].steps: ignored, the search starts afresh"
    for key in schema.unknown_keys(fields):
        yield f"{key}: ignored, not part of VROOM's API"


def _windows(windows: Iterable[list[int]]) -> tuple[TimeWindow, ...]:
    return tuple(TimeWindow(start, end) for start, end in windows)
