"""The folder of compiled kernels: named by what was compiled, kept where the user wants it."""

import os
import sys
import tempfile
import time
from pathlib import Path

import pytest

from solver.engines.search import cache


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one kernel, in place of the real ones."""
    (tmp_path / "forward.py").write_text("def drive(): ...\n")
    monkeypatch.setattr(cache, "KERNELS", tmp_path)
    return tmp_path


def test_a_change_in_any_kernel_source_asks_for_another_folder(sources: Path) -> None:
    before = cache.fingerprint()
    (sources / "forward.py").write_text("def drive(): return 1\n")
    changed = cache.fingerprint()
    (sources / "backward.py").write_text("")
    assert len({before, changed, cache.fingerprint()}) == 3


def test_unchanged_sources_keep_their_folder(sources: Path) -> None:
    assert cache.fingerprint() == cache.fingerprint()


def test_the_environment_names_the_parent_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "mine"))
    assert cache.parent_folder() == tmp_path / "mine"


def test_without_a_wish_it_lies_in_the_users_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(cache.VARIABLE, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache.parent_folder() == tmp_path / "dispatch-optimizer" / "kernels"


def test_kernels_whose_source_was_touched_since_are_not_taken_for_compiled(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "prepare", lambda: tmp_path / "compiled")
    cache.mark_warm()
    assert cache.is_warm()
    os.utime(sources / "forward.py", ns=(1, 1))
    assert not cache.is_warm()


def test_what_only_long_routes_need_is_marked_apart(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "prepare", lambda: tmp_path / "compiled")
    cache.mark_warm()
    assert not cache.is_warm(cache.Part.EXCHANGES)
    cache.mark_warm(cache.Part.EXCHANGES)
    assert cache.is_warm(cache.Part.EXCHANGES)
    assert cache.is_warm()


def test_kernels_of_which_a_part_was_tidied_away_are_not_taken_for_compiled(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "compiled"
    monkeypatch.setattr(cache, "prepare", lambda: folder)
    (folder / "kernels").mkdir(parents=True)
    parts = [folder / "kernels" / name for name in ("drive.nbi", "drive.1.nbc")]
    for part in parts:
        part.touch()
    cache.mark_warm()
    assert cache.is_warm()
    for part in parts:
        part.unlink()
        assert not cache.is_warm()
        part.touch()
    assert cache.is_warm()
    assert len(list(folder.iterdir())) == 2, "the mark and the kernels"


@pytest.fixture
def no_cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user whose cache folder cannot be made; the folder of temporary files."""
    (tmp_path / "file").touch()
    monkeypatch.delenv(cache.VARIABLE, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_who_may_not_write_a_cache_folder_has_one_among_temporary_files_each_time_the_same(
    no_cache_folder: Path,
) -> None:
    folder = cache.parent_folder()
    assert folder.parent == no_cache_folder
    assert folder.stat().st_mode & 0o077 == 0
    assert cache.parent_folder() == folder


def test_so_has_who_has_no_home(no_cache_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(Path, "home", nobody)
    assert cache.parent_folder().parent == no_cache_folder


def test_so_has_who_wishes_for_a_folder_that_cannot_be_written(
    no_cache_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(cache.VARIABLE, str(no_cache_folder / "file"))
    assert cache.parent_folder().parent == no_cache_folder


def test_a_folder_wished_for_from_here_is_the_same_from_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(cache.VARIABLE, "mine")
    assert cache.parent_folder() == tmp_path / "mine"


def test_a_temporary_folder_that_others_may_write_is_not_used(no_cache_folder: Path) -> None:
    open_to_all = cache.parent_folder()
    open_to_all.chmod(0o777)
    assert cache.parent_folder() != open_to_all


def test_a_state_that_nobody_has_used_for_long_is_removed_when_another_is_used(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parent, long_ago = tmp_path / "kernels", time.time() - cache.UNUSED - 1
    old, recent, other = (parent / name for name in ("a" * 20, "b" * 20, "photographs"))
    for folder in (old, recent, other):
        folder.mkdir(parents=True)
        (folder / "complete-1").touch()
    for folder in (old, other):
        os.utime(folder / "complete-1", (long_ago, long_ago))
    monkeypatch.setattr(cache, "prepare", lambda: parent / ("c" * 20))
    cache.mark_warm()
    assert sorted(folder.name for folder in parent.iterdir()) == ["b" * 20, "c" * 20, other.name]
