"""Our own problem file, read: its fields become a `Problem`, all faults of the file at once."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from solver.formats.dispatch_json import schema
from solver.formats.dispatch_json.versions import of_this_version
from solver.formats.faults import FileFaults
from solver.formats.schema import int_matrix, parse_model
from solver.problem import (
    Absentee,
    Break,
    FrozenStop,
    KindTimes,
    Kink,
    Lateness,
    PartNeed,
    Pin,
    Place,
    Prices,
    Problem,
    Reference,
    Restock,
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
    fields = parse_model(schema.ProblemFields, of_this_version(document, faults), faults)
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
        max_changed=fields.max_changed,
        change_tolerance=fields.change_tolerance,
        absentees=tuple(Absentee(who.id, dict(who.skills)) for who in fields.absentees),
    )
    faults.raise_if_any()
    return problem


class _Reader:
    """Turns checked fields into frozen data; knows the places, collects what does not resolve."""

    def __init__(self, places: PlaceIndex, faults: FileFaults) -> None:
        self._places = places
        self._faults = faults

    def task(self, field: str, task: schema.TaskFields) -> Task:
        required, pin, reference = task.required_vehicles, task.pin, task.reference
        return Task(
            id=task.id,
            place=self._place(f"{field}.place", task.place),
            duration=task.duration,
            windows=_windows(task.windows),
            release=task.release,
            lateness=None if task.lateness is None else _lateness(task.lateness),
            skills=tuple(SkillNeed(need.skill, need.level) for need in task.skills),
            required_vehicles=None if required is None else frozenset(required),
            excluded_vehicles=frozenset(task.excluded_vehicles),
            demand=tuple(task.demand),
            priority=task.priority,
            skip_price=task.skip_price,
            pin=None if pin is None else Pin(pin.vehicle, pin.start),
            setup=task.setup,
            by_kind=tuple(KindTimes(t.kind, t.duration, t.setup) for t in task.by_kind),
            pickup=tuple(task.pickup),
            parts=tuple(PartNeed(need.part, need.quantity) for need in task.parts),
            tools=frozenset(task.tools),
            preferred_vehicles=frozenset(task.preferred_vehicles),
            unpreferred_price=task.unpreferred_price,
            reference=None if reference is None else Reference(reference.vehicle, reference.start),
        )

    def vehicle(self, field: str, vehicle: schema.VehicleFields) -> Vehicle:
        return Vehicle(
            id=vehicle.id,
            shift=TimeWindow(*vehicle.shift),
            start_place=self._place_or_none(f"{field}.start_place", vehicle.start_place),
            end_place=self._place_or_none(f"{field}.end_place", vehicle.end_place),
            skills=dict(vehicle.skills),
            breaks=tuple(
                self._break(f"{field}.breaks[{i}]", rest) for i, rest in enumerate(vehicle.breaks)
            ),
            overtime=vehicle.overtime,
            capacity=tuple(vehicle.capacity),
            duration_factor=vehicle.duration_factor,
            travel_factor=vehicle.travel_factor,
            profile=vehicle.profile,
            prices=VehiclePrices(**vehicle.prices.model_dump()),
            kind=vehicle.kind,
            stock=dict(vehicle.stock),
            tools=frozenset(vehicle.tools),
            restock=self._restock(f"{field}.restock", vehicle.restock),
            max_duration=vehicle.max_duration,
            max_travel=vehicle.max_travel,
            max_distance=vehicle.max_distance,
            max_tasks=vehicle.max_tasks,
            frozen=tuple(FrozenStop(stop.task, stop.start) for stop in vehicle.frozen),
            pinned_order=tuple(vehicle.pinned_order),
        )

    def travel(self, field: str, travel: schema.TravelFields) -> Travel:
        seconds = int_matrix(travel.seconds, f"{field}.seconds", self._faults)
        if travel.metres is None:
            return Travel(seconds, np.zeros_like(seconds))
        return Travel(seconds, int_matrix(travel.metres, f"{field}.metres", self._faults))

    def _break(self, field: str, rest: schema.BreakFields) -> Break:
        place = self._place_or_none(f"{field}.place", rest.place)
        return Break(rest.id, rest.duration, _windows(rest.windows), place)

    def _restock(self, field: str, depot: schema.RestockFields | None) -> Restock | None:
        if depot is None:
            return None
        place = self._place(f"{field}.place", depot.place)
        return Restock(place, _windows(depot.windows), depot.duration)

    def _place_or_none(self, field: str, id: str | None) -> int | None:
        return None if id is None else self._place(field, id)

    def _place(self, field: str, id: str) -> int:
        if id not in self._places:
            self._faults.add(field, "no place has this id", id)
        return self._places.get(id, 0)


def _lateness(late: schema.LatenessFields) -> Lateness:
    kinks = tuple(Kink(kink.after, kink.per_second) for kink in late.kinks)
    return Lateness(late.deadline, late.per_second, kinks, late.step)


def _windows(windows: list[list[int]]) -> tuple[TimeWindow, ...]:
    return tuple(TimeWindow(start, end) for start, end in windows)


def _prices(prices: schema.PricesFields) -> Prices:
    skips = {int(priority): price for priority, price in prices.skip_by_priority.items()}
    return Prices(
        prices.scale, Unit(prices.unit), skips, prices.change_vehicle, prices.change_second
    )
