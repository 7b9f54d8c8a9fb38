"""The routes that a VROOM file proposes: where the search starts, and bounds on service times.

VROOM calls `service_at`, `service_after` and `service_before` hard constraints. They narrow what
they speak of, whoever serves it: a job's or break's time windows, a vehicle's time window. Bounds
that a window cannot state, such as the latest departure, are refused by name.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from solver.formats.faults import FileFaults
from solver.formats.vroom.clipping import Windows, clipped
from solver.formats.vroom.schema import Vehicle, VehicleStep, VroomProblem
from solver.solution import Route, Solution, Step, StepKind


@dataclass(frozen=True, slots=True)
class Bounds:
    """Earliest and latest start, and the field that asks for them."""

    earliest: int | None
    latest: int | None
    field: str

    def narrow(self, windows: Windows, faults: FileFaults) -> Windows:
        """The part of the windows inside the bounds; a fault if there is none."""
        inside = clipped(windows, self.earliest, self.latest)
        if windows and not inside:
            faults.add(self.field, "the service times leave nothing of the time windows")
        return inside


@dataclass(frozen=True, slots=True)
class ServiceTimes:
    """Bounds of all steps, by job, by vehicle (its number in the file) and by its break."""

    jobs: dict[int, list[Bounds]]
    vehicles: dict[int, list[Bounds]]
    breaks: dict[tuple[int, int], list[Bounds]]


def service_times(fields: VroomProblem, faults: FileFaults) -> ServiceTimes:
    """Bounds that steps put on service times; faults for steps that cannot be."""
    found = ServiceTimes({}, {}, {})
    jobs: set[int | None] = {job.id for job in fields.jobs}
    for number, vehicle in enumerate(fields.vehicles):
        breaks: set[int | None] = {rest.id for rest in vehicle.breaks}
        for position, step in enumerate(vehicle.steps or ()):
            field = f"vehicles[{number}].steps[{position}]"
            if not _is_known(step, jobs, breaks, field, faults):
                continue
            bounds = _bounds(step, field, faults)
            if bounds is None:
                continue
            if step.type == "job" and step.id is not None:
                found.jobs.setdefault(step.id, []).append(bounds)
            elif step.type == "break" and step.id is not None:
                found.breaks.setdefault((number, step.id), []).append(bounds)
            else:
                found.vehicles.setdefault(number, []).append(bounds)
    return found


def narrowed(windows: Windows, bounds: Iterable[Bounds], faults: FileFaults) -> Windows:
    """The windows inside all of the bounds."""
    for bound in bounds:
        windows = bound.narrow(windows, faults)
    return windows


def proposed(fields: VroomProblem) -> Solution | None:
    """The sequences that the file proposes, without times; None if it proposes none."""
    routes = tuple(_route(vehicle) for vehicle in fields.vehicles if _jobs(vehicle))
    return Solution(routes) if routes else None


def _is_known(
    step: VehicleStep,
    jobs: Collection[int | None],
    breaks: Collection[int | None],
    field: str,
    faults: FileFaults,
) -> bool:
    before = len(faults.faults)
    if step.type in {"pickup", "delivery"}:
        faults.add(f"{field}.type", "steps of shipments are not supported", step.type)
    elif step.type == "job" and step.id not in jobs:
        faults.add(f"{field}.id", "the problem has no job of this id", step.id)
    elif step.type == "break" and step.id not in breaks:
        faults.add(f"{field}.id", "the vehicle has no break of this id", step.id)
    return len(faults.faults) == before


def _bounds(step: VehicleStep, field: str, faults: FileFaults) -> Bounds | None:
    for key in _UNSTATED.get(step.type, ()):
        value = getattr(step, key)
        if value is not None:
            rule = f"not supported for the {step.type} of a route"
            faults.add(f"{field}.{key}", rule, value)
    lows = [t for t in (step.service_at, step.service_after) if t is not None]
    highs = [t for t in (step.service_at, step.service_before) if t is not None]
    if not lows and not highs:
        return None
    return Bounds(max(lows, default=None), min(highs, default=None), field)


_UNSTATED = {
    "start": ("service_at", "service_before"),
    "end": ("service_at", "service_after"),
}
"""A shift bounds the departure from below and the return from above, not the other way round."""


def _jobs(vehicle: Vehicle) -> Sequence[str]:
    return [str(step.id) for step in vehicle.steps or () if step.type == "job"]


def _route(vehicle: Vehicle) -> Route:
    return Route(str(vehicle.id), tuple(_steps(vehicle)))


def _steps(vehicle: Vehicle) -> Iterator[Step]:
    yield Step(StepKind.START, 0, 0, 0)
    for job in _jobs(vehicle):
        yield Step(StepKind.TASK, 0, 0, 0, job)
    yield Step(StepKind.END, 0, 0, 0)
