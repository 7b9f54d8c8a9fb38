"""Two people change the same thing: one wins, the other is told, nothing is lost."""

import pytest

from dispatch.domain.orders import OrderStatus
from dispatch.domain.skills import SkillLevel
from dispatch.errors import Conflict
from dispatch.store import AlreadyExists, ConflictError, StillInUse
from tests.builders.domain import (
    a_base,
    a_customer,
    a_lunch,
    a_shift,
    a_site,
    a_technician,
    a_work_order,
    at,
    minutes,
)


@pytest.fixture
def two_copies(store):
    """One stored entity as two people read it at the same time."""

    def two_copies(repository, id):
        with store.read() as first, store.read() as second:
            return getattr(first, repository).get(id), getattr(second, repository).get(id)

    return two_copies


def write(store, actor, repository, entity):
    with store.write(actor=actor, now=at(9)) as unit:
        getattr(unit, repository).add(entity)
        unit.commit()


def test_the_loser_of_a_concurrent_edit_is_told_which_order_it_was(store, keep, two_copies):
    order = a_work_order(number="WO-2026-000042")
    keep(work_orders=order)
    winners, losers = two_copies("work_orders", order.id)
    winners.description = "It smells of gas"
    losers.description = "Never mind"
    write(store, "ana", "work_orders", winners)
    with pytest.raises(ConflictError, match="WorkOrder WO-2026-000042 was changed") as conflict:
        write(store, "ben", "work_orders", losers)
    assert conflict.value.subjects == ("WorkOrder WO-2026-000042",)
    assert isinstance(conflict.value, Conflict)
    with store.read() as unit:
        assert unit.work_orders.get(order.id).description == "It smells of gas"
        assert [e.actor for e in unit.audit.of("WorkOrder", order.number)] == ["setup", "ana"]


def test_only_the_stale_one_of_several_changes_is_named_and_none_is_written(
    store, keep, two_copies
):
    site = a_site()
    keep(sites=site)
    winners, losers = two_copies("sites", site.id)
    winners.name = "Old mill"
    write(store, "ana", "sites", winners)
    losers.name = "New mill"
    losers.customer.phone = "112"
    with pytest.raises(ConflictError) as conflict:
        write(store, "ben", "sites", losers)
    assert conflict.value.subjects == (f"Site {site.code}",)
    with store.read() as unit:
        assert unit.customers.get(site.customer.id).phone == ""


def test_a_change_of_a_list_counts_as_a_change_of_its_owner(store, keep, two_copies):
    ana = a_technician(skills=[SkillLevel("gas", 1)])
    keep(technicians=ana)
    winners, losers = two_copies("technicians", ana.id)
    winners.skills.append(SkillLevel("lift", 2))
    losers.skills = []
    write(store, "ana", "technicians", winners)
    with pytest.raises(ConflictError, match=f"Technician {ana.code}"):
        write(store, "ben", "technicians", losers)
    with store.read() as unit:
        assert len(unit.technicians.get(ana.id).skills) == 2


def test_a_change_of_a_part_counts_as_a_change_of_its_owner(store, keep, two_copies):
    shift = a_shift(breaks=[a_lunch()])
    keep(shifts=shift)
    winners, losers = two_copies("shifts", shift.id)
    winners.breaks[0].duration = minutes(45)
    losers.breaks[0].duration = minutes(15)
    write(store, "ana", "shifts", winners)
    with pytest.raises(ConflictError, match=f"Shift {shift.technician.code}"):
        write(store, "ben", "shifts", losers)


def test_what_somebody_else_changed_is_not_removed(store, keep, two_copies):
    customer = a_customer()
    keep(customers=customer)
    winners, losers = two_copies("customers", customer.id)
    winners.name = "Mill bakery"
    write(store, "ana", "customers", winners)
    with (
        pytest.raises(ConflictError, match=f"Customer {customer.code}"),
        store.write(actor="ben", now=at(9)) as unit,
    ):
        unit.customers.remove(losers)
        unit.commit()


def test_a_form_that_shows_an_old_version_is_refused(store, keep):
    order = a_work_order()
    keep(work_orders=order)
    with store.write(actor="ana", now=at(8)) as unit:
        unit.work_orders.by_number(order.number, version=1).status = OrderStatus.CANCELLED
        unit.commit()
    with store.write(actor="ben", now=at(9)) as unit, pytest.raises(ConflictError):
        unit.work_orders.by_number(order.number, version=1)


def test_a_taken_code_is_named(store, keep):
    keep(customers=a_customer(code="C-7"))
    with pytest.raises(AlreadyExists, match=r"customer with the same code .*Customer C-7"):
        keep(customers=a_customer(code="C-7"))


def test_a_technician_has_one_shift_at_a_time(store, keep):
    ana = a_technician()
    keep(shifts=a_shift(ana))
    with (
        pytest.raises(AlreadyExists, match="same technician_id and starts_at"),
        store.write(actor="bob", now=at(9)) as unit,
    ):
        unit.shifts.add(a_shift(unit.technicians.by_code(ana.code)))
        unit.flush()


def test_what_is_referred_to_cannot_be_removed(store, keep):
    site = a_site(base=a_base())
    keep(sites=site)
    with (
        pytest.raises(StillInUse, match=f"Customer {site.customer.code} cannot be removed"),
        store.write(actor="ben", now=at(9)) as unit,
    ):
        unit.customers.remove(unit.customers.get(site.customer.id))
        unit.commit()
    with store.read() as unit:
        assert unit.customers.count() == 1
