"""What a VROOM file may ask for and we cannot do is refused by name, never half understood."""

from collections.abc import Sequence

from solver.formats.faults import FileFaults
from solver.formats.vroom import schema
from solver.formats.vroom.amounts import delivery, pickup
from solver.formats.vroom.custom_costs import has_costs, refuse_beside_costs

NOT_YET = "not supported yet"


def refuse_unsupported(fields: schema.VroomProblem, faults: FileFaults) -> None:
    """Keys of VROOM's API that the problem model cannot state, wherever they have a value."""
    if fields.shipments:
        faults.add("shipments", NOT_YET)
    for i, vehicle in enumerate(fields.vehicles):
        field = f"vehicles[{i}]"
        if vehicle.costs.per_task_hour:
            faults.add(f"{field}.costs.per_task_hour", NOT_YET, vehicle.costs.per_task_hour)
        for k, rest in enumerate(vehicle.breaks):
            if rest.max_load is not None and _may_exceed(fields, vehicle, rest.max_load):
                faults.add(f"{field}.breaks[{k}].max_load", NOT_YET, rest.max_load)
        costed = has_costs(fields, vehicle.profile)
        if vehicle.costs.per_km and not costed and not _has_distances(fields, vehicle.profile):
            faults.add(f"{field}.costs.per_km", "needs a distances matrix for its profile")
        if vehicle.max_distance is not None and not _has_distances(fields, vehicle.profile):
            faults.add(f"{field}.max_distance", "needs a distances matrix for its profile")
    refuse_beside_costs(fields, faults)


def _may_exceed(
    fields: schema.VroomProblem, vehicle: schema.Vehicle, max_load: Sequence[int]
) -> bool:
    """Whether a load may be more than that: more than the capacity or than all jobs together."""
    size = len(max_load)
    for dimension, limit in enumerate(max_load):
        loads = (
            delivery(job, size)[dimension] + pickup(job, size)[dimension] for job in fields.jobs
        )
        carried = (vehicle.capacity or [0] * size)[dimension : dimension + 1]
        if limit < min(sum(loads), *carried):
            return True
    return False


def _has_distances(fields: schema.VroomProblem, profile: str) -> bool:
    if fields.matrices and profile in fields.matrices:
        return fields.matrices[profile].distances is not None
    return fields.matrix is None and not fields.matrices


def refuse_duplicates(fields: schema.VroomProblem, faults: FileFaults) -> None:
    """Ids used twice among jobs, among vehicles, or among the breaks of one vehicle."""
    _refuse_same_ids("jobs", fields.jobs, faults)
    _refuse_same_ids("vehicles", fields.vehicles, faults)
    for index, vehicle in enumerate(fields.vehicles):
        _refuse_same_ids(f"vehicles[{index}].breaks", vehicle.breaks, faults)


def _refuse_same_ids(
    field: str, items: Sequence[schema.Job | schema.Vehicle | schema.Break], faults: FileFaults
) -> None:
    first: dict[int, int] = {}
    for index, item in enumerate(items):
        earlier = first.setdefault(item.id, index)
        if earlier != index:
            faults.add(f"{field}[{index}].id", f"the same id as {field}[{earlier}]", item.id)
