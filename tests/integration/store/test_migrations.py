"""The migrations make exactly the tables that the code maps."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from dispatch.store import create_engine_for, migrate
from dispatch.store.columns import metadata
from dispatch.store.migrate import downgrade, newest_revision

FIRST_ROWS = (
    "INSERT INTO service_base (id, code, name, latitude, longitude, city_radius_km, time_zone, "
    "version) VALUES (1, 'B', 'Base', 0, 0, 10, 'UTC', 1)",
    "INSERT INTO customer (id, code, name, tier, phone, email, version) "
    "VALUES (1, 'C', 'Customer', 'vip', '', '', 1)",
    "INSERT INTO site (id, code, customer_id, service_base_id, name, address, latitude, longitude, "
    "time_zone, region, opening_hours, access_notes, version) "
    "VALUES (1, 'S', 1, 1, 'Site', '', 0, 0, 'UTC', 'same_city', 'always', '', 1)",
    "INSERT INTO work_order (id, number, site_id, channel, severity, description, reported_at, "
    "status, overrule_reason, version) VALUES (1, 'WO-1', 1, 'phone', 'enquiry', '', "
    "'2026-07-01 07:00:00', 'reported', '', 1)",
    "INSERT INTO visit (id, work_order_id, duration, status, version) "
    "VALUES (1, 1, 3600, 'open', 1)",
    "INSERT INTO visit_skill (id, visit_id, skill, level) VALUES (1, 1, 'gas', 2)",
)
"""A visit and all it stands on, as the first version of the schema held them."""


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


def test_what_an_older_version_wrote_survives_every_migration(engine):
    migrate(engine, "0001")
    with engine.begin() as connection:
        for statement in FIRST_ROWS:
            connection.execute(text(statement))
    migrate(engine)
    with engine.connect() as connection:
        (visit,) = connection.execute(text("SELECT duration, setup FROM visit"))
        assert tuple(visit) == (3600, 0)
        assert connection.scalar(text("SELECT skill FROM visit_skill")) == "gas"


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
