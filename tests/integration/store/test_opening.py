"""A store opens or says in one sentence why not."""

import pytest
from sqlalchemy import text

from dispatch.store import Store, UnusableDatabase, create_engine_for


def test_a_new_sqlite_file_gets_its_folder(tmp_path):
    path = tmp_path / "new" / "folder" / "dispatch.db"
    with Store.open(f"sqlite:///{path}") as store:
        assert path.is_file()
        assert store.url == f"sqlite:///{path}"


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(UnusableDatabase, match=r"the folder of .*dispatch\.db cannot be made"):
        Store.open(f"sqlite:///{tmp_path}/file/dispatch.db")


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("Dear customer, " * 100)
    with pytest.raises(UnusableDatabase, match=r"letter\.txt cannot be used: .*not a database"):
        Store.open(f"sqlite:///{path}")
    assert path.read_text().startswith("Dear customer")


def test_a_database_of_a_newer_version_is_refused(database_url):
    engine = create_engine_for(database_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(UnusableDatabase, match="9999"):
        Store.open(database_url)


def test_a_server_that_does_not_answer_is_named_without_its_password():
    with pytest.raises(UnusableDatabase, match="cannot be used") as refusal:
        Store.open("postgresql://user:secret@127.0.0.1:1/name")
    assert "secret" not in str(refusal.value)
