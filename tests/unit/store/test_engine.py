"""Which databases a URL may name."""

import pytest

from dispatch.store import UnusableDatabase, create_engine_for


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_spelling_of_postgresql_is_understood(scheme):
    engine = create_engine_for(f"{scheme}://user@host/name")
    assert engine.url.drivername == "postgresql+psycopg"


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("sqlite://", "needs a file"),
        ("sqlite:///:memory:", "needs a file"),
        ("mysql://host/name", "'mysql' is not supported"),
        ("data/dispatch.db", "is not a database URL"),
    ],
)
def test_other_urls_are_refused_with_the_reason(url, says):
    with pytest.raises(UnusableDatabase, match=says):
        create_engine_for(url)
