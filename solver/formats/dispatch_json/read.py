"""Our own problem file, read: its fields become a `Problem`, all faults of the file at once."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from solver.formats.dispatch_json import schema
from solver.formats.faults import FileFaults
from solver.formats.schema import int_matrix, parse_model
from solver.problem import (
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
    Unit,
    Vehicle,
    VehiclePrices,
)

PlaceIndex = Mapping[str, int]


def problem_from_json(document: Any, faults: FileFaults) -> Problem:
    """Build the problem that a parsed JSON document states. Raises `UnreadableInput`."""
    fields = parse_model(schema.ProblemFields, document, faults)
    places: dict[str, int] = {}
    for index, place in enumerate(fields.places):
        if places.setdefault(place.id, index) != index:
            faults.add(f"places[{index}].id", "two places with one id", place.id)
    reader = _Reader(places, faults)
    problem = Problem(
        places=tuple(Place(place.id, place.x, place.y) for place in fields.places),
        tasks=tuple(reader.task(f"tasks[{i}]", task) for i, task in enumerate(fields.tasks)),
        vehicles=tuple(
            reader.vehicle(f"vehicles[{i}]", vehicle) for i, vehicle in enumerate(fields.vehicles)
        ),
        travel={
            profile: reader.travel(f"travel.{profile}", travel)
            for profile, travel in fields.travel.items()
        },
        prices=_prices(fields.prices),
        name=fields.name,
    )
    faults.raise_if_any()
    return problem


class _Reader:
    """Turns checked fields into frozen data; knows the places, collects what does not resolve."""

    def __init__(self, places: PlaceIndex, faults: FileFaults) -> None:
        self._places = places
        self._faults = faults

    def task(self, field: str, task: schema.TaskFields) -> Task:
        required, late = task.required_vehicles, task.lateness
        return Task(
            id=task.id,
            place=self._place(f"{field}.place", task.place),
            duration=task.duration,
            windows=_windows(task.windows),
            release=task.release,
            lateness=None if late is None else Lateness(late.deadline, late.per_second),
            skills=tuple(SkillNeed(need.skill, need.level) for need in task.skills),
            required_vehicles=None if required is None else frozenset(required),
            excluded_vehicles=frozenset(task.excluded_vehicles),
            demand=tuple(task.demand),
            priority=task.priority,
            skip_price=task.skip_price,
            pin=None if task.pinned_to is None else Pin(task.pinned_to),
        )

    def vehicle(self, field: str, vehicle: schema.VehicleFields) -> Vehicle:
        start, end = vehicle.start_place, vehicle.end_place
        return Vehicle(
            id=vehicle.id,
            shift=TimeWindow(*vehicle.shift),
            start_place=None if start is None else self._place(f"{field}.start_place", start),
            end_place=None if end is None else self._place(f"{field}.end_place", end),
            skills=dict(vehicle.skills),
            breaks=tuple(
                Break(rest.id, rest.duration, _windows(rest.windows)) for rest in vehicle.breaks
            ),
            overtime=vehicle.overtime,
            capacity=tuple(vehicle.capacity),
            duration_factor=vehicle.duration_factor,
            travel_factor=vehicle.travel_factor,
            profile=vehicle.profile,
            prices=VehiclePrices(**vehicle.prices.model_dump()),
        )

    def travel(self, field: str, travel: schema.TravelFields) -> Travel:
        seconds = int_matrix(travel.seconds, f"{field}.seconds", self._faults)
        if travel.metres is None:
            return Travel(seconds, np.zeros_like(seconds))
        return Travel(seconds, int_matrix(travel.metres, f"{field}.metres", self._faults))

    def _place(self, field: str, id: str) -> int:
        if id not in self._places:
            self._faults.add(field, "no place has this id", id)
        return self._places.get(id, 0)


def _windows(windows: list[list[int]]) -> tuple[TimeWindow, ...]:
    return tuple(TimeWindow(start, end) for start, end in windows)


def _prices(prices: schema.PricesFields) -> Prices:
    skips = {int(priority): price for priority, price in prices.skip_by_priority.items()}
    return Prices(prices.scale, Unit(prices.unit), skips)
