"""Strange and damaged files go through everything, and nothing unforeseen happens.

`benchmarks/fuzz_files.py` tries thousands more of them, under the clock.
"""

import hypothesis.strategies as st
import pytest
from hypothesis import example, given, settings

from tests.builders.file_trials import Outcome, run, trial
from tests.builders.strange_files import STRANGE


@settings(max_examples=60)
@example(30)  # a million vehicles for a handful of customers
@given(st.integers(0, 10**6))
def test_a_file_is_planned_or_refused_or_has_no_plan_and_nothing_else(number):
    run(trial(number), seconds=0.02)


@pytest.mark.parametrize("kind", STRANGE)
def test_most_strange_files_are_valid_so_that_solving_them_is_tried(kind):
    outcomes = [
        run(case, seconds=0.02)
        for case in (trial(number) for number in range(0, 120, 3))
        if case.kind == f"strange {kind}"
    ]
    assert outcomes.count(Outcome.REFUSED) <= len(outcomes) // 4
    assert Outcome.PLANNED in outcomes
