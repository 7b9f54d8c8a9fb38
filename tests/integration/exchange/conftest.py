import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dispatch.errors import BadInput
from dispatch.exchange import ImportReport, import_files
from dispatch.store import Store

NOW = datetime(2026, 3, 17, 7, 30, tzinfo=UTC)

Load = Callable[..., ImportReport]


def load_into(store: Store, paths: list[Path], day_shift: int = 0) -> ImportReport:
    with store.write(actor="Dana", now=NOW) as unit:
        report = import_files(unit, paths, NOW, day_shift)
        unit.commit()
    return report


@pytest.fixture
def store(migrated_sqlite: Path, tmp_path: Path) -> Iterator[Store]:
    """An empty embedded database; what is written is the same on both backends."""
    shutil.copy(migrated_sqlite, tmp_path / "dispatch.db")
    with Store.open(f"sqlite:///{tmp_path / 'dispatch.db'}") as store:
        yield store


@pytest.fixture
def load(store: Store) -> Load:
    """Import files and commit."""
    return lambda paths, day_shift=0: load_into(store, paths, day_shift)


@pytest.fixture
def faults_of(load: Load) -> Callable[[list[Path]], list[str]]:
    """Sentences of what is wrong with files."""

    def refused(paths: list[Path]) -> list[str]:
        with pytest.raises(BadInput) as caught:
            load(paths)
        return [str(fault) for fault in caught.value.faults]

    return refused
