"""The builder for people: add places, vehicles and tasks, then ask for the problem.

    model = Model()
    office, customer = model.add_place(), model.add_place()
    model.add_vehicle("Ann", shift=(0, 28_800), start_place=office, end_place=office)
    model.add_task(customer, id="boiler", duration=3_600, windows=[(7_200, 14_400)])
    model.set_travel([[0, 900], [900, 0]])
    problem = model.problem()

Numbers may be numpy integers; they become plain ones. Floats and booleans are refused.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, replace
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike

from solver.model.faults import InvalidProblem
from solver.model.matrices import as_matrix
from solver.model.validation import validate
from solver.model.windows import normalised
from solver.problem import (
    PER_MILLE,
    Break,
    Lateness,
    Pin,
    Place,
    Prices,
    Problem,
    SkillNeed,
    Task,
    TimeWindow,
    Travel,
    Vehicle,
    VehiclePrices,
)

Window = TimeWindow | tuple[int, int]
Skills = Mapping[str, int] | Iterable[str]


class Model:
    """A problem in the making. Nothing is judged before `problem()`, which judges everything.

    `places`, `vehicles` and `tasks` are lists of the pieces added so far and may be edited.
    """

    def __init__(self, name: str = "", prices: Prices | None = None) -> None:
        self.name = name
        self.prices = prices or Prices()
        self.places: list[Place] = []
        self.vehicles: list[Vehicle] = []
        self.tasks: list[Task] = []
        self.travel: dict[str, Travel] = {}

    @classmethod
    def from_problem(cls, problem: Problem) -> Self:
        """A model to edit; the problem itself stays as it is."""
        model = cls(problem.name, problem.prices)
        model.places.extend(problem.places)
        model.vehicles.extend(problem.vehicles)
        model.tasks.extend(problem.tasks)
        model.travel.update(problem.travel)
        return model

    def add_place(
        self, x: float | None = None, y: float | None = None, *, id: str | None = None
    ) -> int:
        """Add a place and return its number: its row and column in the travel matrices."""
        number = len(self.places)
        self.places.append(Place(f"place{number}" if id is None else id, x, y))
        return number

    def add_vehicle(
        self,
        id: str | None = None,
        *,
        shift: Window,
        start_place: int | None = None,
        end_place: int | None = None,
        skills: Skills = (),
        breaks: Iterable[Break] = (),
        overtime: int = 0,
        capacity: int | Sequence[int] = (),
        duration_factor: int = PER_MILLE,
        travel_factor: int = PER_MILLE,
        profile: str = "default",
        prices: VehiclePrices | None = None,
    ) -> str:
        """Add a vehicle and return its id. Fields mean what they mean in `Vehicle`.

        Skills are levels by name, or names alone for level 1.
        """
        vehicle = Vehicle(
            id=f"vehicle{len(self.vehicles)}" if id is None else id,
            shift=_window(shift),
            start_place=_plain(start_place),
            end_place=_plain(end_place),
            skills=_levels(skills),
            breaks=tuple(_break(rest) for rest in breaks),
            overtime=_plain(overtime),
            capacity=_quantities(capacity),
            duration_factor=_plain(duration_factor),
            travel_factor=_plain(travel_factor),
            profile=profile,
            prices=VehiclePrices(*map(_plain, astuple(prices or VehiclePrices()))),
        )
        self.vehicles.append(vehicle)
        return vehicle.id

    def add_task(
        self,
        place: int,
        *,
        id: str | None = None,
        duration: int = 0,
        windows: Iterable[Window] = (),
        release: int | None = None,
        lateness: Lateness | None = None,
        skills: Skills = (),
        required_vehicles: Iterable[str] | None = None,
        excluded_vehicles: Iterable[str] = (),
        demand: int | Sequence[int] = (),
        priority: int = 0,
        skip_price: int | None = None,
        pin: str | None = None,
    ) -> str:
        """Add a task and return its id. Fields mean what they mean in `Task`; `pin` is a vehicle.

        Windows may come in any order; those that touch are joined, those that overlap are a fault.
        """
        task = Task(
            id=f"task{len(self.tasks)}" if id is None else id,
            place=_plain(place),
            duration=_plain(duration),
            windows=_windows(windows),
            release=_plain(release),
            lateness=None if lateness is None else Lateness(*map(_plain, astuple(lateness))),
            skills=tuple(SkillNeed(name, level) for name, level in _levels(skills).items()),
            required_vehicles=None if required_vehicles is None else frozenset(required_vehicles),
            excluded_vehicles=frozenset(excluded_vehicles),
            demand=_quantities(demand),
            priority=_plain(priority),
            skip_price=_plain(skip_price),
            pin=None if pin is None else Pin(pin),
        )
        self.tasks.append(task)
        return task.id

    def set_travel(
        self, seconds: ArrayLike, metres: ArrayLike | None = None, profile: str = "default"
    ) -> None:
        """Set the matrices of a profile: rows are origins. Without metres, no leg has any."""
        driving = as_matrix(seconds)
        distance = as_matrix(np.zeros(driving.shape, np.int64) if metres is None else metres)
        self.travel[profile] = Travel(driving, distance)

    def change_task(self, id: str, **changes: Any) -> None:
        """Replace fields of a task, as in `change_task("boiler", skip_price=100)`.

        Raises KeyError if there is no such task, TypeError if `Task` has no such field.
        """
        index = self._index(id)
        self.tasks[index] = replace(self.tasks[index], **changes)

    def remove_task(self, id: str) -> None:
        """Take a task out. Raises KeyError if there is no such task."""
        del self.tasks[self._index(id)]

    def problem(self) -> Problem:
        """The frozen problem. Raises `InvalidProblem` with every fault there is."""
        problem = Problem(
            places=tuple(self.places),
            tasks=tuple(self.tasks),
            vehicles=tuple(self.vehicles),
            travel=self._travel(),
            prices=self.prices,
            name=self.name,
        )
        faults = validate(problem)
        if faults:
            raise InvalidProblem(faults)
        return problem

    def _travel(self) -> dict[str, Travel]:
        if self.travel or len(self.places) > 1:
            return dict(self.travel)
        nowhere_else = as_matrix(np.zeros((len(self.places), len(self.places)), np.int64))
        return {"default": Travel(nowhere_else, nowhere_else)}

    def _index(self, id: str) -> int:
        for index, task in enumerate(self.tasks):
            if task.id == id:
                return index
        raise KeyError(id)


def _plain(value: Any) -> Any:
    return int(value) if isinstance(value, np.integer) else value


def _window(window: Window) -> TimeWindow:
    start, end = (window.start, window.end) if isinstance(window, TimeWindow) else window
    return TimeWindow(_plain(start), _plain(end))


def _windows(windows: Iterable[Window]) -> tuple[TimeWindow, ...]:
    return normalised(_window(window) for window in windows)


def _break(rest: Break) -> Break:
    return Break(rest.id, _plain(rest.duration), _windows(rest.windows))


def _levels(skills: Skills) -> dict[str, int]:
    if isinstance(skills, Mapping):
        return {name: _plain(level) for name, level in skills.items()}
    return dict.fromkeys(skills, 1)


def _quantities(quantities: int | Sequence[int]) -> tuple[int, ...]:
    if isinstance(quantities, Sequence | np.ndarray):
        return tuple(_plain(quantity) for quantity in quantities)
    return (_plain(quantities),)
