"""Bring files into the database: all of them, or none of anything."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from dispatch.clock import Clock
from dispatch.exchange import FileContents, ImportReport, bring_in, read_contents
from dispatch.exchange.building.batch import Located
from dispatch.exchange.progress import Progress, silent
from dispatch.services.geocoding import Geocoding, locate
from dispatch.store import Store

_LATER: Final = "will be looked up when the other faults are mended"


def import_files(
    store: Store,
    clock: Clock,
    paths: Sequence[Path],
    actor: str,
    day_shift: int = 0,
    *,
    geocoding: Geocoding | None = None,
    progress: Progress = silent,
) -> ImportReport:
    """Import files in one transaction; every local date moves by `day_shift` days.

    Addresses without coordinates are looked up first, as far as there is a `geocoding`. Raises
    `BadInput` with every fault of every file; then nothing is written but a geocoder's answers.
    """
    with _no_search_for_garbage():
        contents = read_contents(paths, progress)
        located = _located(store, clock, contents, geocoding, progress)
        now = clock.now()
        with store.write(actor=actor, now=now) as unit:
            report = bring_in(unit, contents, now, day_shift, located, progress)
            unit.commit()
    return report


@contextmanager
def _no_search_for_garbage() -> Iterator[None]:
    """Hold the garbage collector back: an import makes millions of objects that live to its end.

    Looking for garbage among them takes a quarter of its time. Files are bounded, so memory is too.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _located(
    store: Store,
    clock: Clock,
    contents: FileContents,
    geocoding: Geocoding | None,
    progress: Progress,
) -> Located:
    """Where addresses without coordinates are; nobody is asked while the files have faults."""
    if geocoding is None:
        return {}
    with store.read() as unit:
        addresses = contents.unlocated(unit)
    if contents.faults:
        return dict.fromkeys(addresses, _LATER)
    return locate(store, clock, geocoding, addresses, progress)
