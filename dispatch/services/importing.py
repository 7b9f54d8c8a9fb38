"""Bring files into the database: all of them, or none of anything."""

from collections.abc import Sequence
from pathlib import Path

from dispatch.clock import Clock
from dispatch.exchange import ImportReport
from dispatch.exchange import import_files as read_into
from dispatch.store import Store


def import_files(
    store: Store, clock: Clock, paths: Sequence[Path], actor: str, day_shift: int = 0
) -> ImportReport:
    """Import files in one transaction; every local date moves by `day_shift` days.

    Raises `BadInput` with every fault of every file; then nothing is written.
    """
    now = clock.now()
    with store.write(actor=actor, now=now) as unit:
        report = read_into(unit, paths, now, day_shift)
        unit.commit()
    return report
