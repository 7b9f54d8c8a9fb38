"""Every rule a problem must keep before an engine sees it, all faults at once.

What makes a plan impossible is no fault: a task whose window lies outside every shift, whose skills
nobody has, or whose pin contradicts its exclusions is a valid wish, and the answer says why it
cannot be met.
"""

from collections.abc import Iterable, Iterator
from math import isfinite

from solver.model.bounds import LARGEST_COST, LARGEST_QUANTITY, cost_bound
from solver.model.faults import Fault, FaultList, Path
from solver.model.matrices import check_travel
from solver.model.names import check_skills
from solver.model.promises import check_promises
from solver.model.tasks import check_task
from solver.model.vehicles import check_vehicle
from solver.problem import Prices, Problem


def validate(problem: Problem) -> list[Fault]:
    """All faults of a problem: places, travel, vehicles, absentees, tasks, then what spans them.

    A path in a fault names fields as `Problem` does, so that a reader can translate it into the
    words of its file. The cost bound is judged only where nothing else is wrong.
    """
    faults = FaultList()
    faults.ids(("places",), (place.id for place in problem.places))
    _coordinates(faults, problem)
    for profile, travel in problem.travel.items():
        check_travel(faults, profile, travel, len(problem.places))
    faults.ids(("vehicles",), (vehicle.id for vehicle in problem.vehicles))
    for index, vehicle in enumerate(problem.vehicles):
        check_vehicle(faults, ("vehicles", index), vehicle, problem)
    _absentees(faults, problem)
    people = set(_texts(vehicle.id for vehicle in problem.vehicles))
    people.update(_texts(absentee.id for absentee in problem.absentees))
    faults.ids(("tasks",), (task.id for task in problem.tasks))
    for index, task in enumerate(problem.tasks):
        check_task(faults, ("tasks", index), task, problem, people)
    check_promises(faults, problem)
    _dimensions(faults, problem)
    _changes(faults, problem)
    _prices(faults, problem.prices)
    if not faults.found:
        _cost(faults, problem)
    return faults.found


def _coordinates(faults: FaultList, problem: Problem) -> None:
    for index, place in enumerate(problem.places):
        for name, value in (("x", place.x), ("y", place.y)):
            if value is not None and not (isinstance(value, int | float) and isfinite(value)):
                faults.add(("places", index, name), value, "must be a finite number or None")


def _absentees(faults: FaultList, problem: Problem) -> None:
    """People of their own: nobody is off and on the road at once."""
    faults.ids(("absentees",), (absentee.id for absentee in problem.absentees))
    for index, absentee in enumerate(problem.absentees):
        check_skills(faults, ("absentees", index, "skills"), absentee.skills.items())
        if any(absentee.id == vehicle.id for vehicle in problem.vehicles):
            rule = "must not be the id of a vehicle, too"
            faults.add(("absentees", index, "id"), absentee.id, rule)


def _texts(ids: Iterable[object]) -> Iterator[str]:
    return (id_ for id_ in ids if isinstance(id_, str))


def _dimensions(faults: FaultList, problem: Problem) -> None:
    """Quantities are not negative, and every list of them that is not empty is equally long."""
    given: list[tuple[Path, tuple[int, ...]]] = [
        *((("vehicles", i, "capacity"), v.capacity) for i, v in enumerate(problem.vehicles)),
        *((("tasks", i, "demand"), t.demand) for i, t in enumerate(problem.tasks)),
        *((("tasks", i, "pickup"), t.pickup) for i, t in enumerate(problem.tasks)),
    ]
    length = max((len(quantities) for _, quantities in given), default=0)
    for path, quantities in given:
        for dimension, quantity in enumerate(quantities):
            faults.integer((*path, dimension), quantity, 0, LARGEST_QUANTITY)
        if quantities and len(quantities) != length:
            faults.add(path, quantities, f"must be empty or have {length} dimensions like others")


def _changes(faults: FaultList, problem: Problem) -> None:
    if problem.max_changed is not None:
        faults.integer(("max_changed",), problem.max_changed, 0, LARGEST_QUANTITY, "tasks")
    faults.length(("change_tolerance",), problem.change_tolerance)


def _prices(faults: FaultList, prices: Prices) -> None:
    faults.integer(("prices", "scale"), prices.scale, 1, LARGEST_COST)
    for name in ("change_vehicle", "change_second"):
        faults.price(("prices", name), getattr(prices, name))
    for priority, price in prices.skip_by_priority.items():
        faults.price(("prices", "skip_by_priority", str(priority)), price)


def _cost(faults: FaultList, problem: Problem) -> None:
    bound = cost_bound(problem)
    if bound > LARGEST_COST:
        rule = f"must keep the dearest possible plan within {LARGEST_COST} cost units"
        faults.add(("prices",), bound, rule)
