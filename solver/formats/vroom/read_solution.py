"""A VROOM solution, read back as routes with times, for the checker to judge."""

from collections.abc import Sequence
from typing import Any, Literal

from pydantic import Field

from solver.formats.faults import FileFaults
from solver.formats.schema import Int64, Natural, parse_model
from solver.formats.timing import arrival_around
from solver.formats.vroom.claimed_cost import claimed_cost
from solver.formats.vroom.custom_costs import has_costs
from solver.formats.vroom.schema import Id, Vroom, VroomProblem
from solver.formats.vroom.speeds import HUNDREDTHS, hundredths
from solver.problem import Problem, Vehicle
from solver.solution import Route, Solution, Step, StepKind, Unassigned


class StepFields(Vroom):
    type: Literal["start", "job", "break", "end"]
    id: Id | None = None
    arrival: Int64
    duration: Natural
    setup: Natural = 0
    service: Natural = 0
    waiting_time: Natural = 0
    distance: Natural | None = None
    location_index: Natural | None = None
    location: list[float] | None = None


class RouteFields(Vroom):
    vehicle: Id
    steps: list[StepFields]


class UnassignedFields(Vroom):
    id: Id


class SummaryFields(Vroom):
    cost: Natural


class SolutionFields(Vroom):
    code: Literal[0]
    summary: SummaryFields
    routes: list[RouteFields]
    unassigned: list[UnassignedFields] = Field(default_factory=list)


def solution_from_vroom(
    document: Any, problem: Problem, given: VroomProblem, faults: FileFaults
) -> Solution:
    """Read a VROOM solution of `problem`, whose file has the fields `given`.

    Raises `UnreadableInput`.
    """
    fields = parse_model(SolutionFields, document, faults)
    rounded = {str(v.id) for v in given.vehicles if hundredths(v) != HUNDREDTHS}
    costed = {str(v.id) for v in given.vehicles if has_costs(given, v.profile)}
    routes = []
    for index, route in enumerate(fields.routes):
        field = f"routes[{index}]"
        number = problem.vehicle_index.get(str(route.vehicle))
        if number is None:
            faults.add(f"{field}.vehicle", "the problem has no vehicle of this id", route.vehicle)
        elif _steps_are_known(route.steps, problem, f"{field}.steps", faults):
            vehicle = problem.vehicles[number]
            steps = _without_distances(route.steps) if vehicle.id in costed else route.steps
            routes.append(_route(problem, vehicle, steps, vehicle.id in rounded))
    faults.raise_if_any()
    unassigned = tuple(Unassigned(str(entry.id)) for entry in fields.unassigned)
    cost = claimed_cost(problem, given, routes, fields.summary.cost)
    return Solution(tuple(routes), unassigned, cost)


def _steps_are_known(
    steps: Sequence[StepFields], problem: Problem, field: str, faults: FileFaults
) -> bool:
    before = len(faults.faults)
    if not steps:
        faults.add(field, "must not be empty")
    for index, step in enumerate(steps):
        if step.type == "job" and str(step.id) not in problem.task_index:
            faults.add(f"{field}[{index}].id", "the problem has no job of this id", step.id)
        if step.type == "break" and step.id is None:
            faults.add(f"{field}[{index}].id", "required, but missing")
        ends = {"start": 0, "end": len(steps) - 1}
        if ends.get(step.type, index) != index:
            faults.add(f"{field}[{index}].type", "only the first step may be start, the last end")
    return len(faults.faults) == before


def _without_distances(steps: Sequence[StepFields]) -> list[StepFields]:
    """Steps whose distances price nothing, because the costs of legs are given."""
    return [step.model_copy(update={"distance": None}) for step in steps]


def _route(problem: Problem, vehicle: Vehicle, given: Sequence[StepFields], rounded: bool) -> Route:
    """Steps with the times, driving and places that the file claims.

    START and END are added where VROOM writes none: the vehicle has no such place.
    """
    reader = _RouteReader(problem, vehicle, given[0], rounded)
    for fields in given[given[0].type == "start" :]:
        reader.add(fields)
    if given[-1].type != "end":
        end = reader.steps[-1].end
        reader.steps.append(Step(StepKind.END, end, end, end, place=vehicle.end_place))
    return Route(vehicle.id, tuple(reader.steps))


class _RouteReader:
    """Reads step after step; VROOM counts driving from the start, a `Step` its own leg only.

    Where VROOM rounds hundredths of a second, its clock and its count may be a second apart: then
    the clock says how long a leg takes.
    """

    def __init__(
        self, problem: Problem, vehicle: Vehicle, first: StepFields, rounded: bool
    ) -> None:
        self._rounded = rounded
        self._problem = problem
        self._vehicle = vehicle
        at = first.arrival
        place = vehicle.start_place
        if first.type == "start" and first.location_index is not None:
            place = first.location_index
        self.steps = [Step(StepKind.START, at, at, at, place=place)]
        self._departure = self.steps[0]
        self._breaks: list[Step] = []
        self._driven = first.duration if first.type == "start" else 0
        self._metres = 0

    def add(self, fields: StepFields) -> None:
        """Take over one step after the start."""
        start = fields.arrival + fields.waiting_time
        end = start + fields.setup + fields.service
        if fields.type == "break":
            self.steps.append(Step(StepKind.BREAK, start, start, end, str(fields.id)))
            self._breaks.append(self.steps[-1])
            return
        kind = StepKind.TASK if fields.type == "job" else StepKind.END
        travel = fields.duration - self._driven
        arrival = fields.arrival
        by_the_clock = arrival - self._departure.end
        if self._rounded and not self._breaks and abs(by_the_clock - travel) <= 1:
            travel = by_the_clock
        if self._breaks:  # VROOM's arrival comes after the break, ours may come before it
            waits = kind is not StepKind.END
            arrival = arrival_around(self._departure.end, travel, self._breaks, waits=waits)
        id_ = str(fields.id) if kind is StepKind.TASK else ""
        place = self._place(fields, id_)
        metres = self._leg_metres(fields, place)
        self.steps.append(Step(kind, arrival, start, end, id_, place, travel, metres))
        self._departure, self._breaks = self.steps[-1], []
        self._driven, self._metres = fields.duration, self._metres + metres

    def _place(self, fields: StepFields, id_: str) -> int | None:
        if fields.location_index is not None:
            return fields.location_index
        if not id_:
            return self._vehicle.end_place
        return self._problem.tasks[self._problem.task_index[id_]].place

    def _leg_metres(self, fields: StepFields, place: int | None) -> int:
        """Metres as claimed; a file without distances claims none, and the matrix's are taken."""
        if fields.distance is not None:
            return fields.distance - self._metres
        if self._is_no_leg(fields):
            return 0
        matrix = self._problem.travel[self._vehicle.profile].metres
        origin = self._departure.place
        if origin is None or place is None or max(origin, place) >= len(matrix):
            return 0
        return int(matrix[origin, place])

    def _is_no_leg(self, fields: StepFields) -> bool:
        """Whether a vehicle without start (end) is told to start (end) where it serves."""
        starts = self._departure.kind is StepKind.START and self._vehicle.start_place is None
        return starts or (fields.type == "end" and self._vehicle.end_place is None)
