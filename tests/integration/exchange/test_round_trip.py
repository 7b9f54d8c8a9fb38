"""What is exported can be imported again, and then nothing is different."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from dispatch.exchange import TABLES, Content, Counts, Format, Language, Table, file_bytes
from dispatch.exchange.exporting import content_of
from dispatch.store import Store
from tests.builders.full_town import HARD_TEXT, write_full_town
from tests.builders.tables import write_town
from tests.integration.exchange.conftest import load_into


@pytest.fixture(scope="module")
def town(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A database with everything in it, which no test changes."""
    folder = tmp_path_factory.mktemp("town")
    (folder / "town.db").write_bytes(migrated_sqlite.read_bytes())
    with Store.open(f"sqlite:///{folder / 'town.db'}") as store:
        load_into(store, write_town(folder / "first"))  # brings the default policy
        load_into(store, write_full_town(folder / "files"))
        yield store


def contents(store: Store, day: date | None = None) -> dict[str, Content]:
    with store.read() as unit:
        return {table.name: content_of(unit, table, day) for table in TABLES}


def write(folder: Path, format: Format, language: Language, *content: Content) -> list[Path]:
    """All tables in one file, or a CSV file of each."""
    groups = [[one] for one in content] if format is Format.CSV else [list(content)]
    paths = []
    for group in groups:
        path = folder / f"{group[0].table.title(language)}.{format}"
        path.write_bytes(file_bytes(group, format, language))
        paths.append(path)
    return paths


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("format", Format)
def test_an_export_makes_the_same_database_elsewhere(
    town: Store, store: Store, tmp_path: Path, format: Format, language: Language
):
    before = contents(town)
    assert all(content.rows for content in before.values())
    files = write(tmp_path, format, language, *before.values())
    load_into(store, files)
    after = contents(store)
    for name, content in before.items():
        assert after[name].rows == content.rows, name
    assert load_into(store, files).changed_nothing


@pytest.mark.parametrize(
    ("format", "language"),
    [
        (Format.CSV, Language.CHINESE),
        (Format.XLSX, Language.ENGLISH),
        (Format.JSON, Language.CHINESE),
    ],
)
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_importing_one_exported_table_again_changes_nothing(
    town: Store, tmp_path: Path, table: Table, format: Format, language: Language
):
    content = contents(town)[table.name]
    report = load_into(town, write(tmp_path, format, language, content))
    assert report.tables == {table.name: Counts(unchanged=len(content.rows))}


def test_a_day_narrows_what_has_one(town: Store):
    spring = {
        name: len(content.rows) for name, content in contents(town, date(2026, 3, 17)).items()
    }
    assert (spring["shifts"], spring["work_orders"], spring["finished_visits"]) == (2, 1, 0)
    assert spring["customers"] == 3
    assert len(contents(town, date(2026, 10, 25))["shifts"].rows) == 1
    assert len(contents(town, date(2026, 3, 3))["finished_visits"].rows) == 1


def test_text_that_could_be_a_formula_is_none_in_a_file(town: Store):
    customers = contents(town)["customers"]
    text = file_bytes([customers], Format.CSV, Language.ENGLISH).decode("utf-8-sig")
    assert "C2,'=Mill Farm,regular" in text
    assert "'+44 1632 960001" in text
    assert ",new,'-1,'@home" in text


def test_cells_of_a_workbook_have_types(town: Store, tmp_path: Path):
    (path,) = write(tmp_path, Format.XLSX, Language.ENGLISH, contents(town)["work_orders"])
    headings, first, *_ = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    cells = dict(zip(headings, first, strict=True))
    assert str(cells["reported_at"]) == "2026-03-17 07:10:00"
    assert cells["duration_minutes"] == 80
    assert cells["severity"] == "emergency"


def test_hard_text_is_kept_to_the_letter(town: Store):
    with town.read() as unit:
        order = unit.work_orders.by_number("WO-2026-000102")
        named = unit.customers.by_code("C3")
    # the one apostrophe that stood there for the spreadsheet is gone
    assert order.description == HARD_TEXT.removeprefix("'")
    assert (named.name, named.phone, named.email) == ("#N/A", "-1", "@home")


def test_json_says_the_words_of_its_language_and_keeps_types(town: Store):
    orders = contents(town)["work_orders"]
    document = json.loads(file_bytes([orders], Format.JSON, Language.CHINESE))
    first = document["工单"][0]
    assert first["严重程度"] == "紧急"
    assert first["工时分钟"] == 80
    assert first["指定次序"] == 2
    assert first["报修时间"] == "2026-03-17T07:10"


def test_an_order_that_is_over_stays_over_elsewhere(town: Store):
    with town.read() as unit:
        closed, cancelled = (
            unit.work_orders.by_number(f"WO-2026-00010{number}") for number in (4, 5)
        )
    assert [order.status.value for order in (closed, cancelled)] == ["closed", "cancelled"]
    assert [order.visits[0].status.value for order in (closed, cancelled)] == ["done", "cancelled"]
    assert closed.resolved_at is not None
