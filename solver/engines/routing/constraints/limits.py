"""How long a route may last, and how far it may lead."""

from collections.abc import Callable

from solver.engines.routing.build import Build
from solver.schedule import Timetable


def longest_durations(build: Build) -> None:
    """Seconds from start to end."""
    for number, table in enumerate(build.layout.tables):
        if table.vehicle.max_duration is not None:
            build.time.SetSpanUpperBoundForVehicle(table.vehicle.max_duration, number)


def longest_travels(build: Build) -> None:
    """Seconds at the wheel."""
    limits = [table.vehicle.max_travel for table in build.layout.tables]
    _limited_drive(build, "driving", build.driving_transit, limits)


def longest_distances(build: Build) -> None:
    """Metres."""
    limits = [table.vehicle.max_distance for table in build.layout.tables]
    _limited_drive(build, "distance", build.metres_transit, limits)


def _limited_drive(
    build: Build, name: str, transit: Callable[[Timetable], int], limits: list[int | None]
) -> None:
    if all(limit is None for limit in limits):
        return
    transits = [transit(table) for table in build.layout.tables]
    most = [BEYOND if limit is None else limit for limit in limits]
    build.model.AddDimensionWithVehicleTransitAndCapacity(transits, 0, most, True, name)


BEYOND = 1 << 60
"""No route is that long: validation bounds legs and their number far below."""
