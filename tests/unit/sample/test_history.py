"""Twelve weeks of finished visits: do they look like what they are said to be?"""

from datetime import date
from math import log
from statistics import mean, stdev

import pytest

from dispatch.sample import SAMPLE_DAY
from dispatch.sample.history import COLUMNS, FIRST_TIME_FIX, PACES, SPREAD, visits

Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def rows() -> Rows:
    return list(visits())


def ratios(rows: Rows, technician: str) -> list[float]:
    """Logarithms of actual over planned time on site."""
    return [
        log(int(row["actual_minutes"]) / int(row["planned_minutes"]))
        for row in rows
        if row["technician"] == technician
    ]


def test_every_row_has_every_column(rows: Rows):
    assert all(tuple(row) == COLUMNS and all(row.values()) for row in rows)


def test_visits_fill_twelve_weeks_before_the_sample_day(rows: Rows):
    days = sorted({date.fromisoformat(row["date"]) for row in rows})
    assert len({day.isocalendar()[:2] for day in days}) == 12
    assert 0 < (SAMPLE_DAY - days[-1]).days <= 7


def test_three_of_four_visits_settle_the_matter(rows: Rows):
    assert mean(int(row["first_time_fix"]) for row in rows) == pytest.approx(
        FIRST_TIME_FIX, abs=0.03
    )


def test_each_technician_has_a_pace_that_can_be_learned(rows: Rows):
    for number, pace in enumerate(PACES, start=1):
        found = ratios(rows, f"T{number:02}")
        assert mean(found) == pytest.approx(log(pace), abs=0.07)


def test_times_on_site_spread_as_a_lognormal_does(rows: Rows):
    for number in range(1, len(PACES) + 1):
        assert stdev(ratios(rows, f"T{number:02}")) == pytest.approx(SPREAD, abs=0.05)


def test_most_arrive_as_promised_and_some_do_not(rows: Rows):
    late = mean(row["arrived_at"] > row["arrive_by"] for row in rows)
    assert 0.04 < late < 0.25


def test_nobody_is_in_two_places_at_once(rows: Rows):
    last: dict[tuple[str, str], str] = {}
    for row in rows:
        key = row["date"], row["technician"]
        assert row["arrived_at"] > last.get(key, "")
        last[key] = row["arrived_at"]
