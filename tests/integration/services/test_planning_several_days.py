"""Several days planned as one: visits find their day, and each day keeps a plan of its own."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from click.testing import CliRunner

from dispatch.cli import main
from dispatch.clock import FixedClock
from dispatch.domain.orders import OrderStatus, Visit
from dispatch.domain.parts import PartNeed, PartStock
from dispatch.domain.plans import Plan, PlanStatus
from dispatch.domain.policy import PlanningPolicy
from dispatch.domain.skills import SkillLevel
from dispatch.planning.plan_days import PlanOutcome
from dispatch.planning.progress import PlanProgress, SearchOptions
from dispatch.services.errors import NoPlan, PublishedElsewhere
from dispatch.services.planning import plan_days
from dispatch.services.publishing import publish_plans
from dispatch.store import Store
from dispatch.travel.great_circle import GreatCircle
from tests.builders.domain import (
    DAY,
    a_base,
    a_shift,
    a_site,
    a_technician,
    a_visit,
    a_window,
    a_work_order,
    at,
    hours,
)

CLOCK = FixedClock(at(7, 30))
TOMORROW = DAY + timedelta(days=1)
QUICK = SearchOptions(seconds=1.0, engine="greedy")


def publish(store: Store, plans: list[int]) -> list[Plan]:
    return publish_plans(store, CLOCK, GreatCircle(), PlanningPolicy(), plans, "dispatcher")


@pytest.fixture
def base(store: Store) -> Any:
    """A base where Ada works today and tomorrow."""
    base = a_base(code="HARBOUR")
    ada = a_technician(code="ADA", base=base, hour_price=4000, skills=[SkillLevel("gas", 2)])
    with store.write(actor="test", now=at(7)) as unit:
        for day in (DAY, TOMORROW):
            times = {"starts_at": at(8, day=day), "ends_at": at(17, day=day)}
            unit.shifts.add(a_shift(ada, max_overtime=timedelta(0), **times))
        unit.commit()
    return base


@pytest.fixture
def ask(store: Store, base: Any):
    """Keeps visits of so many hours each, numbered from 1; the fields are those of the visit."""

    def ask(*visits: dict[str, Any]) -> None:
        with store.write(actor="test", now=at(7)) as unit:
            for number, fields in enumerate(visits, start=1):
                order = a_work_order(
                    number=f"WO-2026-00000{number}",
                    site=a_site(base=unit.bases.by_code("HARBOUR")),
                    status=OrderStatus.AWAITING_VISIT,
                )
                order.visits.append(a_visit(order, **fields))
                unit.work_orders.add(order)
            unit.commit()

    return ask


def planned(store: Store, first: date = DAY, days: int = 2, **options: Any) -> PlanOutcome:
    search = SearchOptions(seconds=1.0, engine="greedy", **options)
    return plan_days(
        store, CLOCK, GreatCircle(), PlanningPolicy(), first, search, "dispatcher", days=days
    )


def served(plan: Plan) -> list[str]:
    return [visit.order.number[-1] for visit in visits_of(plan)]


def visits_of(plan: Plan) -> list[Visit]:
    stops = [stop for itinerary in plan.itineraries for stop in itinerary.stops]
    return [stop.visit for stop in stops if stop.visit is not None]


def test_a_visit_that_today_cannot_hold_moves_to_tomorrow(store: Store, ask) -> None:
    morning_today = [a_window(at(8), at(9))]
    ask({"duration": hours(6), "windows": morning_today}, {"duration": hours(6)})
    today, tomorrow = planned(store).plans
    assert (today.date, tomorrow.date) == (DAY, TOMORROW)
    assert (served(today), served(tomorrow)) == (["1"], ["2"])


def test_each_day_is_kept_with_the_itineraries_of_its_own_shifts(store: Store, base, ask) -> None:
    ask({"windows": [a_window(at(9, day=TOMORROW), at(12, day=TOMORROW))]})
    planned(store)
    with store.read() as unit:
        for day, visits in ((DAY, 0), (TOMORROW, 1)):
            plan = unit.plans.latest(base, day)
            assert plan is not None
            (itinerary,) = plan.itineraries
            assert itinerary.shift.starts_at == at(8, day=day)
            assert len(itinerary.stops) == visits


def test_what_no_day_takes_is_in_the_backlog_of_the_first_day_it_concerns(
    store: Store, ask
) -> None:
    tomorrow_morning = [a_window(at(9, day=TOMORROW), at(12, day=TOMORROW))]
    ask(
        {"skills": [SkillLevel("cooling", 1)]},
        {"skills": [SkillLevel("cooling", 1)], "windows": tomorrow_morning},
        {"skills": [SkillLevel("cooling", 1)], "not_before": at(9, day=TOMORROW)},
        {"skills": [SkillLevel("cooling", 1)], "windows": [a_window(at(5), at(6))]},
    )
    backlogs = [
        {entry.visit.order.number[-1]: entry.reason for entry in plan.backlog}
        for plan in planned(store).plans
    ]
    assert [set(backlog) for backlog in backlogs] == [{"1", "4"}, {"2", "3"}]
    assert set(backlogs[1].values()) == {"skill"}


def test_the_costs_of_the_days_add_up_to_what_the_search_found(store: Store, ask) -> None:
    ask(*[{"duration": hours(4), "skills": [SkillLevel(s, 1)]} for s in ("gas", "gas", "gas", "x")])
    heard: list[PlanProgress] = []
    plans = planned(store, on_progress=heard.append).plans
    total = sum(sum(plan.cost_terms.values()) for plan in plans)
    assert heard[-1].cost == pytest.approx(total / plans[0].prices["units_per_currency"])
    assert all(plan.cost_terms["working"] > 0 for plan in plans)


def test_planning_tomorrow_leaves_what_is_published_for_today(store: Store, ask) -> None:
    ask({}, {"windows": [a_window(at(9, day=TOMORROW), at(12, day=TOMORROW))]})
    (today,) = planned(store, days=1).plans
    assert served(today) == ["1"]
    publish(store, [today.id or 0])
    (tomorrow,) = planned(store, TOMORROW, days=1).plans
    assert served(tomorrow) == ["2"]


def test_several_days_are_published_together_or_not_at_all(store: Store, base, ask) -> None:
    ask({"windows": [a_window(at(9, day=TOMORROW), at(12, day=TOMORROW))]})
    ids = [plan.id or 0 for plan in planned(store).plans]
    with pytest.raises(NoPlan, match="99"):
        publish(store, [*ids, 99])
    with store.read() as unit:
        assert unit.plans.latest(base, DAY, PlanStatus.PUBLISHED) is None
    assert [plan.id for plan in publish(store, ids)] == ids


def test_no_visit_is_published_on_two_days(store: Store, base, ask) -> None:
    ask({})
    (tomorrow,) = planned(store, TOMORROW, days=1).plans
    (today,) = planned(store, days=1).plans
    publish(store, [today.id or 0])
    with pytest.raises(PublishedElsewhere, match=f"WO-2026-000001 on {DAY}"):
        publish(store, [tomorrow.id or 0])
    with store.read() as unit:
        assert unit.plans.latest(base, TOMORROW, PlanStatus.PUBLISHED) is None


def test_a_day_that_is_over_is_planned_as_it_lay_ahead_and_that_is_said(store: Store, ask) -> None:
    ask({})
    later = FixedClock(CLOCK.now() + timedelta(days=30))
    outcome = plan_days(store, later, GreatCircle(), PlanningPolicy(), DAY, QUICK, "dispatcher")
    assert served(outcome.plans[0]) == ["1"]
    assert any("is over" in note for note in outcome.notes)


def test_the_command_prints_each_day_and_gives_a_list_as_data(
    store: Store, ask, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask({}, {"windows": [a_window(at(9, day=TOMORROW), at(12, day=TOMORROW))]})
    monkeypatch.setenv("DISPATCH_DATABASE_URL", database_url)
    asked = ["--date", DAY.isoformat(), "--days", "2", "--json"]
    planned_days = CliRunner().invoke(main, ["plan", *asked, "--time-limit", "1"])
    shown_days = CliRunner().invoke(main, ["show", *asked])
    assert (planned_days.exit_code, shown_days.exit_code) == (0, 0), planned_days.output
    for result in (planned_days, shown_days):
        assert [day["date"] for day in json.loads(result.stdout)] == [str(DAY), str(TOMORROW)]


@pytest.mark.parametrize(("held", "said"), [(2, True), (3, False)])
def test_a_van_that_must_be_filled_up_between_two_days_is_named(
    store: Store, ask: Any, held: int, said: bool
) -> None:
    with store.write(actor="test", now=at(7)) as unit:
        unit.technicians.by_code("ADA").stock = [PartStock("fuse", held)]
        unit.commit()
    fuses = [PartNeed("fuse", count) for count in (2, 1)]
    windows = [a_window(at(9, day=day), at(12, day=day)) for day in (DAY, TOMORROW)]
    ask(
        *(
            {"parts": [fuse], "windows": [window]}
            for fuse, window in zip(fuses, windows, strict=True)
        )
    )

    outcome = planned(store)

    assert [served(plan) for plan in outcome.plans] == [["1"], ["2"]]
    remark = "ADA uses up 3 of fuse in all and the van holds 2: fill it up before each shift"
    assert (remark in outcome.notes) is said
