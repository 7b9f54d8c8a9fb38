"""How long a caller waits for reasons after the search has ended."""

import pytest

from solver.finish import AFTER_CANCEL, LONGEST, MOST_ASKED, patience
from solver.stop import Limits, StopReason


class Clock:
    """Seconds since the call began, as the test says."""

    now = 7.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_who_has_cancelled_waits_a_tenth_of_a_second_and_not_for_a_look_that_takes_longer(
    clock: Clock,
) -> None:
    quick = patience(StopReason.CANCELLED, Limits(), clock, 0.03)
    slow = patience(StopReason.CANCELLED, Limits(), clock, AFTER_CANCEL + 0.01)
    assert (quick(), slow()) == (True, False)
    clock.now += AFTER_CANCEL - 0.02
    assert not quick()


def test_within_a_limit_of_time_reasons_are_looked_for_until_then(clock: Clock) -> None:
    patient = patience(StopReason.MAX_RUNTIME, Limits(seconds=8.0), clock, 0.03)
    clock.now = 7.9
    assert patient()
    clock.now = 8.0
    assert not patient()


def test_without_any_limit_two_seconds_are_enough(clock: Clock) -> None:
    patient = patience(StopReason.FINISHED, Limits(), clock)
    clock.now += LONGEST
    assert not patient()


def test_where_iterations_bound_a_run_looks_are_counted_and_no_clock_is_asked(
    clock: Clock,
) -> None:
    patient = patience(StopReason.MAX_ITERATIONS, Limits(iterations=5), clock)
    clock.now += 1_000
    assert [patient() for _ in range(MOST_ASKED + 1)] == [True] * MOST_ASKED + [False]
