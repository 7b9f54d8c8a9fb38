"""What a late minute costs, by priority, and what a policy may not say."""

from datetime import timedelta

import pytest

from dispatch.domain.policy import InvalidPolicy, LateKink, PlanningPolicy


def a_kink(after: int, minute: int) -> LateKink:
    return LateKink(timedelta(minutes=after), minute)


def test_a_priority_that_is_not_listed_takes_the_next_lower_one() -> None:
    policy = PlanningPolicy(
        late_minute={4: 2000, 2: 300}, late_kinks={3: (a_kink(30, 2500),)}, late_step={3: 900}
    )
    assert [policy.late_minute_for(priority) for priority in (1, 2, 3, 5)] == [300, 300, 300, 2000]
    assert [len(policy.late_kinks_for(priority)) for priority in (2, 3, 5)] == [0, 1, 1]
    assert [policy.late_step_for(priority) for priority in (2, 3, 5)] == [0, 900, 900]


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        ({"kilometre": -1}, ["kilometre"]),
        ({"change_technician": -1, "unpreferred_technician": -2}, ["unpre", "change_technician"]),
        ({"max_changed": -1}, ["max_changed"]),
        ({"change_tolerance": timedelta(minutes=-1)}, ["change_tolerance"]),
        ({"late_minute": {}}, ["late_minute"]),
        ({"late_minute": {1: -1}, "late_step": {2: -1}}, ["late_minute.1", "late_step.2"]),
        ({"late_kinks": {4: (a_kink(0, 9000),)}}, ["late_kinks.4"]),
        ({"late_kinks": {4: (a_kink(9, 9000), a_kink(9, 8000))}}, ["late_kinks.4"] * 2),
    ],
)
def test_every_contradiction_of_a_policy_is_named_at_once(
    fields: dict[str, object], faults: list[str]
) -> None:
    with pytest.raises(InvalidPolicy) as refused:
        PlanningPolicy(**fields)  # type: ignore[arg-type]
    assert len(refused.value.faults) == len(faults)
    for fault, begins in zip(refused.value.faults, faults, strict=True):
        assert fault.field.startswith(begins)


def test_a_late_minute_never_gets_cheaper_the_later_it_is() -> None:
    with pytest.raises(InvalidPolicy, match=r"late_kinks\.4 must not make .* before: 2000"):
        PlanningPolicy(late_kinks={4: (a_kink(30, 1999),)})


def test_kinks_taken_from_a_lower_priority_must_be_dearer_than_the_higher_ones_minute() -> None:
    with pytest.raises(InvalidPolicy, match=r"late_kinks\.5"):
        PlanningPolicy(late_minute={4: 1000, 5: 9000}, late_kinks={4: (a_kink(30, 4000),)})
