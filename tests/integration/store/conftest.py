from collections.abc import Iterator
from typing import Any

import pytest

from dispatch.store import Store
from tests.builders.domain import at


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    with Store.open(database_url) as store:
        yield store


@pytest.fixture
def keep(store: Store):
    """Writes entities, each into the repository of its kind, and commits."""

    def keep(**kinds: Any) -> None:
        with store.write(actor="setup", now=at(6)) as unit:
            for repository, entities in kinds.items():
                for entity in entities if isinstance(entities, list) else [entities]:
                    getattr(unit, repository).add(entity)
            unit.commit()

    return keep
