"""Import: several files at once, all of their rows or none."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dispatch.errors import BadInput, Fault
from dispatch.exchange.building.batch import Batch, Located
from dispatch.exchange.building.history import build_history
from dispatch.exchange.building.orders import build_orders
from dispatch.exchange.building.places import build_places, unlocated
from dispatch.exchange.building.promises import build_promises
from dispatch.exchange.building.team import build_team
from dispatch.exchange.progress import Progress, silent
from dispatch.exchange.reading.files import read_files
from dispatch.exchange.reading.limits import LIMITS, Limits
from dispatch.exchange.reading.rows import Row, read_rows
from dispatch.exchange.report import ImportReport
from dispatch.store import Unit, WriteUnit


@dataclass(frozen=True)
class FileContents:
    """What stands in the files of one import, read and not yet compared with the database."""

    rows: list[Row]
    faults: list[Fault]
    notes: list[str]
    order: dict[str, int]

    def unlocated(self, unit: Unit) -> list[str]:
        """Addresses whose coordinates neither the files nor the database know."""
        return unlocated(self.rows, unit)


def read_contents(
    paths: Iterable[Path], progress: Progress = silent, limits: Limits = LIMITS
) -> FileContents:
    """Read files in any order; what is wrong with them is kept as faults."""
    paths = list(paths)
    files = read_files(paths, limits)
    rows, of_cells = read_rows(files.sheets, progress)
    labels = [path.name for path in paths] + [sheet.file for sheet in files.sheets]
    order = {label: number for number, label in enumerate(dict.fromkeys(labels))}
    return FileContents(rows, [*files.faults, *of_cells], files.notes, order)


def bring_in(
    unit: WriteUnit,
    contents: FileContents,
    now: datetime,
    day_shift: int = 0,
    located: Located | None = None,
    progress: Progress = silent,
) -> ImportReport:
    """Bring the contents of files into a unit of work; they may refer to each other.

    Local dates move by `day_shift` days, times of the day stay. `located` says where addresses are
    that came without coordinates. The caller commits. Raises `BadInput` with every fault of every
    file; the unit must not be committed then.
    """
    faults = list(contents.faults)
    batch = Batch(unit, contents.rows, day_shift, faults, located or {}, progress)
    build_promises(batch)
    build_places(batch)
    build_team(batch)
    build_orders(batch, now)
    build_history(batch)
    if batch.faults:
        raise BadInput(_in_order(batch.faults, contents.order))
    batch.write()
    return batch.report(contents.notes)


def import_files(
    unit: WriteUnit, paths: Iterable[Path], now: datetime, day_shift: int = 0
) -> ImportReport:
    """Read files and bring them in, as `bring_in` says."""
    return bring_in(unit, read_contents(paths), now, day_shift)


def _in_order(faults: Iterable[Fault], order: dict[str, int]) -> list[Fault]:
    """Faults by file, as the files were given, and by row."""
    return sorted(faults, key=lambda fault: (order.get(fault.file, -1), fault.row or 0))
