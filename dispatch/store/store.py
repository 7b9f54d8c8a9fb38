"""The store: one database, opened by its URL, that hands out units of work."""

from datetime import datetime
from types import TracebackType
from typing import Self

from alembic.util import CommandError
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from dispatch.store.columns import metadata
from dispatch.store.engine import create_engine_for, exists, reading, writing
from dispatch.store.errors import NoDatabase, UnusableDatabase
from dispatch.store.migrate import migrate
from dispatch.store.unit import Unit, WriteUnit


class Store:
    """A database with the newest schema. Share it between threads, not a unit.

    >>> with Store.open("sqlite:///data/dispatch.db") as store:
    ...     with store.write(actor="dispatcher", now=now) as unit:
    ...         unit.customers.add(customer)
    ...         unit.commit()
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reading = reading(engine)
        self._writing = writing(engine)

    @classmethod
    def open(cls, database_url: str, *, create: bool = True) -> Self:
        """Connect to `sqlite:///FILE` or `postgresql://…` and bring the schema up to date.

        Without `create` a file that is not there raises `NoDatabase`, and is not made. Raises
        `UnusableDatabase` when the URL is not one of these, the server does not answer, the file
        is no database of ours, or a newer version of the product has migrated it.
        """
        if not create and not exists(database_url):
            raise NoDatabase(database_url)
        engine = create_engine_for(database_url)
        try:
            migrate(engine)
        except (DBAPIError, CommandError) as error:
            engine.dispose()
            reason = error.orig if isinstance(error, DBAPIError) else error
            url = engine.url.render_as_string()
            raise UnusableDatabase(f"the database {url} cannot be used: {reason}") from error
        return cls(engine)

    def read(self) -> Unit:
        """A unit that sees one moment of the database and writes nothing."""
        return Unit(self._reading)

    def write(self, *, actor: str, now: datetime) -> WriteUnit:
        """A unit that writes what it commits; `actor` did it `now` (aware), says the audit."""
        return WriteUnit(self._writing, actor=actor, now=now)

    @property
    def url(self) -> str:
        """Where the database is, without its password."""
        return self._engine.url.render_as_string()

    def clear(self) -> None:
        """Remove every row of every table, the audit too; the schema stays."""
        with self._writing.begin() as connection:
            for table in reversed(metadata.sorted_tables):
                connection.execute(table.delete())

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
