"""The migrations make exactly the tables that the code maps."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect

from dispatch.store import create_engine_for, migrate
from dispatch.store.columns import metadata
from dispatch.store.migrate import downgrade, newest_revision


@pytest.fixture
def engine(empty_database_url):
    engine = create_engine_for(empty_database_url)
    yield engine
    engine.dispose()


def checks_of(engine: Engine) -> dict[str, set[str | None]]:
    """Names of CHECK constraints by table, which Alembic does not compare."""
    inspector = inspect(engine)
    return {
        table: {check["name"] for check in inspector.get_check_constraints(table)}
        for table in metadata.tables
    }


def test_the_migrated_schema_is_the_one_the_code_maps(engine):
    migrate(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, metadata) == []


def test_every_check_of_the_code_is_in_the_migrated_schema(engine):
    metadata.create_all(engine)
    expected = checks_of(engine)
    metadata.drop_all(engine)
    migrate(engine)
    assert checks_of(engine) == expected
    assert {"ck_customer_tier"} <= expected["customer"]


def test_foreign_keys_delete_as_the_code_says(engine):
    migrate(engine)
    inspector = inspect(engine)
    for table in metadata.tables.values():
        stored = {
            key["constrained_columns"][0]: key["options"].get("ondelete")
            for key in inspector.get_foreign_keys(table.name)
        }
        assert stored == {key.parent.name: key.ondelete for key in table.foreign_keys}


def test_a_database_can_go_back_to_nothing_and_forward_again(engine):
    migrate(engine)
    downgrade(engine, "base")
    assert inspect(engine).get_table_names() == ["alembic_version"]
    migrate(engine)
    assert set(inspect(engine).get_table_names()) == {"alembic_version", *metadata.tables}


def test_migrating_twice_changes_nothing(engine):
    migrate(engine)
    migrate(engine)
    with engine.connect() as connection:
        assert MigrationContext.configure(connection).get_current_revision() == newest_revision()


def test_a_database_is_migrated_by_its_url(empty_database_url):
    migrate(empty_database_url)
    engine = create_engine_for(empty_database_url)
    assert "work_order" in inspect(engine).get_table_names()
    engine.dispose()


def test_every_constraint_has_a_name(engine):
    migrate(engine)
    inspector = inspect(engine)
    for table in metadata.tables:
        assert inspector.get_pk_constraint(table)["name"] == f"pk_{table}"
        keys = [*inspector.get_foreign_keys(table), *inspector.get_unique_constraints(table)]
        assert all(key["name"].startswith(("fk_", "uq_")) for key in keys)
