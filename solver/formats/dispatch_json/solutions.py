"""Our own solution file, version 2: routes with times, the unserved with reasons, the cost."""

from typing import Annotated, Any, Literal, TypeVar

from pydantic import Field

from solver.formats.dispatch_json.schema import VERSION, Strict
from solver.formats.dispatch_json.versions import check_version
from solver.formats.faults import FileFaults
from solver.formats.run_facts import RunFacts
from solver.formats.schema import Int64, parse_model
from solver.problem import Problem
from solver.solution import (
    Action,
    ActionCode,
    Reason,
    ReasonCode,
    Route,
    Solution,
    Step,
    StepKind,
    Unassigned,
)

SOLUTION_FORMAT = "dispatch-solution"

C = TypeVar("C", ReasonCode, ActionCode)


class StepFields(Strict):
    kind: Literal["start", "task", "break", "restock", "end"]
    id: str = ""
    place: str | None = None
    arrival: Int64
    start: Int64
    end: Int64
    travel: Int64 = 0
    metres: Int64 = 0


class RouteFields(Strict):
    vehicle: str
    steps: Annotated[list[StepFields], Field(min_length=2)]


class ActionFields(Strict):
    code: str
    sentence: str
    details: dict[str, Any] = Field(default_factory=dict)


class ReasonFields(Strict):
    code: str
    sentence: str
    details: dict[str, Any] = Field(default_factory=dict)
    action: ActionFields | None = None


class UnassignedFields(Strict):
    task: str
    reason: ReasonFields | None = None


class SolutionFields(Strict):
    format: Literal["dispatch-solution"]
    version: Literal[1, 2]
    name: str = ""
    cost: Int64 = 0
    routes: list[RouteFields]
    unassigned: list[UnassignedFields] = Field(default_factory=list)
    run: dict[str, Any] | None = None


def solution_to_json(
    problem: Problem, solution: Solution, facts: RunFacts | None = None
) -> dict[str, Any]:
    """The JSON document of a solution; `solution_from_json` gives the same solution back."""
    fields = SolutionFields(
        format="dispatch-solution",
        version=VERSION,
        name=problem.name,
        cost=solution.cost,
        routes=[
            RouteFields(
                vehicle=route.vehicle,
                steps=[_step_fields(problem, step) for step in route.steps],
            )
            for route in solution.routes
        ],
        unassigned=[_unassigned_fields(entry) for entry in solution.unassigned],
        run=None if facts is None else facts.to_json(),
    )
    return fields.model_dump(exclude_defaults=True)


def solution_from_json(document: Any, problem: Problem, faults: FileFaults) -> Solution:
    """Read a solution of `problem`. Raises `UnreadableInput`; breaking rules is for the checker."""
    check_version(document, faults)
    fields = parse_model(SolutionFields, document, faults)
    places = {place.id: index for index, place in enumerate(problem.places)}
    routes = []
    for index, route in enumerate(fields.routes):
        steps = []
        for number, step in enumerate(route.steps):
            if step.place is not None and step.place not in places:
                field = f"routes[{index}].steps[{number}].place"
                faults.add(field, "no place of the problem has this id", step.place)
            steps.append(_step(step, places.get(step.place or "")))
        routes.append(Route(route.vehicle, tuple(steps)))
    unassigned = tuple(
        _unassigned(entry, f"unassigned[{index}]", faults)
        for index, entry in enumerate(fields.unassigned)
    )
    faults.raise_if_any()
    return Solution(tuple(routes), unassigned, fields.cost)


def _step_fields(problem: Problem, step: Step) -> StepFields:
    return StepFields(
        kind=step.kind.value,
        id=step.id,
        place=None if step.place is None else problem.places[step.place].id,
        arrival=step.arrival,
        start=step.start,
        end=step.end,
        travel=step.travel,
        metres=step.metres,
    )


def _step(step: StepFields, place: int | None) -> Step:
    return Step(
        kind=StepKind(step.kind),
        arrival=step.arrival,
        start=step.start,
        end=step.end,
        id=step.id,
        place=None if step.place is None else place,
        travel=step.travel,
        metres=step.metres,
    )


def _unassigned_fields(entry: Unassigned) -> UnassignedFields:
    reason = entry.reason
    if reason is None:
        return UnassignedFields(task=entry.task)
    action = reason.action
    fields = ReasonFields(
        code=reason.code.value,
        sentence=reason.sentence,
        details=dict(reason.details),
        action=None
        if action is None
        else ActionFields(
            code=action.code.value, sentence=action.sentence, details=dict(action.details)
        ),
    )
    return UnassignedFields(task=entry.task, reason=fields)


def _unassigned(entry: UnassignedFields, field: str, faults: FileFaults) -> Unassigned:
    reason = entry.reason
    if reason is None:
        return Unassigned(entry.task)
    code = _known(ReasonCode, reason.code, f"{field}.reason.code", faults)
    action = None if reason.action is None else _action(reason.action, field, faults)
    if code is None:
        return Unassigned(entry.task)
    return Unassigned(entry.task, Reason(code, reason.sentence, reason.details, action))


def _action(action: ActionFields, field: str, faults: FileFaults) -> Action | None:
    code = _known(ActionCode, action.code, f"{field}.reason.action.code", faults)
    return None if code is None else Action(code, action.sentence, action.details)


def _known(codes: type[C], code: str, field: str, faults: FileFaults) -> C | None:
    if code in set(codes):
        return codes(code)
    faults.add(field, f"must be one of {', '.join(codes)}", code)
    return None
