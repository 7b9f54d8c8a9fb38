"""Workbooks as people make them: several sheets, typed cells, gaps, both languages."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from dispatch.errors import BadInput
from dispatch.exchange import TABLES, Format, Language, Table, template_bytes
from dispatch.store import Store
from tests.builders.tables import write_tables, write_town
from tests.integration.exchange.conftest import Load

Faults = Callable[[list[Path]], list[str]]
Sheets = Mapping[str, Sequence[Sequence[Any]]]


def save(path: Path, sheets: Sheets) -> Path:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    workbook.save(path)
    return path


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute)  # noqa: DTZ001 - a workbook knows no zones


TECHNICIANS = [
    ["code", "name", "base", "home_latitude", "home_longitude", "phone"],
    [101, "Marta Quill", "harbour", 49.92, -9, 441632960001],
    ["007", "Owen Bright", "harbour", "49.9", -9.05, None],
]


def test_a_workbook_holds_a_table_on_every_sheet_and_cells_have_types(
    store: Store, load: Load, tmp_path: Path
):
    load(write_town(tmp_path))
    path = save(
        tmp_path / "team.xlsx",
        {
            "anything": TECHNICIANS,
            "empty": [],
            "Shifts": [
                ["Technician", "Starts At", "ends-at", "BREAKS"],
                ["101", at(20, 8), at(20, 16, 30), "30 min 11:30-13:30"],
                [None, None, None, None],
                ["007", "2026-03-20 08:00", "20.03.2026 4:30 PM", None],
            ],
            "缺勤": [["技术员", "开始时间", "结束时间"], [101, date(2026, 3, 21), at(22, 0)]],
        },
    )
    report = load([path])
    assert {name: counts.created for name, counts in report.tables.items()} == {
        "technicians": 2,
        "shifts": 2,
        "absences": 1,
    }
    with store.read() as unit:
        assert unit.technicians.by_code("101").phone == "441632960001"
        shifts = [shift for shift in unit.shifts.all() if shift.starts_at.day == 20]
    assert {shift.ends_at.hour for shift in shifts} == {16}
    assert load([path]).changed_nothing


def test_faults_name_the_sheet_the_row_and_the_column(
    load: Load, faults_of: Faults, tmp_path: Path
):
    load(write_town(tmp_path))
    shifts = [["technician", "starts_at", "ends_at"], [], ["T1", at(20, 8), time(16)]]
    path = save(tmp_path / "t.xlsx", {"shifts": shifts, "Notes": [["remember"], ["the milk"]]})
    first, second = faults_of([path])
    assert first.startswith("t.xlsx, sheet Notes, row 1: 'remember': these headings belong to no")
    assert second.startswith("t.xlsx, sheet shifts, row 3, ends_at: '16:00:00': must be a date")


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        (timedelta(hours=30), "must be a date and time"),
        ("04/03/2026 08:00", "may mean 2026-03-04 or 2026-04-03"),
        (46098.5, "must be a date and time"),
        (True, "must be a date and time"),
    ],
)
def test_a_cell_that_is_no_time_is_refused(
    load: Load, faults_of: Faults, tmp_path: Path, cell: Any, fault: str
):
    load(write_town(tmp_path))
    rows = [["technician", "starts_at", "ends_at"], ["T1", cell, at(20, 16)]]
    (found,) = faults_of([save(tmp_path / "shifts.xlsx", {"shifts": rows})])
    assert fault in found


def test_merged_cells_are_refused_even_where_nothing_is_required(faults_of: Faults, tmp_path: Path):
    path = save(
        tmp_path / "customers.xlsx",
        {"customers": [["code", "name", "tier", "phone"], ["M1", "Mill", "vip", "123"],
                       ["M2", "Mill Shop", "vip", None]]},
    )  # fmt: skip
    workbook = openpyxl.load_workbook(path)
    workbook["customers"].merge_cells("D2:D3")
    workbook.save(path)
    (fault,) = faults_of([path])
    assert fault == (
        "customers.xlsx, row 2, column D: is merged (D2:D3): unmerge, and give each cell its value"
    )


def test_hidden_sheets_are_passed_over(load: Load, tmp_path: Path):
    rows = [["code", "name", "tier"], ["M1", "Mill", "vip"]]
    path = save(tmp_path / "t.xlsx", {"customers": rows, "lists": [["vip"], ["new"]]})
    workbook = openpyxl.load_workbook(path)
    workbook["lists"].sheet_state = "hidden"
    workbook.save(path)
    assert load([path]).tables["customers"].created == 1


def test_a_formula_that_was_never_calculated_is_not_an_empty_cell(
    faults_of: Faults, tmp_path: Path
):
    rows = [["code", "name", "tier", "phone"], ["M1", "Mill", "vip", "=1+1"]]
    (fault,) = faults_of([save(tmp_path / "customers.xlsx", {"customers": rows})])
    assert fault.startswith("customers.xlsx, row 2, column D: is a formula without a result")


def test_headings_and_values_may_be_chinese(store: Store, load: Load, tmp_path: Path):
    load(write_town(tmp_path))
    customers = "客户编号；客户名称；客户等级\n".replace("；", ";") + "C9;云南路　茶馆;贵宾\n"
    orders = (
        "地点,渠道,严重程度,描述,报修时间,工时分钟,所需技能,可上门时段\n"
        "S1,电话,紧急,冷库升温,2026年3月17日 上午7:10,80,refrigeration：3,2026/3/17 08:00-12:00\n"
    )
    (tmp_path / "客户.csv").write_bytes(customers.encode("gb18030"))
    (tmp_path / "工单.csv").write_bytes(orders.encode("utf-16"))
    report = load([tmp_path / "客户.csv", tmp_path / "工单.csv"])
    assert report.notes == (
        "客户.csv: read as gb18030, separated by semicolons",
        "工单.csv: read as utf-16, separated by commas",
    )
    with store.read() as unit:
        assert unit.customers.by_code("C9").tier.value == "vip"
        (order,) = (order for order in unit.work_orders.all() if order.description == "冷库升温")
    assert order.severity.value == "emergency"
    assert order.reported_at.hour == 7
    assert [window.end.hour for window in order.visits[0].windows] == [12]


@pytest.mark.parametrize("language", Language)
def test_a_template_is_imported_without_its_remarks_and_with_what_is_filled_in(
    store: Store, load: Load, tmp_path: Path, language: Language
):
    path = tmp_path / "all.xlsx"
    path.write_bytes(template_bytes(TABLES, Format.XLSX, language))
    assert load([path]).tables == {}
    load(write_town(tmp_path))
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["客户" if language is Language.CHINESE else "customers"]
    assert str(sheet["A2"].value).startswith("# ")
    assert sheet["A1"].comment is not None
    sheet.append(["C7", "Tea house", "贵宾" if language is Language.CHINESE else "vip"])
    workbook.save(path)
    assert load([path]).tables["customers"].created == 1
    with store.read() as unit:
        assert unit.customers.by_code("C7").name == "Tea house"


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_an_example_of_a_template_needs_only_its_mark_removed(
    load: Load, tmp_path: Path, table: Table
):
    for language in Language:
        path = tmp_path / f"{table.title(language)}.csv"
        text = template_bytes([table], Format.CSV, language).decode("utf-8-sig")
        headings, _, example = text.splitlines()
        path.write_text(f"{headings}\n{example.removeprefix('# ')}\n", encoding="utf-8")
        try:
            load([path])
        except BadInput as error:  # an example may refer to what no row holds
            rules = {fault.rule for fault in error.faults}
            assert all(rule.startswith(("there is no ", "no rule covers ")) for rule in rules), (
                rules
            )


def test_rows_that_begin_with_a_hash_are_remarks_but_never_free_text(
    store: Store, load: Load, tmp_path: Path
):
    load(write_town(tmp_path))
    load(write_tables(tmp_path, customers="name,code,tier\n# 7 Dwarfs,C7,new\n"))
    load(write_tables(tmp_path, customers="code,name,tier\n# C8,Nobody,new\n"))
    with store.read() as unit:
        assert unit.customers.by_code("C7").name == "# 7 Dwarfs"
        assert unit.customers.by_code("C8") is None


def test_all_of_a_town_as_json(load: Load, tmp_path: Path):
    load(write_town(tmp_path))
    path = tmp_path / "customers.json"
    path.write_text('[{"code": "C1", "tier": "new", "name": "A"}, {"code": "C5", "name": "B"}]')
    with pytest.raises(BadInput, match=r"customers.json, row 2, tier: must not be empty"):
        load([path])
    path.write_text('{"customers": [{"code": "C1", "tier": "vip", "name": "A"}]}')
    assert load([path]).tables["customers"].updated == 1
