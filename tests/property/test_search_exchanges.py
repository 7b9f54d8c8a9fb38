"""Searches whose routes are long exchange stretches, repeat, and keep all rules; others do not."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from solver.check import check
from solver.engines.protocol import Assignment, Finding, Heartbeat, Notice
from solver.engines.search import Part, Search, engine, exchanges, pacing
from solver.incumbent import as_solution
from solver.problem import Problem
from solver.stop import Limits
from tests.builders.days import working_day
from tests.property.test_search_engine import days, findings, lacking, skippable, slowly

seeds = st.integers(0, 2**32)


@pytest.fixture(scope="module", autouse=True)
def every_route_is_long() -> Iterator[None]:
    """So are those of problems small enough to be random: they exchange often."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(exchanges, "LONG", 0.0)
        patch.setattr(exchanges, "EVERY", 7)
        yield


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """How many exchanges a search tries each time that it does, and the state of chance then."""
    found: list[tuple[int, int]] = []
    kernel = exchanges.exchanging()

    def exchange(*asked: Any) -> None:
        plan, tries = asked[2], asked[5]
        found.append((tries, int(plan.random[0])))
        kernel.exchange_stretches(*asked)

    monkeypatch.setattr(exchanges, "exchanging", lambda: _Module(exchange))
    return found


class _Module:
    def __init__(self, exchange: object) -> None:
        self.exchange_stretches = exchange


@settings(max_examples=40, deadline=None)
@given(days, seeds)
def test_a_search_that_exchanges_shows_plans_that_keep_all_rules_at_the_cost_they_claim(
    problem: Problem, seed: int
) -> None:
    problem = skippable(problem)
    for plan in findings(problem, seed):
        assert lacking(problem, plan) == set()


@settings(max_examples=15, deadline=None)
@given(days, seeds)
def test_a_search_that_exchanges_repeats_however_fast_the_machine_is(
    problem: Problem, seed: int
) -> None:
    problem = skippable(problem)
    assert slowly(problem, seed) == list(findings(problem, seed))


def long_day() -> Problem:
    """Two technicians with some twenty quick visits each."""
    day = working_day(40, 2)
    tasks = (
        replace(task, duration=300, windows=(), skills=(), place=i // 2)
        for i, task in enumerate(day.tasks)
    )
    return replace(day, tasks=tuple(tasks))


def test_routes_that_are_long_on_average_exchange_at_fixed_iterations_and_repeat(
    tried: list[tuple[int, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchanges, "LONG", 15.0)
    monkeypatch.setattr(exchanges, "EVERY", 100)
    day = long_day()
    plans = list(findings(day))
    first = list(tried)
    assert [tries for tries, _ in first] == [exchanges.TRIES] * 3
    assert min(len(route.tasks) for route in plans[-1].routes) > 1
    assert check(day, as_solution(day, plans[-1].routes, plans[-1].cost)).ok
    monkeypatch.setattr(pacing, "SLICE_SECONDS", 1e-9)
    monkeypatch.setattr(engine, "SHOW_SECONDS", 0.0)
    assert list(findings(day)) == plans
    assert tried == first * 2


def test_routes_that_are_short_neither_exchange_nor_ask_for_the_kernel(
    tried: list[tuple[int, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchanges, "LONG", 15.0)
    monkeypatch.setattr(exchanges, "begin", lambda _: pytest.fail("asked for"))
    assert list(findings(working_day(30, 6)))
    assert tried == []


class Slow:
    """A kernel on its way that is there when it has been waited for."""

    message = "compiling"

    def __init__(self, failure: Exception | None = None) -> None:
        self.failure = None
        self.over = False
        self._fails = failure

    @property
    def ready(self) -> bool:
        return self.over and self.failure is None

    def wait(self, _: float) -> None:
        self.over, self.failure = True, self._fails


def test_a_search_that_must_repeat_waits_for_the_kernel_and_says_so(
    tried: list[tuple[int, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Part] = []
    monkeypatch.setattr(exchanges, "begin", lambda part: asked.append(part) or Slow())
    events = list(Search().search(Assignment(working_day(10, 2), limits=Limits(iterations=21))))
    assert asked == [Part.EXCHANGES]
    assert any(isinstance(one, Heartbeat) and one.message == "compiling" for one in events)
    assert len(tried) == 3


def test_a_search_bound_by_the_clock_goes_on_without(
    tried: list[tuple[int, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow()
    monkeypatch.setattr(exchanges, "begin", lambda _: slow)
    limits = Limits(seconds=60, iterations=100)
    events = Search().search(Assignment(working_day(10, 2), limits=limits))
    assert any(isinstance(one, Finding) for one in events)
    assert (slow.over, tried) == (False, [])


def test_a_kernel_that_cannot_be_had_is_a_notice_and_the_search_goes_on(
    tried: list[tuple[int, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchanges, "begin", lambda _: Slow(RuntimeError("no compiler")))
    events = list(Search().search(Assignment(working_day(10, 2), limits=Limits(iterations=100))))
    notices = [one.text for one in events if isinstance(one, Notice)]
    assert notices == ["long routes exchange no stretches: no compiler"]
    assert events[-1] == Heartbeat(100)
    assert tried == []
