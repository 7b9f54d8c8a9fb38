"""Plans of technicians as JSON: when each starts, whom they visit, when they are back, and the sum.

    {"format": "dispatch-trsp-solution", "version": 1, "name": "R101", "total": 123.25,
     "technicians": [{"technician": 2, "start": 10.5, "sequence": [39, 0, 37], "end": 133.75}]}

Ids are those of the file, 0 is a visit to the depot, times are in its units. Technicians who stay
at home are left out.
"""

from typing import Annotated, Any, Literal

from pydantic import Field

from solver.formats.dispatch_json.schema import Strict
from solver.formats.faults import FileFaults
from solver.formats.run_facts import RunFacts
from solver.formats.schema import parse_model
from solver.formats.trsp.claims import Claim, claimed_solution
from solver.formats.trsp.published import is_published, solution_from_published
from solver.formats.trsp.ticks import in_ticks
from solver.formats.trsp.unrounded import Truth, in_truth, total_in_truth
from solver.problem import Problem
from solver.solution import Route, Solution, StepKind

DEPOT = 0

Moment = Annotated[float, Field(ge=-1e9, le=1e9, allow_inf_nan=False)]
Id = Annotated[int, Field(ge=0, le=10**9)]


class TechnicianFields(Strict):
    technician: Id
    start: Moment
    sequence: Annotated[list[Id], Field(min_length=1)]
    end: Moment


class TrspSolutionFields(Strict):
    format: Literal["dispatch-trsp-solution"]
    version: Literal[1]
    name: str = ""
    total: Moment
    technicians: list[TechnicianFields]
    run: dict[str, Any] | None = None


def solution_to_trsp(
    problem: Problem, solution: Solution, facts: RunFacts | None = None
) -> dict[str, Any]:
    """The JSON document of a plan; `solution_from_trsp` gives the same plan back.

    `total` is what the plan costs in units of the file: the working time, unless another objective
    was asked for. Times are those of the true distances, which are a little shorter than ours.
    """
    routes = sorted(solution.routes, key=lambda route: problem.vehicle_index[route.vehicle])
    truths = {route.vehicle: in_truth(problem, route) for route in routes}
    fields = TrspSolutionFields(
        format="dispatch-trsp-solution",
        version=1,
        name=problem.name,
        total=total_in_truth(problem, truths),
        technicians=[_technician(route, truths[route.vehicle]) for route in routes],
        run=None if facts is None else facts.to_json(),
    )
    return fields.model_dump(exclude_none=True)


def solution_from_trsp(document: Any, problem: Problem, faults: FileFaults) -> Solution:
    """Read a plan, or published routes. Raises `UnreadableInput`; the checker judges the rest."""
    if is_published(document, problem):
        return solution_from_published(document, problem, faults)
    fields = parse_model(TrspSolutionFields, document, faults)
    claims = [
        Claim(
            field=f"technicians[{index}]",
            technician=str(entry.technician),
            stops=tuple(None if id_ == DEPOT else str(id_) for id_ in entry.sequence),
            start=in_ticks(entry.start),
            end=in_ticks(entry.end),
        )
        for index, entry in enumerate(fields.technicians)
    ]
    return claimed_solution(problem, claims, in_ticks(fields.total), faults)


def _technician(route: Route, truth: Truth) -> TechnicianFields:
    stops = [
        DEPOT if step.kind is StepKind.RESTOCK else int(step.id)
        for step in route.steps
        if step.kind in (StepKind.RESTOCK, StepKind.TASK)
    ]
    return TechnicianFields(
        technician=int(route.vehicle),
        start=truth.start,
        sequence=stops,
        end=truth.end,
    )
