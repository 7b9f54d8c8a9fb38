"""What vehicles carry: loads brought and taken, parts in stock, and how many tasks."""

from collections.abc import Sequence

from solver.engines.routing.build import Build
from solver.schedule.admission import amount


def capacities(build: Build) -> None:
    """The load stays within capacity after each task; a vehicle without capacity carries anything.

    All that is brought is aboard from the start. Where tasks also give something along, the load
    goes up and down: it begins at the sum of what is brought, which a second sum, one that runs
    down to nothing at the end of the route, makes certain.
    """
    for number in range(max(len(t.vehicle.capacity) for t in build.layout.tables)):
        brought = _vector(build, [amount(task.demand, number) for task in build.problem.tasks])
        taken = _vector(build, [amount(task.pickup, number) for task in build.problem.tasks])
        limits = [
            table.vehicle.capacity[number] if number < len(table.vehicle.capacity) else None
            for table in build.layout.tables
        ]
        if not any(taken):
            _limited_sum(build, f"load {number}", brought, limits)
        elif not any(brought):
            _limited_sum(build, f"load {number}", taken, limits)
        else:
            _rising_and_falling(build, number, (brought, taken), limits)


def stocks(build: Build) -> None:
    """What the tasks of a route use up of each part is aboard, or the depot may be visited."""
    parts = sorted({need.part for task in build.problem.tasks for need in task.parts})
    for part in parts:
        used = [
            sum(need.quantity for need in task.parts if need.part == part)
            for task in build.problem.tasks
        ]
        limits = [
            None if table.vehicle.restock is not None else table.vehicle.stock.get(part, 0)
            for table in build.layout.tables
        ]
        _limited_sum(build, f"part {part}", _vector(build, used), limits)


def task_limits(build: Build) -> None:
    """Not more tasks in a route than the vehicle may serve."""
    limits = [table.vehicle.max_tasks for table in build.layout.tables]
    if any(limit is not None for limit in limits):
        _limited_sum(build, "tasks", _vector(build, [1] * len(build.problem.tasks)), limits)


def _vector(build: Build, numbers: Sequence[int]) -> list[int]:
    """The numbers of the tasks by node; terminals have none."""
    return [numbers[task] for task in build.layout.order] + [0] * len(build.layout.terminals)


def _limited_sum(
    build: Build, name: str, numbers: Sequence[int], limits: Sequence[int | None]
) -> None:
    """The numbers of a route add up to at most its limit; None: no limit."""
    transit = build.model.RegisterUnaryTransitVector(list(numbers))
    most = [sum(numbers) if limit is None else limit for limit in limits]
    build.model.AddDimensionWithVehicleCapacity(transit, 0, most, True, name)


def _rising_and_falling(
    build: Build,
    number: int,
    amounts: tuple[Sequence[int], Sequence[int]],
    limits: Sequence[int | None],
) -> None:
    brought, taken = amounts
    model, solver = build.model, build.model.solver()
    change = model.RegisterUnaryTransitVector(
        [more - less for more, less in zip(taken, brought, strict=True)]
    )
    rest = model.RegisterUnaryTransitVector([-less for less in brought])
    whole = sum(brought) + sum(taken)
    most = [whole if limit is None else limit for limit in limits]
    model.AddDimensionWithVehicleCapacity(change, 0, most, False, f"load {number}")
    model.AddDimensionWithVehicleCapacity(rest, 0, most, False, f"undelivered {number}")
    load = model.GetDimensionOrDie(f"load {number}")
    undelivered = model.GetDimensionOrDie(f"undelivered {number}")
    for k in range(len(build.layout.tables)):
        undelivered.CumulVar(model.End(k)).SetValue(0)
        solver.Add(load.CumulVar(model.Start(k)) == undelivered.CumulVar(model.Start(k)))
