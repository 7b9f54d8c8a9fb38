"""Database engines from one URL: an embedded SQLite file or a PostgreSQL server."""

from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from dispatch.store.errors import UnusableDatabase

BUSY_TIMEOUT_S: Final = 30
_WRITING: Final = "dispatch_writing"


def create_engine_for(database_url: str) -> Engine:
    """Engine for `sqlite:///path` or `postgresql://…` (also `postgres://`, `postgresql+psycopg://`).

    The folder of a SQLite file is made. Raises `UnusableDatabase` for anything else.
    """
    url = _normalised(database_url)
    if url.get_backend_name() == "postgresql":
        return _postgresql_engine(url)
    return _sqlite_engine(url)


def exists(database_url: str) -> bool:
    """Whether there is anything to open; a server's databases are taken to be there."""
    url = _normalised(database_url)
    return url.get_backend_name() != "sqlite" or Path(str(url.database)).expanduser().is_file()


def reading(engine: Engine) -> Engine:
    """The same database for units that only read: each sees one moment of it throughout."""
    if engine.dialect.name == "postgresql":
        return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return engine


def writing(engine: Engine) -> Engine:
    """The same database for units that write.

    On SQLite they take the write lock at once: a unit that reads first and writes later would
    otherwise fail with "database is locked" whatever the busy timeout.
    """
    return engine.execution_options(**{_WRITING: True})


def _normalised(database_url: str) -> URL:
    try:
        url = make_url(database_url)
    except ArgumentError as error:
        raise UnusableDatabase(f"{database_url!r} is not a database URL") from error
    if url.drivername in ("postgres", "postgresql"):
        return url.set(drivername="postgresql+psycopg")
    if url.drivername not in ("sqlite", "sqlite+pysqlite", "postgresql+psycopg"):
        raise UnusableDatabase(
            f"{url.drivername!r} is not supported: use sqlite:///FILE or postgresql://USER@HOST/NAME"
        )
    return url


def _postgresql_engine(url: URL) -> Engine:
    try:
        return create_engine(url, pool_pre_ping=True)
    except ModuleNotFoundError as error:
        raise UnusableDatabase(
            "PostgreSQL needs its driver: pip install 'dispatch-optimizer[postgres]'"
        ) from error


def _sqlite_engine(url: URL) -> Engine:
    if url.database in (None, "", ":memory:"):
        raise UnusableDatabase("the embedded database needs a file: sqlite:///FILE")
    file = Path(str(url.database)).expanduser()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnusableDatabase(f"the folder of {file} cannot be made: {error.strerror}") from error
    engine = create_engine(url.set(database=str(file)), connect_args={"timeout": BUSY_TIMEOUT_S})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver would begin transactions on its own, too late and never IMMEDIATE.
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")
    # Its own knows ASCII only: a search for "müller" would not find "MÜLLER".
    connection.create_function("lower", 1, _lower, deterministic=True)


def _lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


def _begin_sqlite(connection: Connection) -> None:
    immediate = connection.get_execution_options().get(_WRITING)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
