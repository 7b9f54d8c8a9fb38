"""Brings a database to the newest schema, without any configuration file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text

from dispatch.store.engine import create_engine_for, writing
from dispatch.store.errors import UnusableDatabase

SCRIPTS: Final = Path(__file__).parent / "migrations"
_LOCK: Final = 20260701  # any number, the same in every process that migrates this product


def migrate(database: str | Engine, revision: str = "head") -> None:
    """Upgrade a database, given by URL or engine, to a revision; do nothing when it is there.

    Processes that start together wait for each other. A failed migration leaves no trace. Raises
    `UnusableDatabase` for a database that holds somebody else's tables.
    """
    with _alone(database) as connection:
        current = _current(connection)
        if revision == "head" and current == newest_revision():
            return
        if current is None:
            _refuse_foreign(connection)
        command.upgrade(configuration(connection), revision)


def downgrade(database: str | Engine, revision: str) -> None:
    """Take a database back to an older revision ("base": no tables, and no data)."""
    with _alone(database) as connection:
        command.downgrade(configuration(connection), revision)


def newest_revision() -> str | None:
    """The revision that the code expects."""
    return ScriptDirectory(str(SCRIPTS)).get_current_head()


def configuration(connection: Connection) -> Config:
    """What Alembic's commands need; they run in the transaction of `connection`."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


@contextmanager
def _alone(database: str | Engine) -> Iterator[Connection]:
    """One transaction that no other migration shares."""
    engine = create_engine_for(database) if isinstance(database, str) else database
    try:
        with writing(engine).begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            yield connection
    finally:
        if isinstance(database, str):
            engine.dispose()


def _refuse_foreign(connection: Connection) -> None:
    tables = sorted(set(inspect(connection).get_table_names()) - {"alembic_version"})
    if tables:
        raise UnusableDatabase(
            f"the database {connection.engine.url.render_as_string()} holds the tables of another "
            f"program ({', '.join(tables[:3])}): give this one a database of its own"
        )


def _current(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()
