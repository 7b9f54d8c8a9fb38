"""What people ask of a day holds in the plan that is kept, or the backlog says why it cannot."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from dispatch.clock import FixedClock
from dispatch.domain.customers import Site
from dispatch.domain.geography import Coordinates
from dispatch.domain.orders import OrderStatus
from dispatch.domain.parts import PartNeed, PartStock
from dispatch.domain.plans import Itinerary, Plan, Stop, StopKind
from dispatch.domain.policy import PlanningPolicy
from dispatch.domain.skills import SkillLevel
from dispatch.domain.team import Technician
from dispatch.planning.progress import SearchOptions
from dispatch.services.planning import plan_days
from dispatch.store import Store
from dispatch.travel.great_circle import GreatCircle
from tests.builders.domain import (
    DAY,
    a_base,
    a_fixed_break,
    a_shift,
    a_site,
    a_technician,
    a_visit,
    a_work_order,
    an_absence,
    at,
    hours,
    minutes,
)

CLOCK = FixedClock(at(7, 30))
DEPOT = Coordinates(49.93, -9.02)
BASE = "HARBOUR"


class Day:
    """A day of one base in a database: say who works and what is asked, then plan."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._orders = 0
        self._write(lambda unit: unit.bases.add(a_base(code=BASE)))

    def works(self, code: str, *, shift: dict[str, Any] | None = None, **fields: Any) -> None:
        """Somebody works from eight to five, with an hour of overtime."""

        def add(unit: Any) -> None:
            technician = a_technician(code=code, base=unit.bases.by_code(BASE), **fields)
            unit.shifts.add(a_shift(technician, **shift or {}))

        self._write(add)

    def is_off(self, code: str) -> None:
        self._write(
            lambda unit: unit.absences.add(
                an_absence(unit.technicians.by_code(code), starts_at=at(0), ends_at=at(23))
            )
        )

    def asks(self, site: Site | None = None, to: str = "", **fields: Any) -> None:
        """An order with one visit; `to` names the technician it is pinned to or prefers."""

        def add(unit: Any) -> None:
            self._orders += 1
            order = a_work_order(
                number=f"WO-{self._orders}",
                site=site or a_site(base=unit.bases.by_code(BASE)),
                status=OrderStatus.AWAITING_VISIT,
            )
            known = {each.code: each for each in unit.technicians.all()}
            wishes = {name: _people(value, known) for name, value in fields.items()}
            order.visits.append(a_visit(order, **wishes))
            unit.work_orders.add(order)

        self._write(add)

    def _write(self, change: Callable[[Any], None]) -> None:
        with self._store.write(actor="test", now=at(7)) as unit:
            change(unit)
            unit.commit()

    def plan(self) -> Plan:
        """The plan as it is read back from the database."""
        options = SearchOptions(seconds=1.0, engine="greedy")
        outcome = plan_days(
            self._store, CLOCK, GreatCircle(), PlanningPolicy(), DAY, options, "dispatcher"
        )
        assert outcome.plan is not None and outcome.plan.id is not None, outcome.conflicts
        with self._store.read() as unit:
            plan = unit.plans.get(outcome.plan.id)
        assert plan is not None
        return plan


def _people(value: Any, known: dict[str, Technician]) -> Any:
    """Technicians for their codes, anything else as it is."""
    if isinstance(value, list):
        return [_people(item, known) for item in value]
    return known[value] if isinstance(value, str) else value


@pytest.fixture
def day(store: Store) -> Day:
    return Day(store)


def itinerary_of(plan: Plan, code: str) -> Itinerary:
    return next(each for each in plan.itineraries if each.technician.code == code)


def served(plan: Plan, code: str) -> list[str]:
    return [stop.visit.order.number for stop in itinerary_of(plan, code).stops if stop.visit]


def stops(plan: Plan, kind: StopKind) -> list[Stop]:
    return [stop for each in plan.itineraries for stop in each.stops if stop.kind is kind]


def reasons(plan: Plan) -> dict[str, str]:
    return {entry.visit.order.number: entry.reason for entry in plan.backlog}


def test_a_pinned_start_is_kept_to_the_minute(day: Day) -> None:
    day.works("ADA")
    day.asks(pinned_start=at(10, 45))
    day.asks()
    starts = {s.visit.order.number: s.start for s in stops(day.plan(), StopKind.VISIT) if s.visit}
    assert starts["WO-1"] == at(10, 45)


def test_pinned_visits_are_served_in_the_order_a_person_wants(day: Day) -> None:
    day.works("ADA")
    for position in (3, 1, 2):
        day.asks(pinned_to="ADA", pinned_position=position)
    assert served(day.plan(), "ADA") == ["WO-2", "WO-3", "WO-1"]


def test_setup_is_paid_once_for_visits_at_one_place(day: Day) -> None:
    day.works("ADA")
    for _ in range(2):
        day.asks(duration=hours(1), setup=minutes(20))
    first, second = stops(day.plan(), StopKind.VISIT)
    assert first.end - first.start == minutes(80)
    assert second.end - second.start == minutes(60)


def test_a_fixed_break_at_a_place_is_driven_to_and_kept_with_its_place(day: Day) -> None:
    day.works("ADA", shift={"breaks": [a_fixed_break(at(12), place=DEPOT)]})
    for hour in (9, 15):
        day.asks(pinned_start=at(hour))
    (rest,) = stops(day.plan(), StopKind.BREAK)
    assert (rest.start, rest.place) == (at(12), DEPOT)
    assert rest.travel > timedelta(0)


def test_visits_go_to_the_van_that_holds_their_parts(day: Day) -> None:
    day.works("ADA")
    day.works("BOB", stock=[PartStock("valve", 2)])
    day.asks(parts=[PartNeed("valve", 2)])
    day.asks(parts=[PartNeed("valve")])
    plan = day.plan()
    assert len(served(plan, "BOB")) == 1
    assert set(reasons(plan).values()) == {"part"}


def test_nobody_gets_more_visits_than_he_may(day: Day) -> None:
    day.works("ADA", max_visits=2)
    for _ in range(3):
        day.asks()
    plan = day.plan()
    assert len(served(plan, "ADA")) == 2
    assert set(reasons(plan).values()) == {"limit"}


def test_a_flexible_day_is_no_longer_than_it_may_be(day: Day) -> None:
    day.works("ADA", shift={"max_duration": hours(4)})
    for _ in range(4):
        day.asks()
    plan = day.plan()
    ada = itinerary_of(plan, "ADA")
    assert ada.returns_at - ada.leaves_at <= hours(4)
    assert len(served(plan, "ADA")) == 3


def test_driving_stays_within_what_a_technician_may_drive(day: Day) -> None:
    day.works("ADA", max_travel=minutes(1))
    day.asks()
    plan = day.plan()
    assert served(plan, "ADA") == []
    assert set(reasons(plan)) == {"WO-1"}


def test_a_visit_goes_to_whom_it_prefers_where_nothing_else_matters(day: Day) -> None:
    day.works("ADA")
    day.works("BOB")
    day.asks(preferred_technicians=["BOB"])
    plan = day.plan()
    assert served(plan, "BOB") == ["WO-1"]
    assert plan.cost_terms["preference"] == 0


def test_when_all_who_have_the_skill_are_off_the_backlog_says_so(day: Day) -> None:
    day.works("ADA")
    day.works("BOB", skills=[SkillLevel("lift", 3)])
    day.is_off("BOB")
    day.asks(skills=[SkillLevel("lift", 2)])
    (entry,) = day.plan().backlog
    assert entry.reason == "off"
    assert "BOB" in entry.sentence
    assert entry.action is not None
    assert entry.action["sentence"]


def test_a_pin_on_somebody_who_is_off_leaves_the_rest_of_the_day_alone(day: Day) -> None:
    day.works("ADA")
    day.works("BOB")
    day.is_off("BOB")
    day.asks(pinned_to="BOB")
    day.asks()
    plan = day.plan()
    assert served(plan, "ADA") == ["WO-2"]
    assert set(reasons(plan)) == {"WO-1"}
