"""Import: several files at once, all of their rows or none."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from dispatch.errors import BadInput, Fault
from dispatch.exchange.batch import Batch
from dispatch.exchange.files import read_files
from dispatch.exchange.orders import build_orders
from dispatch.exchange.places import build_places
from dispatch.exchange.promises import build_promises
from dispatch.exchange.report import ImportReport
from dispatch.exchange.rows import read_rows
from dispatch.exchange.team import build_team
from dispatch.store import WriteUnit


def import_files(
    unit: WriteUnit, paths: Iterable[Path], now: datetime, day_shift: int = 0
) -> ImportReport:
    """Bring CSV files into a unit of work, in any order; they may refer to each other.

    Local dates move by `day_shift` days, times of the day stay. The caller commits. Raises
    `BadInput` with every fault of every file; the unit must not be committed then.
    """
    paths = list(paths)
    sheets, faults = read_files(paths)
    rows, of_cells = read_rows(sheets)
    batch = Batch(unit, rows, day_shift, [*faults, *of_cells])
    build_promises(batch)
    build_places(batch)
    build_team(batch)
    build_orders(batch, now)
    if batch.faults:
        raise BadInput(_in_order(batch.faults, paths))
    batch.write()
    return batch.report()


def _in_order(faults: Iterable[Fault], paths: list[Path]) -> list[Fault]:
    """Faults by file, as the files were given, and by row."""
    rank = {path.name: number for number, path in enumerate(paths)}
    return sorted(faults, key=lambda fault: (rank.get(fault.file, -1), fault.row or 0))
