from datetime import time

import pytest

from dispatch.domain.hours import (
    NEVER_OPEN,
    HoursSpan,
    InvalidHours,
    WeeklyHours,
    format_hours,
    parse_hours,
)


def span(start: int, end: int) -> HoursSpan:
    return HoursSpan(time(start), time(end % 24))


def test_a_range_of_days_gets_the_same_hours():
    hours = parse_hours("Mo-Fr 08:00-17:00; Sa 09:00-12:00")
    assert [hours.on(day) for day in range(7)] == [(span(8, 17),)] * 5 + [(span(9, 12),), ()]


def test_a_lunch_break_makes_two_spans():
    assert parse_hours("We 8:00-12:00, 13:00-17:00").on(2) == (span(8, 12), span(13, 17))


def test_hours_past_midnight_run_on_into_the_next_day():
    hours = parse_hours("Su 22:00-06:00")
    assert (hours.on(6), hours.on(0)) == ((span(22, 24),), (span(0, 6),))


def test_a_range_of_days_may_run_over_the_end_of_the_week():
    assert sorted(parse_hours("Sa-Mo 10:00-12:00").spans) == [0, 5, 6]


def test_around_the_clock_is_always_open_and_closed_never():
    assert parse_hours("24/7").always
    assert parse_hours("closed").never
    assert not parse_hours("closed").always


@pytest.mark.parametrize(
    "text",
    [
        "24/7",
        "closed",
        "Mo-Fr 08:00-17:00; Sa 09:00-12:00",
        "Mo-We,Fr 08:00-24:00",
        "Su 00:00-24:00",
    ],
)
def test_text_in_its_shortest_form_is_kept(text: str):
    assert format_hours(parse_hours(text)) == text


def test_every_fault_is_named_at_once():
    with pytest.raises(InvalidHours) as caught:
        parse_hours("Mx 08:00-17:00; Tu 25:00-26:00; We 9-17; Th 08:00-08:00; weekdays")
    faults = caught.value.faults
    assert len(faults) == 5
    for fault, named in zip(faults, ("Mx", "25:00", "9-17", "empty", "weekdays"), strict=True):
        assert named in fault


def test_overlapping_spans_are_refused():
    with pytest.raises(InvalidHours, match=r"Mo: 08:00-12:00 and 11:00-13:00 overlap"):
        parse_hours("Mo 08:00-12:00,11:00-13:00")


def test_a_night_that_runs_into_the_hours_of_the_next_day_is_refused():
    with pytest.raises(InvalidHours, match=r"Tu: .* overlap"):
        parse_hours("Mo 22:00-06:00; Tu 05:00-12:00")


def test_empty_text_says_what_to_write():
    with pytest.raises(InvalidHours, match="24/7"):
        parse_hours("  ")


def test_spans_out_of_order_are_no_weekly_hours():
    with pytest.raises(ValueError, match="overlap"):
        WeeklyHours({0: (span(13, 17), span(8, 12))})


def test_never_open_is_not_the_same_as_nothing_given():
    assert WeeklyHours() != NEVER_OPEN
