"""The policy in force: the defaults, or what a TOML file says instead."""

import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, NonNegativeInt, ValidationError
from pydantic_core import ErrorDetails

from dispatch.domain.policy import PlanningPolicy
from dispatch.errors import BadInput, Fault


class _PolicyFile(BaseModel):
    """Money in minor units (cents); what the file leaves out keeps its default."""

    model_config = ConfigDict(extra="forbid", strict=True)

    currency: str | None = None
    travel_hour: NonNegativeInt | None = None
    kilometre: NonNegativeInt | None = None
    overtime_surcharge_hour: NonNegativeInt | None = None
    late_minute: dict[str, NonNegativeInt] | None = None


def load_policy(path: Path | None) -> PlanningPolicy:
    """Read a policy. Raises `BadInput` with every fault of the file."""
    if path is None:
        return PlanningPolicy()
    try:
        given = _PolicyFile.model_validate(tomllib.loads(path.read_text("utf-8")))
        late = given.late_minute
        values = given.model_dump(exclude_none=True, exclude={"late_minute"})
        if late is not None:
            values["late_minute"] = {int(priority): price for priority, price in late.items()}
        return PlanningPolicy(**values)
    except ValidationError as error:
        raise BadInput([_fault(path, item) for item in error.errors()]) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValueError) as error:
        raise BadInput([Fault(str(error), file=str(path))]) from error


def _fault(path: Path, item: ErrorDetails) -> Fault:
    field = ".".join(str(part) for part in item["loc"])
    return Fault(item["msg"], file=str(path), field=field, value=repr(item["input"]))
