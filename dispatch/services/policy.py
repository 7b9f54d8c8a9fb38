"""The policy in force: the defaults, or what a TOML file says instead."""

import tomllib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    NonNegativeInt,
    PositiveInt,
    ValidationError,
)
from pydantic_core import ErrorDetails

from dispatch.domain.policy import InvalidPolicy, LateKink, PlanningPolicy
from dispatch.errors import BadInput, Fault


def _priority(key: object) -> object:
    """Keys of a TOML table are text."""
    return int(key) if isinstance(key, str) and key.isdecimal() else key


def _minutes(number: int) -> timedelta:
    return timedelta(minutes=number)


Priority = Annotated[int, BeforeValidator(_priority)]


class _Kink(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    after_minutes: PositiveInt
    minute: NonNegativeInt


class _PolicyFile(BaseModel):
    """Money in minor units (cents); what the file leaves out keeps its default."""

    model_config = ConfigDict(extra="forbid", strict=True)

    currency: str | None = None
    travel_hour: NonNegativeInt | None = None
    kilometre: NonNegativeInt | None = None
    overtime_surcharge_hour: NonNegativeInt | None = None
    late_minute: dict[Priority, NonNegativeInt] | None = None
    late_kinks: dict[Priority, list[_Kink]] | None = None
    late_step: dict[Priority, NonNegativeInt] | None = None
    unpreferred_technician: NonNegativeInt | None = None
    change_technician: NonNegativeInt | None = None
    change_quarter_hour: NonNegativeInt | None = None
    max_changed: NonNegativeInt | None = None
    change_tolerance_minutes: NonNegativeInt | None = None

    def policy(self) -> PlanningPolicy:
        """The policy these figures make. Raises `InvalidPolicy` when they contradict each other."""
        values: dict[str, Any] = {
            name: value for name, value in self if name in PlanningPolicy.__dataclass_fields__
        }
        if self.late_kinks is not None:
            values["late_kinks"] = {
                priority: tuple(LateKink(_minutes(k.after_minutes), k.minute) for k in kinks)
                for priority, kinks in self.late_kinks.items()
            }
        if self.change_tolerance_minutes is not None:
            values["change_tolerance"] = _minutes(self.change_tolerance_minutes)
        return PlanningPolicy(**{name: v for name, v in values.items() if v is not None})


def load_policy(path: Path | None) -> PlanningPolicy:
    """Read a policy. Raises `BadInput` with every fault of the file."""
    if path is None:
        return PlanningPolicy()
    try:
        given = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput([Fault(str(error), file=str(path))]) from error
    policy, faults = _judged(given, str(path))
    if faults:
        raise BadInput(faults)
    return policy


def _judged(given: Mapping[str, Any], file: str) -> tuple[PlanningPolicy, list[Fault]]:
    """The policy of what can be read, and what is wrong with each field and between them."""
    faults: list[Fault] = []
    try:
        read = _PolicyFile.model_validate(given)
    except ValidationError as error:
        faults = [_fault(file, item) for item in error.errors()]
        wrong = {item["loc"][0] for item in error.errors()}
        read = _PolicyFile.model_validate({k: v for k, v in given.items() if k not in wrong})
    try:
        return read.policy(), faults
    except InvalidPolicy as error:
        faults += [Fault(f.rule, file, field=f.field, value=str(f.value)) for f in error.faults]
        return PlanningPolicy(), faults


def _fault(file: str, item: ErrorDetails) -> Fault:
    field = ".".join(str(part) for part in item["loc"] if part != "[key]")
    return Fault(item["msg"], file=file, field=field, value=repr(item["input"]))
