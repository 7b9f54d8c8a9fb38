"""Where things are and how long it takes between them: given matrices, or the great circle.

Without a matrix VROOM asks a routing engine; here the road between two places is 1.3 times the
great circle (haversine, mean earth radius), driven at 50 km/h.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from solver.formats.faults import FileFaults
from solver.formats.limits import MOST_PLACES
from solver.formats.schema import Rows, int_matrix
from solver.formats.vroom.schema import Location, Matrices, VroomProblem
from solver.problem import IntMatrix, Place, Travel

EARTH_RADIUS_M = 6_371_008.8
DETOUR = 1.3
METRES_PER_SECOND = 50 / 3.6
LEGACY_PROFILE = "car"


@dataclass(frozen=True, slots=True)
class Spot:
    """One mention of a location in the file: its field names, coordinates and matrix index."""

    field: str
    index_field: str
    location: tuple[float, ...] | None
    index: int | None


@dataclass(frozen=True, slots=True)
class Geography:
    """Places, travel between them by profile, and the place of each spot by its field name."""

    places: tuple[Place, ...]
    travel: Mapping[str, Travel]
    place_of: Mapping[str, int]


def geography(fields: VroomProblem, faults: FileFaults, *, priced: bool = True) -> Geography:
    """Places and matrices of a VROOM problem; faults for indices and profiles that do not exist.

    If `priced`, costs stand in the place of the metres where the file has them.
    """
    spots = list(_spots(fields))
    profiles = {vehicle.profile for vehicle in fields.vehicles} or {LEGACY_PROFILE}
    if fields.matrix is None and not fields.matrices:
        return _by_great_circle(spots, profiles, faults)
    travel = _given_travel(fields, faults, priced)
    for index, vehicle in enumerate(fields.vehicles):
        if vehicle.profile not in travel:
            rule = "there is no matrix for this profile"
            faults.add(f"vehicles[{index}].profile", rule, vehicle.profile)
    return _by_index(spots, travel, faults)


def _spots(fields: VroomProblem) -> Iterator[Spot]:
    for i, job in enumerate(fields.jobs):
        field = f"jobs[{i}].location"
        yield Spot(field, f"{field}_index", _point(job.location), job.location_index)
    for i, vehicle in enumerate(fields.vehicles):
        for end in ("start", "end"):
            point, index = _point(getattr(vehicle, end)), getattr(vehicle, f"{end}_index")
            if point is not None or index is not None:
                field = f"vehicles[{i}].{end}"
                yield Spot(field, f"{field}_index", point, index)


def _point(location: Location | None) -> tuple[float, ...] | None:
    return None if location is None else tuple(location)


def _by_index(spots: Iterable[Spot], travel: Mapping[str, Travel], faults: FileFaults) -> Geography:
    size = min((len(matrix.seconds) for matrix in travel.values()), default=0)
    unread = not size and bool(faults.faults)  # a matrix with faults of its own has no rows here
    points: dict[int, tuple[float, ...]] = {}
    place_of: dict[str, int] = {}
    for spot in spots:
        if spot.index is None:
            faults.add(spot.index_field, "required where matrices are given, but missing")
        elif unread:
            continue
        elif spot.index >= size:
            faults.add(spot.index_field, f"the matrices have {size} rows", spot.index)
        else:
            place_of[spot.field] = spot.index
            if spot.location is not None:
                points.setdefault(spot.index, spot.location)
    places = tuple(Place(str(i), *points.get(i, ())) for i in range(size))
    return Geography(places, travel, place_of)


def _given_travel(fields: VroomProblem, faults: FileFaults, priced: bool) -> dict[str, Travel]:
    if fields.matrix is not None and fields.matrices:
        faults.add("matrix", "give either matrix or matrices, not both")
    if not fields.matrices:
        seconds = int_matrix(fields.matrix or [], "matrix", faults)
        return {LEGACY_PROFILE: Travel(seconds, np.zeros_like(seconds))}
    travel = {
        profile: _travel(f"matrices.{profile}", given, faults, priced)
        for profile, given in fields.matrices.items()
    }
    sizes = {len(matrix.seconds) for matrix in travel.values()}
    if len(sizes) > 1 and not faults.faults:
        faults.add("matrices", "all matrices must have the same number of rows", sorted(sizes))
    return travel


def _travel(field: str, given: Matrices, faults: FileFaults, priced: bool) -> Travel:
    if given.durations is None:
        faults.add(f"{field}.durations", "required, but missing")
    seconds = int_matrix(given.durations or [], f"{field}.durations", faults)
    metres = _beside(seconds, given.distances, f"{field}.distances", faults)
    costs = _beside(seconds, given.costs, f"{field}.costs", faults)
    return Travel(seconds, costs if priced and given.costs is not None else metres)


def _beside(seconds: IntMatrix, rows: Rows | None, field: str, faults: FileFaults) -> IntMatrix:
    """A matrix as large as that of the durations; zeros if there is none."""
    if rows is None:
        return np.zeros_like(seconds)
    matrix = int_matrix(rows, field, faults)
    if matrix.shape != seconds.shape and not faults.faults:
        faults.add(field, "must have as many rows as durations", len(matrix))
    return matrix


def _by_great_circle(
    spots: Iterable[Spot], profiles: Iterable[str], faults: FileFaults
) -> Geography:
    numbers: dict[tuple[float, ...], int] = {}
    place_of: dict[str, int] = {}
    for spot in spots:
        if spot.location is None:
            faults.add(spot.field, "required where no matrix is given, but missing")
        else:
            place_of[spot.field] = numbers.setdefault(spot.location, len(numbers))
    if len(numbers) > MOST_PLACES:
        faults.add("", f"more than {MOST_PLACES} different locations", len(numbers))
        numbers = {}
    places = tuple(Place(f"{x},{y}", x, y) for x, y in numbers)
    travel = great_circle(list(numbers))
    return Geography(places, dict.fromkeys(sorted(profiles), travel), place_of)


def great_circle(points: list[tuple[float, ...]]) -> Travel:
    """Travel between (longitude, latitude) points in degrees, by the haversine formula."""
    radians = np.radians(np.array(points, dtype=np.float64).reshape(-1, 2))
    x, y = radians[:, 0], radians[:, 1]
    across, up = np.sin((x[:, None] - x) / 2), np.sin((y[:, None] - y) / 2)
    haversine = up**2 + np.cos(y)[:, None] * np.cos(y) * across**2
    arc = 2 * np.arcsin(np.sqrt(np.clip(haversine, 0, 1)))
    metres = DETOUR * EARTH_RADIUS_M * arc
    seconds = metres / METRES_PER_SECOND
    return Travel(np.rint(seconds).astype(np.int64), np.rint(metres).astype(np.int64))
