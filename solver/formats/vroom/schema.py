"""The shape of a VROOM problem, as its API documents it; keys outside the API are let through.

VROOM ignores keys that it does not know, and so do we, but `unknown_keys` lists them: a misspelt
`prioriti` should not go unnoticed.
"""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from solver.formats.faults import field_path
from solver.formats.schema import Natural, Rows


def _in_order(window: list[int]) -> list[int]:
    if window[1] < window[0]:
        raise ValueError("a time window must not end before it starts")
    return window


def _on_earth(location: list[float]) -> list[float]:
    longitude, latitude = location
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        raise ValueError("a location is [longitude, latitude] in degrees")
    return location


Window = Annotated[
    list[Natural], Field(min_length=2, max_length=2), AfterValidator(_in_order)
]  # fmt: skip
Location = Annotated[list[float], Field(min_length=2, max_length=2), AfterValidator(_on_earth)]
Amount = list[Natural]
Id = Annotated[int, Field(ge=0, lt=2**64)]
"""VROOM's ids are unsigned; nobody calculates with them."""
Unsupported = Any
"""A key of VROOM's API that the problem model cannot state; refused by name when present."""


class Vroom(BaseModel):
    model_config = ConfigDict(strict=True, extra="allow", frozen=True, defer_build=True)


class Job(Vroom):
    id: Id
    description: str | None = None
    location: Location | None = None
    location_index: Natural | None = None
    setup: Natural = 0
    service: Natural = 0
    delivery: Amount | None = None
    pickup: Amount | None = None
    amount: Amount | None = None
    skills: list[Natural] = []
    priority: Annotated[int, Field(ge=0, le=100)] = 0
    time_windows: Annotated[list[Window], Field(min_length=1)] | None = None
    setup_per_type: dict[str, Natural] = {}
    service_per_type: dict[str, Natural] = {}


class Break(Vroom):
    id: Id
    description: str | None = None
    service: Natural = 0
    time_windows: Annotated[list[Window], Field(min_length=1)] | None = None
    max_load: Amount | None = None


class Costs(Vroom):
    fixed: Natural = 0
    per_hour: Natural = 3600
    per_km: Natural = 0
    per_task_hour: Natural = 0


class VehicleStep(Vroom):
    """One stop of a route that the file proposes; bounds on when it begins are hard."""

    type: Literal["start", "job", "pickup", "delivery", "break", "end"]
    id: Id | None = None
    service_at: Natural | None = None
    service_after: Natural | None = None
    service_before: Natural | None = None


class Vehicle(Vroom):
    id: Id
    profile: str = "car"
    description: str | None = None
    start: Location | None = None
    start_index: Natural | None = None
    end: Location | None = None
    end_index: Natural | None = None
    capacity: Amount | None = None
    costs: Costs = Costs()
    skills: list[Natural] = []
    time_window: Window | None = None
    breaks: list[Break] = []
    speed_factor: Annotated[float, Field(gt=0, le=5, allow_inf_nan=False)] = 1.0
    type: str = ""
    max_tasks: Natural | None = None
    max_travel_time: Natural | None = None
    max_distance: Natural | None = None
    steps: list[VehicleStep] | None = None


class Matrices(Vroom):
    durations: Rows | None = None
    distances: Rows | None = None
    costs: Rows | None = None


class VroomProblem(Vroom):
    jobs: list[Job] = []
    shipments: Unsupported = None
    vehicles: list[Vehicle]
    matrices: dict[str, Matrices] | None = None
    matrix: Rows | None = None


def unknown_keys(fields: BaseModel, path: tuple[str | int, ...] = ()) -> Iterator[str]:
    """Paths of the keys in a document that are not part of VROOM's API."""
    for key in fields.model_extra or {}:
        yield field_path((*path, key))
    for key in type(fields).model_fields:
        value = getattr(fields, key)
        if isinstance(value, BaseModel):
            yield from unknown_keys(value, (*path, key))
        elif isinstance(value, list | dict):
            entries = enumerate(value) if isinstance(value, list) else value.items()
            for part, entry in entries:
                if isinstance(entry, BaseModel):
                    yield from unknown_keys(entry, (*path, key, part))
