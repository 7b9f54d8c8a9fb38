"""How a search is cut into descents: several beginnings, then again and again from the elite."""

import itertools

import pytest

from solver.engines.search.descents import (
    LAST_MARK,
    ONE,
    REHEAT,
    STARTS,
    descents_for,
    marks,
    several,
)
from solver.engines.search.pacing import COLD, HOT, Pace
from solver.stop import Limits

LIMITS = Limits(iterations=10_000)
DESCENTS = several()


def heats(pace: Pace, step: int) -> list[float]:
    """The temperature at each step of a search that turns as soon as it may."""
    found = []
    while (piece := pace.next(step)).iterations:
        found.append(piece.hot)
        pace.count(piece.iterations, 0.001)
        pace.turn()
    return found


def test_descents_follow_each_other_to_the_end_of_the_search() -> None:
    ends = [descent.ends for descent in DESCENTS]
    assert ends == sorted(ends)
    assert ends[-1] == pytest.approx(1.0)


def test_a_search_heats_up_at_each_descent_fully_for_another_start() -> None:
    found = heats(Pace(LIMITS, 1.0, descents=DESCENTS), 50)
    rises = [after for before, after in itertools.pairwise(found) if after > before]
    later = [HOT] * (STARTS - 1) + [HOT * REHEAT] * (len(DESCENTS) - STARTS)
    assert rises == pytest.approx(later)


def test_each_descent_ends_cold() -> None:
    pace = Pace(LIMITS, 1.0, descents=DESCENTS)
    while pace.share < DESCENTS[0].ends:
        piece = pace.next(50)
        pace.count(piece.iterations, 0.001)
    assert piece.cold == pytest.approx(COLD, rel=0.2)


def test_a_search_turns_only_where_a_descent_is_over_and_never_after_the_last() -> None:
    pace = Pace(LIMITS, 1.0, descents=DESCENTS)
    assert not pace.turn()
    turned = []
    for descent in DESCENTS:
        pace.done = round(descent.ends * 10_000) + 1
        turned.append((pace.turn(), pace.turn()))
    assert turned == [(True, False)] * (len(DESCENTS) - 1) + [(False, False)]


def test_routes_are_recombined_after_the_starts_and_after_each_further_descent() -> None:
    found = marks(DESCENTS)
    assert found[0] == DESCENTS[STARTS - 1].ends
    assert found[-1] == LAST_MARK
    assert len(found) == 1 + len(DESCENTS) - STARTS


@pytest.mark.parametrize("late", [0.1, 0.3, 0.5, 0.95])
def test_a_search_that_begins_late_skips_what_it_missed_and_is_never_colder_than_cold(
    late: float,
) -> None:
    pace = Pace(
        Limits(seconds=1.0, iterations=10_000), 1.0, late=late, descents=DESCENTS, clock=lambda: 0
    )
    found = heats(pace, 100)
    assert len(found) == 100
    assert min(found) >= 0.99 * COLD
    assert found[-1] == pytest.approx(COLD, rel=1.0)


@pytest.mark.parametrize("since", [0.1, 0.4, 0.6])
def test_a_search_held_up_over_several_descents_goes_on_in_the_one_it_should_be_in(
    since: float,
) -> None:
    pace, found = Pace(LIMITS, 1.0, descents=DESCENTS), []
    pace.done = int(since * 10_000)
    pace.turn()
    pace.done += 3_500
    found = heats(pace, 50)
    assert min(found) >= 0.99 * COLD
    assert found[0] == pytest.approx(COLD)
    assert max(found[1:], default=COLD) <= HOT * REHEAT or since == 0.1


ALL = {"recombines": True, "mandatory": True, "warm": False}


def test_a_search_for_tasks_that_must_be_served_has_several_descents() -> None:
    assert descents_for(LIMITS, **ALL) == DESCENTS


@pytest.mark.parametrize(
    ("limits", "but"),
    [
        (LIMITS, {"recombines": False}),
        (LIMITS, {"mandatory": False}),
        (LIMITS, {"warm": True}),
        (Limits(), {}),
        (Limits(seconds=9.0, idle_seconds=1.0), {}),
    ],
)
def test_a_search_cools_once_that_recombines_nothing_may_skip_keeps_a_given_plan_or_has_no_end(
    limits: Limits, but: dict[str, bool]
) -> None:
    assert descents_for(limits, **{**ALL, **but}) == ONE
