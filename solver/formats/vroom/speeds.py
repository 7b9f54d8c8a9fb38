"""Faster and slower vehicles: a travel profile of its own for each speed factor in use.

VROOM multiplies durations by 1 / `speed_factor`, taken to two digits, and adds up the hundredths.
Legs here are whole seconds, so each is rounded up: a plan of ours is never too fast for VROOM.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from solver.formats.faults import FileFaults
from solver.formats.vroom.schema import Vehicle
from solver.problem import Travel

HUNDREDTHS = 100
_LARGEST = 2**62


def hundredths(vehicle: Vehicle) -> int:
    """How many hundredths of a second the vehicle takes where others take one second."""
    return round(HUNDREDTHS / vehicle.speed_factor)


def profile_of(vehicle: Vehicle) -> str:
    """The profile of the problem that has the vehicle's own driving times."""
    slowness = hundredths(vehicle)
    return vehicle.profile if slowness == HUNDREDTHS else f"{vehicle.profile} x {slowness / 100}"


def with_speeds(
    travel: Mapping[str, Travel], vehicles: Sequence[Vehicle], faults: FileFaults
) -> dict[str, Travel]:
    """Travel by profile, and beside it what vehicles with a speed factor need."""
    every = dict(travel)
    for index, vehicle in enumerate(vehicles):
        name, slowness = profile_of(vehicle), hundredths(vehicle)
        if name in every or vehicle.profile not in travel:
            continue
        given = travel[vehicle.profile]
        if int(given.seconds.max(initial=0)) * slowness > _LARGEST:
            rule = "makes journeys too long to add up in 64 bits"
            faults.add(f"vehicles[{index}].speed_factor", rule, vehicle.speed_factor)
            continue
        every[name] = Travel(_rounded_up(given.seconds, slowness), given.metres)
    return every


def _rounded_up(seconds: np.ndarray, slowness: int) -> np.ndarray:
    return -(-seconds * slowness // HUNDREDTHS)
