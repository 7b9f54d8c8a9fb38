"""A published day is planned again: promises are kept where they can be, and changes are named."""

from datetime import timedelta
from typing import Any

import pytest
from click.testing import CliRunner

from dispatch.cli import main
from dispatch.clock import FixedClock
from dispatch.domain.orders import OrderStatus, VisitStatus
from dispatch.domain.plans import Plan
from dispatch.domain.policy import PlanningPolicy
from dispatch.planning.plan_days import PlanOutcome
from dispatch.planning.progress import SearchOptions
from dispatch.services.planning import plan_days
from dispatch.services.publishing import publish_plans
from dispatch.store import Store
from dispatch.travel.great_circle import GreatCircle
from tests.builders.domain import (
    DAY,
    a_base,
    a_service_level,
    a_shift,
    a_site,
    a_technician,
    a_visit,
    a_window,
    a_work_order,
    an_absence,
    at,
    hours,
)

CLOCK = FixedClock(at(7, 30))
TOMORROW = DAY + timedelta(days=1)
CAREFUL = PlanningPolicy(max_changed=0)
Promises = dict[str, tuple[str, Any]]


def publish(store: Store, plans: list[int]) -> list[Plan]:
    return publish_plans(store, CLOCK, GreatCircle(), PlanningPolicy(), plans, "dispatcher")


@pytest.fixture
def base(store: Store) -> Any:
    """A base where two technicians share four visits of two hours, planned and published."""
    base = a_base(code="HARBOUR")
    with store.write(actor="test", now=at(7)) as unit:
        for code, most in (("ADA", 2), ("BOB", 3)):
            technician = a_technician(code=code, base=base, hour_price=4000, max_visits=most)
            unit.shifts.add(a_shift(technician))
        unit.commit()
    for number in range(1, 5):
        ask(store, number, duration=hours(2))
    publish_plans(
        store,
        CLOCK,
        GreatCircle(),
        PlanningPolicy(),
        [plan_id for plan_id, _ in [kept(planned(store))]],
        "dispatcher",
    )
    return base


def ask(store: Store, number: int, *, priority: int = 1, **fields: Any) -> None:
    """Keep a visit of a new order."""
    with store.write(actor="test", now=at(7)) as unit:
        order = a_work_order(
            number=f"WO-2026-00000{number}",
            site=a_site(base=unit.bases.by_code("HARBOUR")),
            service_level=a_service_level(priority=priority),
            status=OrderStatus.AWAITING_VISIT,
        )
        order.visits.append(a_visit(order, **fields))
        unit.work_orders.add(order)
        unit.commit()


def planned(
    store: Store, policy: PlanningPolicy | None = None, *, days: int = 1, free: bool = False
) -> PlanOutcome:
    options = SearchOptions(seconds=1.0, engine="greedy")
    return plan_days(
        store,
        CLOCK,
        GreatCircle(),
        policy or PlanningPolicy(),
        DAY,
        options,
        "dispatcher",
        days=days,
        free=free,
    )


def kept(outcome: PlanOutcome) -> tuple[int, Promises]:
    """Number of the first plan, and who comes when, by order."""
    assert outcome.plan is not None and outcome.plan.id is not None
    return outcome.plan.id, promises(outcome.plan)


def promises(plan: Plan) -> Promises:
    return {
        stop.visit.order.number[-1]: (itinerary.technician.code, stop.start)
        for itinerary in plan.itineraries
        for stop in itinerary.stops
        if stop.visit is not None
    }


def published(store: Store, base: Any) -> Promises:
    with store.read() as unit:
        (plan,) = unit.plans.all()
        return promises(plan)


def call_in_sick(store: Store, code: str) -> None:
    with store.write(actor="test", now=at(7)) as unit:
        person = unit.technicians.by_code(code)
        assert person is not None
        unit.absences.add(an_absence(person, starts_at=at(0), ends_at=at(23)))
        unit.commit()


def test_planning_a_published_day_again_changes_nothing(store: Store, base: Any) -> None:
    before = published(store, base)
    outcome = planned(store)
    assert kept(outcome)[1] == before
    assert outcome.touched == ()
    assert outcome.plan is not None
    assert outcome.plan.cost_terms["change"] == 0


def test_an_emergency_is_served_between_promises_when_nobody_may_be_touched(
    store: Store, base: Any
) -> None:
    before = published(store, base)
    ask(store, 5, priority=4, duration=hours(1))
    outcome = planned(store, CAREFUL)
    after = kept(outcome)[1]
    assert after.keys() - before.keys() == {"5"}
    assert {number: person for number, (person, _) in after.items() if number in before} == {
        number: person for number, (person, _) in before.items()
    }
    assert outcome.touched == ()


def test_a_visit_that_others_would_have_to_make_room_for_waits_when_nobody_may_be_touched(
    store: Store, base: Any
) -> None:
    ask(store, 5, priority=4, duration=hours(1), windows=[a_window(at(8), at(8, 30))])
    assert kept(planned(store))[1].keys() == {"1", "2", "3", "4", "5"}
    outcome = planned(store, CAREFUL)
    assert kept(outcome)[1].keys() == {"1", "2", "3", "4"}
    assert outcome.touched == ()


def test_whose_technician_falls_ill_is_touched_and_named(store: Store, base: Any) -> None:
    adas = {number for number, (code, _) in published(store, base).items() if code == "ADA"}
    call_in_sick(store, "ADA")
    outcome = planned(store)
    after = kept(outcome)[1]
    assert {code for code, _ in after.values()} == {"BOB"}
    assert len(after) == 3
    assert set() != adas <= {visit.order.number[-1] for visit in outcome.touched or ()}
    assert outcome.plan is not None
    assert outcome.plan.cost_terms["change"] >= len(adas & after.keys()) * 2000 * 3600 > 0


def test_a_cap_that_an_illness_makes_impossible_gives_no_plan(store: Store, base: Any) -> None:
    call_in_sick(store, "ADA")
    outcome = planned(store, CAREFUL)
    assert outcome.plans == ()
    assert outcome.conflicts


def test_free_planning_compares_with_nothing(store: Store, base: Any) -> None:
    call_in_sick(store, "ADA")
    outcome = planned(store, CAREFUL, free=True)
    assert outcome.plan is not None
    assert outcome.touched is None
    assert outcome.plan.cost_terms["change"] == 0


def test_a_visit_that_moves_to_another_day_stays_scheduled(store: Store, base: Any) -> None:
    with store.write(actor="test", now=at(7)) as unit:
        (ada, _) = unit.technicians.all()
        unit.shifts.add(a_shift(ada, starts_at=at(8, day=TOMORROW), ends_at=at(17, day=TOMORROW)))
        order = unit.work_orders.by_number("WO-2026-000001")
        assert order is not None
        order.visits[0].windows = [a_window(at(9, day=TOMORROW), at(12, day=TOMORROW))]
        unit.commit()
    outcome = planned(store, days=2)
    today, tomorrow = (promises(plan) for plan in outcome.plans)
    assert "1" not in today
    assert tomorrow.keys() == {"1"}
    assert [visit.order.number for visit in outcome.touched or ()] == ["WO-2026-000001"]
    publish_plans(
        store,
        CLOCK,
        GreatCircle(),
        PlanningPolicy(),
        [plan.id or 0 for plan in outcome.plans],
        "dispatcher",
    )
    with store.read() as unit:
        order = unit.work_orders.by_number("WO-2026-000001")
    assert order is not None
    assert order.visits[0].status is VisitStatus.SCHEDULED


@pytest.mark.usefixtures("base")
def test_the_command_names_who_is_touched(
    store: Store, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPATCH_DATABASE_URL", database_url)
    again = ["plan", "--date", DAY.isoformat(), "--time-limit", "1"]
    call_in_sick(store, "ADA")
    result = CliRunner().invoke(main, again)
    assert result.exit_code == 0, result.output
    assert "Changed against what is published: WO-2026-" in result.stderr
    assert CliRunner().invoke(main, [*again, "--max-changed", "0"]).exit_code == 3
    assert "Changed" not in CliRunner().invoke(main, [*again, "--free"]).stderr


def test_a_cap_and_free_planning_contradict_each_other() -> None:
    result = CliRunner().invoke(main, ["plan", "--free", "--max-changed", "2"])
    assert result.exit_code == 2
    assert "--free forgets" in result.stderr
