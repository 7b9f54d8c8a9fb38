"""The builder for people: add places, vehicles and tasks, then ask for the problem.

    model = Model()
    office, customer = model.add_place(), model.add_place()
    model.add_vehicle("Ann", shift=(0, 28_800), start_place=office, end_place=office)
    model.add_task(customer, id="boiler", duration=3_600, windows=[(7_200, 14_400)])
    model.set_travel([[0, 900], [900, 0]])
    problem = model.problem()

Numbers may be numpy integers; they become plain ones. Floats and booleans are refused.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike

from solver.model.faults import InvalidProblem
from solver.model.matrices import as_matrix
from solver.model.plain import (
    Counts,
    Window,
    as_break,
    as_counts,
    as_frozen_stops,
    as_part_needs,
    as_pin,
    as_quantities,
    as_restock,
    as_skill_needs,
    as_window,
    as_windows,
    plain,
)
from solver.model.validation import validate
from solver.problem import (
    PER_MILLE,
    Absentee,
    Break,
    FrozenStop,
    KindTimes,
    Lateness,
    Pin,
    Place,
    Prices,
    Problem,
    Reference,
    Restock,
    Task,
    Travel,
    Vehicle,
    VehiclePrices,
)


class Model:
    """A problem in the making. Nothing is judged before `problem()`, which judges everything.

    `places`, `vehicles`, `tasks` and `absentees` are lists of the pieces added so far and may be
    edited; so may `max_changed` and `change_tolerance`, which mean what they mean in `Problem`.
    """

    def __init__(self, name: str = "", prices: Prices | None = None) -> None:
        self.name = name
        self.prices = prices or Prices()
        self.places: list[Place] = []
        self.vehicles: list[Vehicle] = []
        self.tasks: list[Task] = []
        self.absentees: list[Absentee] = []
        self.travel: dict[str, Travel] = {}
        self.max_changed: int | None = None
        self.change_tolerance = 0

    @classmethod
    def from_problem(cls, problem: Problem) -> Self:
        """A model to edit; the problem itself stays as it is."""
        model = cls(problem.name, problem.prices)
        model.places.extend(problem.places)
        model.vehicles.extend(problem.vehicles)
        model.tasks.extend(problem.tasks)
        model.absentees.extend(problem.absentees)
        model.travel.update(problem.travel)
        model.max_changed = problem.max_changed
        model.change_tolerance = problem.change_tolerance
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
        skills: Counts = (),
        breaks: Iterable[Break] = (),
        overtime: int = 0,
        capacity: int | Sequence[int] = (),
        duration_factor: int = PER_MILLE,
        travel_factor: int = PER_MILLE,
        profile: str = "default",
        prices: VehiclePrices | None = None,
        kind: str = "",
        stock: Counts = (),
        tools: Iterable[str] = (),
        restock: Restock | int | None = None,
        max_duration: int | None = None,
        max_travel: int | None = None,
        max_distance: int | None = None,
        max_tasks: int | None = None,
        frozen: Iterable[FrozenStop | str] = (),
        pinned_order: Iterable[str] = (),
    ) -> str:
        """Add a vehicle and return its id. Fields mean what they mean in `Vehicle`.

        Skills are levels by name, stock is pieces by name; names alone mean 1 of each. A task's id
        alone in `frozen` is one that the vehicle is on its way to, a place alone in `restock` a
        depot that is always open.
        """
        vehicle = Vehicle(
            id=f"vehicle{len(self.vehicles)}" if id is None else id,
            shift=as_window(shift),
            start_place=plain(start_place),
            end_place=plain(end_place),
            skills=as_counts(skills),
            breaks=tuple(as_break(rest) for rest in breaks),
            overtime=plain(overtime),
            capacity=as_quantities(capacity),
            duration_factor=plain(duration_factor),
            travel_factor=plain(travel_factor),
            profile=profile,
            prices=plain(prices or VehiclePrices()),
            kind=kind,
            stock=as_counts(stock),
            tools=frozenset(tools),
            restock=as_restock(restock),
            max_duration=plain(max_duration),
            max_travel=plain(max_travel),
            max_distance=plain(max_distance),
            max_tasks=plain(max_tasks),
            frozen=as_frozen_stops(frozen),
            pinned_order=tuple(pinned_order),
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
        skills: Counts = (),
        required_vehicles: Iterable[str] | None = None,
        excluded_vehicles: Iterable[str] = (),
        demand: int | Sequence[int] = (),
        priority: int = 0,
        skip_price: int | None = None,
        pin: Pin | str | None = None,
        setup: int = 0,
        by_kind: Iterable[KindTimes] = (),
        pickup: int | Sequence[int] = (),
        parts: Counts = (),
        tools: Iterable[str] = (),
        preferred_vehicles: Iterable[str] = (),
        unpreferred_price: int = 0,
        reference: Reference | None = None,
    ) -> str:
        """Add a task and return its id. Fields mean what they mean in `Task`.

        Windows may come in any order; those that touch are joined, those that overlap are a fault.
        Skills are levels by name, parts are pieces by name. A pin may be a vehicle's id alone.
        """
        task = Task(
            id=f"task{len(self.tasks)}" if id is None else id,
            place=plain(place),
            duration=plain(duration),
            windows=as_windows(windows),
            release=plain(release),
            lateness=plain(lateness),
            skills=as_skill_needs(skills),
            required_vehicles=None if required_vehicles is None else frozenset(required_vehicles),
            excluded_vehicles=frozenset(excluded_vehicles),
            demand=as_quantities(demand),
            priority=plain(priority),
            skip_price=plain(skip_price),
            pin=as_pin(pin),
            setup=plain(setup),
            by_kind=tuple(plain(times) for times in by_kind),
            pickup=as_quantities(pickup),
            parts=as_part_needs(parts),
            tools=frozenset(tools),
            preferred_vehicles=frozenset(preferred_vehicles),
            unpreferred_price=plain(unpreferred_price),
            reference=plain(reference),
        )
        self.tasks.append(task)
        return task.id

    def add_absentee(self, id: str, *, skills: Counts = ()) -> str:
        """Add somebody who is off, and return the id; nobody plans them, explanations name them."""
        self.absentees.append(Absentee(id, as_counts(skills)))
        return id

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
            max_changed=plain(self.max_changed),
            change_tolerance=plain(self.change_tolerance),
            absentees=tuple(self.absentees),
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
