"""Plans and templates as files to take away."""

import io

import openpyxl
import pytest

from dispatch.exchange import TABLES
from tests.builders.planned_day import DAY


@pytest.mark.parametrize(
    ("language", "sheets", "heading"),
    [("en", ["itineraries", "backlog"], "Kind"), ("zh", ["行程", "积压"], "类别")],
)
def test_a_plan_is_sent_as_a_workbook_in_the_language_of_the_reader(
    client, language, sheets, heading
):
    answer = client.get(f"/plans/{DAY}.xlsx", headers={"Accept-Language": language})

    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == f"attachment; filename=plan-{DAY}.xlsx"
    workbook = openpyxl.load_workbook(io.BytesIO(answer.data))
    assert workbook.sheetnames == sheets
    assert workbook[sheets[0]]["A1"].value.lower() == heading.lower()


def test_a_plan_as_one_table_says_why_visits_are_undone(client):
    said = client.get(f"/plans/{DAY}.csv", headers={"Accept-Language": "zh"}).data.decode()

    assert said.splitlines()[0].startswith("\ufeff类别,")
    assert any("未安排" in line for line in said.splitlines())


def test_every_table_has_a_template_to_download(client):
    answer = client.get("/templates/all.xlsx")
    names = openpyxl.load_workbook(io.BytesIO(answer.data)).sheetnames
    assert names == [table.name for table in TABLES]
    assert client.get("/templates/sites.csv").data.decode("utf-8-sig").startswith("code,")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/plans/2026-05-05.xlsx", 404),
        ("/plans/yesterday.xlsx", 400),
        (f"/plans/{DAY}.pdf", 400),
        ("/templates/colours.csv", 404),
        ("/templates/all.csv", 400),
        ("/templates/sites.json", 400),
    ],
)
def test_what_cannot_be_sent_is_a_page_that_says_so(client, address, status):
    answer = client.get(address)
    assert answer.status_code == status
    assert answer.mimetype == "text/html"


def test_the_pages_lead_to_the_files(client):
    assert f"/plans/{DAY}.xlsx" in client.get(f"/board/{DAY}").text
    assert "/templates/all.xlsx" in client.get("/orders").text
