"""The folder of compiled kernels: named by what was compiled, kept where the user wants it."""

import os
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
    monkeypatch.setattr(cache.sys, "platform", "linux")
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
