"""Whole imports: what arrives in the database, and what a second import makes of it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dispatch.domain.customers import CustomerTier, Region
from dispatch.domain.geography import Coordinates
from dispatch.domain.skills import SkillLevel
from dispatch.exchange import Counts
from dispatch.store import Store
from tests.builders.tables import TOWN, write_tables, write_town
from tests.integration.exchange.conftest import Load, load_into


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize("day", ["first_day", "city_day"])
def test_the_sample_files_are_imported_whole_and_a_second_time_change_nothing(
    database_url: str, repository: Path, day: str
):
    files = sorted((repository / "sample_data" / day).glob("*.csv"))
    with Store.open(database_url) as store:
        first, second = load_into(store, files), load_into(store, files)
    assert first.total == Counts(created=first.total.created)
    assert second.total == Counts(unchanged=first.total.created)
    assert second.changed_nothing


def test_files_may_come_in_any_order(load: Load, tmp_path: Path):
    report = load(list(reversed(write_town(tmp_path))))
    assert report.tables["work_orders"] == Counts(created=3)


def test_files_may_refer_to_what_the_database_holds(load: Load, tmp_path: Path):
    paths = write_town(tmp_path)
    load(paths[:5])
    assert load(paths[5:]).tables["shifts"] == Counts(created=2)


def test_people_and_places_arrive_as_written(store: Store, load: Load, tmp_path: Path):
    load(write_town(tmp_path))
    with store.read() as unit:
        site = unit.sites.by_code("S1")
        technician = unit.technicians.by_code("T1")
    assert (site.customer.name, site.customer.tier) == ("金龙饭店 Golden Dragon", CustomerTier.VIP)
    assert (site.location, site.time_zone) == (Coordinates(49.91, -9.01), "Europe/London")
    assert list(technician.skills) == [SkillLevel("boiler", 4), SkillLevel("hvac", 3)]


def test_the_region_of_a_site_follows_from_the_distance_to_its_base(
    store: Store, load: Load, tmp_path: Path
):
    load(write_town(tmp_path))
    with store.read() as unit:
        regions = [unit.sites.by_code(code).region for code in ("S1", "S2")]
    assert regions == [Region.SAME_CITY, Region.OUT_OF_TOWN]


def test_shifts_have_their_breaks_and_overtime(store: Store, load: Load, tmp_path: Path):
    load(write_town(tmp_path))
    with store.read() as unit:
        first, second = unit.shifts.between(unit.bases.by_code("harbour"), at(17, 0), at(18, 0))
    assert first.max_overtime == timedelta(hours=1)
    assert [rest.earliest_start for rest in first.breaks] == [at(17, 11, 30)]
    assert (second.max_overtime, second.breaks) == (timedelta(0), [])


def test_an_order_with_a_duration_gets_a_visit_and_its_deadlines(
    store: Store, load: Load, tmp_path: Path
):
    load(write_town(tmp_path))
    with store.read() as unit:
        emergency, fault, enquiry = unit.work_orders.all()
    assert emergency.service_level.code == "emergency-city-vip"
    assert emergency.arrive_by == at(17, 8, 10)
    assert [visit.duration for visit in emergency.visits] == [timedelta(minutes=80)]
    assert fault.service_level.code == "general-fault-country"
    assert [window.start for window in fault.visits[0].windows] == [at(17, 10)]
    assert enquiry.visits == []


def test_an_answered_order_awaits_its_visit_and_an_unanswered_one_our_answer(
    store: Store, load: Load, tmp_path: Path
):
    load(write_town(tmp_path))
    with store.read() as unit:
        statuses = [order.status.value for order in unit.work_orders.all()]
        answered = unit.work_orders.by_number("WO-2026-000101").responded_at
    assert statuses == ["awaiting_visit", "reported", "responded"]
    assert answered == at(17, 7, 20)


def test_an_order_without_a_number_gets_the_next_one_and_only_once(
    store: Store, load: Load, tmp_path: Path
):
    orders = TOWN["work_orders"] + ",S1,,app,enquiry,Wants a price,2026-03-16T11:00,,30,hvac:1,\n"
    paths = write_town(tmp_path, work_orders=orders)
    load(paths)
    assert load(paths).changed_nothing
    with store.read() as unit:
        numbers = [order.number for order in unit.work_orders.all()]
    assert numbers == [f"WO-2026-{number:06}" for number in (101, 102, 103, 104)]


def test_a_person_may_overrule_the_rules_with_a_reason(store: Store, load: Load, tmp_path: Path):
    load(write_town(tmp_path))
    header = "number,site,channel,severity,description,reported_at,service_level,overrule_reason\n"
    row = "WO-2026-000200,S2,app,enquiry,Hospital,2026-03-17T07:00,emergency-country,Hospital\n"
    load(write_tables(tmp_path, work_orders=header + row))
    with store.read() as unit:
        order = unit.work_orders.by_number("WO-2026-000200")
    assert (order.service_level.code, order.overrule_reason) == ("emergency-country", "Hospital")
    assert order.arrive_by == at(17, 11)


def test_only_what_differs_is_updated_and_audited(store: Store, load: Load, tmp_path: Path):
    load(write_town(tmp_path))
    report = load(write_town(tmp_path, customers=TOWN["customers"].replace("regular", "new")))
    assert report.tables["customers"] == Counts(updated=1, unchanged=1)
    with store.read() as unit:
        changes = unit.audit.of("Customer", "C2")[-1].changes
    assert changes == {"tier": {"before": "regular", "after": "new"}}


def test_a_customer_who_becomes_a_vip_has_their_orders_promised_anew(
    store: Store, load: Load, tmp_path: Path
):
    load(write_town(tmp_path))
    report = load(write_town(tmp_path, customers=TOWN["customers"].replace("regular", "vip")))
    assert report.tables["work_orders"] == Counts(updated=2, unchanged=1)
    with store.read() as unit:
        level = unit.work_orders.by_number("WO-2026-000102").service_level.code
    assert level == "general-fault-country-vip"


def test_a_missing_column_leaves_what_is_there_and_an_empty_cell_clears_it(
    store: Store, load: Load, tmp_path: Path
):
    load(write_town(tmp_path))
    load(write_tables(tmp_path, customers="code,name,tier\nC1,Golden Dragon,vip\n"))
    with store.read() as unit:
        assert unit.customers.by_code("C1").phone == "+44 1632 960001"
    load(write_tables(tmp_path, customers="code,name,tier,phone\nC1,Golden Dragon,vip,\n"))
    with store.read() as unit:
        assert unit.customers.by_code("C1").phone == ""


def test_changed_breaks_and_skills_replace_the_former_ones(
    store: Store, load: Load, tmp_path: Path
):
    load(write_town(tmp_path))
    report = load(
        write_town(
            tmp_path,
            shifts=TOWN["shifts"].replace("30 min 11:30-13:30", "45 min 12:00-13:00"),
            technicians=TOWN["technicians"].replace("boiler:4; hvac:3", "boiler:5"),
        )
    )
    assert report.tables["shifts"] == report.tables["technicians"]
    assert report.tables["shifts"] == Counts(updated=1, unchanged=1)
    with store.read() as unit:
        shifts = unit.shifts.between(unit.bases.by_code("harbour"), at(17, 0), at(18, 0))
        skills = list(unit.technicians.by_code("T1").skills)
    assert [rest.duration for rest in shifts[0].breaks] == [timedelta(minutes=45)]
    assert skills == [SkillLevel("boiler", 5)]


def test_a_day_shift_moves_every_date_and_no_time_of_the_day(
    store: Store, load: Load, tmp_path: Path
):
    load(write_town(tmp_path), day_shift=14)  # clocks have gone forward meanwhile
    with store.read() as unit:
        order = unit.work_orders.by_number("WO-2026-000102")
        base = unit.bases.by_code("harbour")
        shifts = unit.shifts.between(base, at(31, 0), at(31, 23))
    assert order.visits[0].windows[0].start == at(31, 9)
    assert [shift.starts_at for shift in shifts] == [at(31, 7), at(31, 7)]


def test_rules_of_a_policy_are_replaced_by_those_of_the_file(
    store: Store, load: Load, tmp_path: Path
):
    load(write_town(tmp_path))
    rules = "position,severity,service_level\n1,emergency,emergency-city\n2,,enquiry-city\n"
    load(write_tables(tmp_path, classification_rules=rules))
    with store.read() as unit:
        (policy,) = unit.sla_policies.all()
    assert [rule.service_level.code for rule in policy.rules] == ["emergency-city", "enquiry-city"]
