"""What planners and pages ask the store for."""

from datetime import date

import pytest
from sqlalchemy import event

from dispatch.domain.orders import OrderStatus, VisitStatus
from dispatch.domain.plans import PlanStatus
from dispatch.domain.severity import Severity
from dispatch.domain.transitions import TransitionNotAllowed
from dispatch.store import OrderFilter
from tests.builders.domain import (
    DAY,
    a_backlog_entry,
    a_base,
    a_customer,
    a_plan,
    a_shift,
    a_site,
    a_stop,
    a_technician,
    a_visit,
    a_window,
    a_work_order,
    an_absence,
    an_itinerary,
    at,
)

TOMORROW = date(2026, 7, 2)
YESTERDAY = date(2026, 6, 30)


@pytest.fixture
def base():
    return a_base()


@pytest.fixture
def visit_here(base):
    """Builds a visit at the base; `order` holds fields of its order."""
    site = a_site(base=base)

    def visit_here(order=None, **fields):
        return a_visit(a_work_order(site=site, **(order or {})), **fields)

    return visit_here


@pytest.fixture
def plannable(store, keep, base):
    """Stores visits and says which of them are there to plan on the day."""

    def plannable(*visits):
        keep(visits=list(visits))
        with store.read() as unit:
            found = {visit.id for visit in unit.visits.plannable(base, at(0), at(0, day=TOMORROW))}
        return [visit.id in found for visit in visits]

    return plannable


def test_open_and_scheduled_visits_are_there_to_plan(plannable, visit_here):
    visits = [visit_here(status=status) for status in VisitStatus]
    assert dict(zip(VisitStatus, plannable(*visits), strict=True)) == {
        VisitStatus.OPEN: True,
        VisitStatus.SCHEDULED: True,
        VisitStatus.EN_ROUTE: False,
        VisitStatus.STARTED: False,
        VisitStatus.DONE: False,
        VisitStatus.CANCELLED: False,
    }


def test_visits_of_orders_nobody_works_on_wait(plannable, visit_here):
    statuses = [
        OrderStatus.AWAITING_VISIT,
        OrderStatus.ON_HOLD,
        OrderStatus.RESOLVED,
        OrderStatus.CANCELLED,
    ]
    visits = [visit_here({"status": status}) for status in statuses]
    assert plannable(*visits) == [True, False, False, False]


def test_visits_of_another_base_are_not_planned_here(plannable, visit_here):
    assert plannable(visit_here(), a_visit()) == [True, False]


def test_a_visit_waits_for_the_day_it_may_begin(plannable, visit_here):
    later = visit_here(not_before=at(0, day=TOMORROW))
    today = visit_here(not_before=at(23))
    assert plannable(later, today) == [False, True]


def test_a_visit_waits_for_its_windows_but_not_once_they_have_passed(plannable, visit_here):
    today, tomorrow = a_window(), a_window(at(9, day=TOMORROW), at(10, day=TOMORROW))
    yesterday = a_window(at(9, day=YESTERDAY), at(10, day=YESTERDAY))
    assert plannable(
        visit_here(windows=[today]),
        visit_here(windows=[tomorrow]),
        visit_here(windows=[yesterday]),
        visit_here(windows=[yesterday, tomorrow]),
        visit_here(windows=[yesterday, today, tomorrow]),
    ) == [True, False, True, False, True]


def test_a_visit_promised_for_a_later_day_is_left_there(store, keep, base, visit_here, plannable):
    promised, drafted, missed = visit_here(), visit_here(), visit_here()

    def plan(visit, day, status):
        stop = a_stop(visit, start=at(9, day=day), end=at(10, day=day))
        itinerary = an_itinerary(a_shift(a_technician(base=base)), stops=[stop])
        return a_plan(base=base, date=day, status=status, itineraries=[itinerary])

    keep(
        plans=[
            plan(promised, TOMORROW, PlanStatus.PUBLISHED),
            plan(drafted, TOMORROW, PlanStatus.DRAFT),
            plan(missed, YESTERDAY, PlanStatus.PUBLISHED),
        ]
    )
    assert plannable(promised, drafted, missed) == [False, True, True]


def test_what_is_promised_for_before_the_day_stays_there_until_it_has_passed(
    store, keep, base, visit_here
):
    published, pinned = visit_here(), visit_here(pinned_start=at(15))
    stop = a_stop(published, start=at(15), end=at(16))
    itinerary = an_itinerary(a_shift(a_technician(base=base)), stops=[stop])
    keep(
        visits=pinned,
        plans=a_plan(base=base, status=PlanStatus.PUBLISHED, itineraries=[itinerary]),
    )
    tomorrow = (at(0, day=TOMORROW), at(0, day=date(2026, 7, 3)))
    with store.read() as unit:
        assert unit.visits.plannable(base, *tomorrow, at(14)) == []
        missed = unit.visits.plannable(base, *tomorrow, at(17))
    assert {visit.id for visit in missed} == {published.id, pinned.id}


def test_a_visit_pinned_to_a_later_day_waits_for_it(plannable, visit_here):
    later, today = visit_here(pinned_start=at(9, day=TOMORROW)), visit_here(pinned_start=at(9))
    assert plannable(later, today) == [False, True]


def test_shifts_and_absences_of_a_base_are_those_that_overlap(store, keep, base):
    ana = a_technician(base=base)
    night = a_shift(ana, starts_at=at(22, day=YESTERDAY), ends_at=at(6))
    day = a_shift(ana)
    keep(
        shifts=[
            night,
            day,
            a_shift(ana, starts_at=at(0, day=TOMORROW), ends_at=at(6, day=TOMORROW)),
            a_shift(),
        ],
        absences=[an_absence(ana), an_absence()],
    )
    with store.read() as unit:
        shifts = unit.shifts.between(base, at(0), at(0, day=TOMORROW))
        absences = unit.absences.between(base, at(0), at(0, day=TOMORROW))
        assert unit.shifts.find(ana, at(8)).id == day.id
        assert unit.shifts.find(ana, at(9)) is None
    assert [shift.id for shift in shifts] == [night.id, day.id]
    assert [absence.technician.code for absence in absences] == [ana.code]


def test_publishing_supersedes_the_plan_before_it(store, keep, base):
    first, second, other_day = (
        a_plan(base=base),
        a_plan(base=base),
        a_plan(base=base, date=TOMORROW),
    )
    keep(plans=[first, second, other_day])
    for plan, hour in ((second, 8), (first, 9), (other_day, 10)):
        with store.write(actor="ana", now=at(hour)) as unit:
            unit.plans.publish(unit.plans.get(plan.id), at(hour))
            unit.commit()
    with store.read() as unit:
        plans = [unit.plans.get(plan.id) for plan in (first, second, other_day)]
        assert unit.plans.latest(base, DAY, PlanStatus.PUBLISHED).id == first.id
    assert [(plan.status, plan.published_at) for plan in plans] == [
        (PlanStatus.PUBLISHED, at(9)),
        (PlanStatus.SUPERSEDED, at(8)),
        (PlanStatus.PUBLISHED, at(10)),
    ]


def test_only_a_draft_can_be_published(store, keep, base):
    plan = a_plan(base=base, status=PlanStatus.PUBLISHED, published_at=at(8))
    keep(plans=plan)
    with store.write(actor="ana", now=at(9)) as unit, pytest.raises(TransitionNotAllowed):
        unit.plans.publish(unit.plans.get(plan.id), at(9))
    with store.read() as unit:
        assert unit.plans.latest(base, DAY).status is PlanStatus.PUBLISHED


def test_the_latest_plan_is_the_newest_of_the_day(store, keep, base):
    old, new = a_plan(base=base, created_at=at(6)), a_plan(base=base, created_at=at(7))
    keep(plans=[new, old, a_plan(base=base, date=TOMORROW), a_plan()])
    with store.read() as unit:
        assert unit.plans.latest(base, DAY).id == new.id
        assert unit.plans.latest(base, DAY, PlanStatus.PUBLISHED) is None
        assert unit.plans.latest(base, date(2026, 7, 9)) is None


def a_day_with(visits, base, day):
    itineraries = [
        an_itinerary(
            a_shift(a_technician(base=base)), stops=[a_stop(a_visit(windows=[a_window()]))]
        )
        for _ in range(visits)
    ]
    return a_plan(base=base, date=day, itineraries=itineraries, backlog=[a_backlog_entry()])


def test_a_plan_takes_as_many_queries_whatever_it_holds(store, keep, base):
    keep(plans=[a_day_with(2, base, DAY), a_day_with(8, base, TOMORROW)])
    counts = []
    for day in (DAY, TOMORROW):
        statements = []
        with store.read() as unit:
            connection = unit._session.connection()
            event.listen(connection, "before_cursor_execute", lambda *_, s=statements: s.append(1))
            plan = unit.plans.latest(base, day)
        counts.append(len(statements))
    assert len(plan.itineraries) == 8
    assert counts[0] == counts[1] > 0


def test_a_loaded_plan_is_readable_to_its_last_leaf(store, keep, base):
    keep(plans=a_day_with(2, base, DAY))
    with store.read() as unit:
        plan = unit.plans.latest(base, DAY)
    visit = plan.itineraries[-1].stops[0].visit
    assert visit.order.site.customer.name == "Corner bakery"
    assert visit.order.visits[0].windows == [a_window()]
    assert plan.backlog[0].visit.order.visits == [plan.backlog[0].visit]


@pytest.fixture
def orders(keep, base):
    mill = a_site(base=base, customer=a_customer(name="Mill 100%"), name="Mill")
    orders = [
        a_work_order(site=mill, reported_at=at(7), severity=Severity.EMERGENCY),
        a_work_order(site=mill, reported_at=at(8), status=OrderStatus.CLOSED),
        a_work_order(reported_at=at(9), description="A lamp flickers"),
    ]
    keep(work_orders=orders)
    return orders


@pytest.mark.parametrize(
    ("which", "expected"),
    [
        (OrderFilter(), [2, 1, 0]),
        (OrderFilter(severities=[Severity.EMERGENCY]), [0]),
        (OrderFilter(statuses=[OrderStatus.REPORTED]), [2, 0]),
        (OrderFilter(reported_from=at(8)), [2, 1]),
        (OrderFilter(reported_before=at(8)), [0]),
        (OrderFilter(text="LAMP"), [2]),
        (OrderFilter(text="100%"), [1, 0]),
        (OrderFilter(text="%"), [1, 0]),
        (OrderFilter(text="mill", statuses=[OrderStatus.CLOSED]), [1]),
    ],
)
def test_orders_are_listed_by_what_people_look_for(store, orders, which, expected):
    with store.read() as unit:
        page = unit.work_orders.page(which)
    assert [order.number for order in page.orders] == [orders[index].number for index in expected]
    assert page.total == len(expected)


def test_orders_of_one_base_are_listed_page_by_page(store, orders, base):
    with store.read() as unit:
        page = unit.work_orders.page(OrderFilter(base=base), offset=1, limit=1)
    assert [order.number for order in page.orders] == [orders[0].number]
    assert page.total == 2


def test_orders_are_found_by_address_and_in_any_script(store, keep, base):
    waterworks = a_site(base=base, customer=a_customer(name="MÜLLER 水务"), address="9 Ferry Lane")
    keep(work_orders=[a_work_order(site=waterworks), a_work_order()])
    with store.read() as unit:
        for text in ("müller", "水务", "ferry l"):
            assert unit.work_orders.urgent(OrderFilter(text=text)).total == 1


def test_the_order_whose_promise_falls_due_first_leads_and_ended_ones_come_last(store, keep):
    late = {"arrive_by": at(11), "resolve_by": at(18)}
    orders = {
        "RESOLVE": a_work_order(respond_by=at(7), responded_at=at(6), arrive_by=at(8),
                                arrived_at=at(7), resolve_by=at(16)),
        "ENDED EARLY": a_work_order(respond_by=at(1), status=OrderStatus.CLOSED,
                                    reported_at=at(1)),
        "ENDED LATE": a_work_order(status=OrderStatus.CANCELLED, reported_at=at(2)),
        "RESPOND": a_work_order(respond_by=at(9), **late),
        "ARRIVE": a_work_order(respond_by=at(9), responded_at=at(8), **late),
        "NOTHING PROMISED": a_work_order(reported_at=at(10)),
        "NOTHING LEFT": a_work_order(resolve_by=at(5), resolved_at=at(4), reported_at=at(12)),
    }  # fmt: skip
    keep(work_orders=list(orders.values()))
    names = {order.number: name for name, order in orders.items()}

    with store.read() as unit:
        pages = [unit.work_orders.urgent(OrderFilter(), offset=n, limit=3) for n in (0, 3, 6)]

    assert [names[order.number] for page in pages for order in page.orders] == [
        "RESPOND", "NOTHING PROMISED", "ARRIVE", "NOTHING LEFT", "RESOLVE", "ENDED LATE",
        "ENDED EARLY",
    ]  # fmt: skip
    assert {page.total for page in pages} == {7}
