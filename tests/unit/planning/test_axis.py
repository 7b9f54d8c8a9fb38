"""Instants to seconds and back."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from dispatch.planning.local_day import local_date, local_day
from dispatch.planning.translate.axis import TimeAxis

LONDON = "Europe/London"


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 3, 17), 24), (date(2026, 3, 29), 23), (date(2026, 10, 25), 25)],
)
def test_a_day_is_as_long_as_the_clocks_make_it(day: date, hours: int) -> None:
    start, end = local_day(day, LONDON)
    assert end - start == timedelta(hours=hours)


def test_nine_in_the_morning_after_clocks_went_forward_is_eight_hours_into_the_day() -> None:
    axis = TimeAxis.of_day(date(2026, 3, 29), LONDON)
    nine = datetime(2026, 3, 29, 9, tzinfo=ZoneInfo(LONDON))
    assert axis.floor(nine) == 8 * 3600


def test_starts_round_up_and_ends_round_down_so_that_seconds_never_promise_more() -> None:
    axis = TimeAxis(datetime(2026, 3, 17, tzinfo=UTC))
    instant = datetime(2026, 3, 17, 0, 0, 1, 500_000, tzinfo=UTC)
    assert (axis.floor(instant), axis.ceil(instant)) == (1, 2)


def test_an_instant_comes_back_from_its_seconds() -> None:
    axis = TimeAxis.of_day(date(2026, 10, 25), LONDON)
    evening = datetime(2026, 10, 25, 18, 30, tzinfo=ZoneInfo(LONDON))
    assert axis.instant(axis.floor(evening)) == evening


def test_just_after_midnight_in_london_is_still_yesterday_in_utc_during_summer() -> None:
    instant = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    assert local_date(instant, LONDON) == date(2026, 7, 2)
