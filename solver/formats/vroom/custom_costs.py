"""Matrices of costs: what each leg costs, instead of a price on its seconds and metres.

A problem prices legs by the second and by the metre. Where a file gives costs, they stand in the
place of the metres, at one unit each; the distances beside them are only told, in the answer.
"""

from dataclasses import replace

from solver.formats.faults import FileFaults
from solver.formats.schema import Rows
from solver.formats.vroom.schema import Costs, Vehicle, VroomProblem
from solver.solution import Route, Step, StepKind


def has_costs(fields: VroomProblem, profile: str) -> bool:
    """Whether the file says what the legs of a profile cost."""
    matrices = (fields.matrices or {}).get(profile)
    return matrices is not None and matrices.costs is not None


def refuse_beside_costs(fields: VroomProblem, faults: FileFaults) -> None:
    """What a vehicle may not have where its profile has costs."""
    for index, vehicle in enumerate(fields.vehicles):
        if not has_costs(fields, vehicle.profile):
            continue
        field, costs = f"vehicles[{index}]", vehicle.costs
        for key in ("per_hour", "per_km"):
            if getattr(costs, key) != getattr(Costs(), key):
                rule = "contradicts the costs matrix of its profile"
                faults.add(f"{field}.costs.{key}", rule, getattr(costs, key))
        if vehicle.max_distance is not None:
            rule = "not supported yet beside a costs matrix"
            faults.add(f"{field}.max_distance", rule, vehicle.max_distance)


def with_distances(fields: VroomProblem, vehicle: Vehicle, route: Route) -> Route:
    """The route with the metres of the file's distances where the problem may have costs there."""
    if not has_costs(fields, vehicle.profile):
        return route
    rows = (fields.matrices or {})[vehicle.profile].distances
    steps: list[Step] = []
    origin: int | None = None
    for step in route.steps:
        if step.kind is StepKind.BREAK:
            steps.append(step)
            continue
        steps.append(replace(step, metres=_metres(rows, origin, step.place)))
        origin = step.place
    return Route(route.vehicle, tuple(steps))


def _metres(rows: Rows | None, origin: int | None, place: int | None) -> int:
    return 0 if rows is None or origin is None or place is None else int(rows[origin][place])
