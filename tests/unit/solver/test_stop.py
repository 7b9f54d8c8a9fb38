"""Criteria look at a snapshot and at nothing else."""

import pytest

from solver.progress import Snapshot
from solver.stop import Limits, MaxIterations, MaxRuntime, NoImprovement, StopReason


def test_max_runtime_fires_when_its_seconds_have_passed() -> None:
    assert MaxRuntime(10).fired(Snapshot(elapsed=9.9)) is None
    assert MaxRuntime(10).fired(Snapshot(elapsed=10)) is StopReason.MAX_RUNTIME


def test_max_iterations_fires_at_its_iteration() -> None:
    assert MaxIterations(5).fired(Snapshot(iterations=4)) is None
    assert MaxIterations(5).fired(Snapshot(iterations=5)) is StopReason.MAX_ITERATIONS


def test_no_improvement_waits_for_a_first_plan() -> None:
    idle = NoImprovement(seconds=2)
    assert idle.fired(Snapshot(cost=None, idle_seconds=99)) is None
    assert idle.fired(Snapshot(cost=7, idle_seconds=2)) is StopReason.NO_IMPROVEMENT


def test_no_improvement_counts_seconds_or_iterations_whichever_passes_first() -> None:
    idle = NoImprovement(seconds=2, iterations=100)
    assert idle.fired(Snapshot(cost=7, idle_seconds=1, idle_iterations=99)) is None
    assert idle.fired(Snapshot(cost=7, idle_seconds=1, idle_iterations=100)) is not None


def test_either_of_two_criteria_is_enough_when_joined_by_or() -> None:
    either = MaxRuntime(10) | MaxIterations(5)
    assert either.fired(Snapshot(elapsed=1, iterations=4)) is None
    assert either.fired(Snapshot(elapsed=1, iterations=5)) is StopReason.MAX_ITERATIONS
    assert either.fired(Snapshot(elapsed=10, iterations=4)) is StopReason.MAX_RUNTIME


def test_both_criteria_are_needed_when_joined_by_and() -> None:
    both = MaxRuntime(10) & MaxIterations(5)
    assert both.fired(Snapshot(elapsed=10, iterations=4)) is None
    assert both.fired(Snapshot(elapsed=9, iterations=5)) is None
    assert both.fired(Snapshot(elapsed=10, iterations=5)) is StopReason.MAX_ITERATIONS


def test_limits_of_a_choice_are_the_tightest_of_its_parts() -> None:
    either = MaxRuntime(10) | MaxRuntime(3) | NoImprovement(iterations=8)
    assert either.limits == Limits(seconds=3, idle_iterations=8)
    assert (MaxRuntime(3) | NoImprovement(seconds=1)).limits == Limits(seconds=3, idle_seconds=1)


def test_a_conjunction_promises_a_limit_only_where_every_part_does() -> None:
    assert (MaxRuntime(10) & MaxRuntime(3)).limits == Limits(seconds=10)
    assert (MaxRuntime(10) & MaxIterations(3)).limits == Limits()


@pytest.mark.parametrize(
    "make",
    [
        lambda: MaxRuntime(-1),
        lambda: MaxRuntime(float("nan")),
        lambda: MaxIterations(-1),
        NoImprovement,
        lambda: NoImprovement(seconds=0),
        lambda: NoImprovement(iterations=0),
    ],
)
def test_bounds_that_mean_nothing_are_refused(make: object) -> None:
    with pytest.raises(ValueError, match=r"needs (seconds|iterations)"):
        make()  # type: ignore[operator]
