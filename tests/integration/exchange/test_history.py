"""Finished visits, skills one a row, and orders that other fields have joined."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from dispatch.domain.parts import PartNeed, PartStock
from dispatch.domain.skills import SkillLevel
from dispatch.exchange import Counts
from dispatch.store import Store
from tests.builders.tables import TOWN, write_tables, write_town
from tests.integration.exchange.conftest import Load, load_into

Faults = Callable[[list[Path]], list[str]]

HISTORY = """\
date,technician,skill,severity,tier,region,planned_minutes,actual_minutes,planned_travel_minutes,actual_travel_minutes,arrive_by,arrived_at,first_time_fix
2026-03-02,T1,boiler,emergency,vip,same_city,45,52,15,18,2026-03-02T11:00,2026-03-02T10:42,1
2026-03-02,T1,boiler,enquiry,new,same_city,30,25,10,12,,2026-03-02T13:00,0
"""


def test_the_history_of_the_sample_data_is_imported_and_a_second_time_changes_nothing(
    database_url: str, repository: Path
):
    folder = repository / "sample_data"
    with Store.open(database_url) as store:
        load_into(store, sorted((folder / "city_day").glob("*.csv")))
        first = load_into(store, [folder / "history" / "visits.csv"])
        second = load_into(store, [folder / "history" / "visits.csv"])
        with store.read() as unit:
            stored = unit.finished_visits.count()
            monday = unit.finished_visits.of_days(date(2025, 12, 22), date(2025, 12, 22))
    assert first.tables["finished_visits"] == Counts(created=stored)
    assert second.tables["finished_visits"] == Counts(unchanged=stored)
    arrivals = {(visit.technician.code, visit.arrived_at) for visit in monday}
    assert ("T01", datetime(2025, 12, 22, 8, 56, tzinfo=UTC)) in arrivals


def test_a_finished_visit_arrives_as_written(store: Store, load: Load, tmp_path: Path):
    load(write_town(tmp_path))
    load(write_tables(tmp_path, visits=HISTORY))
    with store.read() as unit:
        first, second = unit.finished_visits.all()
    assert (first.planned, first.actual) == (timedelta(minutes=45), timedelta(minutes=52))
    assert (first.date, first.first_time_fix) == (date(2026, 3, 2), True)
    assert (second.arrive_by, second.first_time_fix) == (None, False)


def test_a_corrected_measurement_is_brought_up_to_date(store: Store, load: Load, tmp_path: Path):
    load(write_town(tmp_path))
    load(write_tables(tmp_path, visits=HISTORY))
    report = load(write_tables(tmp_path, visits=HISTORY.replace(",45,52,", ",45,55,")))
    assert report.tables["finished_visits"] == Counts(updated=1, unchanged=1)
    with store.read() as unit:
        assert unit.finished_visits.all()[0].actual == timedelta(minutes=55)


def test_a_day_shift_moves_the_history_too(store: Store, load: Load, tmp_path: Path):
    load(write_town(tmp_path))
    load(write_tables(tmp_path, visits=HISTORY), day_shift=30)  # clocks have gone forward meanwhile
    with store.read() as unit:
        first, _ = unit.finished_visits.all()
    assert first.date == date(2026, 4, 1)
    assert first.arrived_at == datetime(2026, 4, 1, 9, 42, tzinfo=UTC)


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("T1,boiler,emergency", "T9,boiler,emergency", "there is no technician T9"),
        (",45,52,", ",-1,52,", "must be a number from 0 to 1440"),
        ("T10:42,1", "T10:42,perhaps", "must be yes or no"),
        ("2026-03-02,T1,boiler,em", "2026-03-04,T1,boiler,em", "the day of arrival or the day"),
        ("T13:00", "T10:42Z", "the same arrival stands in visits.csv, row 2"),
        ("boiler,emergency", "Boiler!,emergency", "must be a skill"),
    ],
)
def test_a_visit_that_cannot_have_been_is_refused(
    load: Load, faults_of: Faults, tmp_path: Path, before: str, after: str, fault: str
):
    load(write_town(tmp_path))
    (found,) = faults_of(write_tables(tmp_path, visits=HISTORY.replace(before, after)))
    assert fault in found


def test_a_row_of_skills_adds_or_changes_one_and_leaves_the_others(
    store: Store, load: Load, tmp_path: Path
):
    load(write_town(tmp_path))
    skills = "technician,skill,level\nT1,boiler,5\nT1,solar,2\nT1,hvac,3\n"
    paths = write_tables(tmp_path, skills=skills)
    assert load(paths).tables["skills"] == Counts(created=1, updated=1, unchanged=1)
    with store.read() as unit:
        skills = list(unit.technicians.by_code("T1").skills)
    assert sorted(skills) == [
        SkillLevel("boiler", 5),
        SkillLevel("hvac", 3),
        SkillLevel("solar", 2),
    ]
    assert load(paths).changed_nothing


def test_skills_in_both_tables_agree_on_the_rows_of_their_own(load: Load, tmp_path: Path):
    skills = "technician,skill,level\nT1,boiler,5\n"
    paths = [*write_town(tmp_path), *write_tables(tmp_path, skills=skills)]
    assert load(paths).tables["skills"] == Counts(created=1)
    assert load(paths).changed_nothing


def test_parts_pins_and_limits_are_kept(store: Store, load: Load, tmp_path: Path):
    technicians = (
        "code,name,base,home_latitude,home_longitude,stock,max_visits,max_travel_minutes\n"
        "T1,Marta Quill,harbour,49.92,-9.0,gasket:4; valve,6,240\n"
    )
    orders = (
        "number,site,channel,severity,description,reported_at,duration_minutes,setup_minutes,parts,"
        "pinned_technician,pinned_start,pinned_position,preferred_technicians\n"
        "WO-1,S1,web,enquiry,Help,2026-03-17T07:00,30,10,gasket:2,T1,2026-03-17T09:00,1,T1; T2\n"
    )
    load(write_town(tmp_path))
    load(write_tables(tmp_path, technicians=technicians, work_orders=orders))
    with store.read() as unit:
        technician = unit.technicians.by_code("T1")
        (visit,) = unit.work_orders.by_number("WO-1").visits
    assert list(technician.stock) == [PartStock("gasket", 4), PartStock("valve", 1)]
    assert (technician.max_visits, technician.max_travel) == (6, timedelta(hours=4))
    assert (visit.setup, visit.pinned_position) == (timedelta(minutes=10), 1)
    assert visit.pinned_start == datetime(2026, 3, 17, 9, tzinfo=UTC)
    assert list(visit.parts) == [PartNeed("gasket", 2)]
    assert [technician.code for technician in visit.preferred_technicians] == ["T1", "T2"]


def test_an_import_does_not_end_an_order_nor_open_one_again(
    load: Load, faults_of: Faults, tmp_path: Path
):
    load(write_town(tmp_path))
    header = "number,site,channel,severity,description,reported_at,status,resolved_at\n"
    row = "WO-2026-000103,S2,email,enquiry,Wants an invoice,2026-03-16T09:00,cancelled,\n"
    (fault,) = faults_of(write_tables(tmp_path, work_orders=header + row))
    assert "is responded here: an import does not change that" in fault
    closed = "WO-9,S2,email,enquiry,Old,2026-03-16T09:00,closed,\n"
    (fault,) = faults_of(write_tables(tmp_path, work_orders=header + closed))
    assert "resolved_at: belongs to an order that is resolved or closed" in fault


def test_orders_inserted_at_once_are_audited_like_any_other(
    store: Store, load: Load, tmp_path: Path
):
    load(write_town(tmp_path))
    with store.read() as unit:
        order, visit = unit.audit.of_order("WO-2026-000101")
    assert (order.action, order.actor, order.subject_type) == ("created", "Dana", "WorkOrder")
    assert order.changes["site"] == {"after": "S1"}
    assert order.changes["status"] == {"after": "awaiting_visit"}
    assert visit.changes["duration"] == {"after": 80 * 60}
    assert visit.changes["skills"] == {"after": [{"skill": "refrigeration", "level": 3}]}


def test_numbers_that_are_given_go_on_from_the_highest_and_leave_no_gap(
    store: Store, load: Load, tmp_path: Path
):
    row = ",S1,,app,enquiry,Wants price {},2026-03-16T11:00,,30,hvac:1,\n"
    orders = TOWN["work_orders"] + "".join(map(row.format, range(3)))
    load(write_town(tmp_path, work_orders=orders))
    later = TOWN["work_orders"].splitlines()[0] + "\n" + row.format("again")
    load(write_tables(tmp_path, work_orders=later))
    with store.read() as unit:
        numbers = [order.number for order in unit.work_orders.all()]
    assert numbers == [f"WO-2026-{number:06}" for number in range(101, 108)]


def test_an_order_is_given_an_asset_that_comes_in_the_same_import(
    store: Store, load: Load, tmp_path: Path
):
    load(write_town(tmp_path))
    assets = TOWN["assets"] + "RE-2,Polaris CR-9,S2,\n"
    orders = TOWN["work_orders"].replace("000102,S2,,", "000102,S2,RE-2,")
    report = load(write_tables(tmp_path, assets=assets, work_orders=orders))
    assert report.tables["work_orders"] == Counts(updated=1, unchanged=2)
    with store.read() as unit:
        assert unit.work_orders.by_number("WO-2026-000102").asset.serial == "RE-2"
