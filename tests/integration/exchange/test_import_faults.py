"""What is refused: every fault at once, each with its place, and nothing written."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dispatch.domain.orders import VisitStatus
from dispatch.store import Store
from tests.builders.tables import TOWN, write_tables, write_town
from tests.integration.exchange.conftest import NOW, Load

Faults = Callable[[list[Path]], list[str]]

ORDER = "number,site,channel,severity,description,reported_at,duration_minutes,skills\n"


def test_every_fault_of_every_file_is_told_at_once_in_their_order(
    faults_of: Faults, tmp_path: Path
):
    paths = write_town(
        tmp_path,
        customers="code,name,tier\nC1,Golden Dragon,gold\nC2,,regular\n",
        sites=TOWN["sites"].replace("S2,C2", "S2,C9"),
        technicians=TOWN["technicians"].replace("boiler:4", "boiler:9").replace("49.92", "149"),
        work_orders=ORDER + "WO-1,S9,fax,emergency,Help,yesterday,0,\n",
    )
    assert faults_of(paths) == [
        "customers.csv, row 2, tier: 'gold': must be one of new, regular, vip",
        "customers.csv, row 3, name: must not be empty",
        "sites.csv, row 3, customer: 'C9': there is no customer C9 in the files or the database",
        "technicians.csv, row 2, home_latitude: '149': must be a number from -90 to 90",
        "technicians.csv, row 2, skills: 'boiler:9; hvac:3': 'boiler:9' is not a skill with a "
        "level from 1 to 5, such as boiler:3",
        "work_orders.csv, row 2, channel: 'fax': must be one of phone, web, email, app, preventive",
        "work_orders.csv, row 2, reported_at: 'yesterday': must be a date and time such as "
        "2026-03-17T08:00 or 2026-03-17T08:00Z",
        "work_orders.csv, row 2, duration_minutes: '0': must be a number from 1 to 1440",
        "work_orders.csv, row 2, site: 'S9': there is no site S9 in the files or the database",
    ]


def test_one_fault_in_one_file_keeps_everything_out(
    store: Store, faults_of: Faults, tmp_path: Path
):
    faults_of(write_town(tmp_path, absences="technician,starts_at,ends_at\nT7,x,y\n"))
    with store.read() as unit:
        assert (unit.bases.count(), unit.customers.count(), unit.work_orders.count()) == (0, 0, 0)


def test_a_refused_change_leaves_what_was_there(
    store: Store, load: Load, faults_of: Faults, tmp_path: Path
):
    load(write_town(tmp_path))
    customers = "code,name,tier\nC1,Somebody Else,vip\nC3,New,gold\n"
    faults_of(write_tables(tmp_path, customers=customers))
    with store.read() as unit:
        assert unit.customers.by_code("C1").name == "金龙饭店 Golden Dragon"


def test_a_row_that_refers_to_a_faulty_row_is_not_blamed_for_it(faults_of: Faults, tmp_path: Path):
    customers = TOWN["customers"].replace("vip", "gold")
    assert len(faults_of(write_town(tmp_path, customers=customers))) == 1


def test_the_same_code_twice_names_both_places(faults_of: Faults, tmp_path: Path):
    more = write_tables(tmp_path / "more", customers="code,name,tier\nC2,Again,new\n")
    more[0] = more[0].rename(more[0].with_name("more.csv"))
    (fault,) = faults_of([*write_town(tmp_path), *more])
    assert fault == "more.csv, row 2, code: 'C2': the same code stands in customers.csv, row 3"


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("T1,2026-03-17T16:00,2026-03-17T08:00,,", "must be later than starts_at"),
        ("T1,2026-03-17T08:00,2026-03-18T09:00,,", "longer than 24 hours"),
        ("T1,2026-03-29T01:30,2026-03-29T09:00,,", "clocks in Europe/London skip this time"),
        ("T1,2026-10-25T01:30,2026-10-25T09:00,,", "show this time twice"),
        ("T1,2026-03-17T08:00,2026-03-17T12:00,,30 min 13:00-14:00", "start within the shift"),
        ("T9,2026-03-17T08:00,2026-03-17T12:00,,", "there is no technician T9"),
        ("T2,2026-03-17T08:00,2026-03-17T12:00,-5,", "from 0 to 1440"),
    ],
)
def test_shifts_that_cannot_be_worked_are_refused(
    faults_of: Faults, tmp_path: Path, row: str, fault: str
):
    header = TOWN["shifts"].splitlines()[0]
    (found,) = faults_of(write_town(tmp_path, shifts=f"{header}\n{row}\n"))
    assert fault in found


def test_two_shifts_of_a_technician_may_not_overlap(load: Load, faults_of: Faults, tmp_path: Path):
    load(write_town(tmp_path))
    header, row, *_ = TOWN["shifts"].splitlines()
    moved = row.replace("T1,2026-03-17T08:00", "T1,2026-03-17T09:00")
    (fault,) = faults_of(write_tables(tmp_path, shifts=f"{header}\n{row}\n{moved}\n"))
    assert fault.endswith("overlaps the shift from 2026-03-17 08:00")


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ("S1,phone,enquiry,Help,2026-03-17T07:00,,boiler:1", "duration_minutes: must be given"),
        ("S1,phone,enquiry,,2026-03-17T07:00,30,", "description: must not be empty"),
        ("S1,phone,enquiry,Help,2026-03-29T01:10,30,", "skip this time"),
        (f"S1,phone,enquiry,{'x' * 4001},2026-03-17T07:00,30,", "at most 4000"),
    ],
)
def test_orders_that_make_no_sense_are_refused(
    faults_of: Faults, tmp_path: Path, cells: str, fault: str
):
    (found,) = faults_of(write_town(tmp_path, work_orders=f"{ORDER}WO-1,{cells}\n"))
    assert fault in found


def test_an_asset_must_be_at_the_site_of_the_order(faults_of: Faults, tmp_path: Path):
    orders = TOWN["work_orders"].replace("000102,S2,,", "000102,S2,RE-1,")
    (fault,) = faults_of(write_town(tmp_path, work_orders=orders))
    assert fault.endswith("asset: 'RE-1': is installed at S1, not at S2")


def test_an_order_whose_visit_is_under_way_is_not_changed_but_may_be_repeated(
    store: Store, load: Load, faults_of: Faults, tmp_path: Path
):
    paths = write_town(tmp_path)
    load(paths)
    with store.write(actor="Dana", now=NOW) as unit:
        unit.work_orders.by_number("WO-2026-000101").visits[0].status = VisitStatus.SCHEDULED
        unit.commit()
    assert load(paths).changed_nothing
    longer = TOWN["work_orders"].replace(",80,", ",90,")
    (fault,) = faults_of(write_tables(tmp_path, work_orders=longer))
    assert "WO-2026-000101" in fault
    assert "an import no longer changes it" in fault


def test_rules_that_leave_cases_out_are_refused_with_each_case(
    load: Load, faults_of: Faults, tmp_path: Path
):
    load(write_town(tmp_path))
    rules = "position,severity,tier,service_level\n1,emergency,,emergency-city\n"
    rules += "2,emergency,vip,emergency-city\n3,enquiry,,enquiry-city\n"
    found = faults_of(write_tables(tmp_path, classification_rules=rules))
    assert len(found) == 2 * 3 * 2 + 1
    assert any("no rule covers complex fault, vip, out of town" in fault for fault in found)
    assert any("rule 2 can never decide" in fault for fault in found)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("desk,Desk,closed,Europe/London,,", "cannot count any"),
        ("desk,Desk,Mo 8-17,Europe/London,,", "'8-17' is not of the form"),
        ("desk,Desk,24/7,Mars/Base,,", "is not a time zone"),
        ("desk,Desk,24/7,Europe/London,XX,", "public holidays of 'XX' are not known"),
        ("desk,Desk,24/7,Europe/London,,ENG", "needs a country"),
    ],
)
def test_calendars_that_count_nothing_are_refused(
    faults_of: Faults, tmp_path: Path, row: str, fault: str
):
    header = "code,name,hours,time_zone,country,subdivision"
    (found,) = faults_of(write_tables(tmp_path, calendars=f"{header}\n{row}\n"))
    assert fault in found


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "has no headings"),
        (b"\n\n", "has no headings"),
        (b"colour,size\nred,4\n", "belong to no table; known tables: bases"),
        (b"code,name,tier\nC1,\xe9,vip\n", "is not UTF-8 text (byte 18)"),
        (b'code,name,tier\nC1,"A,vip\n', "is not valid CSV"),
        (b"code,name,tier\nC1,A\n", "row 2: has 2 cells under 3 headings"),
        (b"code,name,tier,colour\nC1,A,vip,red\n", "'colour': is no column of customers"),
        (b"code,name,tier,name\nC1,A,vip,B\n", "stands 2 times among the headings"),
        (b"code,name\nC1,A\n", "row 1, tier: column of customers is missing"),
        (b"code,name,tier\nC1,A\x00B,vip\n", "control characters"),
        (",".join(f"c{n}" for n in range(65)).encode(), "has 65 columns; at most 64"),
    ],
)
def test_files_that_are_no_table_are_refused(
    faults_of: Faults, tmp_path: Path, content: bytes, fault: str
):
    path = tmp_path / "customers.csv"
    path.write_bytes(content)
    (found,) = faults_of([path])
    assert found.startswith("customers.csv")
    assert fault in found


def test_a_file_that_is_not_there_is_named(faults_of: Faults, tmp_path: Path):
    (fault,) = faults_of([tmp_path / "gone.csv"])
    assert fault == "gone.csv: cannot be read: No such file or directory"


def test_a_byte_order_mark_and_blank_lines_do_not_matter(load: Load, tmp_path: Path):
    path = tmp_path / "from a spreadsheet.csv"
    path.write_bytes(b"\xef\xbb\xbf" + TOWN["customers"].replace("\n", "\r\n\r\n").encode())
    assert load([path]).total.created == 2
