"""Kernels on their way: compiled by another process, loaded by a thread, failures told."""

import subprocess
import sys
from pathlib import Path

import pytest

from solver.engines.search import Part, warming
from solver.engines.search.turns import turn
from solver.engines.search.warming import COMPILING, Warming

LONG = {Part.SEARCH: "", Part.EXCHANGES: " for long routes"}


def over(begun: Warming) -> Warming:
    begun.wait(10)
    assert begun.over
    return begun


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is done to get kernels that nobody has compiled before, in order."""
    found: list[str] = []
    monkeypatch.setattr(warming, "is_warm", lambda _: False)
    monkeypatch.setattr(warming, "compile_apart", lambda part: found.append(f"compile{LONG[part]}"))
    monkeypatch.setattr(warming, "warm_up", lambda: found.append("load"))
    monkeypatch.setattr(warming, "warm_exchanges", lambda: found.append("load for long routes"))
    monkeypatch.setattr(warming, "_begun", {})
    return found


def test_kernels_are_compiled_apart_before_they_are_loaded_and_that_is_said(
    done: list[str],
) -> None:
    begun = over(Warming())
    assert begun.ready
    assert begun.message == COMPILING[Part.SEARCH]
    assert done == ["compile", "load"]


def test_kernels_that_were_compiled_before_are_loaded_without_a_word(
    done: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warming, "is_warm", lambda _: True)
    assert over(Warming()).message == ""
    assert done == ["load"]


def test_who_begins_a_second_time_waits_for_the_first(done: list[str]) -> None:
    assert warming.begin() is over(warming.begin())
    assert warming.is_ready()
    assert done == ["compile", "load"]


def test_what_long_routes_need_is_compiled_after_the_rest_and_only_if_asked_for(
    done: list[str],
) -> None:
    over(warming.begin())
    assert done == ["compile", "load"]
    assert over(warming.begin(Part.EXCHANGES)).message == COMPILING[Part.EXCHANGES]
    assert done == ["compile", "load", "compile for long routes", "load for long routes"]


def test_who_asks_for_what_long_routes_need_first_gets_the_rest_before(done: list[str]) -> None:
    over(warming.begin(Part.EXCHANGES))
    assert warming.is_ready()
    assert done == ["compile", "load", "compile for long routes", "load for long routes"]


def test_loading_what_all_searches_need_loads_nothing_for_long_routes() -> None:
    code = (
        "import sys; from solver.engines.search import warm_up; warm_up();"
        "sys.exit('solver.engines.search.kernels.stretches' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_failure_is_kept_and_the_next_one_tries_again(
    done: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise RuntimeError("no compiler")

    monkeypatch.setattr(warming, "warm_up", broken)
    first = over(warming.begin())
    assert not first.ready
    assert str(first.failure) == "no compiler"
    assert warming.begin() is not first


def test_a_cache_that_cannot_be_asked_is_a_failure_and_no_crash(
    done: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(_: Part) -> bool:
        raise PermissionError("the cache folder")

    monkeypatch.setattr(warming, "is_warm", unreadable)
    begun = over(Warming())
    assert begun.message == ""
    assert isinstance(begun.failure, PermissionError)


@pytest.fixture
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of kernels that nobody has compiled."""
    monkeypatch.setattr(warming, "prepare", lambda: tmp_path)
    monkeypatch.setattr(warming, "is_warm", lambda _: False)
    return tmp_path


def test_where_no_process_can_be_had_this_one_compiles(
    apart: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def refused(*_: object, **__: object) -> None:
        asked.append("process")
        raise OSError("no more processes")

    monkeypatch.setattr(subprocess, "Popen", refused)
    warming.compile_apart()
    assert asked == ["process"]


def test_nobody_compiles_what_another_run_has_compiled_meanwhile(
    apart: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def compiled(_: Part) -> bool:
        with turn(apart, patience=0) as lock:
            seen.append("elsewhere" if lock else "in turn")
        return True

    monkeypatch.setattr(warming, "is_warm", compiled)
    monkeypatch.setattr(subprocess, "Popen", lambda *_, **__: pytest.fail("compiled again"))
    warming.compile_apart()
    assert seen == ["in turn"]


def test_who_compiles_apart_is_handed_the_turn(
    apart: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed: list[tuple[int, ...]] = []

    class Process:
        def __init__(self, *_: object, pass_fds: tuple[int, ...], **__: object) -> None:
            handed.append(pass_fds)

        def wait(self) -> None: ...

    monkeypatch.setattr(subprocess, "Popen", Process)
    warming.compile_apart()
    assert len(handed[0]) == 1


def test_both_halves_are_compiled_side_by_side_before_what_calls_them(
    done: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Other:
        def __init__(self, code: str) -> None:
            done.append("begin " + ("routes" if code == warming.ROUTES else "?"))

        def wait(self) -> None:
            done.append("wait")

    monkeypatch.setattr(warming, "_start", Other)
    monkeypatch.setattr(warming, "warm_insertion", lambda: done.append("insertion"))
    warming.compile_by_two()
    assert done == ["begin routes", "insertion", "wait", "load"]


def test_without_another_process_one_compiles_both_halves(
    done: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_: str) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr(warming, "_start", refused)
    monkeypatch.setattr(warming, "warm_insertion", lambda: done.append("insertion"))
    warming.compile_by_two()
    assert done == ["insertion", "load"]
