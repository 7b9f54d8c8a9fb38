"""Publishing: two judges hear a draft, with the data of today, before people work by it."""

from collections.abc import Sequence

import pytest

from dispatch.clock import FixedClock
from dispatch.domain.customers import ServiceBase
from dispatch.domain.orders import OrderStatus
from dispatch.domain.plans import PlanStatus
from dispatch.domain.policy import PlanningPolicy
from dispatch.domain.skills import SkillLevel
from dispatch.domain.team import Absence
from dispatch.planning.judgement import Judgement
from dispatch.planning.plan_days import PlanOutcome
from dispatch.planning.progress import SearchOptions
from dispatch.planning.translate.judged import Case, judge
from dispatch.services.errors import PlanRejected
from dispatch.services.pages import Pages
from dispatch.services.planning import plan_days
from dispatch.services.publishing import publish_plans
from dispatch.store import Store
from dispatch.travel.great_circle import GreatCircle
from solver.certify import Certificate, Disagreement, Ruling
from solver.problem import Problem
from solver.solution import Solution
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
POLICY = PlanningPolicy()


@pytest.fixture
def draft(store: Store) -> int:
    """The number of a draft in which ADA, the only technician, serves two visits."""
    base: ServiceBase = a_base(code="HARBOUR")
    ada = a_technician(code="ADA", base=base, skills=[SkillLevel("gas", 2)], hour_price=4000)
    with store.write(actor="test", now=at(7)) as unit:
        unit.shifts.add(a_shift(ada, breaks=[a_lunch()]))
        for number in (1, 2):
            order = a_work_order(
                number=f"WO-2026-00000{number}",
                site=a_site(base=base),
                status=OrderStatus.AWAITING_VISIT,
            )
            order.visits.append(a_visit(order, skills=[SkillLevel("gas", 1)]))
            unit.work_orders.add(order)
        unit.commit()
    outcome: PlanOutcome = plan_days(
        store,
        CLOCK,
        GreatCircle(),
        POLICY,
        DAY,
        SearchOptions(seconds=1.0, engine="greedy"),
        "dispatcher",
    )
    assert outcome.plan is not None
    assert outcome.plan.id is not None
    return outcome.plan.id


def publish(store: Store, plans: Sequence[int], certificate: Certificate | None = None) -> None:
    def certifier(problem: Problem, solution: Solution) -> Certificate:
        assert certificate is not None
        return certificate

    def decided(case: Case) -> Judgement:
        return judge(case, certifier)

    deciding = judge if certificate is None else decided
    publish_plans(store, CLOCK, GreatCircle(), POLICY, plans, "dispatcher", judge=deciding)


def test_a_published_plan_names_both_judges(store: Store, draft: int) -> None:
    publish(store, [draft])
    board = Pages(store, CLOCK, GreatCircle()).board(DAY)
    assert board.plan is not None
    assert (board.plan.status, board.plan.judges) == (
        PlanStatus.PUBLISHED,
        ("checker", "ortools"),
    )
    assert board.plan.remarks == ()


def test_a_draft_is_judged_with_the_data_of_today(store: Store, draft: int) -> None:
    with store.write(actor="test", now=at(7, 40)) as unit:
        ada = unit.technicians.by_code("ADA")
        assert ada is not None
        unit.absences.add(Absence(ada, at(0), at(23), "flu"))
        unit.commit()
    with pytest.raises(PlanRejected, match="checker: the problem has no vehicle 'ADA'"):
        publish(store, [draft])
    assert status_of(store, draft) is PlanStatus.DRAFT


def test_a_draft_that_ortools_rejects_is_not_published_and_both_figures_are_said(
    store: Store, draft: int
) -> None:
    found = Disagreement("it cannot be reached so early", "ADA", "WO-2026-000001", 10, 11)
    with pytest.raises(PlanRejected) as refused:
        publish(store, [draft], Certificate(Ruling.REJECTED, (found,)))
    assert "task WO-2026-000001 of vehicle ADA" in str(refused.value)
    assert "ours 10, theirs 11" in str(refused.value)
    assert status_of(store, draft) is PlanStatus.DRAFT


def test_a_judge_that_breaks_down_keeps_no_plan_from_being_published_but_it_is_said(
    store: Store, draft: int
) -> None:
    publish(store, [draft], Certificate(Ruling.NOT_HEARD, error="it ended with code -9"))
    board = Pages(store, CLOCK, GreatCircle()).board(DAY)
    assert board.plan is not None
    assert board.plan.judges == ("checker",)
    assert board.plan.remarks == ("ortools has not heard it: it ended with code -9",)


def status_of(store: Store, number: int) -> PlanStatus:
    with store.read() as unit:
        plan = unit.plans.get(number)
        assert plan is not None
        return plan.status
