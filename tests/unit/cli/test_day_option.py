"""Days on a command line."""

from datetime import date

import click
import pytest

from dispatch.cli.day_option import DayType, day_of


@pytest.mark.parametrize(
    ("text", "day"),
    [("today", 17), ("Tomorrow ", 18), ("yesterday", 16), ("2026-03-05", 5)],
)
def test_a_day_is_a_word_or_a_date(text, day):
    accepted = DayType().convert(text, None, None)
    assert day_of(accepted, date(2026, 3, 17)) == date(2026, 3, day)


@pytest.mark.parametrize("text", ["2026-02-30", "17.3.2026", "", "0001-01-01", "9999-12-31"])
def test_a_day_that_cannot_be_planned_is_refused_by_its_value(text):
    with pytest.raises(click.BadParameter, match="is not a day"):
        DayType().convert(text, None, None)
