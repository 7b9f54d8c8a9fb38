"""Loads: what a job takes off the vehicle and puts on it, in the dimensions of the capacities."""

from collections.abc import Iterator, Sequence

from solver.formats.faults import FileFaults
from solver.formats.vroom.schema import Job, Vehicle, VroomProblem

Amount = tuple[int, ...]


def dimensions(fields: VroomProblem, faults: FileFaults) -> int:
    """Dimensions of the vehicles' capacities; faults for amounts of another length."""
    size = max((len(vehicle.capacity or []) for vehicle in fields.vehicles), default=None)
    if size is None:  # nobody to load anything: any length will do
        amounts = (job.delivery or job.amount or job.pickup or [] for job in fields.jobs)
        size = max(map(len, amounts), default=0)
    rule = f"must have {size} entries, one for each dimension of the vehicles' capacity"
    for field, amount in _amounts(fields):
        if amount is not None and len(amount) != size:
            faults.add(field, rule, amount)
    return size


def delivery(job: Job, size: int) -> Amount:
    """What the job takes off the vehicle; the deprecated `amount` is a delivery."""
    return _padded(job.delivery if job.delivery is not None else job.amount, size)


def pickup(job: Job, size: int) -> Amount:
    """What the job puts on the vehicle."""
    return _padded(job.pickup, size)


def capacity(vehicle: Vehicle, size: int) -> Amount:
    """What the vehicle carries; without a capacity where others have one it carries nothing."""
    return _padded(vehicle.capacity, size)


def without_capacity(fields: VroomProblem) -> Iterator[int]:
    """Vehicles that carry nothing because the file gives a capacity to others only."""
    if any(vehicle.capacity for vehicle in fields.vehicles):
        for index, vehicle in enumerate(fields.vehicles):
            if vehicle.capacity is None:
                yield index


def _amounts(fields: VroomProblem) -> Iterator[tuple[str, Sequence[int] | None]]:
    for index, vehicle in enumerate(fields.vehicles):
        yield f"vehicles[{index}].capacity", vehicle.capacity
        for number, rest in enumerate(vehicle.breaks):
            yield f"vehicles[{index}].breaks[{number}].max_load", rest.max_load
    for index, job in enumerate(fields.jobs):
        for key in ("delivery", "amount", "pickup"):
            yield f"jobs[{index}].{key}", getattr(job, key)


def _padded(amount: Sequence[int] | None, size: int) -> Amount:
    return (0,) * size if amount is None or len(amount) != size else tuple(amount)
