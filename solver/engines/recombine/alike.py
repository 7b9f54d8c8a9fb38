"""Vehicles that are identical in everything but their name: one may drive the other's route."""

from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import fields

from solver.problem import Problem, Vehicle


def kinds_of_vehicle(problem: Problem) -> list[int]:
    """For each vehicle (by index) the first one that is like it, itself if there is none before.

    Alike are vehicles with equal fields that every task treats alike: none of them is required,
    excluded, preferred, pinned or published where another is not.
    """
    named = _where_named(problem)
    first: dict[Hashable, int] = {}
    return [
        first.setdefault((_description(vehicle), tuple(named[vehicle.id])), index)
        for index, vehicle in enumerate(problem.vehicles)
    ]


def _description(vehicle: Vehicle) -> Hashable:
    values = (getattr(vehicle, field.name) for field in fields(vehicle) if field.name != "id")
    return tuple(frozenset(v.items()) if isinstance(v, Mapping) else v for v in values)


def _where_named(problem: Problem) -> Mapping[str, list[tuple[int, str]]]:
    """By vehicle id, which tasks name it and how."""
    named: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for index, task in enumerate(problem.tasks):
        for vehicle in task.required_vehicles or ():
            named[vehicle].append((index, "required"))
        for vehicle in task.excluded_vehicles:
            named[vehicle].append((index, "excluded"))
        for vehicle in task.preferred_vehicles:
            named[vehicle].append((index, "preferred"))
        if task.pin is not None and task.pin.vehicle is not None:
            named[task.pin.vehicle].append((index, "pinned"))
        if task.reference is not None:
            named[task.reference.vehicle].append((index, "published"))
    return named
