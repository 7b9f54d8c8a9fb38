"""Margins in whole minutes never flatter."""

from datetime import timedelta

import pytest

from dispatch.services.views.visits import in_minutes


@pytest.mark.parametrize(
    ("seconds", "minutes"), [(59, 0), (60, 1), (119, 1), (0, 0), (-1, -1), (-60, -1), (-61, -2)]
)
def test_spare_is_rounded_down_and_lateness_up(seconds: int, minutes: int) -> None:
    assert in_minutes(timedelta(seconds=seconds)) == timedelta(minutes=minutes)
