"""Every change leaves a line: who, when, what, from what to what."""

import pytest

from dispatch.domain.orders import OrderStatus
from dispatch.domain.skills import SkillLevel
from dispatch.domain.sla import ClassificationRule, PauseReason
from dispatch.domain.transitions import change_status
from tests.builders.domain import (
    a_base,
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
    an_itinerary,
    at,
    minutes,
)


@pytest.fixture
def change(store):
    """Changes one stored entity as Bob at nine and returns what the audit then says of it."""

    def change(repository, entity, edit, subject):
        with store.write(actor="bob", now=at(9)) as unit:
            edit(getattr(unit, repository).get(entity.id))
            unit.commit()
        with store.read() as unit:
            entries = unit.audit.of(type(entity).__name__, subject)
        assert [entry.actor for entry in entries] == ["setup", "bob"]
        return entries[-1]

    return change


def test_a_new_order_is_recorded_with_everything_it_holds(store, keep):
    order = a_work_order(number="WO-2026-000001")
    keep(work_orders=order)
    with store.read() as unit:
        (entry,) = unit.audit.of("WorkOrder", "WO-2026-000001")
    assert (entry.actor, entry.at, entry.action) == ("setup", at(6), "created")
    assert entry.changes["site"] == {"after": order.site.code}
    assert entry.changes["reported_at"] == {"after": "2026-07-01T07:00:00+00:00"}
    assert "asset" not in entry.changes


def test_a_change_is_recorded_with_what_was_before(keep, change):
    order = a_work_order()
    keep(work_orders=order)

    def hold(order):
        change_status(order, OrderStatus.RESPONDED, at=at(8))
        change_status(order, OrderStatus.ON_HOLD, at=at(9), pause=PauseReason.PARTS)

    entry = change("work_orders", order, hold, order.number)
    assert (entry.action, entry.at) == ("changed", at(9))
    assert entry.changes == {
        "status": {"before": "reported", "after": "on_hold"},
        "responded_at": {"before": None, "after": "2026-07-01T08:00:00+00:00"},
        "pauses": {
            "before": [],
            "after": [{"start": "2026-07-01T09:00:00+00:00", "end": None, "reason": "parts"}],
        },
    }


def test_values_of_several_columns_are_recorded_as_one(keep, change):
    site = a_site()
    keep(sites=site)
    moved = {"latitude": 1.0, "longitude": 2.0}

    def move(held):
        held.location = type(held.location)(**moved)

    entry = change("sites", site, move, site.code)
    assert entry.changes == {
        "location": {"before": {"latitude": 49.95, "longitude": -9.05}, "after": moved}
    }


def test_references_are_recorded_by_natural_key(store, keep, change):
    ana, ben, visit = a_technician(), a_technician(), a_visit()
    visit.required_technicians = [ana]
    keep(visits=visit, technicians=ben)

    def pin(held):
        held.pinned_to = held.required_technicians[0]
        held.required_technicians = []

    entry = change("visits", visit, pin, f"{visit.order.number} #{visit.id}")
    assert entry.changes == {
        "pinned_to": {"before": None, "after": ana.code},
        "required_technicians": {"before": [ana.code], "after": []},
    }


def test_a_changed_part_is_recorded_as_a_change_of_its_owner(keep, change):
    shift = a_shift(breaks=[a_lunch()])
    keep(shifts=shift)

    def lengthen(held):
        held.breaks[0].duration = minutes(45)

    entry = change("shifts", shift, lengthen, f"{shift.technician.code} #{shift.id}")
    assert [rest["duration"] for rest in entry.changes["breaks"]["before"]] == [1800]
    assert [rest["duration"] for rest in entry.changes["breaks"]["after"]] == [2700]


def test_a_changed_rule_is_recorded_as_a_change_of_its_policy(keep, change):
    policy = a_policy()
    keep(sla_policies=policy)

    def add_rule(held):
        held.rules.append(ClassificationRule(2, a_service_level(code="gold")))

    entry = change("sla_policies", policy, add_rule, policy.code)
    assert [rule["service_level"] for rule in entry.changes["rules"]["after"]][1] == "gold"
    assert len(entry.changes["rules"]["before"]) == 1


def test_a_removal_is_recorded_with_everything_that_was_lost(store, keep):
    absence = an_absence()
    keep(absences=absence)
    with store.write(actor="bob", now=at(9)) as unit:
        unit.absences.remove(unit.absences.get(absence.id))
        unit.commit()
    with store.read() as unit:
        entry = unit.audit.of("Absence", f"{absence.technician.code} #{absence.id}")[-1]
    assert (entry.action, entry.actor) == ("removed", "bob")
    assert entry.changes["reason"] == {"before": "dentist"}


def test_a_visit_taken_out_of_its_order_is_recorded_under_that_order(store, keep):
    visit = a_visit()
    keep(visits=visit)
    with store.write(actor="bob", now=at(9)) as unit:
        unit.work_orders.by_number(visit.order.number).visits.clear()
        unit.commit()
    with store.read() as unit:
        history = unit.audit.of_order(visit.order.number)
    assert [(entry.subject_type, entry.action) for entry in history][-1] == ("Visit", "removed")


def test_the_history_of_an_order_holds_its_visits_and_no_other_order(store, keep):
    visit = a_visit(a_work_order(number="WO-2026-000001"))
    keep(visits=[visit, a_visit(a_work_order(number="WO-2026-0000011"))])
    with store.read() as unit:
        subjects = {entry.subject for entry in unit.audit.of_order("WO-2026-000001")}
    assert subjects == {"WO-2026-000001", f"WO-2026-000001 #{visit.id}"}


def test_a_plan_is_recorded_as_a_whole(store, keep):
    plan = a_plan(itineraries=[an_itinerary(stops=[a_stop()])])
    keep(plans=plan)
    with store.write(actor="bob", now=at(9)) as unit:
        unit.plans.publish(unit.plans.get(plan.id), at(9))
        unit.commit()
    with store.read() as unit:
        created, published = unit.audit.of("Plan", f"{plan.base.code} 2026-07-01 #{plan.id}")
        kinds = {entry.subject_type for entry in unit.audit.latest()}
    assert "itineraries" not in created.changes
    assert published.changes["status"] == {"before": "draft", "after": "published"}
    assert not kinds & {"Stop", "Itinerary"}


def test_nothing_is_recorded_when_nothing_changes(store, keep):
    base = a_base()
    ana = a_technician(base=base, skills=[SkillLevel("gas", 1)])
    keep(technicians=ana)
    with store.write(actor="bob", now=at(9)) as unit:
        held = unit.technicians.by_code(ana.code)
        held.name, held.skills = ana.name, [SkillLevel("gas", 1)]
        unit.commit()
    with store.read() as unit:
        assert len(unit.audit.of("Technician", ana.code)) == 1


def test_lists_that_come_back_in_another_order_have_not_changed(keep, change):
    visit = a_visit(windows=[a_window(at(13), at(15)), a_window(at(8), at(10))])
    keep(visits=visit)

    def lengthen(held):
        held.duration = minutes(90)

    entry = change("visits", visit, lengthen, f"{visit.order.number} #{visit.id}")
    assert list(entry.changes) == ["duration"]
