"""The shape of our own problem file, version 2; `docs/formats.md` describes every field."""

from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from solver.formats.schema import Int64, Natural, Rows
from solver.problem import PER_MILLE

PROBLEM_FORMAT = "dispatch-problem"
VERSION: Final = 2


def _in_order(window: list[int]) -> list[int]:
    if window[1] < window[0]:
        raise ValueError("a time window must not end before it starts")
    return window


def _natural_keys(prices: dict[str, int]) -> dict[str, int]:
    for key in prices:
        if not (key.isascii() and key.removeprefix("-").isdigit() and str(int(key)) == key):
            raise ValueError(f"the keys must be priorities, plain integers, not {key!r}")
    return prices


Window = Annotated[
    list[Int64], Field(min_length=2, max_length=2), AfterValidator(_in_order)
]  # fmt: skip
Coordinate = Annotated[float, Field(allow_inf_nan=False)]


class Strict(BaseModel):
    """No coercion, no unknown fields."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, defer_build=True)


class PlaceFields(Strict):
    id: str
    x: Coordinate | None = None
    y: Coordinate | None = None


class SkillNeedFields(Strict):
    skill: str
    level: Int64 = 1


class PartNeedFields(Strict):
    part: str
    quantity: Int64 = 1


class KindTimesFields(Strict):
    kind: str
    duration: Natural
    setup: Natural = 0


class KinkFields(Strict):
    after: Int64
    per_second: Natural


class LatenessFields(Strict):
    deadline: Int64
    per_second: Natural
    kinks: list[KinkFields] = []
    step: Natural = 0


class PinFields(Strict):
    vehicle: str | None = None
    start: Int64 | None = None


class ReferenceFields(Strict):
    vehicle: str
    start: Int64


class TaskFields(Strict):
    id: str
    place: str
    duration: Natural = 0
    windows: list[Window] = []
    release: Int64 | None = None
    lateness: LatenessFields | None = None
    skills: list[SkillNeedFields] = []
    required_vehicles: list[str] | None = None
    excluded_vehicles: list[str] = []
    demand: list[Natural] = []
    priority: Int64 = 0
    skip_price: Natural | None = None
    pin: PinFields | None = None
    setup: Natural = 0
    by_kind: list[KindTimesFields] = []
    pickup: list[Natural] = []
    parts: list[PartNeedFields] = []
    tools: list[str] = []
    preferred_vehicles: list[str] = []
    unpreferred_price: Natural = 0
    reference: ReferenceFields | None = None


class BreakFields(Strict):
    id: str
    duration: Natural
    windows: list[Window]
    place: str | None = None


class RestockFields(Strict):
    place: str
    windows: list[Window] = []
    duration: Natural = 0


class FrozenStopFields(Strict):
    task: str
    start: Int64 | None = None


class VehiclePricesFields(Strict):
    fixed: Natural = 0
    travel_second: Natural = 1
    working_second: Natural = 0
    overtime_second: Natural = 0
    metre: Natural = 0


class VehicleFields(Strict):
    id: str
    shift: Window
    start_place: str | None = None
    end_place: str | None = None
    skills: dict[str, Int64] = {}
    breaks: list[BreakFields] = []
    overtime: Natural = 0
    capacity: list[Natural] = []
    duration_factor: Natural = PER_MILLE
    travel_factor: Natural = PER_MILLE
    profile: str = "default"
    prices: VehiclePricesFields = VehiclePricesFields()
    kind: str = ""
    stock: dict[str, Natural] = {}
    tools: list[str] = []
    restock: RestockFields | None = None
    max_duration: Natural | None = None
    max_travel: Natural | None = None
    max_distance: Natural | None = None
    max_tasks: Natural | None = None
    frozen: list[FrozenStopFields] = []
    pinned_order: list[str] = []


class AbsenteeFields(Strict):
    id: str
    skills: dict[str, Int64] = {}


class TravelFields(Strict):
    seconds: Rows
    metres: Rows | None = None


class PricesFields(Strict):
    scale: Int64 = 1
    unit: Literal["", "money", "seconds"] = ""
    skip_by_priority: Annotated[dict[str, Natural], AfterValidator(_natural_keys)] = {}
    change_vehicle: Natural = 0
    change_second: Natural = 0


class ProblemFields(Strict):
    format: Literal["dispatch-problem"]
    version: Literal[2]
    name: str = ""
    prices: PricesFields = PricesFields()
    max_changed: Natural | None = None
    change_tolerance: Natural = 0
    absentees: list[AbsenteeFields] = []
    places: list[PlaceFields]
    travel: dict[str, TravelFields]
    vehicles: list[VehicleFields]
    tasks: list[TaskFields]
