"""Who compiles: one at a time, whatever becomes of the run that began it."""

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest

from solver.engines.search.turns import turn

WAITS_FOR_INPUT = [sys.executable, "-c", "input()"]


def is_free(folder: Path) -> bool:
    with turn(folder, patience=0) as lock:
        return lock != ()


def test_who_has_the_turn_keeps_others_out_until_done(tmp_path: Path) -> None:
    with turn(tmp_path) as lock:
        assert lock
        assert not is_free(tmp_path)
    assert is_free(tmp_path)


def test_other_states_of_the_kernels_are_compiled_at_the_same_time(tmp_path: Path) -> None:
    with turn(tmp_path / "one state"):
        assert is_free(tmp_path / "another")


def test_a_process_keeps_the_turn_when_the_run_that_began_it_is_over(tmp_path: Path) -> None:
    with turn(tmp_path) as lock:
        compiler = subprocess.Popen(WAITS_FOR_INPUT, stdin=subprocess.PIPE, pass_fds=lock)
    assert not is_free(tmp_path)
    compiler.kill()
    compiler.communicate()
    assert is_free(tmp_path)


def test_a_folder_that_cannot_be_written_gives_no_turn_and_keeps_nobody_waiting(
    tmp_path: Path,
) -> None:
    (tmp_path / "file").write_text("")
    with turn(tmp_path / "file") as lock:
        assert lock == ()


def test_a_file_system_without_locks_keeps_nobody_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unsupported(*_: object) -> None:
        raise OSError("not supported")

    monkeypatch.setattr(fcntl, "flock", unsupported)
    with turn(tmp_path) as lock:
        assert lock == ()


def test_the_lock_is_not_left_open(tmp_path: Path) -> None:
    with turn(tmp_path) as (lock,):
        pass
    with pytest.raises(OSError, match="Bad file"):
        os.fstat(lock)
