"""Times for routes that a file gives as bare sequences, and arrivals around breaks.

Arithmetic of the readers' own: what they produce is then judged by `solver.check`.
"""

from collections.abc import Iterable, Sequence

from solver.problem import IntMatrix, Problem, Vehicle, scaled
from solver.solution import Route, Step, StepKind


def earliest_route(problem: Problem, vehicle: Vehicle, tasks: Sequence[str]) -> Route:
    """Serve tasks in order, each as early as its windows allow, or on arrival if all have passed.

    The vehicle leaves when its shift starts and takes no breaks. All tasks must exist.
    """
    travel = problem.travel[vehicle.profile]
    time, place = vehicle.shift.start, vehicle.start_place
    steps = [Step(StepKind.START, time, time, time, place=place)]
    for id_ in tasks:
        task = problem.tasks[problem.task_index[id_]]
        seconds, metres = _leg(vehicle, travel.seconds, travel.metres, place, task.place)
        arrival = time + seconds
        start = _first_start(task.release, [(w.start, w.end) for w in task.windows], arrival)
        time, place = start + scaled(task.duration, vehicle.duration_factor), task.place
        steps.append(Step(StepKind.TASK, arrival, start, time, id_, place, seconds, metres))
    end = place if vehicle.end_place is None else vehicle.end_place
    seconds, metres = _leg(vehicle, travel.seconds, travel.metres, place, end)
    time += seconds
    steps.append(Step(StepKind.END, time, time, time, "", vehicle.end_place, seconds, metres))
    return Route(vehicle.id, tuple(steps))


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


def _first_start(release: int | None, windows: Sequence[tuple[int, int]], arrival: int) -> int:
    ready = arrival if release is None else max(arrival, release)
    return next((max(start, ready) for start, end in windows if ready <= end), ready)
