"""TRSP files: technicians with homes, skills, tools and spare parts, and a depot to restock at.

Each technician starts and ends at home, at any time in their window, and may pass the depot once.
Every request must be served; the total working time of those who are used is minimised.
"""

from solver.formats.faults import FileFaults
from solver.formats.objective import Objective
from solver.formats.source import Source
from solver.formats.trsp.rows import Region, Row, read_region
from solver.formats.trsp.ticks import TICKS, distances, in_ticks
from solver.problem import (
    PartNeed,
    Place,
    Prices,
    Problem,
    Restock,
    SkillNeed,
    Task,
    TimeWindow,
    Travel,
    Unit,
    Vehicle,
    VehiclePrices,
)


def read_trsp(source: Source, faults: FileFaults, objective: Objective | None) -> Problem:
    """Build the problem of a TRSP file. Raises `UnreadableInput` with every bad line.

    Ids of places, vehicles and tasks are those of the file. A unit of distance takes a unit of
    time; both are counted in ticks, of which `Prices.scale` make one unit.
    """
    region = read_region(source, faults)
    rows = (region.depot, *region.technicians, *region.requests)
    matrix = distances([(in_ticks(row.x), in_ticks(row.y)) for row in rows])
    prices = (objective or Objective.DURATION).prices
    first = 1 + len(region.technicians)
    return Problem(
        places=tuple(Place(str(row.id), float(row.x), float(row.y)) for row in rows),
        tasks=tuple(_task(row, place) for place, row in enumerate(region.requests, first)),
        vehicles=tuple(
            _vehicle(region, row, place, prices) for place, row in enumerate(region.technicians, 1)
        ),
        travel={"default": Travel(matrix, matrix)},
        prices=Prices(scale=TICKS, unit=Unit.NONE),
        name=region.name,
    )


def _task(row: Row, place: int) -> Task:
    return Task(
        id=str(row.id),
        place=place,
        duration=in_ticks(row.service),
        windows=(_window(row),),
        skills=tuple(SkillNeed(str(skill)) for skill in sorted(row.skills)),
        parts=tuple(PartNeed(part, count) for part, count in _pieces(row).items()),
        tools=frozenset(map(str, row.tools)),
    )


def _vehicle(region: Region, row: Row, place: int, prices: VehiclePrices) -> Vehicle:
    return Vehicle(
        id=str(row.id),
        shift=_window(row),
        start_place=place,
        end_place=place,
        skills={str(skill): 1 for skill in sorted(row.skills)},
        prices=prices,
        stock=_pieces(row),
        tools=frozenset(map(str, row.tools)),
        restock=Restock(0, (_window(region.depot),), in_ticks(region.depot.service)),
    )


def _pieces(row: Row) -> dict[str, int]:
    return {str(part): count for part, count in enumerate(row.parts) if count}


def _window(row: Row) -> TimeWindow:
    return TimeWindow(in_ticks(row.opens), in_ticks(row.closes))
