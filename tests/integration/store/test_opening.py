"""A store opens or says in one sentence why not."""

import sqlite3

import pytest
from sqlalchemy import text

from dispatch.store import NoDatabase, Store, UnusableDatabase, create_engine_for


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


def test_looking_for_a_database_that_is_not_there_makes_none(tmp_path):
    file = tmp_path / "dispatch.db"
    with pytest.raises(NoDatabase, match="dispatch init"):
        Store.open(f"sqlite:///{file}", create=False)
    assert not file.exists()


def test_the_database_of_another_program_is_refused_and_left_as_it_was(tmp_path):
    file = tmp_path / "songs.db"
    with sqlite3.connect(file) as songs:
        songs.execute("CREATE TABLE songs (title)")
    with pytest.raises(UnusableDatabase, match="songs"):
        Store.open(f"sqlite:///{file}")
    with sqlite3.connect(file) as songs:
        tables = songs.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    assert tables == [("songs",)]
