"""Loads: VROOM's deliveries and pickups as one demand per dimension, where that says the same.

A vehicle delivers what it loaded at its start and brings back what it picked up. So the load of a
dimension with deliveries only is highest at the start of the route, with pickups only at its end:
the sum over the route, which a `Task.demand` bounds. Both in one dimension is more than a sum says.
"""

from collections.abc import Sequence

from solver.formats.faults import FileFaults
from solver.formats.vroom.schema import Job, VroomProblem


def demands(fields: VroomProblem, faults: FileFaults) -> list[tuple[int, ...]]:
    """Demand of each job; faults for uneven lengths and for mixed directions."""
    size = _dimensions(fields, faults)
    sums = [
        tuple(d + p for d, p in zip(delivery(job, size), pickup(job, size), strict=True))
        for job in fields.jobs
    ]
    for dimension in range(size):
        _refuse_mixed(fields.jobs, dimension, size, faults)
    return sums


def delivery(job: Job, size: int) -> Sequence[int]:
    """What the job takes off the vehicle; the deprecated `amount` is a delivery."""
    given = job.delivery if job.delivery is not None else job.amount
    return _padded(given, size)


def pickup(job: Job, size: int) -> Sequence[int]:
    """What the job puts on the vehicle."""
    return _padded(job.pickup, size)


def _padded(amount: Sequence[int] | None, size: int) -> Sequence[int]:
    return [0] * size if amount is None or len(amount) != size else amount


def _dimensions(fields: VroomProblem, faults: FileFaults) -> int:
    size = max((len(vehicle.capacity or []) for vehicle in fields.vehicles), default=None)
    if size is None:  # nobody to load anything: any length will do
        amounts = (job.delivery or job.amount or job.pickup or [] for job in fields.jobs)
        size = max(map(len, amounts), default=0)
    rule = f"must have {size} entries, one for each dimension of the vehicles' capacity"
    for index, vehicle in enumerate(fields.vehicles):
        if len(vehicle.capacity or []) != size:
            faults.add(f"vehicles[{index}].capacity", rule, vehicle.capacity)
    for index, job in enumerate(fields.jobs):
        for key in ("delivery", "amount", "pickup"):
            amount = getattr(job, key)
            if amount is not None and len(amount) != size:
                faults.add(f"jobs[{index}].{key}", rule, amount)
    return size


def _refuse_mixed(jobs: Sequence[Job], dimension: int, size: int, faults: FileFaults) -> None:
    if not any(delivery(job, size)[dimension] for job in jobs):
        return
    for index, job in enumerate(jobs):
        if pickup(job, size)[dimension]:
            rule = "pickups beside deliveries in one dimension are not supported yet"
            faults.add(f"jobs[{index}].pickup[{dimension}]", rule, pickup(job, size)[dimension])
