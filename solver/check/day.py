"""One vehicle's day as the rules read it: its steps joined to the problem, and the legs between.

The arithmetic of durations and travel is written here a second time on purpose: the checker shares
none with the engines.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from solver.problem import Problem, Task, Vehicle
from solver.solution import Route, Step, StepKind


@dataclass(frozen=True, slots=True)
class Leg:
    """The way from one place to the next, with the breaks taken anywhere between."""

    origin: int | None
    destination: int | None
    departure: Step
    target: Step
    breaks: tuple[Step, ...]
    seconds: int
    metres: int


@dataclass(frozen=True)
class Day:
    """A readable route of a vehicle that exists."""

    problem: Problem
    vehicle: Vehicle
    route: Route

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps in the order listed."""
        return tuple(self.route.steps)

    @cached_property
    def services(self) -> tuple[tuple[Step, Task], ...]:
        """TASK steps with their tasks, in order; unknown tasks are left out."""
        joined = ((step, self.task_of(step)) for step in self.steps)
        return tuple((step, task) for step, task in joined if task is not None)

    @cached_property
    def rests(self) -> tuple[Step, ...]:
        """BREAK steps in order."""
        return tuple(step for step in self.steps if step.kind is StepKind.BREAK)

    @property
    def start(self) -> int:
        """When the vehicle leaves, in seconds."""
        return self.steps[0].start

    @property
    def end(self) -> int:
        """When the vehicle is back, in seconds."""
        return self.steps[-1].end

    @cached_property
    def legs(self) -> tuple[Leg, ...]:
        """From place to place; breaks without one fall in between, nowhere is next door."""
        return tuple(self._walk())

    def _walk(self) -> Iterator[Leg]:
        departure: Step | None = None
        origin: int | None = None
        breaks: list[Step] = []
        for step in self.steps:
            if self.is_pause(step):
                breaks.append(step)
                continue
            place = self.place_of(step)
            if departure is not None:
                seconds, metres = self._drive(origin, place)
                yield Leg(origin, place, departure, step, tuple(breaks), seconds, metres)
            departure, breaks = step, []
            origin = place if place is not None else origin

    def task_of(self, step: Step) -> Task | None:
        """The task that a TASK step serves, if the problem has it."""
        index = self.problem.task_index.get(step.id) if step.kind is StepKind.TASK else None
        return None if index is None else self.problem.tasks[index]

    def place_of(self, step: Step) -> int | None:
        """Where the problem says the step is; None: where the vehicle happens to be."""
        if step.kind is StepKind.START:
            return self.vehicle.start_place
        if step.kind is StepKind.END:
            return self.vehicle.end_place
        if step.kind is StepKind.BREAK:  # its id may be that of a task, too
            return self._places_of_rest.get(step.id)
        if step.kind is StepKind.RESTOCK:
            return None if self.vehicle.restock is None else self.vehicle.restock.place
        task = self.task_of(step)
        return None if task is None else task.place

    @cached_property
    def _places_of_rest(self) -> dict[str, int | None]:
        return {rest.id: rest.place for rest in self.vehicle.breaks}

    def is_pause(self, step: Step) -> bool:
        """Whether the step is a break without a place, taken wherever the vehicle is."""
        return step.kind is StepKind.BREAK and self.place_of(step) is None

    def is_frozen(self, task: Task) -> bool:
        """Whether the task is under way, so that its own wishes no longer count."""
        return any(stop.task == task.id for stop in self.vehicle.frozen)

    def duration_of(self, task: Task, origin: int | None) -> int:
        """Seconds on site when coming from a place: with setup, unless that is the task's place.

        Nominal times are those for the vehicle's kind; their sum times the vehicle's per-mille
        factor, a half rounded up.
        """
        nominal, setup = task.duration, task.setup
        for times in reversed(task.by_kind):
            if times.kind == self.vehicle.kind:
                nominal, setup = times.duration, times.setup
        if origin != task.place:
            nominal += setup
        return _per_mille(nominal, self.vehicle.duration_factor)

    def _drive(self, origin: int | None, destination: int | None) -> tuple[int, int]:
        if origin is None or destination is None:
            return 0, 0
        travel = self.problem.travel[self.vehicle.profile]
        nominal = int(travel.seconds[origin, destination])
        metres = int(travel.metres[origin, destination])
        return _per_mille(nominal, self.vehicle.travel_factor), metres


def _per_mille(nominal: int, factor: int) -> int:
    whole, rest = divmod(nominal * factor, 1000)
    return whole + 1 if rest >= 500 else whole
