"""Which status may follow which, and what a change entails."""

from datetime import datetime

import pytest

from dispatch.domain.orders import OrderStatus, VisitStatus
from dispatch.domain.plans import PlanStatus
from dispatch.domain.sla import Pause, PauseReason
from dispatch.domain.transitions import (
    ORDER_CHANGES,
    PLAN_CHANGES,
    VISIT_CHANGES,
    TransitionNotAllowed,
    change_plan_status,
    change_status,
    change_visit_status,
)
from tests.builders.domain import a_plan, a_visit, a_work_order, at

FORBIDDEN = [
    (before, after)
    for before in OrderStatus
    for after in OrderStatus
    if after not in ORDER_CHANGES[before]
]


@pytest.mark.parametrize(
    ("statuses", "changes"),
    [(OrderStatus, ORDER_CHANGES), (VisitStatus, VISIT_CHANGES), (PlanStatus, PLAN_CHANGES)],
)
def test_every_status_has_its_row_and_every_one_can_be_reached(statuses, changes):
    assert set(changes) == set(statuses)
    first = next(iter(statuses))
    reached, frontier = {first}, [first]
    while frontier:
        new = changes[frontier.pop()] - reached
        reached |= new
        frontier.extend(new)
    assert reached == set(statuses)


@pytest.mark.parametrize(("before", "after"), FORBIDDEN)
def test_what_the_table_does_not_list_is_refused_and_changes_nothing(before, after):
    order = a_work_order(status=before)
    pause = PauseReason.PARTS if after is OrderStatus.ON_HOLD else None
    with pytest.raises(TransitionNotAllowed):
        change_status(order, after, at=at(9), pause=pause)
    assert order.status is before
    assert (order.responded_at, order.pauses) == (None, [])


def test_a_refusal_names_the_order_and_what_is_allowed():
    order = a_work_order(number="WO-2026-000007", status=OrderStatus.RESOLVED)
    with pytest.raises(TransitionNotAllowed) as refusal:
        change_status(order, OrderStatus.SCHEDULED, at=at(9))
    assert str(refusal.value) == (
        "WorkOrder WO-2026-000007 cannot change from resolved to scheduled; "
        "allowed from resolved: awaiting_visit, closed"
    )


def test_a_refusal_says_that_a_status_is_final():
    order = a_work_order(status=OrderStatus.CLOSED)
    with pytest.raises(TransitionNotAllowed, match="nothing: it is final"):
        change_status(order, OrderStatus.REPORTED, at=at(9))


@pytest.mark.parametrize("to", [OrderStatus.RESPONDED, OrderStatus.AWAITING_VISIT])
def test_the_first_step_after_a_report_is_the_response(to):
    order = a_work_order()
    change_status(order, to, at=at(8))
    assert order.responded_at == at(8)


def test_a_cancelled_report_was_never_answered():
    order = a_work_order()
    change_status(order, OrderStatus.CANCELLED, at=at(8))
    assert order.responded_at is None


def test_the_response_is_not_moved_by_later_steps():
    order = a_work_order()
    change_status(order, OrderStatus.RESPONDED, at=at(8))
    change_status(order, OrderStatus.AWAITING_VISIT, at=at(9))
    assert order.responded_at == at(8)


def test_the_first_start_of_work_is_the_arrival():
    order = a_work_order(status=OrderStatus.SCHEDULED)
    change_status(order, OrderStatus.IN_PROGRESS, at=at(9))
    change_status(order, OrderStatus.AWAITING_VISIT, at=at(10))
    change_status(order, OrderStatus.SCHEDULED, at=at(11))
    change_status(order, OrderStatus.IN_PROGRESS, at=at(12))
    assert order.arrived_at == at(9)


def test_a_hold_stops_the_clock_until_it_is_left():
    order = a_work_order(status=OrderStatus.IN_PROGRESS)
    change_status(order, OrderStatus.ON_HOLD, at=at(9), pause=PauseReason.PARTS)
    assert order.pauses == [Pause(at(9), None, PauseReason.PARTS)]
    change_status(order, OrderStatus.AWAITING_VISIT, at=at(11))
    assert order.pauses == [Pause(at(9), at(11), PauseReason.PARTS)]


def test_earlier_pauses_keep_their_ends():
    ended = Pause(at(7), at(8), PauseReason.CUSTOMER)
    order = a_work_order(status=OrderStatus.IN_PROGRESS, pauses=[ended])
    change_status(order, OrderStatus.ON_HOLD, at=at(9), pause=PauseReason.PARTS)
    change_status(order, OrderStatus.RESOLVED, at=at(10))
    assert order.pauses == [ended, Pause(at(9), at(10), PauseReason.PARTS)]


@pytest.mark.parametrize(
    ("to", "pause"),
    [(OrderStatus.ON_HOLD, None), (OrderStatus.RESOLVED, PauseReason.PARTS)],
)
def test_a_pause_belongs_to_a_hold_and_a_hold_to_a_pause(to, pause):
    order = a_work_order(status=OrderStatus.RESPONDED)
    with pytest.raises(ValueError, match=order.number):
        change_status(order, to, at=at(9), pause=pause)
    assert order.status is OrderStatus.RESPONDED


def test_a_resolution_is_dated_and_forgotten_when_the_trouble_is_back():
    order = a_work_order(status=OrderStatus.IN_PROGRESS)
    change_status(order, OrderStatus.RESOLVED, at=at(10))
    assert order.resolved_at == at(10)
    change_status(order, OrderStatus.AWAITING_VISIT, at=at(12))
    assert order.resolved_at is None


def test_closing_keeps_the_resolution():
    order = a_work_order(status=OrderStatus.IN_PROGRESS)
    change_status(order, OrderStatus.RESOLVED, at=at(10))
    change_status(order, OrderStatus.CLOSED, at=at(16))
    assert order.resolved_at == at(10)


def test_an_instant_without_a_zone_is_refused():
    order = a_work_order()
    with pytest.raises(ValueError, match="time zone"):
        change_status(order, OrderStatus.RESPONDED, at=datetime(2026, 7, 1, 9))  # noqa: DTZ001
    assert order.status is OrderStatus.REPORTED


def test_a_started_visit_can_only_be_finished():
    visit = a_visit(status=VisitStatus.STARTED)
    with pytest.raises(TransitionNotAllowed, match=visit.order.number):
        change_visit_status(visit, VisitStatus.CANCELLED)
    change_visit_status(visit, VisitStatus.DONE)
    assert visit.status is VisitStatus.DONE


def test_publishing_dates_a_plan_and_superseding_keeps_the_date():
    plan = a_plan()
    change_plan_status(plan, PlanStatus.PUBLISHED, at=at(8))
    change_plan_status(plan, PlanStatus.SUPERSEDED, at=at(12))
    assert plan.published_at == at(8)
    with pytest.raises(TransitionNotAllowed, match=f"Plan {plan.base.code} 2026-07-01"):
        change_plan_status(plan, PlanStatus.PUBLISHED, at=at(13))
