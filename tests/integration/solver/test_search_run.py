"""One search ties it together: its pace, recombination, trade with other islands, and the elite.

Each test hands a search of a few iterations a plan far better than it would find, by one of the
ways plans reach it, and looks whether it goes on from there.
"""

import time
from collections.abc import Generator, Mapping, Sequence

import pytest

from solver.engines.greedy import repair
from solver.engines.protocol import Assignment, Finding
from solver.engines.search import Search, engine, warm_up
from solver.engines.search.combining import Combiner
from solver.engines.search.descents import ONE, Descent, several
from solver.engines.search.elite import Elite
from solver.engines.search.pacing import HOT, MOST_HOT, Pace
from solver.engines.search.trading import Trader
from solver.problem import Problem
from solver.solution import Route
from solver.stop import Limits
from tests.builders.days import all_mandatory, working_day

Plan = Mapping[int, Sequence[int]]
SHORT, LONG = Limits(iterations=200), Limits(iterations=20_000)


@pytest.fixture(scope="module", autouse=True)
def _compiled() -> None:
    warm_up()


@pytest.fixture(scope="module")
def day() -> Problem:
    return all_mandatory(working_day(40, 12))


def last(problem: Problem, limits: Limits, seed: int = 1) -> Finding:
    """The plan a search ends with."""
    events = Search().search(Assignment(problem, seed=seed, limits=limits))
    return [event for event in events if isinstance(event, Finding)][-1]


@pytest.fixture(scope="module")
def good(day: Problem) -> Finding:
    """A plan out of reach of a short search."""
    found = last(day, LONG, seed=2)
    assert found.cost < last(day, SHORT).cost
    return found


def sequences(found: Finding, problem: Problem) -> dict[int, list[int]]:
    """The plan as engines write it: indices of tasks by index of vehicle."""
    vehicles = {vehicle.id: k for k, vehicle in enumerate(problem.vehicles)}
    tasks = {task.id: i for i, task in enumerate(problem.tasks)}
    return {vehicles[r.vehicle]: [tasks[t] for t in r.tasks] for r in found.routes}


def test_a_search_goes_on_from_a_plan_that_recombination_finds(
    day: Problem, good: Finding, monkeypatch: pytest.MonkeyPatch
) -> None:
    def attempt(*_: object) -> Generator[None, None, Plan]:
        yield from ()
        return sequences(good, day)

    monkeypatch.setattr(Combiner, "attempt", attempt)
    assert last(day, SHORT).cost <= good.cost


def test_a_search_goes_on_from_a_better_plan_of_another_island(
    day: Problem, good: Finding, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Trader, "trade", lambda *_: sequences(good, day))
    assert last(day, SHORT).cost <= good.cost


def test_a_descent_begins_from_a_plan_of_the_elite(
    day: Problem, good: Finding, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Elite, "next", lambda _: sequences(good, day))
    assert last(day, SHORT).cost <= good.cost


def test_each_descent_but_the_last_leaves_its_plan_to_the_elite(
    day: Problem, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = []
    keep = Elite.keep

    def watched(self: Elite, *plans: object) -> None:
        kept.append(plans)
        keep(self, *plans)  # type: ignore[arg-type]

    monkeypatch.setattr(Elite, "keep", watched)
    last(day, Limits(iterations=5_000))
    assert len(kept) == len(several()) - 1


@pytest.fixture
def paces(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    """What each search has told its pace."""
    told: list[dict[str, object]] = []

    class Watched(Pace):
        def __init__(self, limits: Limits, unit: float, **how: object) -> None:
            told.append(how)
            super().__init__(limits, unit, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(engine, "Pace", Watched)
    return told


def descents(told: dict[str, object]) -> tuple[Descent, ...]:
    found = told["descents"]
    assert isinstance(found, tuple)
    return found


def test_a_search_for_tasks_that_must_be_served_cools_in_several_descents(
    day: Problem, paces: list[dict[str, object]]
) -> None:
    last(day, SHORT)
    assert descents(paces[0]) == several()
    assert paces[0]["heat"] == HOT
    assert not paces[0]["warm"]


def test_a_search_that_may_skip_cools_once_from_the_heat_of_its_skip_prices(
    paces: list[dict[str, object]],
) -> None:
    last(working_day(20, 3), SHORT)
    assert descents(paces[0]) == ONE
    assert paces[0]["heat"] != HOT
    assert float(str(paces[0]["heat"])) <= MOST_HOT


def test_a_search_from_a_plan_to_be_kept_begins_cooler_and_in_one_descent(
    day: Problem, paces: list[dict[str, object]]
) -> None:
    list(Search().search(Assignment(day, warm=True, limits=SHORT)))
    assert paces[0]["warm"]
    assert descents(paces[0]) == ONE


def test_what_was_lost_before_the_first_plan_counts_for_the_pace(
    day: Problem, paces: list[dict[str, object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def slowly(problem: Problem, start: Sequence[Route]) -> object:
        time.sleep(0.05)
        return repair(problem, start)

    monkeypatch.setattr(engine, "repair", slowly)
    last(day, SHORT)
    assert float(str(paces[0]["late"])) >= 0.05
