from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.exchange.dates import Ambiguous, read_date, read_moment


def wall(*parts: int) -> datetime:
    """What a clock on the wall shows."""
    return datetime(*parts)  # noqa: DTZ001


AT_EIGHT = wall(2026, 3, 17, 8)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-17",
        "2026/3/17",
        "2026.03.17",
        "2026年3月17日",
        "17.03.2026",
        "17/03/2026",
        "03/17/2026",
        "17-03-2026",
        "17 Mar 2026",
        "17-Mar-2026",
        "March 17, 2026",
        "17th march 2026",
    ],
)
def test_a_day_is_read_however_it_is_written_if_it_can_be_only_one(text: str):
    assert read_date(text) == date(2026, 3, 17)
    assert read_moment(f"{text} 08:00") == AT_EIGHT


@pytest.mark.parametrize("text", ["04/03/2026", "4-3-2026", "12/11/2026"])
def test_a_day_that_may_be_two_is_refused_and_both_are_named(text: str):
    with pytest.raises(Ambiguous, match=r"2026-03-04 or 2026-04-03|2026-11-12 or 2026-12-11"):
        read_date(text)


def test_the_same_number_for_day_and_month_is_no_question():
    assert read_date("05/05/2026") == date(2026, 5, 5)


@pytest.mark.parametrize(
    ("clock", "hour", "minute"),
    [
        ("8:05", 8, 5),
        ("08:05:00", 8, 5),
        ("8:05 AM", 8, 5),
        ("8:05 p.m.", 20, 5),
        ("12:05 am", 0, 5),
        ("12:05 PM", 12, 5),
        ("上午8:05", 8, 5),
        ("下午8:05", 20, 5),
    ],
)
def test_times_of_the_day_may_have_halves_and_seconds(clock: str, hour: int, minute: int):
    assert read_moment(f"2026/3/17 {clock}") == wall(2026, 3, 17, hour, minute)


@pytest.mark.parametrize("offset", ["Z", " UTC", "+00:00", " +0000"])
def test_an_offset_is_kept(offset: str):
    found = read_moment(f"17.03.2026 08:00{offset}")
    assert found is not None
    if offset != " UTC":
        assert found == AT_EIGHT.replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "17/03/26",
        "2026-02-30",
        "30.02.2026",
        "32/01/2026",
        "17 Smarch 2026",
        "17 Marchy 2026",
        "2026-03-17T8",
        "17.03.2026 25:00",
        "17.03.2026 13:00 PM",
        "17.03.2026 08:00 soon",
        "46098.33",
        "2026-03-17T08:00+25:00",
    ],
)
def test_what_is_no_moment_is_none(text: str):
    assert read_moment(text) is None


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_none_or_ambiguous(text: str):
    for read in (read_date, read_moment):
        try:
            read(text)
        except Ambiguous as error:
            assert "write the year first" in str(error)
