"""How a search cools: over the time or the iterations it is given, in slices."""

import itertools

import pytest

from solver.engines.search.pacing import COLD, HOT, MOST_HOT, SLICE_SECONDS, WARM, Pace, first_heat
from solver.engines.search.terms import compile_problem
from solver.model import Model
from solver.stop import Limits


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def spent(pace: Pace, seconds_per_iteration: float = 0.001) -> list[tuple[int, float, float]]:
    """All slices until the limit of iterations."""
    slices = []
    while (piece := pace.next()).iterations:
        pace.count(piece.iterations, piece.iterations * seconds_per_iteration)
        slices.append((piece.iterations, piece.hot, piece.cold))
    return slices


def test_slices_add_up_to_the_limit_of_iterations() -> None:
    slices = spent(Pace(Limits(iterations=1234), 1.0))
    assert sum(iterations for iterations, _, _ in slices) == 1234


def test_the_temperature_falls_from_hot_to_cold_without_a_jump() -> None:
    slices = spent(Pace(Limits(iterations=1234), 2.0))
    assert slices[0][1] == pytest.approx(2.0 * HOT)
    assert slices[-1][2] == pytest.approx(2.0 * COLD)
    for (_, _, ends), (_, begins, _) in itertools.pairwise(slices):
        assert begins == pytest.approx(ends)


def test_a_search_from_a_given_plan_begins_cooler() -> None:
    piece = Pace(Limits(iterations=10), 1.0, warm=True).next()
    assert piece.hot == pytest.approx(HOT * WARM)


def test_with_a_time_limit_it_is_cold_when_time_is_up() -> None:
    clock = Clock()
    pace = Pace(Limits(seconds=10), 1.0, clock=clock)
    assert pace.next().hot == pytest.approx(HOT)
    clock.now = 10.0
    assert pace.next().hot == pytest.approx(COLD)
    assert pace.is_over()


def test_without_any_time_it_is_cold_and_over_at_once() -> None:
    pace = Pace(Limits(seconds=0.0), 1.0, late=0.1, clock=Clock())
    assert pace.next().cold == pytest.approx(COLD)
    assert pace.is_over()


def test_time_lost_before_the_search_counts() -> None:
    pace = Pace(Limits(seconds=10), 1.0, late=4.0, clock=Clock())
    assert pace.elapsed == pytest.approx(4.0)


def test_slices_grow_and_shrink_towards_their_time() -> None:
    pace = Pace(Limits(), 1.0)
    for _ in range(20):
        size = pace.next().iterations
        pace.count(size, size * 0.0001)
    assert pace.next().iterations == pytest.approx(SLICE_SECONDS / 0.0001, rel=0.01)
    pace.count(pace.next().iterations, 5.0)
    assert pace.next().iterations < 10


def test_slices_are_all_as_long_where_idle_iterations_must_end_a_run_at_the_same_place() -> None:
    pace = Pace(Limits(idle_iterations=100_000), 1.0)
    sizes = set()
    for seconds in (1e-6, 0.01, 5.0):
        sizes.add(pace.next().iterations)
        pace.count(pace.next().iterations, seconds)
    assert len(sizes) == 1


def test_without_limits_it_heats_up_again_in_ever_longer_cycles() -> None:
    pace, hot = Pace(Limits(), 1.0), []
    for _ in range(400):
        piece = pace.next()
        hot.append(piece.hot)
        pace.count(piece.iterations, piece.iterations * 0.00005)
    rises = [i for i, (a, b) in enumerate(itertools.pairwise(hot)) if b > a]
    assert len(rises) >= 2
    assert rises[1] - rises[0] > rises[0]


def test_a_search_that_idling_would_end_has_cooled_once_before_it_may_end() -> None:
    pace, heats = Pace(Limits(idle_iterations=1_000), 1.0), []
    while pace.done < 1_000:
        heats.append(pace.next(50).hot)
        pace.count(50, 0.001)
    assert min(heats) == pytest.approx(COLD, rel=1.0)


def test_seconds_of_idling_are_half_of_them_a_first_cycle_even_where_a_later_end_is_given() -> None:
    clock = Clock()
    pace = Pace(Limits(seconds=60, idle_seconds=10), 1.0, clock=clock)
    clock.now = 4.99
    assert pace.next().hot == pytest.approx(COLD, rel=0.1)
    clock.now = 5.01
    assert pace.next().hot > 0.5 * HOT


def test_idling_longer_than_the_whole_search_changes_nothing() -> None:
    clock = Clock()
    pace = Pace(Limits(seconds=10, idle_seconds=10), 1.0, clock=clock)
    clock.now = 5.0
    assert pace.share == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("price", "heat"), [(None, HOT), (100, 20.0), (400, MOST_HOT), (10**6, HOT)]
)
def test_a_search_begins_hotter_where_leaving_tasks_out_is_dear_unless_nobody_would(
    price: int | None, heat: float
) -> None:
    model = Model("three tasks")
    place = model.add_place()
    model.add_vehicle("vehicle", shift=(0, 10), start_place=place)
    for _ in range(3):
        model.add_task(place, skip_price=price)
    model.set_travel([[0]], [[0]])
    _, guide = compile_problem(model.problem())
    assert first_heat(guide, 2.0) == pytest.approx(heat)
