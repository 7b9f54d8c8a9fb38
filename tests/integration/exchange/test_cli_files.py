"""`dispatch import`, `export` and `template`, as somebody types them."""

import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from dispatch.cli import main
from dispatch.cli.import_progress import ImportProgress
from dispatch.clock import FixedClock
from dispatch.domain.policy import PlanningPolicy
from dispatch.exchange import TABLES, read_contents
from dispatch.exchange.progress import Stage
from dispatch.planning.progress import SearchOptions
from dispatch.services.importing import import_files
from dispatch.services.planning import plan_days
from dispatch.store import Store
from dispatch.travel.great_circle import GreatCircle
from tests.builders.tables import TOWN, write_tables, write_town
from tests.integration.exchange.conftest import NOW

DAY = "2026-03-17"


@pytest.fixture(autouse=True)
def database(store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Store:
    """The commands use the database of the test, and run in a folder of their own."""
    monkeypatch.setenv("DISPATCH_DATABASE_URL", store.url)
    monkeypatch.chdir(tmp_path)
    return store


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_an_import_says_what_became_of_each_table_and_how_it_was_read(tmp_path: Path):
    paths = write_town(tmp_path)
    paths[1].write_bytes(TOWN["customers"].replace(",", ";").encode("gb18030"))
    result = run("import", *paths)
    assert result.exit_code == 0
    assert "work_orders" in result.stdout
    assert "customers.csv: read as gb18030, separated by semicolons" in result.stdout


def test_faults_end_with_two_and_no_traceback(tmp_path: Path):
    (tmp_path / "bad.xlsx").write_bytes(b"PK\x03\x04 and so on")
    (tmp_path / "bad.json").write_bytes(b"{")
    result = run("import", tmp_path / "bad.xlsx", tmp_path / "bad.json", tmp_path / "gone.csv")
    assert result.exit_code == 2
    assert isinstance(result.exception, SystemExit)
    assert [line.split(":")[0] for line in result.stderr.splitlines()] == [
        "bad.xlsx",
        "bad.json",
        "gone.csv",
    ]


def test_addresses_need_a_server_or_coordinates(tmp_path: Path):
    run("import", *write_town(tmp_path))
    row = "code,customer,base,name,address\nS7,C1,harbour,A,Mill Lane\n"
    result = run("import", *write_tables(tmp_path, sites=row))
    assert result.exit_code == 2
    assert "'Mill Lane': has no coordinates" in result.stderr
    assert "DISPATCH_NOMINATIM_URL" in result.stderr


def test_a_server_must_be_a_url(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("DISPATCH_NOMINATIM_URL", "ftp://example.org")
    result = run("import", *write_town(tmp_path))
    assert result.exit_code == 2
    assert "DISPATCH_NOMINATIM_URL: 'ftp://example.org': must be a URL" in result.stderr


def test_every_table_is_exported_and_imported_again(tmp_path: Path):
    run("import", *write_town(tmp_path))
    assert run("export", "all", "-o", "all.xlsx", "--language", "zh").exit_code == 0
    assert openpyxl.load_workbook("all.xlsx").sheetnames == [table.chinese for table in TABLES]
    result = run("import", "all.xlsx")
    assert result.exit_code == 0
    assert run("export", "all", "-o", "folder/").exit_code == 0
    assert {path.stem for path in Path("folder").iterdir()} == {table.name for table in TABLES}
    assert run("export", "work_orders", "-o", "-").stdout.count("WO-2026-") == 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["export", "all", "-o", "all.csv"], "a CSV file holds one table"),
        (["export", "sites", "-o", "sites.ods"], "must end in .csv, .xlsx or .json"),
        (["export", "customers", "--date", DAY, "-o", "c.csv"], "customers has no days"),
        (["export", "plan", "--date", DAY, "-o", "p.csv"], "has no plan for 2026-03-17"),
        (["export", "colours", "-o", "c.csv"], "'colours' is not one of"),
        (["template", "all", "-o", "t.csv"], "a CSV file holds one table"),
        (["template", "sites", "-o", "t.json"], "templates are .xlsx or .csv"),
        (["template", "sites", "-o", "nowhere/t.csv"], "cannot be written"),
    ],
)
def test_what_cannot_be_written_is_refused(tmp_path: Path, arguments: list[str], said: str):
    run("import", *write_town(tmp_path))
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not Path(arguments[-1]).exists()


def test_a_plan_is_written_with_its_stops_and_its_backlog(database: Store, tmp_path: Path):
    clock = FixedClock(NOW)
    import_files(database, clock, write_town(tmp_path), "Dana")
    policy, options = PlanningPolicy(), SearchOptions(seconds=2.0, seed=1)
    plan_days(database, clock, GreatCircle(), policy, NOW.date(), options, "Dana")
    assert run("export", "plan", "--date", DAY, "-o", "plan.json").exit_code == 0
    document = json.loads(Path("plan.json").read_text("utf-8"))
    kinds = [row["kind"] for row in document["itineraries"]]
    assert kinds[0] == "start"
    assert kinds[-1] == "end"
    served = {row["work_order"] for row in document["itineraries"] if row["kind"] == "visit"}
    undone = {row["work_order"] for row in document["backlog"]}
    assert served | undone == {"WO-2026-000101", "WO-2026-000102"}
    assert served
    assert run("export", "plan", "--date", DAY, "-o", "plan.xlsx").exit_code == 0
    assert openpyxl.load_workbook("plan.xlsx").sheetnames == ["itineraries", "backlog"]
    assert run("export", "plan", "--date", DAY, "-o", "plan.csv", "--language", "zh").exit_code == 0
    headings, *rows = Path("plan.csv").read_text("utf-8-sig").splitlines()
    assert headings.startswith("类别,技术员,")
    assert len(rows) == len(kinds) + len(undone)


def test_reasons_and_actions_of_a_written_plan_are_in_its_language(
    database: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    expert = TOWN["work_orders"].replace("refrigeration:3", "refrigeration:5")
    clock = FixedClock(NOW)
    import_files(database, clock, write_town(tmp_path, work_orders=expert), "Dana")
    policy, options = PlanningPolicy(), SearchOptions(seconds=1.0, seed=1)
    plan_days(database, clock, GreatCircle(), policy, NOW.date(), options, "Dana")

    def said() -> str:
        run("export", "plan", "--date", DAY, "-o", "plan.csv")
        return Path("plan.csv").read_text("utf-8-sig").splitlines()[-1]

    assert "Nobody on duty has refrigeration, level 5; Owen Bright comes closest." in said()
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert said().endswith("请培训 Owen Bright 或另派人员，以达到 refrigeration 5 级。")
    assert "Owen Bright" in run("show", "--date", DAY, "--language", "zh").stdout


def test_progress_is_told_in_stages(database: Store, tmp_path: Path):
    rows = "".join(f"C{number},Customer {number},new\n" for number in range(1200))
    paths = write_tables(tmp_path, customers=f"code,name,tier\n{rows}")
    told: list[tuple[Stage, int, int]] = []
    import_files(database, FixedClock(NOW), paths, "Dana", progress=lambda *step: told.append(step))
    assert [step for step in told if step[0] is Stage.READ] == [
        (Stage.READ, 500, 0),
        (Stage.READ, 1000, 0),
    ]
    assert (Stage.CHECK, 1000, 1200) in told
    assert told[-1] == (Stage.WRITE, 1200, 1200)


def test_the_bar_is_silent_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]):
    with ImportProgress() as progress:
        progress.update(Stage.WRITE, 1, 2)
    assert capsys.readouterr().err == ""


def test_reading_does_not_need_a_database(tmp_path: Path):
    contents = read_contents(write_town(tmp_path))
    assert contents.faults == []
    assert len(contents.rows) == 14
