"""What a route may hold, and in which order, whatever its times: load, stock, number, promises."""

from collections import Counter
from collections.abc import Iterator, Sequence

from solver.problem import Problem, Task, Vehicle


def admits(problem: Problem, vehicle: int, tasks: Sequence[int]) -> bool:
    """Whether the vehicle may serve these tasks (indices) in this order, as far as it can tell.

    Asks who may serve whom, capacity after each stop, parts in stock (unless the vehicle may visit
    a depot), the number of tasks, the frozen beginning and the pinned order. Tasks promised to the
    vehicle may be absent, except that nothing comes before or between those it has begun.
    """
    spec = problem.vehicles[vehicle]
    served = [problem.tasks[task] for task in tasks]
    return (
        (spec.max_tasks is None or len(served) <= spec.max_tasks)
        and all(problem.may_serve(spec, task) for task in served)
        and keeps_order(spec, [task.id for task in served])
        and (spec.restock is not None or has_parts(spec, served))
        and all(
            max(loads) <= limit
            for limit, loads in zip(spec.capacity, load_profiles(spec, served), strict=True)
        )
    )


def keeps_order(vehicle: Vehicle, names: Sequence[str]) -> bool:
    """Whether frozen tasks come first and in order, and those of the pinned order in theirs."""
    frozen = [stop.task for stop in vehicle.frozen]
    if list(names[: len(frozen)]) != frozen[: len(names)]:
        return False
    ordered = [name for name in names if name in vehicle.pinned_order]
    return ordered == [name for name in vehicle.pinned_order if name in ordered]


def has_parts(vehicle: Vehicle, tasks: Sequence[Task]) -> bool:
    """Whether what the tasks use up of each part is in stock."""
    used: Counter[str] = Counter()
    for task in tasks:
        for need in task.parts:
            used[need.part] += need.quantity
    return all(quantity <= vehicle.stock.get(part, 0) for part, quantity in used.items())


def before_restocking(vehicle: Vehicle, tasks: Sequence[Task]) -> int:
    """How many of the tasks, in this order, get by with what is on board at the start.

    All of them: no visit to the depot is needed. Else it must come before the next one. What is
    frozen needs no tool, for it is under way.
    """
    left = Counter(vehicle.stock)
    for position, task in enumerate(tasks):
        if not task.tools <= vehicle.tools and not _is_frozen(vehicle, task):
            return position
        for need in task.parts:
            left[need.part] -= need.quantity
            if left[need.part] < 0:
                return position
    return len(tasks)


def _is_frozen(vehicle: Vehicle, task: Task) -> bool:
    return any(stop.task == task.id for stop in vehicle.frozen)


def load_profiles(vehicle: Vehicle, tasks: Sequence[Task]) -> Iterator[list[int]]:
    """Per dimension of capacity the load when leaving the start and after each task.

    All that is delivered is aboard from the start, all that is picked up stays until the end.
    """
    for dimension in range(len(vehicle.capacity)):
        load = sum(amount(task.demand, dimension) for task in tasks)
        loads = [load]
        for task in tasks:
            load += amount(task.pickup, dimension) - amount(task.demand, dimension)
            loads.append(load)
        yield loads


def amount(quantities: Sequence[int], dimension: int) -> int:
    """What is brought or taken in a dimension; those not listed count nothing."""
    return quantities[dimension] if dimension < len(quantities) else 0
