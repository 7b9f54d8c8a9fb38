"""Units that run at the same time in several threads."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from dispatch.store import Store, migrate
from tests.builders.domain import a_customer, a_site, a_work_order, at


def together(*actions):
    """Run actions at the same moment, each in a thread; raise what any of them raises."""
    barrier = Barrier(len(actions))

    def act(action):
        barrier.wait()
        return action()

    with ThreadPoolExecutor(len(actions)) as pool:
        return [future.result() for future in [pool.submit(act, action) for action in actions]]


def test_writers_that_read_first_wait_for_each_other(store, keep):
    customer = a_customer(phone="0")
    keep(customers=customer)

    def count_on():
        for _ in range(5):
            with store.write(actor="ana", now=at(9)) as unit:
                others = unit.customers.count()
                unit.customers.add(a_customer(name=f"the {others}th"))
                unit.commit()

    together(count_on, count_on)
    with store.read() as unit:
        assert unit.customers.count() == 11


def test_a_reader_neither_waits_for_a_writer_nor_sees_its_half(store, keep):
    keep(customers=a_customer())
    with store.write(actor="ana", now=at(9)) as writing:
        writing.customers.add(a_customer())
        writing.flush()
        with store.read() as reading:
            assert reading.customers.count() == 1
            writing.commit()
            assert reading.customers.count() == 1
    with store.read() as reading:
        assert reading.customers.count() == 2


def test_numbers_given_at_the_same_time_have_no_gaps_and_no_doubles(store, keep):
    site = a_site()
    keep(sites=site)

    def report():
        numbers = []
        for _ in range(4):
            with store.write(actor="ana", now=at(9)) as unit:
                number = unit.work_orders.next_number(2026)
                unit.work_orders.add(a_work_order(number=number, site=unit.sites.get(site.id)))
                unit.commit()
            numbers.append(number)
        return numbers

    first, second = together(report, report)
    assert sorted(first + second) == [f"WO-2026-{number:06d}" for number in range(1, 9)]


def test_a_number_that_is_not_used_is_given_again(store):
    with store.write(actor="ana", now=at(9)) as unit:
        assert unit.work_orders.next_number(2026) == "WO-2026-000001"
    with store.write(actor="ana", now=at(9)) as unit:
        assert unit.work_orders.next_number(2026) == "WO-2026-000001"
        assert unit.work_orders.next_number(2026) == "WO-2026-000002"
        assert unit.work_orders.next_number(2027) == "WO-2027-000001"
        unit.commit()
    with store.write(actor="ana", now=at(9)) as unit:
        assert unit.work_orders.next_number(2026) == "WO-2026-000003"


def test_numbers_that_an_import_brought_are_passed_over(store, keep):
    site = a_site()
    numbers = ["WO-2026-000007", "WO-2026-OLD", "WO-2025-000099"]
    keep(work_orders=[a_work_order(number=number, site=site) for number in numbers])
    with store.write(actor="ana", now=at(9)) as unit:
        assert unit.work_orders.next_number(2026) == "WO-2026-000008"


def test_processes_that_start_together_migrate_once(empty_database_url):
    together(*[lambda: migrate(empty_database_url)] * 3)
    with Store.open(empty_database_url) as store, store.read() as unit:
        assert unit.customers.all() == []
