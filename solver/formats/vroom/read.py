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
from solver.formats.vroom.amounts import capacity, delivery, dimensions, pickup, without_capacity
from solver.formats.vroom.breaks import breaks
from solver.formats.vroom.custom_costs import has_costs
from solver.formats.vroom.horizon import horizon
from solver.formats.vroom.places import Geography, geography
from solver.formats.vroom.refusals import refuse_duplicates, refuse_unsupported
from solver.formats.vroom.speeds import profile_of, with_speeds
from solver.formats.vroom.steps import ServiceTimes, narrowed, proposed, service_times
from solver.formats.vroom.weights import SkipPrices, skip_prices
from solver.problem import (
    Break,
    KindTimes,
    Prices,
    Problem,
    SkillNeed,
    Task,
    TimeWindow,
    Unit,
    Vehicle,
    VehiclePrices,
)
from solver.solution import Solution

GREAT_CIRCLE_NOTE = "no matrix given: roads are taken as 1.3 x great circle, driven at 50 km/h"
WEIGHTED_NOTE = "priorities are weighted, not strictly ranked: exact prices would exceed 64 bits"


@dataclass(frozen=True)
class VroomReading:
    """The problem, the file's own fields for writing the answer, and what the reader wants said.

    `start` holds the routes that the file proposes.
    """

    problem: Problem
    fields: schema.VroomProblem
    notes: tuple[str, ...]
    start: Solution | None


def read_vroom(document: Any, faults: FileFaults, objective: Objective | None) -> VroomReading:
    """Build the problem that a VROOM document states. Raises `UnreadableInput`."""
    fields = parse_model(schema.VroomProblem, document, faults)
    refuse_unsupported(fields, faults)
    refuse_duplicates(fields, faults)
    earth = geography(fields, faults, priced=objective is None)
    earth = replace(earth, travel=with_speeds(earth.travel, fields.vehicles, faults))
    reader = _Reader(
        fields, earth, service_times(fields, faults), dimensions(fields, faults), faults
    )
    faults.raise_if_any()

    problem = reader.problem()
    if objective is not None:
        problem = with_objective(problem, objective)
    priorities = [job.priority for job in fields.jobs]
    skips = skip_prices(problem, priorities, faults)
    faults.raise_if_any()
    problem = _with_skips(problem, skips, set(priorities))
    return VroomReading(problem, fields, tuple(_notes(fields, skips)), proposed(fields))


class _Reader:
    """Turns checked fields into a problem without skip prices; collects what cannot be."""

    def __init__(
        self,
        fields: schema.VroomProblem,
        earth: Geography,
        times: ServiceTimes,
        size: int,
        faults: FileFaults,
    ) -> None:
        self._fields, self._earth, self._times = fields, earth, times
        self._size, self._faults = size, faults
        self._scale = _price_scale(fields.vehicles)
        self._horizon = TimeWindow(0, horizon(fields, earth.travel))

    def problem(self) -> Problem:
        """The problem, but for what skipping costs. Raises `UnreadableInput`."""
        default = all(
            v.costs == schema.Costs() and not has_costs(self._fields, v.profile)
            for v in self._fields.vehicles
        )
        problem = Problem(
            places=self._earth.places,
            tasks=tuple(self._task(i, job) for i, job in enumerate(self._fields.jobs)),
            vehicles=tuple(self._vehicle(i, v) for i, v in enumerate(self._fields.vehicles)),
            travel=self._earth.travel,
            prices=Prices(self._scale, Unit.SECONDS if default else Unit.NONE),
        )
        self._faults.raise_if_any()
        return problem

    def _task(self, index: int, job: schema.Job) -> Task:
        bounds = self._times.jobs.get(job.id, ())
        windows = _windows(job.time_windows or ())
        if bounds and not windows:
            windows = (self._horizon,)
        kinds = dict.fromkeys((*job.service_per_type, *job.setup_per_type))
        return Task(
            id=str(job.id),
            place=self._earth.place_of[f"jobs[{index}].location"],
            duration=job.service,
            windows=narrowed(windows, bounds, self._faults),
            skills=tuple(SkillNeed(str(skill)) for skill in dict.fromkeys(job.skills)),
            demand=delivery(job, self._size),
            priority=job.priority,
            setup=job.setup,
            by_kind=tuple(
                KindTimes(
                    kind,
                    job.service_per_type.get(kind, job.service),
                    job.setup_per_type.get(kind, job.setup),
                )
                for kind in kinds
            ),
            pickup=pickup(job, self._size),
        )

    def _vehicle(self, index: int, vehicle: schema.Vehicle) -> Vehicle:
        shift = self._shift(index, vehicle)
        return Vehicle(
            id=str(vehicle.id),
            shift=shift,
            start_place=self._earth.place_of.get(f"vehicles[{index}].start"),
            end_place=self._earth.place_of.get(f"vehicles[{index}].end"),
            skills={str(skill): 1 for skill in vehicle.skills},
            breaks=self._breaks(index, vehicle, shift),
            capacity=capacity(vehicle, self._size),
            profile=profile_of(vehicle),
            prices=self._prices(vehicle),
            kind=vehicle.type,
            max_travel=vehicle.max_travel_time,
            max_distance=vehicle.max_distance,
            max_tasks=vehicle.max_tasks,
        )

    def _shift(self, index: int, vehicle: schema.Vehicle) -> TimeWindow:
        given = self._horizon if vehicle.time_window is None else TimeWindow(*vehicle.time_window)
        windows = narrowed((given,), self._times.vehicles.get(index, ()), self._faults)
        return windows[0] if windows else given

    def _breaks(self, index: int, vehicle: schema.Vehicle, shift: TimeWindow) -> tuple[Break, ...]:
        windows = []
        for rest in vehicle.breaks:
            given = _windows(rest.time_windows or ()) or (shift,)
            bounds = self._times.breaks.get((index, rest.id), ())
            windows.append(narrowed(given, bounds, self._faults) or given)
        return breaks(vehicle, windows, shift, f"vehicles[{index}]", self._faults)

    def _prices(self, vehicle: schema.Vehicle) -> VehiclePrices:
        costs, fixed = vehicle.costs, vehicle.costs.fixed * self._scale
        if has_costs(self._fields, vehicle.profile):
            return VehiclePrices(fixed=fixed, travel_second=0, metre=self._scale)
        return VehiclePrices(
            fixed=fixed,
            travel_second=costs.per_hour * self._scale // 3600,
            metre=costs.per_km * self._scale // 1000,
        )


def _price_scale(vehicles: Iterable[schema.Vehicle]) -> int:
    """Cost units per VROOM cost unit, so that a second and a metre have integer prices."""
    return lcm(
        *(Fraction(v.costs.per_hour, 3600).denominator for v in vehicles),
        *(Fraction(v.costs.per_km, 1000).denominator for v in vehicles),
    )


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
    for index in without_capacity(fields):
        yield f"vehicles[{index}].capacity: missing, so the vehicle carries nothing"
    for key in schema.unknown_keys(fields):
        yield f"{key}: ignored, not part of VROOM's API"


def _windows(windows: Sequence[list[int]]) -> tuple[TimeWindow, ...]:
    return tuple(TimeWindow(start, end) for start, end in windows)
