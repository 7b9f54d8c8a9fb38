"""What goes into the store comes out the same, on both databases, after the unit has closed."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

import pytest

from dispatch.domain.customers import CustomerTier, Region
from dispatch.domain.orders import Channel, OrderStatus, VisitStatus
from dispatch.domain.parts import PartNeed, PartStock
from dispatch.domain.plans import PlanStatus, StopKind
from dispatch.domain.severity import Severity
from dispatch.domain.skills import SkillLevel
from dispatch.domain.sla import ClassificationRule, Clock, Pause, PauseReason, Target
from dispatch.store import Store
from tests.builders.domain import (
    DAY,
    HARBOUR,
    HILL,
    OFFICE_HOURS,
    a_backlog_entry,
    a_base,
    a_calendar,
    a_customer,
    a_fixed_break,
    a_lunch,
    a_plan,
    a_policy,
    a_service_level,
    a_shift,
    a_site,
    a_stop,
    a_technician,
    a_visit,
    a_window,
    a_work_order,
    an_absence,
    an_asset,
    an_itinerary,
    at,
    hours,
    minutes,
)


def contents(value: Any, seen: tuple[int, ...] = ()) -> Any:
    """An object and everything it refers to, as plain values; a circle ends where it closes."""
    if id(value) in seen:
        return "..."
    if is_dataclass(value):
        inner = (*seen, id(value))
        return {f.name: contents(getattr(value, f.name), inner) for f in fields(value)}
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [contents(item, seen) for item in value]
    return value


def a_full_technician(**fields: Any) -> Any:
    return a_technician(
        end=HILL,
        skills=[SkillLevel("oven", 4), SkillLevel("gas", 2)],
        travel_factor=1.2,
        duration_factor=0.8,
        hour_price=3000,
        overtime_hour_price=4500,
        phone="+44 20 7946 0000",
        stock=[PartStock("valve", 3), PartStock("pump", 0)],
        max_visits=6,
        max_travel=hours(3),
        **fields,
    )


def a_full_order() -> Any:
    site = a_site(opening_hours=OFFICE_HOURS, access_notes="Ring twice", region=Region.OUT_OF_TOWN)
    return a_work_order(
        site=site,
        channel=Channel.APP,
        severity=Severity.EMERGENCY,
        asset=an_asset(site=site, warranty_until=date(2027, 12, 31)),
        status=OrderStatus.ON_HOLD,
        service_level=a_service_level(resolve=Target(hours(8), Clock.WORKING)),
        overrule_reason="the mayor asked",
        respond_by=at(7, 30),
        arrive_by=at(9),
        resolve_by=at(12),
        responded_at=at(7, 10),
        arrived_at=at(8, 40),
        resolved_at=at(11),
        pauses=[
            Pause(at(8), at(8, 20), PauseReason.CUSTOMER),
            Pause(at(9), None, PauseReason.PARTS),
        ],
    )


def a_full_visit() -> Any:
    ana, ben, cleo = a_technician(), a_technician(), a_technician()
    return a_visit(
        a_full_order(),
        duration=minutes(45),
        skills=[SkillLevel("oven", 3)],
        windows=[a_window(at(8), at(10)), a_window(at(13), at(15))],
        not_before=at(8, 30),
        pinned_to=ana,
        required_technicians=[ana],
        excluded_technicians=[ben],
        preferred_technicians=[ana, cleo],
        status=VisitStatus.SCHEDULED,
        setup=minutes(10),
        pinned_start=at(9, 15),
        pinned_position=2,
        parts=[PartNeed("valve", 2), PartNeed("hose")],
    )


def a_full_plan() -> Any:
    base = a_base()
    shift = a_shift(a_technician(base=base), breaks=[a_lunch()])
    lunch = replace(a_stop(sequence=2), kind=StopKind.BREAK, visit=None, place=HARBOUR)
    itinerary = an_itinerary(shift, stops=[a_stop(a_visit()), lunch])
    return a_plan(
        base=base,
        status=PlanStatus.PUBLISHED,
        published_at=at(8),
        itineraries=[itinerary],
        backlog=[
            a_backlog_entry(),
            a_backlog_entry(action={"code": "train", "sentence": "Train Ana.", "details": {}}),
        ],
        prices={"late_minute": {"4": 2000}},
        check={"violations": [], "cost": 750},
    )


ENTITIES = {
    "bases": a_base,
    "customers": lambda: a_customer(tier=CustomerTier.VIP, phone="1", email="a@b.example"),
    "sites": lambda: a_site(opening_hours=OFFICE_HOURS),
    "assets": lambda: an_asset(warranty_until=date(2027, 1, 1)),
    "technicians": a_full_technician,
    "shifts": lambda: a_shift(
        a_full_technician(), breaks=[a_lunch(), a_fixed_break(place=HILL)], max_duration=hours(8)
    ),
    "absences": an_absence,
    "calendars": lambda: a_calendar(country="GB", subdivision="ENG"),
    "service_levels": a_service_level,
    "sla_policies": lambda: a_policy(
        rules=[
            ClassificationRule(
                1, a_service_level(), Severity.EMERGENCY, CustomerTier.NEW, Region.SAME_CITY
            ),
            ClassificationRule(2, a_service_level()),
        ]
    ),
    "work_orders": a_full_order,
    "visits": a_full_visit,
    "plans": a_full_plan,
}


@pytest.mark.parametrize("repository", ENTITIES)
def test_an_entity_comes_back_as_it_was_written(store: Store, repository):
    entity = ENTITIES[repository]()
    with store.write(actor="ana", now=at(7)) as unit:
        getattr(unit, repository).add(entity)
        unit.commit()
    with store.read() as unit:
        stored = getattr(unit, repository).get(entity.id)
    assert stored is not entity
    assert contents(stored) == contents(entity)


def test_codes_serials_and_numbers_find_their_entities(store, keep):
    site = a_site()
    asset, order = an_asset(site=site), a_work_order(site=site)
    keep(assets=asset, work_orders=order)
    with store.read() as unit:
        assert unit.sites.by_code(site.code).id == site.id
        assert unit.assets.by_code(asset.serial).id == asset.id
        assert unit.work_orders.by_number(order.number).id == order.id
        assert unit.sites.by_code("elsewhere") is None


def test_all_lists_by_code(store, keep):
    keep(customers=[a_customer(code="C-b"), a_customer(code="C-a")])
    with store.read() as unit:
        assert [customer.code for customer in unit.customers.all()] == ["C-a", "C-b"]
        assert unit.customers.count() == 2


def test_an_order_brings_its_visits_and_they_know_their_order(store, keep):
    visit = a_visit()
    keep(visits=[visit, a_visit(visit.order)])
    with store.read() as unit:
        order = unit.work_orders.by_number(visit.order.number)
    assert len(order.visits) == 2
    assert all(each.order is order for each in order.visits)


def test_what_is_not_committed_is_not_written(store):
    with store.write(actor="ana", now=at(7)) as unit:
        unit.customers.add(a_customer())
        unit.flush()
    with store.read() as unit:
        assert unit.customers.all() == []
        assert unit.audit.latest() == []


def test_an_error_inside_a_unit_writes_nothing(store):
    with pytest.raises(ZeroDivisionError), store.write(actor="ana", now=at(7)) as unit:
        unit.customers.add(a_customer())
        unit.flush()
        raise ZeroDivisionError
    with store.read() as unit:
        assert unit.customers.all() == []


def test_removing_an_order_removes_its_visits_and_their_parts(store, keep):
    visit = a_full_visit()
    keep(visits=visit)
    with store.write(actor="ana", now=at(9)) as unit:
        unit.work_orders.remove(unit.work_orders.by_number(visit.order.number))
        unit.commit()
    with store.read() as unit:
        assert unit.work_orders.all() == []
        assert unit.visits.all() == []


def test_lists_of_values_can_be_replaced_and_changed_in_place(store, keep):
    ana = a_technician(skills=[SkillLevel("gas", 1)])
    keep(technicians=ana)
    with store.write(actor="ana", now=at(9)) as unit:
        held = unit.technicians.by_code(ana.code)
        held.skills = [SkillLevel("gas", 2), SkillLevel("oven", 3)]
        unit.flush()
        held.skills.remove(SkillLevel("gas", 2))
        held.skills.append(SkillLevel("lift", 5))
        unit.commit()
    with store.read() as unit:
        stored = unit.technicians.by_code(ana.code)
        assert stored.skills == [SkillLevel("oven", 3), SkillLevel("lift", 5)]


def test_small_values_are_kept_by_key(store):
    with store.write(actor="ana", now=at(7)) as unit:
        unit.meta["demo"] = {"day": "2026-07-01"}
        unit.meta["city"] = 7
        unit.meta["city"] = 8
        unit.commit()
    with store.write(actor="ana", now=at(7)) as unit:
        assert dict(unit.meta) == {"demo": {"day": "2026-07-01"}, "city": 8}
        del unit.meta["city"]
        unit.commit()
    with store.read() as unit:
        assert unit.meta.get("city") is None
        with pytest.raises(KeyError):
            unit.meta["city"]


def test_a_cleared_store_holds_nothing_and_works_on(store, keep):
    keep(plans=a_full_plan(), sla_policies=a_policy())
    store.clear()
    with store.read() as unit:
        assert unit.plans.all() == []
        assert unit.audit.latest() == []
    keep(customers=a_customer())


def test_days_with_plans_are_listed(store, keep):
    base = a_base()
    keep(plans=[a_plan(base=base), a_plan(base=base), a_plan(base=base, date=date(2026, 7, 3))])
    with store.read() as unit:
        assert unit.plans.days(base) == [DAY, date(2026, 7, 3)]
