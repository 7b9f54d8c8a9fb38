"""Planning, looking and publishing, on a real database and with the real engines."""

import os
import signal
from datetime import timedelta

import pytest

from dispatch.clock import FixedClock
from dispatch.domain.customers import ServiceBase
from dispatch.domain.orders import OrderStatus, VisitStatus
from dispatch.domain.plans import PlanStatus, StopKind
from dispatch.domain.policy import PlanningPolicy
from dispatch.domain.skills import SkillLevel
from dispatch.planning.plan_days import PlanOutcome
from dispatch.planning.progress import PlanProgress, SearchOptions
from dispatch.services.errors import NoBase, NoPlan, UnknownBase, UnknownOrder, UnknownTechnician
from dispatch.services.pages import Pages
from dispatch.services.planning import plan_days
from dispatch.services.publishing import publish_plan
from dispatch.services.views.orders import OrderQuery
from dispatch.store import Store
from dispatch.travel.great_circle import GreatCircle
from solver.apart import workers
from tests.builders.domain import (
    DAY,
    a_base,
    a_lunch,
    a_shift,
    a_site,
    a_technician,
    a_visit,
    a_work_order,
    at,
)

CLOCK = FixedClock(at(7, 30))
QUICK = SearchOptions(seconds=1.0, engine="greedy")


@pytest.fixture
def base(store: Store) -> ServiceBase:
    """A base with one technician on duty and three visits, one of which needs a skill he lacks."""
    base = a_base(code="HARBOUR")
    ada = a_technician(code="ADA", base=base, skills=[SkillLevel("gas", 2)], hour_price=4000)
    with store.write(actor="test", now=at(7)) as unit:
        unit.shifts.add(a_shift(ada, breaks=[a_lunch()]))
        for number, skill in enumerate(("gas", "gas", "cooling"), start=1):
            order = a_work_order(
                number=f"WO-2026-00000{number}",
                site=a_site(base=base),
                status=OrderStatus.AWAITING_VISIT,
                arrive_by=at(16),
            )
            order.visits.append(a_visit(order, skills=[SkillLevel(skill, 1)]))
            unit.work_orders.add(order)
        unit.commit()
    return base


def planned(store: Store, options: SearchOptions = QUICK) -> PlanOutcome:
    return plan_days(
        store, CLOCK, GreatCircle(), PlanningPolicy(), DAY, options, "dispatcher", "HARBOUR"
    )


def pages(store: Store) -> Pages:
    return Pages(store, CLOCK, GreatCircle())


@pytest.mark.usefixtures("base")
def test_a_planned_day_is_kept_as_a_draft_that_passed_the_checker(store: Store) -> None:
    outcome = planned(store)
    assert outcome.plan is not None
    board = pages(store).board(DAY)
    assert board.plan is not None
    assert board.plan.status is PlanStatus.DRAFT
    assert board.plan.checked
    assert board.plan.violations == ()
    assert board.kpis.served == 2


@pytest.mark.usefixtures("base")
def test_a_search_that_crashes_leaves_a_draft_and_a_note(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = workers.Worker()
    monkeypatch.setattr(workers, "_spare", [worker])

    def crash(reached: PlanProgress) -> None:
        if reached.served:
            os.kill(worker.id, signal.SIGSEGV)

    outcome = planned(store, SearchOptions(seconds=60, engine="auto", on_progress=crash))
    assert outcome.stopped_by == "engine_failed"
    assert any("SIGSEGV" in note for note in outcome.notes)
    board = pages(store).board(DAY)
    assert board.plan is not None
    assert (board.plan.checked, board.plan.violations) == (True, ())
    assert board.kpis.served == 2


@pytest.mark.usefixtures("base")
def test_the_backlog_says_why_a_visit_is_not_planned(store: Store) -> None:
    planned(store)
    (entry,) = pages(store).board(DAY).backlog
    assert entry.visit.order == "WO-2026-000003"
    assert entry.reason == "skill"
    assert "cooling" in entry.sentence


@pytest.mark.usefixtures("base")
def test_the_cost_of_a_plan_is_kept_term_by_term(store: Store) -> None:
    outcome = planned(store)
    assert outcome.plan is not None
    terms = outcome.plan.cost_terms
    (itinerary,) = outcome.plan.itineraries
    worked = itinerary.returns_at - itinerary.leaves_at
    assert terms["working"] == 4000 * worked.total_seconds()
    assert terms["skipped"] > terms["working"]


@pytest.mark.usefixtures("base")
def test_the_plan_with_ortools_keeps_the_lunch_between_the_visits(store: Store) -> None:
    outcome = planned(store, SearchOptions(seconds=3.0, engine="ortools"))
    assert outcome.plan is not None
    (itinerary,) = outcome.plan.itineraries
    rests = [stop for stop in itinerary.stops if stop.kind is StopKind.BREAK]
    latest = at(13, 30)
    assert itinerary.returns_at <= latest or len(rests) == 1
    assert all(at(11, 30) <= rest.start <= latest for rest in rests)


@pytest.mark.usefixtures("base")
def test_progress_is_told_in_money(store: Store) -> None:
    heard: list[PlanProgress] = []
    outcome = planned(store, SearchOptions(seconds=1.0, engine="greedy", on_progress=heard.append))
    assert outcome.plan is not None
    total = sum(outcome.plan.cost_terms.values()) / outcome.plan.prices["units_per_currency"]
    assert heard[-1].cost == pytest.approx(total)


@pytest.mark.usefixtures("base")
def test_publishing_schedules_what_is_served_and_supersedes_the_plan_before(store: Store) -> None:
    first, second = planned(store).plan, planned(store).plan
    assert first is not None and first.id is not None
    assert second is not None and second.id is not None
    publish_plan(store, CLOCK, GreatCircle(), PlanningPolicy(), first.id, "dispatcher")
    publish_plan(store, CLOCK, GreatCircle(), PlanningPolicy(), second.id, "dispatcher")
    with store.read() as unit:
        before, after = unit.plans.get(first.id), unit.plans.get(second.id)
        assert before is not None and after is not None
        assert (before.status, after.status) == (PlanStatus.SUPERSEDED, PlanStatus.PUBLISHED)
        served = unit.work_orders.by_number("WO-2026-000001")
        left = unit.work_orders.by_number("WO-2026-000003")
    assert served is not None and left is not None
    assert served.status is OrderStatus.SCHEDULED
    assert served.visits[0].status is VisitStatus.SCHEDULED
    assert left.status is OrderStatus.AWAITING_VISIT


@pytest.mark.usefixtures("base")
def test_a_published_plan_is_shown_although_a_newer_draft_exists(store: Store) -> None:
    first = planned(store).plan
    assert first is not None and first.id is not None
    publish_plan(store, CLOCK, GreatCircle(), PlanningPolicy(), first.id, "dispatcher")
    planned(store)
    board = pages(store).board(DAY)
    assert board.plan is not None
    assert board.plan.id == first.id


def test_pins_that_cannot_be_kept_are_an_outcome_and_nothing_is_stored(
    store: Store, base: ServiceBase
) -> None:
    with store.write(actor="test", now=at(7)) as unit:
        order = unit.work_orders.by_number("WO-2026-000003")
        assert order is not None
        order.visits[0].pinned_to = unit.technicians.by_code("ADA")
        unit.commit()
    outcome = planned(store)
    assert outcome.plan is None
    assert [entry.visit.order.number for entry in outcome.conflicts if entry.reason == "pin"]
    with store.read() as unit:
        assert unit.plans.latest(base, DAY) is None


@pytest.mark.usefixtures("base")
def test_a_day_without_a_plan_says_how_much_work_waits(store: Store) -> None:
    board = pages(store).board(DAY)
    assert board.plan is None
    assert (board.open_visits, board.technicians) == (3, 1)


@pytest.mark.usefixtures("base")
def test_a_technician_reads_his_day_and_a_day_off_is_no_error(store: Store) -> None:
    planned(store)
    assert len(pages(store).itinerary("ADA", DAY).visits) == 2
    assert pages(store).itinerary("ADA", DAY + timedelta(days=1)).stops == ()
    with pytest.raises(UnknownTechnician):
        pages(store).itinerary("NOBODY", DAY)


@pytest.mark.usefixtures("base")
def test_a_work_order_shows_where_it_is_planned_and_who_changed_it(store: Store) -> None:
    plan = planned(store).plan
    assert plan is not None and plan.id is not None
    publish_plan(store, CLOCK, GreatCircle(), PlanningPolicy(), plan.id, "dispatcher")
    view = pages(store).work_order("WO-2026-000001")
    assert view.visits[0].technician_code == "ADA"
    assert view.history[0].actor == "dispatcher"
    with pytest.raises(UnknownOrder):
        pages(store).work_order("WO-0")


@pytest.mark.usefixtures("base")
def test_the_list_of_orders_finds_by_number(store: Store) -> None:
    found = pages(store).orders(OrderQuery(text="000002"))
    assert [line.number for line in found.lines] == ["WO-2026-000002"]


def test_without_a_base_the_message_says_what_to_do(store: Store) -> None:
    with pytest.raises(NoBase, match="import one"):
        pages(store).board(DAY)


@pytest.mark.usefixtures("base")
def test_what_does_not_exist_is_named(store: Store) -> None:
    with pytest.raises(UnknownBase, match="HARBOUR"):
        plan_days(store, CLOCK, GreatCircle(), PlanningPolicy(), DAY, QUICK, "x", "ATLANTIS")
    with pytest.raises(NoPlan, match="77"):
        publish_plan(store, CLOCK, GreatCircle(), PlanningPolicy(), 77, "x")
