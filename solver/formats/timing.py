"""Times for routes that a file gives as bare sequences, and arrivals around breaks.

Arithmetic of the readers' own: what they produce is then judged by `solver.check`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from solver.problem import IntMatrix, Problem, Task, TimeWindow, Vehicle, scaled
from solver.solution import Route, Step, StepKind

Stop = str | None
"""The id of a task, or None for a visit to the depot."""


@dataclass(frozen=True, slots=True)
class _Stay:
    """Where a stop is, when it may begin, and how long it takes."""

    place: int | None
    windows: tuple[TimeWindow, ...]
    release: int | None
    seconds: int


def earliest_route(
    problem: Problem, vehicle: Vehicle, stops: Sequence[Stop], departure: int | None = None
) -> Route:
    """Make stops in order, each as early as its windows allow, or on arrival if all have passed.

    The vehicle leaves at `departure`, or when its shift starts, and takes no breaks. All tasks must
    exist. A depot that the vehicle may not visit is nowhere, and next door.
    """
    travel = problem.travel[vehicle.profile]
    time = vehicle.shift.start if departure is None else departure
    place = vehicle.start_place
    steps = [Step(StepKind.START, time, time, time, place=place)]
    for stop in stops:
        stay = _stay(problem, vehicle, stop, place)
        seconds, metres = _leg(vehicle, travel.seconds, travel.metres, place, stay.place)
        arrival = time + seconds
        start, _ = _first_start(stay, arrival)
        time, place = start + stay.seconds, place if stay.place is None else stay.place
        kind = StepKind.RESTOCK if stop is None else StepKind.TASK
        steps.append(Step(kind, arrival, start, time, stop or "", stay.place, seconds, metres))
    seconds, metres = _leg(vehicle, travel.seconds, travel.metres, place, vehicle.end_place)
    time += seconds
    steps.append(Step(StepKind.END, time, time, time, "", vehicle.end_place, seconds, metres))
    return Route(vehicle.id, tuple(steps))


def tight_route(problem: Problem, vehicle: Vehicle, stops: Sequence[Stop]) -> Route:
    """`earliest_route`, but leaving as late as ends it no later: then nobody waits in vain.

    The slack of a start is the waiting before it on the whole route, plus how much later it could
    be in its window (the forward time slack of Savelsbergh, 1992); the least of them can be saved.
    """
    route = earliest_route(problem, vehicle, stops)
    waited, slack = 0, None
    for step, stop in zip(route.steps[1:-1], stops, strict=True):
        waited += step.start - step.arrival
        _, window = _first_start(_stay(problem, vehicle, stop, None), step.arrival)
        if window is not None:
            room = waited + max(0, window.end - step.start)
            slack = room if slack is None else min(slack, room)
    delay = waited if slack is None else min(waited, slack)
    return earliest_route(problem, vehicle, stops, route.start + delay) if delay else route


def arrival_around(departure: int, seconds: int, breaks: Iterable[Step], *, waits: bool) -> int:
    """Arrival after a leg that starts at once and stops for each break that falls inside it.

    A break that starts after the arrival falls in the wait and changes nothing; but at the end of a
    route nobody waits (`waits` False): there the day lasts until the last break is over.
    """
    time, remaining = departure, seconds
    for rest in breaks:
        if rest.start < time + remaining:
            remaining -= max(0, rest.start - time)
            time = rest.end
        elif not waits:
            time, remaining = rest.end, 0
    return time + remaining


def _leg(
    vehicle: Vehicle, seconds: IntMatrix, metres: IntMatrix, origin: int | None, target: int | None
) -> tuple[int, int]:
    if origin is None or target is None:
        return 0, 0
    driven = scaled(int(seconds[origin, target]), vehicle.travel_factor)
    return driven, int(metres[origin, target])


def _stay(problem: Problem, vehicle: Vehicle, stop: Stop, origin: int | None) -> _Stay:
    if stop is not None:
        task = problem.tasks[problem.task_index[stop]]
        seconds = _on_site(vehicle, task, moved=origin != task.place)
        return _Stay(task.place, task.windows, task.release, seconds)
    depot = vehicle.restock
    if depot is None:
        return _Stay(None, (), None, 0)
    return _Stay(depot.place, depot.windows, None, depot.duration)


def _on_site(vehicle: Vehicle, task: Task, *, moved: bool) -> int:
    """Seconds of service, with the setup that is due where the vehicle was not already."""
    duration, setup = task.duration, task.setup
    for times in task.by_kind:
        if times.kind == vehicle.kind:
            duration, setup = times.duration, times.setup
            break
    return scaled(duration + (setup if moved else 0), vehicle.duration_factor)


def _first_start(stay: _Stay, arrival: int) -> tuple[int, TimeWindow | None]:
    """When service can begin, and in which window; None if there is none left."""
    ready = arrival if stay.release is None else max(arrival, stay.release)
    for window in stay.windows:
        if ready <= window.end:
            return max(window.start, ready), window
    return ready, None
