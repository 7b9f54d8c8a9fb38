"""Where something is."""

import math
from dataclasses import dataclass

_BOUNDS = {"latitude": 90.0, "longitude": 180.0}


@dataclass(frozen=True, order=True)
class Coordinates:
    """A point on the earth in degrees (WGS 84).

    Raises `ValueError` naming every field that is not a finite number within its bounds:
    latitude -90..90, longitude -180..180.
    """

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        faults = [
            f"{field} must be a finite number between {-bound:g} and {bound:g}, got {value!r}"
            for field, bound in _BOUNDS.items()
            if not _within(value := getattr(self, field), bound)
        ]
        if faults:
            raise ValueError("; ".join(faults))


def _within(value: object, bound: float) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return math.isfinite(value) and abs(value) <= bound
