"""Writes a new migration from the difference between the tables and the newest revision."""

import sys
import tempfile
from pathlib import Path

from alembic import command

from dispatch.store.engine import create_engine_for
from dispatch.store.migrate import configuration, migrate, newest_revision


def main(message: str) -> None:
    """Compare with a throw-away database at the newest revision and write the script."""
    with tempfile.TemporaryDirectory() as folder:
        engine = create_engine_for(f"sqlite:///{Path(folder) / 'empty.db'}")
        migrate(engine)
        with engine.begin() as connection:
            number = f"{int(newest_revision() or 0) + 1:04d}"
            command.revision(configuration(connection), message, autogenerate=True, rev_id=number)
        engine.dispose()


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]) or sys.exit("say in a few words what the migration changes"))
