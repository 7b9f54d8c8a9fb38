"""The sample days: what a person should find in them, whatever the numbers drawn."""

import csv
import io
from collections import Counter, defaultdict
from itertools import product

import pytest

from dispatch.domain.customers import CustomerTier
from dispatch.domain.severity import Severity
from dispatch.exchange import cells
from dispatch.sample.generate import generate

Rows = list[dict[str, str]]
DAYS = {"first_day": (40, 8), "city_day": (200, 25)}


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return generate()


@pytest.fixture(params=DAYS)
def day(request: pytest.FixtureRequest, texts: dict[str, str]) -> dict[str, Rows]:
    """The tables of a day."""
    prefix = f"{request.param}/"
    return {
        name.removeprefix(prefix).removesuffix(".csv"): rows_of(text)
        for name, text in texts.items()
        if name.startswith(prefix)
    }


def rows_of(text: str) -> Rows:
    return list(csv.DictReader(io.StringIO(text)))


def skills_of(rows: Rows) -> dict[str, int]:
    """The highest level of each skill."""
    highest: dict[str, int] = defaultdict(int)
    for row in rows:
        for skill in cells.skills(row["skills"] or ";"):
            highest[skill.skill] = max(highest[skill.skill], skill.level)
    return highest


@pytest.mark.parametrize(("name", "orders", "crew"), [(n, *sizes) for n, sizes in DAYS.items()])
def test_a_day_has_its_orders_and_technicians(
    texts: dict[str, str], name: str, orders: int, crew: int
):
    assert len(rows_of(texts[f"{name}/work_orders.csv"])) == orders
    assert len(rows_of(texts[f"{name}/shifts.csv"])) == crew


def test_every_severity_and_tier_comes_up(day: dict[str, Rows]):
    tiers = {row["code"]: row["tier"] for row in day["customers"]}
    owners = {row["code"]: row["customer"] for row in day["sites"]}
    assert {row["severity"] for row in day["work_orders"]} == set(Severity)
    assert {tiers[owners[row["site"]]] for row in day["work_orders"]} == set(CustomerTier)


def test_a_vip_has_an_emergency_that_morning(day: dict[str, Rows]):
    vips = {row["code"] for row in day["customers"] if row["tier"] == "vip"}
    sites = {row["code"] for row in day["sites"] if row["customer"] in vips}
    assert any(
        row["severity"] == "emergency"
        and row["site"] in sites
        and "2026-03-17T06:30" <= row["reported_at"] < "2026-03-17T07:30"
        for row in day["work_orders"]
    )


def test_everything_was_reported_and_answered_before_half_past_seven(day: dict[str, Rows]):
    for row in day["work_orders"]:
        assert row["reported_at"] < "2026-03-17T07:30"
        assert row["responded_at"] < "2026-03-17T07:30"
        assert not row["responded_at"] or row["responded_at"] > row["reported_at"]


def test_no_time_falls_into_the_hour_that_clocks_may_skip(day: dict[str, Rows]):
    """Moved to any other day, every wall-clock time must exist."""
    for rows, column in product(day.values(), ("reported_at", "responded_at", "starts_at")):
        for row in rows:
            assert row.get(column, "")[11:13] not in ("01", "02")


def test_somebody_can_do_everything_but_the_one_job_that_nobody_can(day: dict[str, Rows]):
    crew = skills_of(day["technicians"])
    visits = [row for row in day["work_orders"] if row["skills"]]
    too_hard = [
        row["description"]
        for row in visits
        if any(crew[need.skill] < need.level for need in cells.skills(row["skills"]))
    ]
    assert too_hard == ["Controller of the lift is to be rebuilt by an expert"]


def test_requests_that_cannot_be_served_each_have_their_reason(day: dict[str, Rows]):
    orders = day["work_orders"]
    absent = {row["technician"] for row in day["absences"]}
    torn = [r for r in orders if r["excluded_technicians"]]
    assert [r["excluded_technicians"] == r["required_technicians"] for r in torn] == [True]
    assert [r["required_technicians"] in absent for r in orders if r not in torn].count(True) == 1
    assert sum("19:30-21:00" in r["windows"] for r in orders) == 1
    assert sum(r["site"] == "S900-1" for r in orders) == 1


def test_customers_differ_in_when_they_are_there(day: dict[str, Rows]):
    orders = [row for row in day["work_orders"] if row["duration_minutes"]]
    lengths = Counter(window[-11:] for row in orders if (window := row["windows"]))
    assert {"08:00-12:00", "12:00-17:00"} <= set(lengths)
    assert set(lengths) & {"08:00-10:00", "10:00-12:00", "13:00-15:00", "14:00-16:00"}
    assert sum(not row["windows"] for row in orders) > len(orders) / 3


def test_some_work_part_time_and_some_may_work_overtime(day: dict[str, Rows]):
    assert any(row["ends_at"].endswith("13:00") for row in day["shifts"])
    assert {row["max_overtime_minutes"] for row in day["shifts"]} == {"0", "60"}


def test_the_smaller_day_has_the_first_of_the_customers_and_technicians(texts: dict[str, str]):
    for table in ("technicians", "customers"):
        small, large = (rows_of(texts[f"{day}/{table}.csv"]) for day in DAYS)
        known = {row["code"]: row for row in large}
        assert all(known[row["code"]] == row for row in small)
