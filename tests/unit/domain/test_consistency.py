"""What cannot be true is refused when it is built, and named."""

from datetime import datetime, timedelta

import pytest

from dispatch.domain.parts import PartNeed, PartStock
from dispatch.domain.skills import SkillLevel
from tests.builders.domain import (
    a_lunch,
    a_shift,
    a_technician,
    a_visit,
    a_window,
    a_work_order,
    an_absence,
    at,
)

NAIVE = datetime(2026, 7, 1, 9)  # noqa: DTZ001


def test_a_report_needs_a_time_zone():
    with pytest.raises(ValueError, match="reported_at=2026-07-01T09:00:00"):
        a_work_order(reported_at=NAIVE)


@pytest.mark.parametrize("duration", [timedelta(0), timedelta(minutes=-5)])
def test_a_visit_must_last(duration):
    with pytest.raises(ValueError, match="duration must be positive"):
        a_visit(duration=duration)


def test_a_refused_visit_leaves_its_order_alone():
    order = a_work_order()
    with pytest.raises(ValueError, match="not_before"):
        a_visit(order, not_before=NAIVE)
    assert order.visits == []


def test_a_visit_joins_its_order():
    order = a_work_order()
    first, second = a_visit(order), a_visit(order)
    assert order.visits == [first, second]


def test_a_window_must_not_end_before_it_starts():
    with pytest.raises(ValueError, match="must not end before it starts"):
        a_window(at(12), at(9))


def test_a_window_needs_a_time_zone():
    with pytest.raises(ValueError, match="end=2026-07-01T09:00:00"):
        a_window(at(8), NAIVE)


@pytest.mark.parametrize("build", [a_shift, an_absence])
def test_working_and_absent_times_end_after_they_start(build):
    with pytest.raises(ValueError, match="T-9 must end after it starts"):
        build(a_technician(code="T-9"), starts_at=at(9), ends_at=at(9))


def test_overtime_is_not_negative():
    with pytest.raises(ValueError, match="overtime"):
        a_shift(max_overtime=timedelta(minutes=-1))


def test_a_break_lasts_and_starts_in_its_window():
    with pytest.raises(ValueError, match="must last"):
        a_lunch(duration=timedelta(0))
    with pytest.raises(ValueError, match="latest start"):
        a_lunch(earliest_start=at(13), latest_start=at(12))


@pytest.mark.parametrize("field", ["travel_factor", "duration_factor"])
@pytest.mark.parametrize("factor", [0.0, -1.0, float("nan")])
def test_factors_are_positive(field, factor):
    with pytest.raises(ValueError, match=f"{field} of T-9"):
        a_technician(code="T-9", **{field: factor})


@pytest.mark.parametrize("field", ["hour_price", "overtime_hour_price"])
def test_prices_are_not_negative(field):
    with pytest.raises(ValueError, match=f"{field} of T-9"):
        a_technician(code="T-9", **{field: -1})


@pytest.mark.parametrize("level", [0, 6])
def test_skill_levels_run_from_1_to_5(level):
    with pytest.raises(ValueError, match="'gas' must be 1 to 5"):
        SkillLevel("gas", level)


def test_the_best_level_of_a_skill_counts_and_a_missing_one_is_0():
    ana = a_technician(skills=[SkillLevel("gas", 2), SkillLevel("gas", 4)])
    assert (ana.level_of("gas"), ana.level_of("lift")) == (4, 0)


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"setup": timedelta(minutes=-1)}, "setup must not be negative"),
        ({"pinned_start": NAIVE}, "pinned_start=2026-07-01T09:00:00"),
        ({"pinned_position": 0, "pinned_to": a_technician()}, "counts from 1, not 0"),
        ({"pinned_position": 1}, "must be pinned to a technician"),
    ],
)
def test_a_visit_refuses_a_setup_or_a_pin_that_cannot_be(fields, complaint):
    with pytest.raises(ValueError, match=complaint):
        a_visit(**fields)


@pytest.mark.parametrize("limit", [{"max_visits": -1}, {"max_travel": timedelta(seconds=-1)}])
def test_limits_of_a_technician_are_not_negative(limit):
    with pytest.raises(ValueError, match=f"{next(iter(limit))} of T-9"):
        a_technician(code="T-9", **limit)


def test_the_longest_working_day_lasts():
    with pytest.raises(ValueError, match="longest working day"):
        a_shift(max_duration=timedelta(0))


def test_a_visit_needs_at_least_one_piece_and_a_van_holds_none_or_more():
    assert PartStock("valve", 0).quantity == 0
    with pytest.raises(ValueError, match="stock of valve"):
        PartStock("valve", -1)
    with pytest.raises(ValueError, match="at least one piece of valve"):
        PartNeed("valve", 0)


@pytest.mark.parametrize("build", [PartNeed, PartStock])
def test_a_part_needs_a_code(build):
    with pytest.raises(ValueError, match="a part needs a code"):
        build(" ", 1)
