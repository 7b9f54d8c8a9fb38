"""How long a caller of `solve` waits: for the first plan, for a replan, and at the time limit.

    python benchmarks/first_plan.py --cases 500/60 2000/250 --seconds 5

Kernels are loaded before anything is measured. A case is a technician day. Per
case the table has the seconds, of the processor and of the clock,

- until the first plan of an engine that serves more than half of the tasks ("first"),
- until the first plan that serves an emergency thrown into this day while it is under way: the plan
  of the morning is the start, what every second technician has begun is frozen ("emergency"),
- by which the whole call missed its time limit, reasons for what is left out included ("late by"),
- from setting `cancel` to the end of the call ("cancel").
"""

import argparse
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from benchmarks.compare.sources.days import HOUR, DaySource
from solver.engines.search import begin
from solver.problem import FrozenStop, Lateness, Problem, Reference, Task, TimeWindow, Vehicle
from solver.progress import Snapshot
from solver.result import Result
from solver.solution import Route, Solution, StepKind
from solver.solve import solve
from solver.stop import MaxRuntime

NOON = 11 * HOUR
URGENT, URGENT_PRICE = "urgent", 1_000_000
ROW = "{:>9} {:28} {:>8} {:>8}  {}"


@dataclass
class Watch:
    """Notes when the first plan arrives that `wanted` accepts."""

    wanted: Callable[[Snapshot], bool]
    cpu: float | None = None
    wall: float | None = None

    def __post_init__(self) -> None:
        self._cpu, self._wall = time.process_time(), time.monotonic()

    def __call__(self, now: Snapshot) -> None:
        if self.cpu is None and now.cost is not None and self.wanted(now):
            self.cpu = time.process_time() - self._cpu
            self.wall = time.monotonic() - self._wall


def first_plan(problem: Problem) -> Watch:
    """Until a plan is there that an engine has completed."""
    cancel = threading.Event()
    watch = Watch(lambda now: now.phase != "start" and now.served > len(problem.tasks) / 2)

    def listen(now: Snapshot) -> None:
        watch(now)
        if watch.cpu is not None:
            cancel.set()

    solve(problem, MaxRuntime(60), on_progress=listen, cancel=cancel)
    return watch


def emergency(problem: Problem, morning: Solution) -> Watch:
    """Until a plan serves the emergency: of the highest price, due in an hour, in a running day."""
    running = under_way(problem, morning)
    cancel = threading.Event()
    watch = Watch(lambda now: (now.cost or 0) < morning.cost + URGENT_PRICE // 2)

    def listen(now: Snapshot) -> None:
        watch(now)
        if watch.cpu is not None:
            cancel.set()

    result = solve(running, MaxRuntime(60), on_progress=listen, cancel=cancel, warm_start=morning)
    assert any(URGENT in route.tasks for route in result.solution.routes), "not served"
    return watch


def under_way(problem: Problem, morning: Solution) -> Problem:
    """The day at eleven: what half of the technicians have begun is frozen, one task is new."""
    routes = {route.vehicle: route for route in morning.routes}
    vehicles = tuple(
        replace(vehicle, frozen=_begun(routes.get(vehicle.id)) if number % 2 == 0 else ())
        for number, vehicle in enumerate(problem.vehicles)
    )
    starts = {
        step.id: (route.vehicle, step.start)
        for route in morning.routes
        for step in route.steps
        if step.kind is StepKind.TASK
    }
    tasks = tuple(
        replace(task, reference=Reference(*starts[task.id]) if task.id in starts else None)
        for task in problem.tasks
    )
    return replace(problem, tasks=(*tasks, _urgent(problem, vehicles)), vehicles=vehicles)


def _begun(route: Route | None) -> tuple[FrozenStop, ...]:
    steps = () if route is None else route.steps
    return tuple(
        FrozenStop(step.id, step.start)
        for step in steps
        if step.kind is StepKind.TASK and step.start <= NOON
    )


def _urgent(problem: Problem, vehicles: tuple[Vehicle, ...]) -> Task:
    return Task(
        URGENT,
        place=problem.tasks[0].place,
        duration=1_800,
        windows=(TimeWindow(NOON, 18 * HOUR),),
        release=NOON,
        lateness=Lateness(NOON + HOUR, 20),
        skip_price=URGENT_PRICE,
    )


def lateness(problem: Problem, seconds: float) -> tuple[float, Result]:
    """By how many seconds the call ends after its limit."""
    began = time.monotonic()
    result = solve(problem, MaxRuntime(seconds))
    return time.monotonic() - began - seconds, result


def cancelling(problem: Problem, seconds: float) -> float:
    """Seconds from the wish to stop to the end of the call."""
    cancel, wished = threading.Event(), [0.0]

    def wish() -> None:
        wished[0] = time.monotonic()
        cancel.set()

    threading.Timer(seconds, wish).start()
    solve(problem, MaxRuntime(60), cancel=cancel)
    return time.monotonic() - wished[0]


def main() -> int:
    options = _options()
    warming = begin()
    while not warming.over:
        warming.wait(1)
    print(ROW.format("day", "what", "cpu s", "wall s", ""))
    for visits, technicians in options.cases:
        day, name = DaySource(visits, technicians, 1).problem(), f"{visits}/{technicians}"
        _print(name, "first", first_plan(day))
        late, result = lateness(day, options.seconds)
        codes = [e.reason.code.value for e in result.solution.unassigned if e.reason]
        untold = sum(code == "not_tried" for code in codes)
        told = f"{len(codes)} left out, {untold} of them without a reason"
        print(ROW.format(name, f"late by, of {options.seconds} s", "", f"{late:.3f}", told))
        print(ROW.format(name, "cancel", "", f"{cancelling(day, options.seconds / 2):.3f}", ""))
        _print(name, "emergency", emergency(day, result.solution))
    return 0


def _print(name: str, what: str, watch: Watch) -> None:
    assert watch.cpu is not None
    assert watch.wall is not None
    print(ROW.format(name, what, f"{watch.cpu:.3f}", f"{watch.wall:.3f}", ""), flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Seconds that a caller of solve waits.")
    parser.add_argument("--cases", nargs="+", type=_size, default=[(500, 60), (2000, 250)])
    parser.add_argument("--seconds", type=float, default=5)
    return parser.parse_args()


def _size(text: str) -> tuple[int, int]:
    visits, technicians = text.split("/")
    return int(visits), int(technicians)


if __name__ == "__main__":
    sys.exit(main())
