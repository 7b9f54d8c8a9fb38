"""Work orders as lists and pages show them."""

from datetime import timedelta

import pytest

from dispatch.domain.audit import AuditEntry
from dispatch.domain.deadlines import ClockStatus
from dispatch.domain.defaults import default_calendar
from dispatch.domain.orders import OrderStatus
from dispatch.domain.severity import Severity
from dispatch.services.views.order import order_view
from dispatch.services.views.orders import PAGE_SIZE, OrderQuery, order_list
from tests.builders.domain import a_work_order
from tests.builders.planned_day import a_planned_day, a_service_level, at

NOW = at(10)


def due(number: str, hours: int, **fields):
    return a_work_order(number=number, respond_by=NOW + timedelta(hours=hours), **fields)


def numbers(orders, **query):
    return [line.number for line in order_list(orders, OrderQuery(**query), NOW).lines]


def test_the_order_whose_promise_falls_due_first_leads_and_ended_ones_come_last():
    orders = [
        due("LATER", 5),
        due("ENDED", -9, status=OrderStatus.CLOSED),
        due("OVERDUE", -1),
        due("SOON", 1),
    ]

    assert numbers(orders) == ["OVERDUE", "SOON", "LATER", "ENDED"]


def test_a_promise_already_kept_gives_way_to_the_next_one():
    order = due("ONE", 1, responded_at=NOW, arrive_by=NOW + timedelta(hours=7))

    [line] = order_list([order], OrderQuery(), NOW).lines

    assert line.next_due == NOW + timedelta(hours=7)


def test_text_is_sought_in_customer_and_description_without_regard_to_case():
    orders = [a_work_order(number="A", description="Oven cold"), a_work_order(number="B")]

    assert numbers(orders, text="OVEN C") == ["A"]
    assert numbers(orders, text="corner") == ["A", "B"]


def test_status_and_severity_filter_together():
    orders = [
        a_work_order(number="A", severity=Severity.EMERGENCY),
        a_work_order(number="B", severity=Severity.EMERGENCY, status=OrderStatus.CLOSED),
        a_work_order(number="C", status=OrderStatus.CLOSED),
    ]

    assert numbers(orders, severity=Severity.EMERGENCY, status=OrderStatus.CLOSED) == ["B"]


def test_pages_hold_every_order_once():
    orders = [due(f"N{n:03d}", n) for n in range(PAGE_SIZE * 2 + 3)]

    pages = [order_list(orders, OrderQuery(page=page), NOW) for page in (1, 2, 3)]

    assert [line.number for page in pages for line in page.lines] == [o.number for o in orders]
    assert (pages[2].first, pages[2].last, pages[2].pages) == (51, 53, 3)


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
