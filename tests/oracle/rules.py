"""The rules of a day, each as one question about plain numbers."""

from fractions import Fraction
from functools import cache
from math import floor

from solver.problem import Break, Problem, Task, Vehicle


@cache
def rounded(nominal: int, factor: int) -> int:
    """Per-mille factor, half up, in exact fractions."""
    return floor(Fraction(nominal * factor, 1000) + Fraction(1, 2))


def leg(problem: Problem, vehicle: Vehicle, origin: int | None, to: int | None) -> tuple[int, int]:
    """Seconds and metres; nothing from or to nowhere."""
    if origin is None or to is None:
        return 0, 0
    travel = problem.travel[vehicle.profile]
    seconds = rounded(travel.seconds.item(origin, to), vehicle.travel_factor)
    return seconds, travel.metres.item(origin, to)


def on_site(vehicle: Vehicle, task: Task, origin: int | None) -> int:
    """Seconds of service, after setting up unless the vehicle comes from the very place."""
    mine = [(times.duration, times.setup) for times in task.by_kind if times.kind == vehicle.kind]
    duration, setup = (mine or [(task.duration, task.setup)])[0]
    return rounded(duration if origin == task.place else duration + setup, vehicle.duration_factor)


# --- when ---------------------------------------------------------------------------------------


def may_start(vehicle: Vehicle, task: Task, time: int) -> bool:
    if task.pin is not None and task.pin.start is not None and task.pin.start != time:
        return False
    for stop in vehicle.frozen:
        if stop.task == task.id:
            return stop.start is None or stop.start == time
    in_a_window = any(time in range(w.start, w.end + 1) for w in task.windows)
    released = task.release is None or task.release <= time
    return released and (in_a_window or task.windows == ())


def may_restock(vehicle: Vehicle, time: int) -> bool:
    depot = vehicle.restock
    return depot is not None and (
        not depot.windows or any(time in range(w.start, w.end + 1) for w in depot.windows)
    )


def may_rest(rest: Break, time: int) -> bool:
    return any(time in range(w.start, w.end + 1) for w in rest.windows)


def excused_by_start(rest: Break, start: int) -> bool:
    return any(w.start + rest.duration <= start for w in rest.windows)


def excused_by_end(rest: Break, end: int) -> bool:
    return any(end <= w.end for w in rest.windows)


# --- who ----------------------------------------------------------------------------------------


def suits(problem: Problem, vehicle: Vehicle, task: Task) -> bool:
    if task.pin is not None and task.pin.vehicle is not None and task.pin.vehicle != vehicle.id:
        return False
    owners = [other.id for other in problem.vehicles if task.id in promised(other)]
    if owners and owners != [vehicle.id]:
        return False
    if task.id in frozen(vehicle):
        return True
    able = all(
        any(own == need.skill and level >= need.level for own, level in vehicle.skills.items())
        for need in task.skills
    )
    chosen = task.required_vehicles is None or vehicle.id in task.required_vehicles
    if vehicle.restock is None and any(tool not in vehicle.tools for tool in task.tools):
        return False
    return able and chosen and vehicle.id not in task.excluded_vehicles


def frozen(vehicle: Vehicle) -> list[str]:
    return [stop.task for stop in vehicle.frozen]


def promised(vehicle: Vehicle) -> list[str]:
    """Tasks that this vehicle must serve, in that order."""
    return [*frozen(vehicle), *vehicle.pinned_order]


def may_skip(problem: Problem, task: Task) -> bool:
    is_promised = any(task.id in promised(vehicle) for vehicle in problem.vehicles)
    return task.skip_price is not None and task.pin is None and not is_promised


def in_order(vehicle: Vehicle, served: list[str]) -> bool:
    """Whether a route so far, or a whole one, begins and goes on as it must."""
    start = frozen(vehicle)
    ordered = [task for task in served if task in vehicle.pinned_order]
    return (
        served[: len(start)] == start[: len(served)]
        and ordered == list(vehicle.pinned_order)[: len(ordered)]
    )


def may_follow(vehicle: Vehicle, served: set[str], task: str) -> bool:
    """Whether a route that has served these tasks may go on with that one."""
    start = frozen(vehicle)
    if len(served) < len(start):
        return task == start[len(served)]
    if task in vehicle.pinned_order:
        return set(vehicle.pinned_order[: vehicle.pinned_order.index(task)]) <= served
    return True


# --- how much -----------------------------------------------------------------------------------


def fits(vehicle: Vehicle, tasks: list[Task]) -> bool:
    """Whether the tasks, served in this order, stay within capacity, supplies and their number."""
    if vehicle.max_tasks is not None and len(tasks) > vehicle.max_tasks:
        return False
    if vehicle.restock is None and not own_supplies_do(vehicle, tasks):
        return False
    return all(peak(tasks, d) <= limit for d, limit in enumerate(vehicle.capacity))


def own_supplies_do(vehicle: Vehicle, tasks: list[Task]) -> bool:
    """Whether the tasks get by with the parts and tools that are on board at the start."""
    parts = {need.part for task in tasks for need in task.parts}
    tools = {tool for task in tasks if task.id not in frozen(vehicle) for tool in task.tools}
    enough = all(pieces(tasks, part) <= vehicle.stock.get(part, 0) for part in parts)
    return enough and not tools - vehicle.tools


def pieces(tasks: list[Task], part: str) -> int:
    return sum(need.quantity for task in tasks for need in task.parts if need.part == part)


def peak(tasks: list[Task], dimension: int) -> int:
    """The heaviest load: what is still to be handed out plus what has been picked up."""
    return max(
        sum(amount(task.demand, dimension) for task in tasks[done:])
        + sum(amount(task.pickup, dimension) for task in tasks[:done])
        for done in range(len(tasks) + 1)
    )


def amount(amounts: tuple[int, ...], dimension: int) -> int:
    return (*amounts, *[0] * (dimension + 1))[dimension]


# --- what it costs ------------------------------------------------------------------------------


def late_cost(task: Task, start: int) -> int:
    """Each late second at its own price, and the step before the first of them."""
    if task.lateness is None or start <= task.lateness.deadline:
        return 0
    cost = task.lateness.step
    for second in range(start - task.lateness.deadline):
        passed = [kink.per_second for kink in task.lateness.kinks if kink.after <= second]
        cost += passed[-1] if passed else task.lateness.per_second
    return cost


def serve_cost(problem: Problem, vehicle: Vehicle, task: Task, start: int) -> int:
    """What it costs that this vehicle serves the task then: lateness, preference, change."""
    cost = late_cost(task, start)
    if len(task.preferred_vehicles) > 0 and vehicle.id not in task.preferred_vehicles:
        cost += task.unpreferred_price
    if task.reference is not None:
        seconds = len(range(*sorted((start, task.reference.start))))
        cost += seconds * problem.prices.change_second
        if task.reference.vehicle != vehicle.id:
            cost += problem.prices.change_vehicle
    return cost


def is_touched(problem: Problem, task: Task, vehicle: str | None, start: int = 0) -> bool:
    """Whether the task departs from its reference; no vehicle means that nobody serves it."""
    if task.reference is None:
        return False
    tolerance = problem.change_tolerance
    near = range(task.reference.start - tolerance, task.reference.start + tolerance + 1)
    return vehicle != task.reference.vehicle or start not in near


def end_cost(vehicle: Vehicle, end: int) -> int:
    """What ending a used route then costs: the fixed price, and overtime."""
    overtime = end - vehicle.shift.end if end > vehicle.shift.end else 0
    return vehicle.prices.fixed + overtime * vehicle.prices.overtime_second


def drive_cost(vehicle: Vehicle, seconds: int, metres: int) -> int:
    return seconds * vehicle.prices.travel_second + metres * vehicle.prices.metre
