"""Work orders as lists and pages show them."""

from datetime import timedelta

import pytest

from dispatch.domain.audit import AuditEntry
from dispatch.domain.deadlines import ClockStatus
from dispatch.domain.defaults import default_calendar
from dispatch.domain.orders import OrderStatus
from dispatch.services.views.order import order_view
from dispatch.services.views.orders import PAGE_SIZE, OrderQuery, order_list
from tests.builders.domain import a_work_order
from tests.builders.planned_day import a_planned_day, a_service_level, at

NOW = at(10)


def due(number: str, hours: int, **fields):
    return a_work_order(number=number, respond_by=NOW + timedelta(hours=hours), **fields)


def one_line(order):
    [line] = order_list([order], 1, OrderQuery(), NOW).lines
    return line


def test_a_promise_already_kept_gives_way_to_the_next_one():
    order = due("ONE", 1, responded_at=NOW, arrive_by=NOW + timedelta(hours=7))

    assert one_line(order).next_due == NOW + timedelta(hours=7)


def test_an_ended_order_has_no_promise_left_to_keep():
    assert one_line(due("ONE", 1, status=OrderStatus.CLOSED)).next_due is None


def test_a_page_says_where_it_stands_among_all():
    orders = [due(f"N{n:03d}", n) for n in range(3)]

    last = order_list(orders, PAGE_SIZE * 2 + 3, OrderQuery(page=3), NOW)

    assert [line.number for line in last.lines] == ["N000", "N001", "N002"]
    assert (last.first, last.last, last.pages) == (51, 53, 3)


def test_a_page_before_the_first_is_refused():
    with pytest.raises(ValueError, match="page must be 1 or more, got 0"):
        OrderQuery(page=0)


def test_an_unclassified_order_has_no_clocks():
    assert order_view(a_work_order(), default_calendar(), NOW).clocks == ()


def test_clocks_tell_the_used_share_of_the_promised_time():
    order = a_work_order(
        reported_at=NOW, service_level=a_service_level(), responded_at=NOW + timedelta(minutes=30)
    )

    respond, _, _ = order_view(order, default_calendar(), NOW + timedelta(hours=1)).clocks

    assert respond.state.status is ClockStatus.MET
    assert respond.share == 0.25


def test_a_visit_is_shown_where_the_newest_plan_puts_it():
    old, new = a_planned_day(technicians=1, visits_each=1), a_planned_day(1, 1)
    stop = new.itineraries[0].stops[0]
    stop.start += timedelta(hours=1)
    old.itineraries[0].stops[0].visit = stop.visit

    [visit] = order_view(stop.visit.order, default_calendar(), NOW, [old, new]).visits

    assert visit.start == stop.start
    assert visit.technician_code == "T01"


def test_a_visit_in_no_plan_has_no_time():
    entry = a_planned_day(backlog=1).backlog[0]

    [visit] = order_view(entry.visit.order, default_calendar(), NOW).visits

    assert visit.start is None


def test_a_visit_that_the_plan_leaves_undone_says_why():
    plan = a_planned_day(backlog=1)
    entry = plan.backlog[0]

    [visit] = order_view(entry.visit.order, default_calendar(), NOW, [plan]).visits

    assert visit.start is None
    assert visit.left_out is not None
    assert visit.left_out.reason == entry.reason


def test_a_planned_visit_says_how_it_stands_against_its_promise():
    plan = a_planned_day(technicians=1, visits_each=1, late={0: 25})
    stop = plan.itineraries[0].stops[0]

    [visit] = order_view(stop.visit.order, default_calendar(), NOW, [plan]).visits

    assert visit.spare == timedelta(minutes=-25)


def test_the_newest_change_leads_the_history():
    order = a_work_order()
    entries = [
        AuditEntry(at(8 + hour), "desk", "WorkOrder", order.number, "changed") for hour in (0, 2, 1)
    ]

    history = order_view(order, default_calendar(), NOW, history=entries).history

    assert [line.at for line in history] == [at(10), at(9), at(8)]
