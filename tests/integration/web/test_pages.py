"""What each page says, and how it answers when something is missing or wrong."""

import re
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup

from dispatch.domain.audit import AuditEntry
from dispatch.services.errors import NoBase
from tests.builders.planned_day import DAY, a_planned_day, at

BOARD = f"/board/{DAY}"


def page(client, address, **options):
    answer = client.get(address, **options)
    assert answer.status_code == 200, answer.get_data(as_text=True)[:400]
    return BeautifulSoup(answer.data, "html.parser")


def text_of(element):
    return re.sub(r"\s+", " ", element.get_text(" ")).strip()


def test_the_root_goes_to_the_board_of_today(client):
    assert client.get("/").location == BOARD


def test_a_chosen_date_goes_to_its_board(client):
    assert client.get("/board?date=2026-01-02").location == "/board/2026-01-02"


def test_the_board_says_how_many_visits_are_late_and_which(client):
    board = page(client, BOARD)

    assert "Late 3" in text_of(board.select_one(".kpi.is-late"))
    assert sorted(text_of(word) for word in board.select(".stops .late-word")) == [
        "1 h 10 min late",
        "25 min late",
        "8 min late",
    ]


def test_the_backlog_gives_a_reason_and_what_to_do_about_it(client):
    first = page(client, BOARD).select_one(".undone-item")

    assert "Skill missing" in text_of(first)
    assert "Put somebody with the skills on duty" in text_of(first)


def test_a_reason_with_details_names_the_technician(client, pages):
    entry = pages.plans[0].backlog[1]
    entry.reason, entry.details = "day_full", {"vehicle": "T02", "seconds": 1500}

    said = text_of(page(client, BOARD).select_one("#panel-backlog"))

    assert "Bo Lindqvist has most room and would have to work 25 min longer." in said


def test_an_empty_backlog_says_so(client, pages):
    pages.plans[0].backlog.clear()

    assert "Nothing is left undone" in text_of(page(client, BOARD).select_one("#panel-backlog"))


def test_a_day_without_a_plan_says_how_to_make_one(client):
    board = page(client, "/board/2026-03-20")

    assert "dispatch plan --date 2026-03-20" in text_of(board)
    assert "8 technicians on duty, 17 visits waiting" in text_of(board)


def test_a_day_without_technicians_asks_for_shifts(client, pages):
    pages.technicians_on_duty = 0

    assert "dispatch import" in text_of(page(client, "/board/2026-03-20"))


def test_a_plan_that_was_not_checked_never_looks_checked(client, pages):
    pages.plans[0].check = {}

    assert "Not verified" in text_of(page(client, BOARD).select_one(".plan-box"))


def test_a_draft_is_called_a_draft(client, pages):
    from dispatch.domain.plans import PlanStatus

    pages.plans[0].status = PlanStatus.DRAFT

    assert text_of(page(client, BOARD).select_one(".plan-box .badge-status")) == "Draft"
    assert "times may still change" in text_of(page(client, f"/route/T01/{DAY}"))


def test_the_data_of_a_day_holds_every_stop_along_streets(client):
    day = client.get(f"/api/board/{DAY}.json").json

    assert len(day["technicians"]) == 8
    stops = [s for t in day["technicians"] for s in t["stops"] if s["kind"] == "visit"]
    assert len(stops) == 40
    assert all(len(stop["way"]) == 3 for stop in stops)
    assert {stop["late"] for stop in stops} == {"", "25 min late", "8 min late", "1 h 10 min late"}


def test_the_axis_has_an_hour_for_each_hour_on_the_day_the_clocks_change(client, pages):
    from datetime import date

    pages.plans[0] = a_planned_day(technicians=1, day=date(2026, 3, 29))
    shift = pages.plans[0].itineraries[0].shift
    shift.starts_at = at(0, 30, date(2026, 3, 29))

    ticks = client.get("/api/board/2026-03-29.json").json["axis"]["ticks"]

    assert [tick["label"] for tick in ticks[:3]] == ["00:00", "02:00", "03:00"]
    assert {b["at"] - a["at"] for a, b in pairwise(ticks)} == {3600}


def test_the_itinerary_leads_with_the_next_stop(client, pages):
    pages.instant = at(7, 30)

    card = text_of(page(client, f"/route/T01/{DAY}").select_one(".ahead"))

    assert "Next stop 1 of 5" in card
    assert "Corner Bakery" in card
    assert "to spare" in card


def test_the_itinerary_offers_navigation_and_a_call(client):
    links = {a["href"].partition(":")[0] for a in page(client, f"/route/T01/{DAY}").select(".act")}

    assert {"geo", "tel"} <= links


def test_the_itinerary_says_home_when_all_is_done(client, pages):
    pages.instant = at(23)

    assert "All visits of the day are done" in text_of(page(client, f"/route/T01/{DAY}"))


def test_the_itinerary_is_light_and_needs_no_library(client):
    answer = client.get(f"/route/T01/{DAY}")
    document = BeautifulSoup(answer.data, "html.parser")
    files = [tag["href"] for tag in document.select("link[href]")]
    files += [tag["src"] for tag in document.select("script[src]")]

    weight = len(answer.data) + sum(len(client.get(address).data) for address in files)

    assert weight < 100_000
    assert not any("bootstrap" in address or "leaflet" in address for address in files)


def test_a_work_order_shows_three_clocks(client):
    cards = page(client, "/orders/WO-2026-000001").select(".clock-card")

    assert [text_of(card.h2) for card in cards] == [
        "Respond Met",
        "Arrive Running",
        "Resolve Running",
    ]
    assert "Kept, 1 h 40 min to spare" in text_of(cards[0])


def test_an_unclassified_work_order_says_that_nothing_is_promised_yet(client, pages):
    pages.all_orders()[0].service_level = None

    assert "No promise yet" in text_of(page(client, "/orders/WO-2026-000001"))


def test_the_history_says_who_changed_what_in_words(client, pages):
    change = {"status": {"before": "reported", "after": "on_hold"}, "asset": {"after": "SN-1"}}
    pages.history.append(
        AuditEntry(at(9), "M. Nowak", "WorkOrder", "WO-2026-000001", "changed", change, "No key")
    )

    said = text_of(page(client, "/orders/WO-2026-000001").select_one(".history"))

    assert "M. Nowak changed this work order No key" in said
    assert "Status Reported On hold" in said
    assert "Asset SN-1" in said


def test_the_history_of_a_visit_is_told_apart_from_that_of_its_order(client, pages):
    change = {"status": {"before": "open", "after": "en_route"}, "duration": {"after": 5400}}
    pages.history.append(AuditEntry(at(9), "Bo", "Visit", "WO-2026-000001", "changed", change))

    said = text_of(page(client, "/orders/WO-2026-000001").select_one(".history"))

    assert "Bo changed a visit Status Open On the way Duration 1 h 30 min" in said


def test_text_of_customers_is_never_markup(client, pages):
    pages.all_orders()[0].description = "<script>alert(1)</script>"

    for address in (BOARD, "/orders", "/orders/WO-2026-000001", f"/route/T01/{DAY}"):
        assert b"<script>alert" not in client.get(address).data


def test_the_list_keeps_its_filters_from_page_to_page(client):
    document = page(client, "/orders?status=scheduled")

    assert "1 to 25 of 40" in text_of(document.select_one(".pager"))
    assert "status=scheduled" in document.select_one(".pager a[rel=next]")["href"]


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/board/2026-02-30", 400, "must be an existing date"),
        ("/board/today", 400, "must be an existing date"),
        ("/board/0001-01-01", 400, "must be an existing date"),
        ("/board/9999-12-31", 400, "must be an existing date"),
        ("/orders?status=lost&page=0", 400, "must be one of reported"),
        ("/orders/WO-0", 404, "there is no work order 'WO-0'"),
        (f"/route/T99/{DAY}", 404, "there is no technician 'T99'"),
        ("/nowhere", 404, "Nothing here"),
        ("/language/xx", 404, "Nothing here"),
    ],
)
def test_what_cannot_be_answered_gets_a_friendly_page(client, address, status, said):
    answer = client.get(address)

    assert answer.status_code == status
    assert said in BeautifulSoup(answer.data, "html.parser").get_text()


def test_every_fault_of_a_query_is_named_at_once(client):
    said = client.get("/orders?status=lost&severity=odd&page=x").get_data(as_text=True)

    assert all(field in said for field in ("status", "severity", "page"))


def test_a_database_without_a_base_is_not_ready_rather_than_broken(client, pages, monkeypatch):
    def no_base():
        raise NoBase([])

    monkeypatch.setattr(pages, "today", no_base)

    answer = client.get("/")

    assert answer.status_code == 503
    assert "dispatch demo" in answer.get_data(as_text=True)


def test_a_fault_of_ours_shows_no_trace(client, pages, monkeypatch):
    monkeypatch.setattr(pages, "board", lambda day: 1 / 0)

    answer = client.get(BOARD)

    assert answer.status_code == 500
    assert b"ZeroDivisionError" not in answer.data
