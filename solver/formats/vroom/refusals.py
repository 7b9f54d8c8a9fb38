"""What a VROOM file may ask for and we cannot do is refused by name, never half understood."""

from collections import Counter
from collections.abc import Iterable, Sequence

from solver.formats.faults import FileFaults
from solver.formats.vroom import schema
from solver.formats.vroom.places import Geography

NOT_YET = "not supported yet"


def refuse_unsupported(fields: schema.VroomProblem, faults: FileFaults) -> None:
    """Keys of VROOM's API that the problem model cannot state, wherever they have a value."""
    if fields.shipments:
        faults.add("shipments", NOT_YET)
    for i, job in enumerate(fields.jobs):
        _refuse(job, ("setup_per_type", "service_per_type"), f"jobs[{i}]", faults)
    for i, vehicle in enumerate(fields.vehicles):
        field = f"vehicles[{i}]"
        _refuse(vehicle, ("max_tasks", "max_travel_time", "max_distance"), field, faults)
        _refuse(vehicle.costs, ("per_task_hour",), f"{field}.costs", faults)
        for k, rest in enumerate(vehicle.breaks):
            _refuse(rest, ("max_load",), f"{field}.breaks[{k}]", faults)
        if vehicle.costs.per_km and not _has_distances(fields, vehicle.profile):
            faults.add(f"{field}.costs.per_km", "needs a distances matrix for its profile")
    for profile, matrices in (fields.matrices or {}).items():
        _refuse(matrices, ("costs",), f"matrices.{profile}", faults)


def _has_distances(fields: schema.VroomProblem, profile: str) -> bool:
    if fields.matrices and profile in fields.matrices:
        return fields.matrices[profile].distances is not None
    return fields.matrix is None and not fields.matrices


def _refuse(item: schema.Vroom, keys: Iterable[str], field: str, faults: FileFaults) -> None:
    for key in keys:
        value = getattr(item, key)
        if value is not None:
            faults.add(f"{field}.{key}", NOT_YET, value)


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


def refuse_shared_setup(fields: schema.VroomProblem, earth: Geography, faults: FileFaults) -> None:
    """Setup is part of the duration of a task, unless VROOM would charge it only sometimes.

    VROOM charges the setup when a vehicle comes from another location; that depends on the order of
    stops as soon as another job or the start of a vehicle shares the location.
    """
    shared = Counter(place for field, place in earth.place_of.items() if not field.endswith(".end"))
    for index, job in enumerate(fields.jobs):
        place = earth.place_of.get(f"jobs[{index}].location")  # None: a fault already
        if job.setup and place is not None and shared[place] > 1:
            rule = f"a setup at a location shared with another job or a start is {NOT_YET}"
            faults.add(f"jobs[{index}].setup", rule, job.setup)
